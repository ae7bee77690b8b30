"""Figures for whoever runs the server, in the format of Prometheus."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

Figures = Mapping[str, Mapping[str, Any]]
"""What each process that forwards media has counted, by the name of the process."""

# figure -> (name for Prometheus, help); a name that ends in _total only grows
MEDIA: dict[str, tuple[str, str]] = {
    "packets_in": ("amphi_media_packets_received_total", "Packets that came from people"),
    "packets_out": ("amphi_media_packets_sent_total", "Packets forwarded to people, repairs included"),
    "bytes_in": ("amphi_media_bytes_received_total", "Bytes that came from people"),
    "bytes_out": ("amphi_media_bytes_sent_total", "Bytes forwarded to people"),
    "lost": ("amphi_media_packets_lost", "Packets of the present tracks that were lost on their way here"),
    "missing_for_good": ("amphi_media_packets_abandoned", "Lost packets of the present tracks never repaired"),
    "nacks_in": ("amphi_media_nacks_received_total", "Requests of people to send packets again (NACK)"),
    "nacks_out": ("amphi_media_nacks_sent_total", "Requests to people to send packets again (NACK)"),
    "resent": ("amphi_media_packets_resent_total", "Packets sent again because somebody lost them"),
    "plis_in": ("amphi_media_plis_received_total", "Requests of people for a whole picture (PLI)"),
    "plis_out": ("amphi_media_plis_sent_total", "Requests to people for a whole picture (PLI)"),
    "dropped": ("amphi_media_packets_dropped_total", "Packets that could not be sent: a full socket, or too old"),
    "junk": ("amphi_media_junk_total", "Datagrams that were no media of anybody in class"),
    "unknown_streams": ("amphi_media_unknown_streams_total", "Packets of streams that nobody announced"),
    "faults": ("amphi_media_faults_total", "Datagrams and turns that raised an error: should stay 0"),
    "rooms": ("amphi_media_rooms", "Classes with media"),
    "peers": ("amphi_media_peers", "Connected media transports"),
    "producers": ("amphi_media_tracks", "Tracks that people send"),
    "routes": ("amphi_media_routes", "Tracks on their way to somebody"),
    "layers": ("amphi_media_layers", "Sizes in which pictures are announced, and sounds"),
    "tcp_connections": ("amphi_media_tcp_connections", "Connections of people whose network lets no UDP through"),
    "tcp_strangers": ("amphi_media_tcp_strangers", "TCP connections that have not shown yet whose they are"),
    "layers_active": ("amphi_media_layers_active", "Of them, those that are being sent now"),
    "cpu_seconds": ("amphi_media_cpu_seconds_total", "CPU time of the process"),
    "tasks": ("amphi_media_tasks", "What the process has begun and not ended: should not grow for ever"),
    "restarts": ("amphi_media_restarts_total", "How often the process was replaced because it ended or hung"),
    "recorded_dropped": ("amphi_media_recorded_dropped_total", "Packets that the recorder was too late to take"),
    "waiting_bytes": ("amphi_media_waiting_bytes", "Bytes on their way to the recorder"),
    "loop_lag_seconds": ("amphi_media_loop_lag_seconds", "By how much the clock of the process was late lately"),
}  # fmt: skip


class MediaFigures(Collector):
    """Asks for the figures of all processes whenever Prometheus asks; a figure unknown here is told under its name."""

    def __init__(self, figures: Callable[[], Figures]) -> None:
        self._figures = figures

    def collect(self) -> Iterator[Metric]:
        """One family for each figure, with a label for the process."""
        by_name: dict[str, dict[str, float]] = {}
        for process, told in self._figures().items():
            for figure, value in told.items():
                if isinstance(value, (int, float)):
                    by_name.setdefault(figure, {})[process] = value
        for figure, values in by_name.items():
            name, about = MEDIA.get(
                figure, (f"amphi_media_{figure}", "Told by the process that forwards media")
            )
            grows = name.endswith("_total")
            family = (CounterMetricFamily if grows else GaugeMetricFamily)(name, about, labels=["process"])
            for process, value in values.items():
                family.add_metric([process], value)
            yield family


class Metrics:
    """The counters of one server; `media`: what the processes that forward media have counted."""

    def __init__(self, media: Callable[[], Figures]) -> None:
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
        self.registry.register(MediaFigures(media))

    def text(self) -> bytes:
        """All figures as Prometheus reads them."""
        return generate_latest(self.registry)
