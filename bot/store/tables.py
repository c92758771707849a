"""What is stored: every table, in the order in which news flows."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    false,
    func,
    text,
)

from bot.store.columns import Day, Exact, Instant, Json, Words

SCHEMA_VERSION = "0003"
"""The newest migration; a database that says something else is migrated, or refused if we do not know it."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Serial = BigInteger().with_variant(Integer, "sqlite")
"""Only INTEGER counts up by itself in SQLite."""

sources = Table(
    "sources",
    metadata,
    Column("name", Words, primary_key=True),
    Column("etag", Words),
    Column("modified", Words),
    Column("digest", Words),
    Column("polled_at", Instant),
    Column("succeeded_at", Instant),
    Column("next_poll_at", Instant),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("last_error", Words),
    Column("is_retired", Boolean, nullable=False, server_default=false()),
    Column("is_configured", Boolean, nullable=False, server_default=false()),
    Column("leased_until", Instant),
    Index("ix_sources_next_poll_at", "next_poll_at"),
)

seen_entries = Table(
    "seen_entries",
    metadata,
    Column("source", Words, primary_key=True),
    Column("key", LargeBinary(16), primary_key=True),
    Column("seen_at", Instant, nullable=False),
)

articles = Table(
    "articles",
    metadata,
    Column("seq", Serial, primary_key=True),
    Column("id", Words, nullable=False, unique=True),
    Column("story_id", Words, nullable=False, index=True),
    Column("source", Words, nullable=False),
    Column("guid", Words, nullable=False),
    Column("outlet", Words),
    Column("headline", Words),
    Column("byline", Words),
    Column("language", String(35), nullable=False),
    Column("url", Words),
    Column("canonical_url", Words),
    Column("fingerprint", Words),
    Column("published_at", Instant),
    Column("added_at", Instant, nullable=False),
    Column("body", Words, nullable=False),
    Column("reading", Json, nullable=False),
    Column("features", LargeBinary, nullable=False),
    Column("next_check_at", Instant),
    Column("changed_at", Instant),
    Column("vanished_at", Instant),
    Index("uq_articles_canonical_url", "canonical_url", unique=True),
    Index("uq_articles_outlet_fingerprint", func.coalesce(text("outlet"), ""), "fingerprint", unique=True),
    Index("ix_articles_added_at", "added_at"),
    Index("ix_articles_next_check_at", "next_check_at"),
)

article_sources = Table(
    "article_sources",
    metadata,
    Column("article_id", Words, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("source", Words, primary_key=True),
)

figures = Table(
    "figures",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("article_id", Words, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("low", Exact),
    Column("high", Exact),
    Column("qualifier", String(16), nullable=False),
    Column("change", String(8), nullable=False),
    Column("unit", Words, nullable=False),
    Column("noun", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("sentence", Words, nullable=False),
    Column("speaker", Words),
    Column("person_name", Words),
    Column("person_role", Words),
    Column("person_affiliation", Words),
    Column("place", Words),
    Column("as_of_text", Words),
    Column("as_of_start", Day),
    Column("as_of_end", Day),
    Column("salience", Float, nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("article_id", "position"),
    Index("ix_figures_at", "at"),
)

quotes = Table(
    "quotes",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("article_id", Words, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("text", Words, nullable=False),
    Column("speaker", Words),
    Column("person_name", Words),
    Column("person_role", Words),
    Column("person_affiliation", Words),
    Column("speaker_key", Words, nullable=False),
    Column("cue", Words, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("article_id", "position"),
    Index("ix_quotes_at", "at"),
    Index("ix_quotes_speaker_key_at", "speaker_key", "at"),
)

topics = Table(
    "topics",
    metadata,
    Column("name", Words, primary_key=True),
    Column("title", Words, nullable=False),
    Column("counts", Json, nullable=False),
    Column("about", Json, nullable=False),
    Column("near", Json, nullable=False),
    Column("places", Json, nullable=False),
    Column("origin", String(8), nullable=False),
    Column("added_by", Words),
    Column("added_at", Instant, nullable=False),
)

topic_lines = Table(
    "topic_lines",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("topic", Words, ForeignKey("topics.name", ondelete="CASCADE"), nullable=False),
    Column("figure_id", Serial, ForeignKey("figures.id", ondelete="CASCADE"), nullable=False),
    Column("article_id", Words, nullable=False),
    Column("counted", Words, nullable=False),
    Column("place_key", Words, nullable=False),
    Column("speaker_key", Words, nullable=False),
    Column("value_key", Words, nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("topic", "figure_id"),
    Index("ix_topic_lines_figure_id", "figure_id"),
    Index("ix_topic_lines_article_id", "article_id"),
    Index("ix_topic_lines_topic_at", "topic", "at", "id"),
    Index("ix_topic_lines_topic_place", "topic", "place_key", "at", "id"),
    Index("ix_topic_lines_topic_speaker", "topic", "speaker_key", "at", "id"),
    Index("ix_topic_lines_group", "topic", "counted", "place_key", "speaker_key", "at", "id"),
    Index("ix_topic_lines_value", "topic", "counted", "place_key", "speaker_key", "value_key", "at", "id"),
)

standings = Table(
    "standings",
    metadata,
    Column("topic", Words, ForeignKey("topics.name", ondelete="CASCADE"), primary_key=True),
    Column("counted", Words, primary_key=True),
    Column("place_key", Words, primary_key=True),
    Column("speaker_key", Words, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("figure_id", Serial, nullable=False),
    Column("previous_figure_id", Serial),
    Column("first_figure_id", Serial, nullable=False),
    Index("ix_standings_topic_at", "topic", "at"),
)
"""Where each speaker stands on a topic today, so that an answer never has to walk the whole ledger."""

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("platform", Words, nullable=False),
    Column("channel", Words, nullable=False),
    Column("topics", Json, nullable=False),
    Column("sources", Json, nullable=False),
    Column("keywords", Json, nullable=False),
    Column("cadence", String(16), nullable=False),
    Column("on_change", Boolean, nullable=False),
    Column("change_by", Exact),
    Column("mention", Words),
    Column("origin", String(8), nullable=False),
    Column("added_by", Words),
    Column("added_at", Instant, nullable=False),
    Index("ix_subscriptions_platform_channel", "platform", "channel"),
)

alerts = Table(
    "alerts",
    metadata,
    Column("id", Words, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("story_id", Words, index=True),
    Column("article_id", Words, index=True),
    Column("message", Json, nullable=False),
    Column("created_at", Instant, nullable=False, index=True),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("seq", Serial, primary_key=True),
    Column("id", String(25), nullable=False, unique=True),
    Column("alert_id", Words, ForeignKey("alerts.id", ondelete="CASCADE"), nullable=False),
    Column("platform", Words, nullable=False),
    Column("channel", Words, nullable=False),
    Column("state", String(16), nullable=False),
    Column("is_held", Boolean, nullable=False, server_default=false()),
    Column("mention", Words),
    Column("reply_to_id", String(25)),
    Column("edits_id", String(25)),
    Column("folded_into", String(25), index=True),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("next_attempt_at", Instant, nullable=False),
    Column("first_sent_at", Instant),
    Column("doubt_since", Instant),
    Column("doubt_until", Instant),
    Column("is_dubious", Boolean, nullable=False, server_default=false()),
    Column("owner", Words),
    Column("leased_until", Instant),
    Column("reason", Words),
    Column("ref_channel", Words),
    Column("ref_message", Words),
    Column("ref_thread", Words),
    Column("created_at", Instant, nullable=False),
    Column("settled_at", Instant),
    UniqueConstraint("alert_id", "platform", "channel"),
    Index(
        "ix_deliveries_unsettled",
        "platform",
        "channel",
        "seq",
        "state",
        "is_held",
        "folded_into",
        "next_attempt_at",
        sqlite_where=text("state IN ('pending', 'sending')"),
        postgresql_where=text("state IN ('pending', 'sending')"),
    ),
    Index("ix_deliveries_state", "state"),
)

channels = Table(
    "channels",
    metadata,
    Column("platform", Words, primary_key=True),
    Column("channel", Words, primary_key=True),
    Column("stopped_at", Instant),
    Column("try_again_at", Instant),
    Column("reason", Words),
)
"""Channels that refuse us for now: nothing is sent there until `try_again_at` or the next start."""

memories = Table(
    "memories",
    metadata,
    Column("key", Words, primary_key=True),
    Column("value", Json, nullable=False),
    Column("changed_at", Instant, nullable=False),
)
