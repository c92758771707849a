"""Addresses of articles: which ones are the same page behind tracking suffixes, AMP and mobile hosts."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

LONGEST_ADDRESS = 2000

_DEFAULT_PORTS = {"http": 80, "https": 443}
_TRACKING_PREFIXES = (
    "utm_",
    "mc_",
    "pk_",
    "piwik_",
    "matomo_",
    "hsa_",
    "ga_",
    "at_",
    "fb_",
    "ns_",
    "spm",
    "trk",
    "wt_",
)
_TRACKING_NAMES = """
fbclid gclid dclid gbraid wbraid msclkid twclid ttclid yclid igshid igsh mkt_tok _ga _gl gs_l vero_id oly_anon_id
oly_enc_id ref ref_src ref_url referrer referer source src cmp cmpid cmp_id campaign cid ncid icid ito ocid xtor smid
smtyp sref sr_share share shared si soc_src soc_trk __twitter_impression __source __cf_chl_tk fromsource from_source
feature partner rss feed output amp outputtype amp_js_v usqp guccounter guce_referrer guce_referrer_sig via s_kwcid sh
"""
_TRACKING = frozenset(_TRACKING_NAMES.split())
"""Query names that say where a reader came from, never which page it is."""
_AMP_VALUES = {"amp", "1", "true", ""}
_MOBILE_LABELS = ("www", "m", "mobile", "amp", "touch")
_WEB = re.compile(r"https?://[^\s<>\"'\\]{3,}", re.IGNORECASE)
_VIEWER_HOST = re.compile(r"(?:www\.)?google\.[a-z.]{2,6}$")
_CACHE_HOST = ".cdn.ampproject.org"
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)


def is_web_address(text: str) -> bool:
    """Say whether `text` is one http or https address with a host, of a length that browsers take."""
    if len(text) > LONGEST_ADDRESS or not _WEB.fullmatch(text):
        return False
    try:
        return bool(urlsplit(text).hostname)
    except ValueError:
        return False


@lru_cache(maxsize=4096)
def canonical_url(url: str) -> str:
    """Return the address all variants of an article's address have in common; it is for comparing, not for clicking.

    Drops scheme differences, tracking parameters, AMP and mobile variants, default ports, fragments and trailing
    slashes; hosts become lower-case ASCII (IDNA), queries are sorted. Text that is no web address is returned stripped.
    Feeds list the same addresses at every poll, so the latest are remembered.
    """
    url = url.strip()
    for _ in range(3):
        inner = _behind_viewer(url)
        if inner is None:
            break
        url = inner
    if not is_web_address(url):
        return url
    parts = urlsplit(url)
    host = _host(parts.hostname or "", _port(parts.netloc, parts.scheme.lower()))
    return urlunsplit(("https", host, _path(parts.path), _query(parts.query), ""))


def is_same_site(one: str, other: str) -> bool:
    """Say whether two web addresses are on one host, or one's host is inside the other's: news.tarn.test, tarn.test."""
    first, second = (_bare_host(urlsplit(canonical_url(url)).hostname or "") for url in (one, other))
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


def _behind_viewer(url: str) -> str | None:
    """Return the publisher's address inside one of Google's AMP viewer or of the AMP cache, None for any other."""
    if not is_web_address(url):
        return None
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    path = parts.path
    if _VIEWER_HOST.fullmatch(host) and path.startswith("/amp/"):
        path = path.removeprefix("/amp/")
    elif host.endswith(_CACHE_HOST):
        path = re.sub(r"^/[a-z](?:/[a-z])??/(?=s/|[^/]+\.)", "", path)
    else:
        return None
    scheme, address = ("https", path.removeprefix("s/")) if path.startswith("s/") else ("http", path.lstrip("/"))
    return f"{scheme}://{address}" + (f"?{parts.query}" if parts.query else "")


def _port(netloc: str, scheme: str) -> str:
    _, colon, port = netloc.rpartition("@")[2].rpartition(":")
    return f":{port}" if colon and port.isdigit() and int(port[:6]) != _DEFAULT_PORTS[scheme] else ""


def _host(host: str, port: str) -> str:
    try:
        host = host.rstrip(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        host = host.lower()
    return (f"[{host}]" if ":" in host else _bare_host(host)) + port


def _bare_host(host: str) -> str:
    labels = host.split(".")
    while len(labels) > 2 and labels[0] in _MOBILE_LABELS:
        labels.pop(0)
    return ".".join(labels)


def _path(path: str) -> str:
    segments = [segment for segment in path.split("/") if segment]
    while segments and segments[0].lower() in {"amp", "mobile"} and len(segments) > 1:
        segments.pop(0)
    while segments and segments[-1].lower() == "amp":
        segments.pop()
    joined = _INDEX.sub("", "/" + "/".join(segments))
    for ending in (".amp.html", ".amp"):
        if joined.endswith(ending):
            joined = joined.removesuffix(ending) + (".html" if ending == ".amp.html" else "")
    return quote(
        unquote(joined, errors="surrogateescape").encode("utf-8", "surrogateescape"), safe="/:@!$&'()*+,;=-._~"
    ).rstrip("/")


def _query(query: str) -> str:
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return query
    kept = [(name, value) for name, value in pairs if not _is_tracking(name.lower(), value.lower())]
    return urlencode(sorted(kept))


def _is_tracking(name: str, value: str) -> bool:
    if name in {"amp", "output", "outputtype"}:
        return value in _AMP_VALUES
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)
