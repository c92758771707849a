"""Sources, articles and the ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

Serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _sources()
    _seen_entries()
    _articles()
    _article_sources()
    _figures()
    _quotes()
    _topics()
    _topic_lines()
    _standings()


def _sources() -> None:
    op.create_table(
        "sources",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("modified", sa.Text(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("polled_at", sa.BigInteger(), nullable=True),
        sa.Column("succeeded_at", sa.BigInteger(), nullable=True),
        sa.Column("next_poll_at", sa.BigInteger(), nullable=True),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("is_retired", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("is_configured", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("leased_until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_sources"),
    )
    op.create_index("ix_sources_next_poll_at", "sources", ["next_poll_at"], unique=False)


def _seen_entries() -> None:
    op.create_table(
        "seen_entries",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("key", sa.LargeBinary(length=16), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("source", "key", name="pk_seen_entries"),
    )


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("seq", Serial, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("story_id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("headline", sa.Text(), nullable=True),
        sa.Column("byline", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("canonical_url", sa.Text(), nullable=True),
        sa.Column("fingerprint", sa.Text(), nullable=True),
        sa.Column("published_at", sa.BigInteger(), nullable=True),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("reading", sa.Text(), nullable=False),
        sa.Column("features", sa.LargeBinary(), nullable=False),
        sa.Column("next_check_at", sa.BigInteger(), nullable=True),
        sa.Column("changed_at", sa.BigInteger(), nullable=True),
        sa.Column("vanished_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name="pk_articles"),
        sa.UniqueConstraint("id", name="uq_articles_id"),
    )
    op.create_index("ix_articles_added_at", "articles", ["added_at"], unique=False)
    op.create_index("ix_articles_next_check_at", "articles", ["next_check_at"], unique=False)
    op.create_index("ix_articles_story_id", "articles", ["story_id"], unique=False)
    op.create_index("uq_articles_canonical_url", "articles", ["canonical_url"], unique=True)
    op.create_index(
        "uq_articles_outlet_fingerprint", "articles", [sa.text("coalesce(outlet, '')"), "fingerprint"], unique=True
    )


def _article_sources() -> None:
    op.create_table(
        "article_sources",
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_article_sources_article_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "source", name="pk_article_sources"),
    )


def _figures() -> None:
    op.create_table(
        "figures",
        sa.Column("id", Serial, nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("low", sa.Text(), nullable=True),
        sa.Column("high", sa.Text(), nullable=True),
        sa.Column("qualifier", sa.String(length=16), nullable=False),
        sa.Column("change", sa.String(length=8), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("noun", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("person_name", sa.Text(), nullable=True),
        sa.Column("person_role", sa.Text(), nullable=True),
        sa.Column("person_affiliation", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("as_of_text", sa.Text(), nullable=True),
        sa.Column("as_of_start", sa.Text(), nullable=True),
        sa.Column("as_of_end", sa.Text(), nullable=True),
        sa.Column("salience", sa.Float(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_figures_article_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_figures"),
        sa.UniqueConstraint("article_id", "position", name="uq_figures_article_id_position"),
    )
    op.create_index("ix_figures_at", "figures", ["at"], unique=False)


def _quotes() -> None:
    op.create_table(
        "quotes",
        sa.Column("id", Serial, nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("person_name", sa.Text(), nullable=True),
        sa.Column("person_role", sa.Text(), nullable=True),
        sa.Column("person_affiliation", sa.Text(), nullable=True),
        sa.Column("speaker_key", sa.Text(), nullable=False),
        sa.Column("cue", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_quotes_article_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_quotes"),
        sa.UniqueConstraint("article_id", "position", name="uq_quotes_article_id_position"),
    )
    op.create_index("ix_quotes_at", "quotes", ["at"], unique=False)
    op.create_index("ix_quotes_speaker_key_at", "quotes", ["speaker_key", "at"], unique=False)


def _topics() -> None:
    op.create_table(
        "topics",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("near", sa.Text(), nullable=False),
        sa.Column("places", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=True),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_topics"),
    )


def _topic_lines() -> None:
    op.create_table(
        "topic_lines",
        sa.Column("id", Serial, nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("figure_id", Serial, nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("counted", sa.Text(), nullable=False),
        sa.Column("place_key", sa.Text(), nullable=False),
        sa.Column("speaker_key", sa.Text(), nullable=False),
        sa.Column("value_key", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["figure_id"], ["figures.id"], name="fk_topic_lines_figure_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["topic"], ["topics.name"], name="fk_topic_lines_topic", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_topic_lines"),
        sa.UniqueConstraint("topic", "figure_id", name="uq_topic_lines_topic_figure_id"),
    )
    op.create_index("ix_topic_lines_article_id", "topic_lines", ["article_id"], unique=False)
    op.create_index("ix_topic_lines_figure_id", "topic_lines", ["figure_id"], unique=False)
    op.create_index(
        "ix_topic_lines_group",
        "topic_lines",
        ["topic", "counted", "place_key", "speaker_key", "at", "id"],
        unique=False,
    )
    op.create_index("ix_topic_lines_topic_at", "topic_lines", ["topic", "at", "id"], unique=False)
    op.create_index("ix_topic_lines_topic_place", "topic_lines", ["topic", "place_key", "at", "id"], unique=False)
    op.create_index("ix_topic_lines_topic_speaker", "topic_lines", ["topic", "speaker_key", "at", "id"], unique=False)
    op.create_index(
        "ix_topic_lines_value",
        "topic_lines",
        ["topic", "counted", "place_key", "speaker_key", "value_key", "at", "id"],
        unique=False,
    )


def _standings() -> None:
    op.create_table(
        "standings",
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("counted", sa.Text(), nullable=False),
        sa.Column("place_key", sa.Text(), nullable=False),
        sa.Column("speaker_key", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("figure_id", Serial, nullable=False),
        sa.Column("previous_figure_id", Serial, nullable=True),
        sa.Column("first_figure_id", Serial, nullable=False),
        sa.ForeignKeyConstraint(["topic"], ["topics.name"], name="fk_standings_topic", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("topic", "counted", "place_key", "speaker_key", name="pk_standings"),
    )
    op.create_index("ix_standings_topic_at", "standings", ["topic", "at"], unique=False)
