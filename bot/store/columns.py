"""How our values lie in a column, the same on SQLite and PostgreSQL: instants, exact numbers, JSON, any text."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Dialect, Text
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime as whole microseconds since 1970: exact, sortable, the same everywhere."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> int | None:
        """Write an aware datetime."""
        return None if value is None else (value - EPOCH) // _MICROSECOND

    def process_result_value(self, value: int | None, _dialect: Dialect) -> datetime | None:
        """Read it back in UTC."""
        return None if value is None else EPOCH + timedelta(microseconds=value)


class Words(TypeDecorator[str]):
    """Text of any origin. Characters a database refuses (NUL, lone surrogates) become U+FFFD, one for one, so that
    offsets into the text stay true."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """Write text both databases accept."""
        return None if value is None else storable(value)


class Exact(TypeDecorator[Decimal]):
    """A decimal number, to the digit."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, _dialect: Dialect) -> str | None:
        """Write all digits."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Decimal | None:
        """Read them back."""
        return None if value is None else Decimal(value)


class Day(TypeDecorator[date]):
    """A calendar day as ISO text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, _dialect: Dialect) -> str | None:
        """Write YYYY-MM-DD."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, _dialect: Dialect) -> date | None:
        """Read it back."""
        return None if value is None else date.fromisoformat(value)


class Json(TypeDecorator[Any]):
    """A JSON value as text (PostgreSQL's own JSON type refuses some texts that articles contain)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str | None:
        """Write compact JSON."""
        if value is None:
            return None
        return json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Any:
        """Read it back."""
        return None if value is None else json.loads(value)


def storable(text: str) -> str:
    """Return `text` with every character no database takes replaced by U+FFFD; its length stays."""
    if "\x00" in text:
        text = text.replace("\x00", "\ufffd")
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in text)
    return text
