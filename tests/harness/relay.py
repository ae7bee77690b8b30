"""A piece of network between people and a server: it can be cut, mended, hung up, and moved to another address."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

Address = tuple[str, int]


@dataclass
class Relay:
    """Passes TCP and UDP on from one address to another, both ways."""

    here: Address
    there: Address
    moves: int = 0
    _open: asyncio.Event = field(default_factory=asyncio.Event)
    _lines: dict[asyncio.Task[None], list[asyncio.StreamWriter]] = field(default_factory=dict)
    _ways: dict[Address, asyncio.DatagramTransport] = field(default_factory=dict)
    _door: asyncio.DatagramTransport | None = None

    def cut(self) -> None:
        """Nothing passes from now on: datagrams are lost, bytes of TCP wait as they would for their repetition."""
        self._open.clear()

    def mend(self) -> None:
        """Everything passes again."""
        self._open.set()

    def hang_up(self) -> None:
        """End all TCP connections; new ones may come."""
        for task in list(self._lines):
            task.cancel()

    def move(self) -> None:
        """From now on the server sees the same people's datagrams come from other ports."""
        self.moves += 1
        for way in self._ways.values():
            way.close()
        self._ways.clear()

    # -- TCP

    async def line(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        task = asyncio.current_task()
        assert task is not None
        self._lines[task] = [writer]
        try:
            await self._open.wait()
            back, onward = await asyncio.open_connection(*self.there)
            self._lines[task].append(onward)
            await asyncio.wait(
                [
                    asyncio.ensure_future(self._pump(reader, onward)),
                    asyncio.ensure_future(self._pump(back, writer)),
                ],
                return_when=asyncio.FIRST_COMPLETED,
            )
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            for end in self._lines.pop(task):
                with suppress(Exception):
                    end.transport.abort()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                await self._open.wait()
                writer.write(data)
                await writer.drain()

    # -- UDP

    def datagram(self, data: bytes, sender: Address) -> None:
        """One from a person."""
        if not self._open.is_set():
            return
        way = self._ways.get(sender)
        if way is None:
            task = asyncio.ensure_future(self._way(sender))
            task.add_done_callback(lambda _: self._send(data, sender))
        else:
            way.sendto(data)

    async def _way(self, sender: Address) -> None:
        if sender not in self._ways:
            loop = asyncio.get_running_loop()
            way, _ = await loop.create_datagram_endpoint(lambda: _Back(self, sender), remote_addr=self.there)
            if self._ways.setdefault(sender, way) is not way:
                way.close()  # two datagrams came before the first one's way was there

    def _send(self, data: bytes, sender: Address) -> None:
        way = self._ways.get(sender)
        if way is not None and not way.is_closing():
            way.sendto(data)

    def back(self, data: bytes, person: Address) -> None:
        """One from the server."""
        if self._open.is_set() and self._door is not None:
            self._door.sendto(data, person)

    def close(self) -> None:
        """End everything."""
        self._open.set()
        self.hang_up()
        self.move()
        if self._door is not None:
            self._door.close()


class _Door(asyncio.DatagramProtocol):
    def __init__(self, relay: Relay) -> None:
        self._relay = relay

    def datagram_received(self, data: bytes, addr: Any) -> None:
        self._relay.datagram(data, addr[:2])


class _Back(asyncio.DatagramProtocol):
    def __init__(self, relay: Relay, person: Address) -> None:
        self._relay, self._person = relay, person

    def datagram_received(self, data: bytes, addr: Any) -> None:
        self._relay.back(data, self._person)


@asynccontextmanager
async def relaying(here: Address, there: Address) -> AsyncIterator[Relay]:
    """A relay at an address of its own."""
    loop = asyncio.get_running_loop()
    relay = Relay(here, there)
    relay.mend()
    relay._door, _ = await loop.create_datagram_endpoint(lambda: _Door(relay), local_addr=here)
    server = await asyncio.start_server(relay.line, *here)
    try:
        yield relay
    finally:
        server.close()
        relay.close()
        await asyncio.sleep(0)
