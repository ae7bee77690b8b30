"""Requests that are cut off, or no HTTP at all: nothing of them stays, and the log is not filled by strangers."""

import asyncio

from tests.harness.waiting import eventually
from tests.server.people import api


async def test_what_is_cut_off_or_no_http_at_all_leaves_no_traceback_in_the_log(come, made, server, caplog):
    ada = await come("instructor", "Ada")
    head = (
        f"POST /api/v1/classes/{made['id']}/files?name=a.txt HTTP/1.1\r\nHost: x\r\n"
        f"Authorization: Bearer {ada.token}\r\n"
    )
    arriving = server.settings.data / "arriving"
    for sent in (f"{head}Content-Length: 9\r\n\r\nx", f"{head}Content-Length: -5\r\n\r\nx"):
        reader, writer = await asyncio.open_connection("127.0.0.1", server.settings.port)
        writer.write(sent.encode())
        if "-5" in sent:
            assert b"400" in await reader.read(20)
        else:
            await eventually(lambda: arriving.is_dir() and list(arriving.iterdir()), "it arrives")
        writer.transport.abort()
    await eventually(lambda: not list(arriving.iterdir()), "what had come of it is gone")
    await api(server.settings.address, "GET", "capabilities")
    assert not [one for one in caplog.records if one.exc_info]
