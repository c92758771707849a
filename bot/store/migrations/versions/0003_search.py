"""Full-text search over the articles: FTS5 with triggers, or a generated tsvector."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _search_on_sqlite()
    else:
        _search_on_postgresql()


def _search_on_sqlite() -> None:
    op.execute(
        "CREATE VIRTUAL TABLE article_search USING fts5(headline, body, content='articles', content_rowid='seq', "
        'tokenize="porter unicode61 remove_diacritics 2")'
    )
    op.execute(
        "CREATE TRIGGER article_search_added AFTER INSERT ON articles BEGIN "
        "INSERT INTO article_search(rowid, headline, body) VALUES (new.seq, new.headline, new.body); END"
    )
    op.execute(
        "CREATE TRIGGER article_search_removed AFTER DELETE ON articles BEGIN "
        "INSERT INTO article_search(article_search, rowid, headline, body) "
        "VALUES ('delete', old.seq, old.headline, old.body); END"
    )
    op.execute(
        "CREATE TRIGGER article_search_changed AFTER UPDATE OF headline, body ON articles BEGIN "
        "INSERT INTO article_search(article_search, rowid, headline, body) "
        "VALUES ('delete', old.seq, old.headline, old.body); "
        "INSERT INTO article_search(rowid, headline, body) VALUES (new.seq, new.headline, new.body); END"
    )
    op.execute("INSERT INTO article_search(article_search) VALUES ('rebuild')")


def _search_on_postgresql() -> None:
    op.execute(
        "ALTER TABLE articles ADD COLUMN search_vector tsvector GENERATED ALWAYS AS ("
        "setweight(to_tsvector('english', left(coalesce(headline, ''), 1000)), 'A') || "
        "setweight(to_tsvector('english', left(body, 100000)), 'B')) STORED"
    )
    op.execute("CREATE INDEX ix_articles_search_vector ON articles USING gin (search_vector)")
