"""Ports, addresses and the relay as settings give them, and as clients are told them."""

import base64
import hashlib
import hmac

import pytest
from pydantic import ValidationError

from server.__main__ import reason
from server.config import Settings
from server.live.limits import RATES
from server.turn import TRY_SECONDS, Relay
from tests.server.people import api, join, new_class
from tests.server.test_start import line_of

__all__ = ["line_of"]
RELAY = "turn:relay.example.org:3478"


@pytest.mark.parametrize(
    ("given", "udp", "tcp"),
    [
        ({}, 8080, 9080),
        ({"port": 443}, 443, 1443),
        ({"port": 65_000}, 65_000, 64_000),
        ({"media_port": 10_000}, 10_000, 10_000),
        ({"media_tcp_port": 8443}, 8080, 8443),
        ({"media_port": 10_000, "media_tcp_port": 8443}, 10_000, 8443),
        ({"media_ways": "udp"}, 8080, None),
        ({"media_ways": "tcp"}, 8080, 9080),
    ],
)
def test_media_over_tcp_has_the_number_of_udp_unless_the_pages_have_it(given, udp, tcp):
    settings = Settings(**given)
    assert (settings.udp_port, settings.tcp_port) == (udp, tcp)


def test_announced_addresses_are_of_both_families_and_reachable():
    assert Settings(announce="203.0.113.7, 2001:db8::7").media_addresses() == ["203.0.113.7", "2001:db8::7"]
    assert Settings(media_host="192.0.2.9", host="127.0.0.1").media_addresses() == ["192.0.2.9"]
    own = Settings().media_addresses()
    assert own
    assert not [ip for ip in own if ip.startswith(("fe80", "169.254."))]
    assert not [ip for ip in Settings(host="0.0.0.0").media_addresses() if ":" in ip]
    for wrong in ("class.example.org", "fe80::1", "0.0.0.0", "203.0.113.7:8080"):
        with pytest.raises(ValidationError, match=wrong):
            Settings(announce=wrong)


def test_a_relay_needs_its_secret_and_shows_it_nowhere(line_of, tmp_path):
    assert "turn_secret" in line_of("--data", str(tmp_path), AMPHI_TURN_URLS=RELAY)
    assert "not a relay" in line_of("--data", str(tmp_path), AMPHI_TURN_URLS="https://relay.example.org")
    settings = Settings(turn_urls=f"{RELAY},turns:relay.example.org", turn_secret="north")
    assert settings.turn_urls == [RELAY, "turns:relay.example.org"]
    assert "north" not in f"{settings!r} {settings.relay!r} {settings.relay.servers('p_1')}"


def test_a_key_to_the_relay_says_until_when_and_whose_it_is():
    relay = Relay((RELAY,), "north", 3600)
    (server,) = relay.servers("p_ada", now=1_000.5)
    assert (server["urls"], server["username"]) == ([RELAY], "4600:p_ada")
    digest = hmac.new(b"north", b"4600:p_ada", hashlib.sha1).digest()
    assert server["credential"] == base64.b64encode(digest).decode()
    assert relay.servers_to_try(now=0)[0]["username"] == f"{TRY_SECONDS:.0f}:lobby"
    assert Relay((), "", 3600).servers("p_ada") == []


def test_a_busy_port_of_media_is_named_with_its_setting():
    settings = Settings()
    assert "port 9080 (TCP, for media) is in use" in reason(OSError(98, "in use", "9080/tcp"), settings)
    assert "AMPHI_MEDIA_TCP_PORT" in reason(OSError(98, "in use", "9080/tcp"), settings)
    assert "--port" in reason(OSError(98, "in use", "8080/udp"), settings)
    moved = Settings(media_port=10_000)
    assert "AMPHI_MEDIA_PORT" in reason(OSError(98, "in use", "10000/udp"), moved)


async def test_whoever_has_a_ticket_may_try_the_network_a_few_times(serve, monkeypatch):
    server = await serve(turn_urls=RELAY, turn_secret="north")
    base = server.settings.address
    ticket = (await new_class(base))["tickets"]["student"]
    status, told = await api(base, "POST", "probe", {"ticket": ticket}, token=None)
    assert status == 200
    assert {(one["protocol"], one["port"]) for one in told["iceCandidates"]} == {
        ("udp", server.settings.udp_port),
        ("tcp", server.settings.tcp_port),
    }
    assert told["iceParameters"]["iceLite"]
    assert told["iceServers"][0]["urls"] == [RELAY]
    assert (await api(base, "POST", "probe", {"ticket": "nothing"}, token=None))[0] == 403
    monkeypatch.setitem(RATES, "probe_address", (1, 0.0001))
    server.school.limits.buckets.clear()
    tries = [await api(base, "POST", "probe", {"ticket": ticket}, token=None) for _ in range(2)]
    assert [status for status, _ in tries] == [200, 429]
    assert tries[1][1]["error"]["code"] == "too_fast"


async def test_transports_come_with_a_key_to_the_relay(serve):
    server = await serve(turn_urls=RELAY, turn_secret="north", media_ways="tcp")
    base = server.settings.address
    ada = await join(base, await new_class(base), "instructor", "Ada")
    made = await ada.media("createTransport", direction="send")
    assert made["iceServers"][0]["username"].endswith(f":{ada.person}")
    assert {one["protocol"] for one in made["iceCandidates"]} == {"tcp"}, "no UDP is told"
    again = await ada.media("restartIce", transport=made["id"])
    assert again["iceServers"][0]["credential"]
    assert "north" not in str((made, again))
    await ada.leave()
