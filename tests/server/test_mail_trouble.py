"""Mail servers that hang or fail: nobody's reminder is lost, nobody else waits for it, and the server still ends."""

import asyncio
from email.message import EmailMessage
from types import SimpleNamespace

import pytest

from server import mail as mails
from server import reminders
from server.errors import Problem
from server.mail import Mail
from server.reminders import Reminders


def letter() -> EmailMessage:
    message = EmailMessage()
    message["To"] = "sam@school.org"
    message.set_content("Hello")
    return message


@pytest.fixture
async def hanging():
    """A mail server that takes calls and never says a word."""
    called = asyncio.Event()

    async def take(_reader, writer):
        called.set()
        await asyncio.Event().wait()
        writer.close()

    server = await asyncio.start_server(take, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    yield SimpleNamespace(mail=Mail(f"smtp://127.0.0.1:{port}", "amphi@school.org"), called=called)
    server.close()


async def test_whoever_stops_while_a_mail_server_hangs_soon_ends_and_tells_another_time(hanging, monkeypatch):
    monkeypatch.setattr(mails, "LAST_SECONDS", 0.05)
    given_back = []

    async def otherwise():
        given_back.append(1)

    sending = asyncio.create_task(hanging.mail.send(letter(), otherwise))
    await hanging.called.wait()
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(sending, 5)
    assert given_back == [1]
    await asyncio.wait_for(
        asyncio.get_running_loop().shutdown_default_executor(), 2
    )  # as a process that ends


async def test_a_mail_server_that_hangs_is_given_up_in_the_end(hanging, monkeypatch):
    monkeypatch.setattr(mails, "MOST_SECONDS", 0.05)
    with pytest.raises(Problem, match="mail_failed"):
        await asyncio.wait_for(hanging.mail.send(letter()), 5)


async def test_one_person_whose_mail_cannot_be_made_keeps_nobody_elses(monkeypatch):
    told = []

    async def remind(_self, mailbox, _now):
        if mailbox.person == "broken":
            raise ValueError("no such time zone")
        told.append(mailbox.person)

    async def nothing(*_):
        return None

    async def confirmed():
        return [SimpleNamespace(person=one) for one in ("ada", "broken", "sam")]

    monkeypatch.setattr(Reminders, "_remind", remind)
    monkeypatch.setattr(reminders, "tell", nothing)
    await Reminders(
        SimpleNamespace(store=SimpleNamespace(mailboxes=SimpleNamespace(confirmed=confirmed)))
    ).look()
    assert told == ["ada", "sam"]
