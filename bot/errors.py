"""Every expected failure, one class per decision of the caller.

NutgrafError
├── ConfigError                  stop at start, list every problem
├── SourceError                  skip this source until its next turn (carries retry_after, gone)
│   └── ArticleError             skip this one entry, go on with the source's others
├── CommandError                 show the text to the user
├── StoreError                   stop, or wait for the operator: nothing may be sent without a durable mark
└── DeliveryError
    ├── TransientDeliveryError   postpone; carries retry_after
    ├── AmbiguousDeliveryError   may have been accepted: reconcile before any retry
    └── PermanentDeliveryError   give up, record why, tell the operator (carries whose fault: channel or message)

Messages are one line for people: what happened, and what to do about it.
"""

from datetime import timedelta


class NutgrafError(Exception):
    """Root of all failures that Nutgraf expects and explains."""


class ConfigError(NutgrafError):
    """The settings are wrong. `problems` has one line each: place, what is wrong, remedy."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class SourceError(NutgrafError):
    """A source could not be polled. `retry_after` is the server's wish; `gone` says never again (HTTP 410).

    `missing` says that nothing was found there (HTTP 404), which may be a publisher's bad minute.
    """

    def __init__(
        self, message: str, *, retry_after: timedelta | None = None, gone: bool = False, missing: bool = False
    ) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.gone = gone
        self.missing = missing


class ArticleError(SourceError):
    """One entry could not be read into an article; the source's other entries still can."""


class CommandError(NutgrafError):
    """A command cannot be answered; the text is one plain sentence for the person who asked."""


class StoreError(NutgrafError):
    """The database cannot be used (newer schema, disk full, locked by another Nutgraf)."""


class DeliveryError(NutgrafError):
    """An alert was not, or may not have been, delivered."""


class TransientDeliveryError(DeliveryError):
    """Not accepted, and worth another try; `retry_after` is the platform's own wish where it gave one."""

    def __init__(self, message: str, *, retry_after: timedelta | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class AmbiguousDeliveryError(DeliveryError):
    """The platform may have accepted the message: look before sending again."""


class PermanentDeliveryError(DeliveryError):
    """Will never be accepted. `channel_is_dead` says every message to that channel would fail alike."""

    def __init__(self, message: str, *, channel_is_dead: bool = False) -> None:
        super().__init__(message)
        self.channel_is_dead = channel_is_dead
