"""What a single setting may be: durations, times, networks, safe addresses; each error says what to write."""

import re
from collections.abc import Callable
from datetime import time, timedelta
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Annotated
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator

_JOINERS = {0x200C: None, 0x200D: None}
"""Invisible, but spelling: of Persian words and of some emoji."""
_DURATION = re.compile(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?")


def parse_duration(text: object) -> timedelta:
    """Read "1s", "5m", "1h30m" or "2d" as a duration longer than nothing. Raises ValueError with the remedy."""
    match = _DURATION.fullmatch(text.strip()) if isinstance(text, str) else None
    if isinstance(text, timedelta):
        return text
    if not match or not any(match.groups()):
        raise ValueError(f'{text!r} is not a duration; write it like "30s", "5m", "2h" or "1d"')
    days, hours, minutes, seconds = match.groups()
    try:
        found = timedelta(
            days=int(days or 0), hours=int(hours or 0), minutes=int(minutes or 0), seconds=float(seconds or 0)
        )
    except OverflowError:
        raise ValueError(f"{text!r} is too long a duration") from None
    if not found:
        raise ValueError('a duration of nothing does not work; write how long, like "30s"')
    return found


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where it is none
    except ValueError:
        raise ValueError(f"{url[:80]!r} is not an address; copy it from the browser") from None
    return parts


def _safe_url(secure: str, plain: str) -> Callable[[str], str]:
    def check(url: str) -> str:
        parts = _parts(url)
        if parts.scheme == secure and parts.hostname:
            return url.rstrip("/")
        if parts.scheme == plain and _is_loopback(parts.hostname or ""):
            return url.rstrip("/")
        raise ValueError(f"the token goes there, so it must be {secure}:// (plain {plain}:// only to this machine)")

    return check


def _web_url(url: str) -> str:
    parts = _parts(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("must be an address that starts with http:// or https://")
    return url


def _shown(text: str) -> str:
    """Take only what people can read: a name stands in messages, and a word is looked for in articles."""
    if not text.strip():
        raise ValueError("is empty; write a word, or leave it out")
    if not text.translate(_JOINERS).isprintable():
        raise ValueError(f"{text[:80]!a} has characters that cannot be seen; write it without them")
    return text


def _folder_path(path: object) -> object:
    if isinstance(path, str) and not path.strip():
        raise ValueError('is empty; write where the folder is ("." is where Nutgraf runs)')
    return path


def _clock_time(text: object) -> object:
    if isinstance(text, str) and re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", text):
        hours, minutes = text.split(":")
        return time(int(hours), int(minutes))
    if isinstance(text, time):
        return text
    raise ValueError(f'{text!r} is not a time of day; write it like "08:00"')


def _timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f'{name!r} is not a timezone; use a name such as "Europe/London"') from None
    return name


def _network(text: object) -> IPv4Network | IPv6Network:
    try:
        return ip_network(str(text), strict=False)
    except ValueError:
        raise ValueError(f'{text!r} is not a network; write it like "10.0.0.0/8" or "192.168.1.7"') from None


FolderPath = Annotated[Path, BeforeValidator(_folder_path)]
Words = Annotated[str, AfterValidator(_shown)]
Network = Annotated[IPv4Network | IPv6Network, BeforeValidator(_network)]
Duration = Annotated[timedelta, BeforeValidator(parse_duration)]
ClockTime = Annotated[time, BeforeValidator(_clock_time)]
Timezone = Annotated[str, AfterValidator(_timezone)]
HttpsUrl = Annotated[str, AfterValidator(_safe_url("https", "http"))]
WssUrl = Annotated[str, AfterValidator(_safe_url("wss", "ws"))]
WebUrl = Annotated[str, AfterValidator(_web_url)]
