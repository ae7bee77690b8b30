"""Sound and pictures pass over TCP alone, and go on after a connection broke."""

from __future__ import annotations

from server.media import Router
from tests.harness.waiting import eventually
from tests.server.media.people import Camera, Person, frames
from tests.server.media.tunnel import Tunnel


async def test_a_camera_goes_over_tcp_and_comes_back_after_a_cut() -> None:
    router = Router(host="127.0.0.1", tcp_port=0)
    await router.start()
    assert router.plane.tcp_port
    tunnel = Tunnel(router.plane.tcp_port)
    await tunnel.start()
    # The stack of this test speaks only UDP: it is told nothing but the tunnel, which speaks TCP with the router.
    router.announce_port, router.plane.tcp_port = tunnel.port, None
    room = router.room("c1")
    teacher, student = Person(router, room, "teacher"), Person(router, room, "student")
    try:
        camera = await teacher.publish(Camera(), "camera")
        picture, _ = await student.watch(camera)
        await frames(picture, 20)
        assert router.stats()["tcp_connections"] == 2
        tunnel.cut()
        await eventually(lambda: router.stats()["tcp_connections"] == 0, "the server noticed")
        received = camera.layers[0].stream.received
        await eventually(lambda: camera.layers[0].stream.received > received + 20, "the camera is back", 40)
        await frames(picture, 20, 40.0)
        assert router.stats()["faults"] == 0
    finally:
        await student.leave()
        await teacher.leave()
        tunnel.close()
        await router.close()
