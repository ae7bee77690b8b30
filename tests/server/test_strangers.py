"""Strangers at the live door: measured by the address they come from, which a proxy tells; whoever is known comes in."""

import ipaddress
import json

import aiohttp
import pytest
import socketio
from pydantic import ValidationError

from server.addresses import visitor
from server.config import Settings
from server.live.limits import RATES


def test_what_proxies_say_of_their_visitors_is_believed_as_far_as_they_are_known():
    far = (ipaddress.ip_network("10.0.0.0/24"),)
    assert visitor("203.0.113.7", "", far) == "203.0.113.7"
    assert visitor("203.0.113.7", "192.0.2.1", far) == "203.0.113.7", "no proxy that is known"
    assert visitor("10.0.0.2", "192.0.2.1, 203.0.113.7", far) == "203.0.113.7"
    assert visitor("10.0.0.2", "192.0.2.1, 203.0.113.7", ()) == "10.0.0.2"
    assert visitor("::1", "192.0.2.1, 2001:db8::7, 10.0.0.9", far) == "2001:db8::/64"
    assert visitor("127.0.0.1", "", far) == visitor("127.0.0.1", " , ", far) == "127.0.0.1"
    assert len(visitor("127.0.0.1", "x" * 1000, far)) == 60
    with pytest.raises(ValidationError, match="is not an address or network"):
        Settings(proxies="proxy.example.org")


def test_a_network_of_ipv6_is_one_visitor_however_many_addresses_it_takes():
    one = {visitor(f"2001:db8:1:2:{host:x}::{host:x}", "", ()) for host in range(1, 50)}
    assert one == {"2001:db8:1:2::/64"}
    assert visitor("2001:db8:1:3::1", "", ()) not in one, "the house next door"
    assert visitor("fe80::1%eth0", "", ()) == "fe80::/64"
    assert visitor("::ffff:203.0.113.7", "", ()) == visitor("203.0.113.7", "", ()) == "203.0.113.7"


async def connects(base, token, class_id, address):
    """The code with which a connection from an address is refused; None when it is taken."""
    line, refusals = socketio.AsyncClient(reconnection=False), []
    line.on("connect_error", refusals.append)
    try:
        auth, headers = {"token": token, "class": class_id}, {"X-Forwarded-For": address}
        await line.connect(base, auth=auth, headers=headers, transports=["websocket"], wait_timeout=20)
    except socketio.exceptions.ConnectionError:
        told = refusals[0]
        return told["data"]["error"]["code"] if "data" in told else "unreachable"
    finally:
        await line.shutdown()
        if line.eio.http is not None:  # it forgets this one where the door stayed shut
            await line.eio.http.close()
    return None


async def test_strangers_who_call_again_and_again_are_told_to_wait_and_nobody_else_is(
    base, made, come, monkeypatch
):
    monkeypatch.setitem(RATES, "stranger_address", (2, 0.0001))
    ada = await come("instructor", "Ada")
    tried = [await connects(base, "nobody", made["id"], "198.51.100.1") for _ in range(3)]
    assert tried == ["sign_in_needed", "sign_in_needed", "too_fast"]
    assert await connects(base, None, made["id"], "198.51.100.2") == "sign_in_needed"
    assert await connects(base, ada.token, made["id"], "198.51.100.1") is None, "a neighbour of theirs"


async def test_one_address_opens_only_so_many_lines_and_others_come_in(base, made, come, monkeypatch):
    ada = await come("instructor", "Ada")
    monkeypatch.setitem(RATES, "line_address", (2, 0.0001))
    here = {"X-Forwarded-For": "198.51.100.1"}
    async with aiohttp.ClientSession() as session:
        for status in (200, 200, 429):
            async with session.get(f"{base}/socket.io/?EIO=4&transport=polling", headers=here) as response:
                assert response.status == status
                told = await response.text()
    assert json.loads(told)["error"]["code"] == "too_fast"
    assert await connects(base, ada.token, made["id"], "198.51.100.1") == "unreachable"
    assert await connects(base, ada.token, made["id"], "198.51.100.2") is None
    assert (await ada.do("RaiseHand"))["ok"], "lines that are open go on"
