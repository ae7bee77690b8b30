"""Every figure of the forwarding unit stands in /metrics under its own name, with words that say what it is."""

import pytest
from prometheus_client.parser import text_string_to_metric_families

from server.media.router import Router
from server.metrics import MEDIA, Metrics


async def test_every_figure_of_the_router_has_a_name_and_says_what_it_is():
    router = Router(host="127.0.0.1")
    await router.start()
    of_the_process = {"cpu_seconds", "tasks", "restarts", "recorded_dropped", "waiting_bytes"}
    try:
        assert set(router.stats()) | of_the_process == set(MEDIA)
    finally:
        await router.close()
    assert len({name for name, _ in MEDIA.values()}) == len(MEDIA)


def test_figures_of_several_processes_stand_side_by_side():
    processes = {
        "w1": {"packets_in": 5, "loop_lag_seconds": 0.004, "name": "not a figure"},
        "w2": {"packets_in": 7, "loop_lag_seconds": 0.1, "novelty": 2},
    }
    families = text_string_to_metric_families(Metrics(lambda: processes).text().decode())
    samples = {(s.name, s.labels.get("process")): s.value for family in families for s in family.samples}
    assert samples["amphi_media_packets_received_total", "w1"] == 5
    assert samples["amphi_media_packets_received_total", "w2"] == 7
    assert samples["amphi_media_loop_lag_seconds", "w2"] == pytest.approx(0.1)
    assert samples["amphi_media_novelty", "w2"] == 2
    assert not [name for name, _ in samples if "name" in name]
