"""The line between the server and a media process: whole messages out of any pieces, and nobody waits for anybody."""

import socket

import pytest

from server.media.courier import Courier, Post
from server.media.wire import HEAD, Channel
from tests.harness.waiting import eventually


class End:
    """One end of the line, and what it heard."""

    def __init__(self) -> None:
        self.heard: list = []
        self.over = 0
        self.channel = Channel(self.heard.append, self.ended)

    def ended(self) -> None:
        self.over += 1

    async def open(self, end: socket.socket) -> "End":
        await self.channel.open(end)
        return self


@pytest.fixture
async def ends():
    """Both ends of a line."""
    one, other = socket.socketpair()
    near, far = await End().open(one), await End().open(other)
    yield near, far
    near.channel.close()
    far.channel.close()


async def test_messages_arrive_whole_and_in_order_both_ways(ends):
    near, far = ends
    near.channel.send(1, "class", "produce", {"track": "t", "numbers": [1.5, None, True], "text": "Grüße"})
    near.channel.send("heard", 2.0, [[7, b"\x80" * 1500, 1.25], [7]])
    far.channel.send("answer", 1, {"id": "x"})
    await eventually(lambda: len(far.heard) == 2 and near.heard, "all arrived")
    assert far.heard[0] == [
        1,
        "class",
        "produce",
        {"track": "t", "numbers": [1.5, None, True], "text": "Grüße"},
    ]
    assert far.heard[1] == ["heard", 2.0, [[7, b"\x80" * 1500, 1.25], [7]]]
    assert near.heard == [["answer", 1, {"id": "x"}]]


async def test_a_message_may_come_in_any_pieces():
    heard: list = []
    channel = Channel(heard.append, lambda: None)
    bodies = [b"\x92\x01\x02", b"\x91\xa1x", b"\x90"]
    stream = b"".join(HEAD.pack(len(body)) + body for body in bodies)
    for cut in range(len(stream)):
        heard.clear()
        channel.data_received(stream[:cut])
        channel.data_received(stream[cut:])
        assert heard == [[1, 2], ["x"], []]


async def test_a_message_that_cannot_be_used_costs_only_itself(caplog):
    heard: list = []

    def hear(message: list) -> None:
        if message == [1]:
            raise KeyError("one")
        heard.append(message)

    channel = Channel(hear, lambda: None)
    for body in (b"\x91\x01", b"\xc1", b"\xa1x", b"\x91\x02"):
        channel.data_received(HEAD.pack(len(body)) + body)
    assert heard == [[2]]
    assert len([record for record in caplog.records if "could not be used" in record.message]) == 3


async def test_a_stream_that_is_no_messages_is_closed(ends):
    near, far = ends
    far.channel._transport.write(b"\xff" * 64)
    await eventually(lambda: near.over and far.over, "both sides know that it is over")
    near.channel.send("into the void")
    assert near.channel.waiting == 0


async def test_nobody_waits_for_a_side_that_takes_nothing_and_what_is_too_much_is_dropped_and_counted():
    here, there = socket.socketpair()
    end = await End().open(here)
    courier = Courier(end.channel, most_waiting=1 << 20)
    closed: list[int] = []
    post = Post(3, courier, closed.append)
    for number in range(3000):
        post.packet(bytes(1200), number / 1000)
        if number % 20 == 0:
            courier.deliver()
    assert 0 < courier.dropped < 3000
    assert end.channel.waiting < (1 << 20) + (1 << 19)
    post.closed()  # what is no packet is never dropped
    courier.deliver()
    far = await End().open(there)
    await eventually(lambda: far.heard and far.heard[-1][2] == [[3]], "the end of the tap arrives")
    packets = [item for _, _, items in far.heard for item in items if len(item) == 3]
    assert len(packets) == 3000 - courier.dropped
    assert (closed, courier.taps) == ([3], 0)
    end.channel.close()
