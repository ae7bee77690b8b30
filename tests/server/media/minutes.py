"""Minutes on a bad line in a second: a class without sockets, whose time is set by hand, and a receiver like a browser."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import pairwise
from struct import pack
from typing import Any

from server.media import Consumer, Router, rtcp, rtp
from server.media.rate import PACKET
from server.media.rtp import Packet
from tests.server.media.offers import Clock, audio, video
from tests.server.media.shaper import Line, Way
from tests.server.media.test_share import estimate

STEP, FRAME = 0.02, 3  # seconds between two looks, looks between two pictures
PART = 1100  # octets of a picture in one packet
SIZES = ((80e3, 1400), (250e3, 4400), (600e3, 9600))  # bit/s and octets of a keyframe, smallest first
BACK = 0.02  # seconds of the way back, which is good
NACK_EVERY, MOST_NACKS = 0.08, 10
TOLD_EVERY, SOUND_EVERY = 1.0, 5.0  # seconds between reports of pictures and of sound
FREEZE = 0.5


@dataclass
class Got:
    """What came of one stream."""

    first: int = -1
    highest: int = -1
    count: int = 0

    def take(self, number: int) -> None:
        self.first = number if self.first < 0 else self.first
        self.highest = max(self.highest, number)
        self.count += 1

    @property
    def lost(self) -> int:
        return self.highest - self.first + 1 - self.count


@dataclass
class Browser:
    """Who receives: plays what is whole, asks for what is missing, and believes by how delays grow (REMB)."""

    tell: Callable[[bytes], None]
    sound: Consumer
    picture: Consumer
    pictures: Got = field(default_factory=Got)
    sounds: Got = field(default_factory=Got)
    shown: list[float] = field(default_factory=list)
    _parts: dict[int, tuple[bool, bool]] = field(
        default_factory=dict
    )  # by number: ends a picture, begins a keyframe
    _missing: dict[int, tuple[float, int]] = field(default_factory=dict)  # when it was asked for, how often
    _next: int = -1
    _late: list[tuple[float, float]] = field(default_factory=list)
    _came: list[tuple[float, int]] = field(default_factory=list)
    _believed: float = 300e3
    _told: float = 0.0
    _told_at: float = 0.0
    _sound_told_at: float = 0.0
    _fell_at: float = 0.0
    _report: tuple[int, float] = (0, 0.0)  # the last of the server: its name, and when it came

    def take(self, header: bytes, tail: bytes, left: float, now: float) -> None:
        """A packet, or a report of the server."""
        if header[1] == rtcp.SR:
            self._report = (rtcp.middle(int.from_bytes(header[8:16], "big")), now)
            return
        ssrc, number = int.from_bytes(header[8:12], "big"), int.from_bytes(header[2:4], "big")
        if ssrc == self.sound.route.ssrc:
            self.sounds.take(number)
            return
        self._late.append((now, now - left))
        self._came.append((now, PACKET + len(tail)))
        payload = tail[rtp.payload_start(tail) :]
        if ssrc == self.picture.route.rtx_ssrc:
            number, payload = int.from_bytes(payload[:2], "big"), payload[2:]
        if number in self._parts:
            return
        key = len(payload) > 6 and bool(payload[0] & 0x10) and not payload[6] & 1
        self._parts[number] = (bool(header[1] & 0x80), key)
        if self.pictures.highest >= 0:
            self._missing |= {lost: (now, 0) for lost in range(self.pictures.highest + 1, number)}
        self._next = number if self._next < 0 else self._next
        self.pictures.take(number)
        self._missing.pop(number, None)
        self._play(now)

    def _play(self, now: float) -> None:
        while self._next in self._parts:
            if self._parts[self._next][0]:
                self.shown.append(now)
            self._next += 1
        for begin in range(
            self.pictures.highest, self._next, -1
        ):  # what follows a whole keyframe needs nothing before it
            if self._parts.get(begin, (False, False))[1]:
                end = begin
                while end in self._parts and not self._parts[end][0]:
                    end += 1
                if end in self._parts:
                    self._missing = {lost: told for lost, told in self._missing.items() if lost > begin}
                    self._next = begin
                    self._play(now)
                return

    def look(self, now: float) -> None:
        """Write what is due."""
        ssrc = self.picture.route.ssrc
        due = sorted(n for n, (at, asked) in self._missing.items() if not asked or now >= at + NACK_EVERY)[
            :60
        ]
        if due:
            self._missing |= {number: (now, self._missing[number][1] + 1) for number in due}
            self.tell(rtcp.nack(1, ssrc, due))
        if any(asked > MOST_NACKS for _, asked in self._missing.values()):
            self._missing.clear()
            self.tell(rtcp.picture_loss(1, ssrc))
        self._believe(now)
        if self._believed < 0.97 * self._told or now - self._told_at > TOLD_EVERY:
            self._told, self._told_at = self._believed, now
            self._write(now)

    def _believe(self, now: float) -> None:
        self._late = [one for one in self._late if now - one[0] < 0.6]
        self._came = [one for one in self._came if now - one[0] < 1.0]
        rate = sum(octets for _, octets in self._came) * 8
        lately = [late for at, late in self._late if now - at < 0.15]
        before = [late for at, late in self._late if now - at > 0.25]
        if lately and before and min(lately) - min(before) > 0.03:
            if now - self._fell_at > 0.3:
                self._believed, self._fell_at = min(self._believed, max(10e3, 0.85 * rate)), now
        elif now - self._fell_at > 1.0 and self._believed < 1.5 * rate + 10e3:
            self._believed = min(1.5 * rate + 10e3, self._believed * (1 + 0.08 * STEP))

    def _write(self, now: float) -> None:
        name, came = self._report
        waited = round((now - came) * 65536) if name else 0
        blocks = []
        if self.pictures.count:
            blocks.append((self.picture.route.ssrc, self.pictures, name, waited))
        if self.sounds.count and now - self._sound_told_at > SOUND_EVERY:
            self._sound_told_at = now
            blocks.append((self.sound.route.ssrc, self.sounds, 0, 0))
        letter = b"".join(
            pack("!IIIIII", ssrc, got.lost & 0xFFFFFF, got.highest, 0, *rest) for ssrc, got, *rest in blocks
        )
        self.tell(pack("!BBHI", 0x80 | len(blocks), rtcp.RR, 1 + len(letter) // 4, 1) + letter)
        self.tell(estimate(round(self._believed), self.picture.route.ssrc))


class _Seal:
    """As if the handshake were done: letters are read by nobody but our own browser."""

    send_turn = None  # packet by packet

    def seal_control(self, data: bytes) -> None: ...

    def forget(self, ssrc: int) -> None: ...


class Lesson:
    """Ann sends a camera in three sizes and a voice, Bob receives them through `line`."""

    def __init__(self, router: Router, clock: Clock, line: Line, seed: int = 1) -> None:
        self.router, self.clock, self._dice = router, clock, random.Random(seed)
        self.line = Way(line, seed)
        room = router.room(f"minutes-{seed}")
        sender = self._open(room.create_transport("ann", "send"))
        self.camera = sender.produce("camera", "video", video("r0", "r1", "r2"))
        self.microphone = sender.produce("microphone", "audio", audio("0", 5))
        self._keys: set[int] = set()
        for ssrc, layer in enumerate(self.camera.layers, 1):
            layer.bind(ssrc)
            layer.ask_keyframe = lambda layer: self._keys.add(layer.ssrc)
        receiver = self._open(room.create_transport("bob", "recv"))
        self.peer: Any = receiver._end.peer
        self.peer._sealer, self.peer._send, self.peer.control = _Seal(), self._send, self._control
        consumers = [receiver.consume(one, router.capabilities()) for one in (self.microphone, self.camera)]
        for consumer in consumers:
            consumer.resume()
        self.browser = Browser(self._answer, *consumers)
        self.sounds = self.ticks = 0
        self._under_way: list[tuple[float, int, bytes, bytes, float]] = []
        self._answers: list[tuple[float, int, bytes]] = []
        self._numbers = [0, 0, 0]

    @staticmethod
    def _open(transport: Any) -> Any:
        transport._made_at = float("inf")  # nobody checks the way here
        return transport

    def _send(self, header: bytes, tail: bytes) -> None:
        now = self.clock.now
        sealed = bytes((0x80,)) + header[1:] + tail + bytes(10)
        out = self.line.out_at(sealed, now)
        self.sounds += header[8:12] == self.browser.sound.route.ssrc.to_bytes(4, "big")
        if out is not None:
            heappush(self._under_way, (out, len(self._under_way) + self.line.passed, header, tail, now))

    def _control(self, data: bytes) -> None:
        if data[1] == rtcp.SR:
            self._send(data, b"")

    def _answer(self, letter: bytes) -> None:
        heappush(self._answers, (self.clock.now + BACK, len(self._answers) + self.ticks * 1000, letter))

    def go(self, seconds: float) -> None:
        """So much time."""
        for _ in range(round(seconds / STEP)):
            self.ticks += 1
            self.clock.now += STEP
            now = self.clock.now
            size = self._dice.choice((70, 80, 90))
            self.microphone.layers[0].packet(
                Packet(5, 111, 0, self.ticks, self.ticks * 960, bytes(size)), now
            )
            if self.ticks % FRAME == 0:
                self._film(self.ticks // FRAME, now)
            while self._answers and self._answers[0][0] <= now:
                self.peer._letters(heappop(self._answers)[2], now)
            if self.peer.pacer:
                self.peer.pacer.tick(now)
            while self._under_way and self._under_way[0][0] <= now:
                at, _, header, tail, left = heappop(self._under_way)
                self.browser.take(header, tail, left, at)
            self.browser.look(now)
            if self.ticks % 5 == 0:
                self.router.tick(now)

    def _film(self, number: int, now: float) -> None:
        for index, (layer, (bits, key)) in enumerate(zip(self.camera.layers, SIZES, strict=True)):
            layer.tick(now)
            if layer.stopped:
                continue
            if number % 16 == 0:
                layer.sender_report(round((now + 1e6) * 2**32), number * 6000, now)
            whole, odd = layer.ssrc in self._keys and number % 2 == 0, number % 2
            share = (0.8 if odd else 1.2) * self._dice.lognormvariate(-0.12, 0.5)
            size = key if whole else max(120, round(bits / 8 * STEP * FRAME * share))
            if whole:
                self._keys.discard(layer.ssrc)
            told = (0x8000 | number & 0x7FFF).to_bytes(2, "big") + bytes((number // 2 & 0xFF, 0x60 * odd))
            for at in range(0, size, PART):
                self._numbers[index] += 1
                part = bytes((0x80 | 0x10 * (at == 0), 0xE0)) + told + bytes((not whole,))
                part += bytes(min(PART, size - at) - 1)
                last = 0x80 * (at + PART >= size)
                layer.packet(Packet(layer.ssrc, 96, last, self._numbers[index], number * 6000, part), now)

    def minute(self, settle: float = 8.0, seconds: float = 60.0) -> tuple[float, float, float]:
        """Once the line is known: share of the sound lost, seconds frozen, pictures a second."""
        self.go(settle)
        sent, lost, begun = self.sounds, self.line.sound_dropped, self.clock.now
        self.go(seconds)
        shown = [at for at in self.browser.shown if at >= begun]
        gaps = [after - before for before, after in pairwise([begun, *shown, self.clock.now])]
        share = (self.line.sound_dropped - lost) / (self.sounds - sent)
        return share, sum(gap for gap in gaps if gap > FREEZE), len(shown) / seconds
