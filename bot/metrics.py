"""What operators count: one registry per process, filled by the actors and scraped at GET /metrics."""

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

_DELAYS = (1, 5, 15, 60, 300, 900, 3600, 4 * 3600, 24 * 3600)
_WAITS = (0.01, 0.05, 0.25, 1, 5, 15, 60, 300, 3600)
_LAGS = (0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)


class Metrics:
    """All counters of one process. Labels never carry what articles or users wrote."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry(auto_describe=True)
        ProcessCollector(registry=self.registry)
        self.ready = Gauge(
            "nutgraf_ready", "1 if alerts are flowing, 0 if /health has a reason against it.", registry=self.registry
        )
        self.articles = Counter("nutgraf_articles", "Articles read into briefs.", ["source"], registry=self.registry)
        self.unreadable = Counter(
            "nutgraf_unreadable_entries", "Entries that could not be read.", ["source"], registry=self.registry
        )
        self.polls = Counter("nutgraf_polls", "Polls by outcome.", ["source", "outcome"], registry=self.registry)
        self.owed = Counter("nutgraf_alerts", "Deliveries owed, by kind.", ["kind"], registry=self.registry)
        self.deliveries = Gauge(
            "nutgraf_deliveries", "Deliveries in the outbox by state.", ["state"], registry=self.registry
        )
        self.attempts = Counter(
            "nutgraf_delivery_attempts",
            "Sends by platform and outcome.",
            ["platform", "outcome"],
            registry=self.registry,
        )
        self.rate_limited = Counter(
            "nutgraf_rate_limited", "Answers that told us to slow down (429).", ["platform"], registry=self.registry
        )
        self.delay = Histogram(
            "nutgraf_publication_to_post_seconds",
            "From an article's publication to its alert.",
            buckets=_DELAYS,
            registry=self.registry,
        )
        self.owed_for = Histogram(
            "nutgraf_owed_to_post_seconds", "From an alert owed to its post.", buckets=_WAITS, registry=self.registry
        )
        self.loop_lag = Histogram(
            "nutgraf_loop_lag_seconds", "How late the event loop ran.", buckets=_LAGS, registry=self.registry
        )
        self.commands = Counter(
            "nutgraf_commands", "Commands answered.", ["platform", "command"], registry=self.registry
        )

    def expect(self, sources: Iterable[str], platforms: Iterable[str]) -> None:
        """Show zero for what has not happened yet, so that the first time it does is seen as a rise."""
        for source in sources:
            self.articles.labels(source)
            for outcome in ("read", "unchanged", "failed"):
                self.polls.labels(source, outcome)
        for platform in platforms:
            self.rate_limited.labels(platform)
            for outcome in ("posted", "failed", "channel_stopped"):
                self.attempts.labels(platform, outcome)

    def page(self) -> bytes:
        """Return the metrics in Prometheus' text format."""
        return generate_latest(self.registry)
