"""Who may speak to our HTTP port: signed by Slack, fresh, and not said before."""

from collections import OrderedDict
from datetime import timedelta

from slack_sdk.signature import Clock as SdkClock
from slack_sdk.signature import SignatureVerifier

from bot.ports import Clock, WebRequest

FRESH_FOR = timedelta(minutes=5)
"""https://docs.slack.dev/authentication/verifying-requests-from-slack"""
_REMEMBERED = 20_000


class Recent:
    """Remembers keys for a while, so that what comes twice is noticed; `clock` is monotonic."""

    def __init__(self, clock: Clock, keep: timedelta, limit: int = _REMEMBERED) -> None:
        self._clock, self._keep, self._limit = clock, keep.total_seconds(), limit
        self._seen: OrderedDict[str, float] = OrderedDict()

    def is_new(self, key: str) -> bool:
        """Say whether this key comes for the first time, and remember it."""
        now = self._clock.monotonic()
        while self._seen and (len(self._seen) >= self._limit or next(iter(self._seen.values())) < now - self._keep):
            self._seen.popitem(last=False)
        if key in self._seen:
            return False
        self._seen[key] = now
        return True


class _Wall(SdkClock):
    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock.now().timestamp()


class Door:
    """Checks the signature, the time stamp (five minutes), and that the same request was not let in before."""

    def __init__(self, signing_secret: str, clock: Clock) -> None:
        self._verifier = SignatureVerifier(signing_secret, _Wall(clock))
        self._let_in = Recent(clock, FRESH_FOR * 2)

    def refusal(self, request: WebRequest) -> str | None:
        """Return why the request is refused, or None and remember it."""
        stamp = request.headers.get("x-slack-request-timestamp", "")
        signature = request.headers.get("x-slack-signature", "")
        # The SDK's verifier raises on what is no number and on signatures and bodies it cannot encode.
        if not (stamp.isascii() and stamp.isdecimal() and len(stamp) <= 12 and signature.isascii()):
            return "unsigned"
        try:
            genuine = self._verifier.is_valid(request.body.decode(), stamp, signature)
        except UnicodeDecodeError:
            return "unreadable"
        if not genuine:
            return "wrong signature or stale"
        return None if self._let_in.is_new(signature) else "replayed"
