"""Figures for whoever runs the server, in the format of Prometheus."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest


class Metrics:
    """The counters of one server."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter("amphi_http_requests", "HTTP answers", ["status"], registry=self.registry)
        self.commands = Counter("amphi_commands", "Commands", ["command", "outcome"], registry=self.registry)
        self.command_seconds = Histogram(
            "amphi_command_seconds",
            "Time from a command's arrival to its answer",
            registry=self.registry,
            buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
        )
        self.connections = Gauge("amphi_connections", "Live connections", registry=self.registry)
        self.classes = Gauge("amphi_classes_in_memory", "Classes led by this process", registry=self.registry)
        self.media = Gauge(
            "amphi_media", "Counters of each media process", ["process", "name"], registry=self.registry
        )

    def text(self) -> bytes:
        """All figures as Prometheus reads them."""
        return generate_latest(self.registry)
