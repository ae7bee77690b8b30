"""The tests' own tools work: every real part starts, answers and is empty."""

import asyncio

import asyncpg
import redis.asyncio as redis

from tests.harness.waiting import eventually, free_port


async def test_each_test_gets_an_empty_redis(redis_url):
    client = redis.from_url(redis_url)
    assert await client.dbsize() == 0
    await client.set("class", "open")
    assert await client.get("class") == b"open"
    await client.aclose()


async def test_each_test_gets_an_empty_postgres_database(postgres_url):
    connection = await asyncpg.connect(postgres_url)
    tables = await connection.fetch("select 1 from pg_tables where schemaname = 'public'")
    assert tables == []
    assert await connection.fetchval("select 'ä' || 1") == "ä1"
    await connection.close()


async def test_the_browser_has_a_camera_and_a_microphone_without_asking(browser):
    async def hello(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello")
        await writer.drain()
        writer.close()

    port = free_port()
    async with await asyncio.start_server(hello, "127.0.0.1", port):
        page = await browser.new_page()
        await page.goto(f"http://127.0.0.1:{port}/")
        kinds = await page.evaluate(
            """async () => (await navigator.mediaDevices.getUserMedia({audio: true, video: true}))
                .getTracks().map(track => track.kind).sort()"""
        )
    assert kinds == ["audio", "video"]


async def test_eventually_hands_on_what_it_waited_for():
    answers = iter([None, 0, "here"])
    assert await eventually(lambda: next(answers), "an answer") == "here"
