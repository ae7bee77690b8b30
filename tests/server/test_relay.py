"""The keys that we give open a real relay (coturn), and no others do."""

import asyncio
import ssl
import time

import pytest
from aioice import Candidate, Connection, TransportPolicy, stun, turn

from server.media import Router
from server.turn import Relay


async def opens(relay, key, tls=None):
    """Whether the relay lends a port to who shows this key."""
    (server,) = key
    way = {"server_addr": ("127.0.0.1", relay.port)}
    if tls:
        way = {"server_addr": ("127.0.0.1", relay.tls_port), "transport": "tcp", "ssl": tls}
    try:
        transport, _ = await turn.create_turn_endpoint(
            asyncio.DatagramProtocol, username=server["username"], password=server["credential"], **way
        )
    except stun.TransactionFailed:
        return False
    transport.close()
    return True


async def test_a_key_opens_the_relay_until_it_ends_and_only_with_the_right_secret(relay):
    ours = Relay((relay.url,), relay.secret, 60)
    assert await opens(relay, ours.servers("p_ada"))
    assert await opens(relay, ours.servers_to_try())
    assert not await opens(relay, ours.servers("p_ada", now=time.time() - 120))
    assert not await opens(relay, Relay((relay.url,), "another", 60).servers("p_ada"))
    (server,) = ours.servers("p_ada")
    assert not await opens(relay, [{**server, "username": server["username"].replace("ada", "eve")}])
    assert relay.secret not in str(ours.servers("p_ada"))


async def test_a_key_opens_the_relay_over_tls_too(relay):
    trusting = ssl.create_default_context()
    relay.authority.configure_trust(trusting)
    ours = Relay((relay.tls_url,), relay.secret, 60)
    (server,) = ours.servers("p_ada")
    assert server["urls"] == [relay.tls_url]
    assert await opens(relay, [server], trusting)
    assert not await opens(relay, Relay((relay.tls_url,), "another", 60).servers("p_ada"), trusting)
    with pytest.raises(ssl.SSLCertVerificationError):
        await opens(relay, [server], ssl.create_default_context())


async def test_who_has_only_the_relay_reaches_the_media_port_through_it(relay):
    router = Router(announce=["127.0.0.1"], host="127.0.0.1", tcp_port=0)
    await router.start()
    told = router.probe()
    (server,) = Relay((relay.url,), relay.secret, 60).servers("p_ada")
    client = Connection(
        ice_controlling=True,
        turn_server=("127.0.0.1", relay.port),
        turn_username=server["username"],
        turn_password=server["credential"],
        transport_policy=TransportPolicy.RELAY,
    )
    try:
        await client.gather_candidates()
        assert [one.type for one in client.local_candidates] == ["relay"]
        client.remote_username = told["iceParameters"]["usernameFragment"]
        client.remote_password = told["iceParameters"]["password"]
        client.remote_is_lite = True
        for one in told["iceCandidates"]:
            if one["protocol"] == "udp":
                await client.add_remote_candidate(
                    Candidate(
                        one["foundation"], 1, "udp", one["priority"], one["address"], one["port"], "host"
                    )
                )
        await client.add_remote_candidate(None)
        async with asyncio.timeout(20):
            await client.connect()
        assert router.stats()["junk"] == 0
    finally:
        await client.close()
        await router.close()
