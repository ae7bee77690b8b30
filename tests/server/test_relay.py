"""The keys that we give open a real relay (coturn), and no others do."""

import asyncio
import time

from aioice import stun, turn

from server.turn import Relay


async def opens(relay, key):
    """Whether the relay lends a port to who shows this key."""
    (server,) = key
    try:
        transport, _ = await turn.create_turn_endpoint(
            asyncio.DatagramProtocol,
            server_addr=("127.0.0.1", relay.port),
            username=server["username"],
            password=server["credential"],
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
