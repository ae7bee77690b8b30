"""Reminders over real HTTP and a real mail server: a calendar to subscribe to, an address shown by a code, one mail a deadline."""

import asyncio
import email
import email.policy
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.message import EmailMessage
from string import Formatter

import aiohttp
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from icalendar import Calendar
from pydantic import SecretStr, ValidationError

from rooms.terms import DAY
from server.config import Settings
from server.news_mail import HOUR, tell
from server.reminders import Reminders
from server.store.people import unix_ms
from server.texts import LANGUAGES, catalogue
from tests.harness.waiting import eventually, free_port
from tests.server.people import all_leave, api, join, new_class

TERMS = {"window": DAY, "share": 80, "polls": True, "posts": 0, "promise": None}


class Post:
    """A mail server that keeps what it is given; with `refuses`, it takes nothing."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refuses = False
        self.port = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (aiosmtpd's name)
        if self.refuses:
            return "451 Not now"
        mail = email.message_from_bytes(envelope.content or b"", policy=email.policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"


@pytest.fixture
def post():
    """A mail server at a port of its own."""
    kept = Post()
    controller = Controller(kept, hostname="127.0.0.1", port=free_port())
    controller.start()
    kept.port = controller.port
    yield kept
    controller.stop()


@pytest.fixture
async def server(serve, request):
    """A server with the mail server of the test, if it has one."""
    if "post" not in request.fixturenames:
        return await serve(seat_seconds=0.3)
    url = f"smtp://127.0.0.1:{request.getfixturevalue('post').port}"
    return await serve(seat_seconds=0.3, smtp_url=url, mail_from="class@example.org")


@asynccontextmanager
async def signed_in(base, server, person: str) -> AsyncIterator[aiohttp.ClientSession]:
    """The browser of a person who was in a class: it has their session."""
    cookies = {"amphi_session": server.school.tokens.session(person)}
    async with aiohttp.ClientSession(base, cookies=cookies) as session:
        yield session


async def asked(session, method, path, **body):
    async with session.request(
        method, f"/api/v1/{path}", json=None if method in ("GET", "DELETE") else body
    ) as response:
        return response.status, await response.json()


async def missed_class(base, server, title="Tides"):
    """A class that Kim missed, whose window closes within a day -> the class, Kim's id."""
    made = await new_class(base, title=title)
    ada = await join(base, made, "instructor", "Ada")
    await ada.must("SetTerms", terms=TERMS)
    await ada.must("OpenPoll", poll="p", question="High tide?", options=["6", "12"])
    await ada.must("EndClass")
    kim = await join(base, made, "student", "Kim", enter=False)
    await all_leave(ada, kim)
    return made, kim


async def test_a_calendar_app_is_told_what_comes_and_what_is_due(base, server):
    made, kim = await missed_class(base, server, "Tides; ebb, flow\\ and more")
    planned = await new_class(base, title="Moons", starts_at=unix_ms() + DAY)
    await server.school.store.courses.enrol(planned["id"], kim.person, "student")
    async with signed_in(base, server, kim.person) as session:
        assert (await asked(session, "GET", "reminders"))[1]["calendar"] is None
        _, told = await asked(session, "POST", "calendar", language="de")
        again = (await asked(session, "POST", "calendar", language="fr"))[1]["calendar"]
        assert told["calendar"] == again
        path = "/api/v1/" + again.partition("/api/v1/")[2]
        async with aiohttp.ClientSession(base) as stranger, stranger.get(path) as response:
            assert (response.status, response.content_type) == (200, "text/calendar")
            calendar = Calendar.from_ical(await response.read())
        events = {str(event["uid"]).rpartition("-")[2]: event for event in calendar.walk("VEVENT")}
        assert str(events["class@amphi"]["summary"]) == "Moons"
        due = events["due@amphi"]
        assert str(due["summary"]) == "Letzter Moment: Tides; ebb, flow\\ and more"
        closes = (await api(base, "GET", f"classes/{made['id']}/progress", token=kim.token))[1]["closes_at"]
        assert due["dtend"].dt.timestamp() == closes // 1000
        assert [alarm["trigger"].dt.days for alarm in due.walk("VALARM")] == [-1]
        assert (await asked(session, "DELETE", "calendar"))[1]["calendar"] is None
        async with session.get(path) as response:
            assert response.status == 403


async def test_tasks_asked_for_before_class_are_in_the_calendar_and_in_one_mail_a_day_before(
    base, server, post
):
    made = await new_class(base, title="Moons", starts_at=unix_ms() + DAY - HOUR)
    path = f"classes/{made['id']}/commands"
    for task, before in (("t", True), ("u", False)):
        what = {"title": "Watch", "text": "A tide.", "kind": "text", "length": None, "counts": True}
        what |= {"shared": False, "before": before}
        give = {"id": task, "do": "GiveTask", "task": task, "what": what}
        assert (await api(base, "POST", path, give))[0] == 200
    kim = await join(base, made, "student", "Kim", enter=False)
    reminders = Reminders(server.school)
    async with signed_in(base, server, kim.person) as session:
        await asked(session, "PUT", "mailbox", address="kim@school.org", language="en")
        code = re.search(r"\d{6}", post.mails.pop()["Subject"])
        await asked(session, "POST", "mailbox", code=code[0])
        await reminders.look()
        await reminders.look()
        [mail] = post.mails
        text = mail.get_body(("plain",)).get_content()
        assert "tasks asked for before class begins: 1" in text
        assert f"/play/{made['id']}#tasks" in text
        assert "too late" not in text
        [calendar] = mail.iter_attachments()
        [event] = Calendar.from_ical(calendar.get_content()).walk("VEVENT")
        assert (str(event["summary"]), event["dtend"].dt.timestamp()) == (
            "Before class: Moons",
            (await api(base, "GET", f"classes/{made['id']}"))[1]["starts_at"] // 1000,
        )
        hand_in = {"id": "h", "do": "HandIn", "task": "t", "text": "It rose."}
        assert (await api(base, "POST", path, hand_in, token=kim.token))[0] == 200
        _, told = await asked(session, "POST", "calendar")
        async with session.get("/api/v1/" + told["calendar"].partition("/api/v1/")[2]) as response:
            assert (await response.read()).count(b"BEGIN:VEVENT") == 1, "the class itself"
    await kim.leave()


async def test_addresses_of_somebody_who_asked_to_be_removed_open_nothing_from_that_moment_on(
    base, server, monkeypatch
):
    made, kim = await missed_class(base, server)
    async with signed_in(base, server, kim.person) as session:
        told = (await asked(session, "POST", "calendar"))[1]["calendar"]
        feed = (await api(base, "POST", f"classes/{made['id']}/podcast", token=kim.token))[1]["url"]
    paths = ["/api/v1/" + url.partition("/api/v1/")[2] for url in (told, feed)]
    paths.append(paths[1].replace(".xml", f"/{made['id']}.m4a"))
    async with aiohttp.ClientSession(base) as app:
        assert [(await app.get(path)).status for path in paths] == [200, 200, 404]  # there is no sound
        monkeypatch.setattr(server.school.tokens, "is_erased", lambda person: person == kim.person)
        assert [(await app.get(path)).status for path in paths] == [403, 403, 403]


async def test_what_was_completed_is_due_no_more(base, server):
    made, kim = await missed_class(base, server)
    async with signed_in(base, server, kim.person) as session:
        _, told = await asked(session, "POST", "calendar")
        path = "/api/v1/" + told["calendar"].partition("/api/v1/")[2]
        await api(
            base, "POST", f"classes/{made['id']}/watched", {"spans": [[0, 10**9]], "at": 0}, token=kim.token
        )
        vote = {"id": "v", "do": "Vote", "poll": "p", "choices": [1], "at": 0}
        status, _ = await api(base, "POST", f"classes/{made['id']}/commands", vote, token=kim.token)
        assert status == 200

        async def nothing_is_due() -> bool:
            async with session.get(path) as response:
                return b"VEVENT" not in await response.read()

        await eventually(nothing_is_due, "what is complete is due no more")


async def test_a_mail_a_day_before_the_end_says_what_is_missing_once(base, server, post):
    made, kim = await missed_class(base, server)
    async with signed_in(base, server, kim.person) as session:
        _, told = await asked(
            session, "PUT", "mailbox", address=" kim@school.org ", language="en", zone="Europe/Berlin"
        )
        mail = {"possible": True, "address": "kim@school.org", "confirmed": False}
        assert told["mail"] == mail | {"news": True, "waiting": True}
        reminders = Reminders(server.school)
        await reminders.look()
        assert len(post.mails) == 1, "nobody is reminded before they showed that the address is theirs"
        code = re.search(r"\d{6}", post.mails[0]["Subject"])
        assert code
        wrong = "000000" if code[0] != "000000" else "111111"
        status, refused = await asked(session, "POST", "mailbox", code=wrong)
        assert (status, refused["error"]["code"]) == (400, "wrong_code")
        _, told = await asked(session, "POST", "mailbox", code=f" {code[0]} ")
        assert told["mail"]["confirmed"]
        post.refuses = True
        await reminders.look()
        post.refuses = False
        await asyncio.gather(reminders.look(), Reminders(server.school).look())
        await reminders.look()
        [mail] = post.mails[1:]
        assert mail["To"] == "kim@school.org"
        assert mail["From"] == "class@example.org"
        assert "Tides" in mail["Subject"]
        text = mail.get_body(("plain",)).get_content()
        assert f"/play/{made['id']}" in text
        assert "polls to answer: 1" in text
        assert "(Europe/Berlin)" in text
        [calendar] = mail.iter_attachments()
        assert Calendar.from_ical(calendar.get_content()).walk("VEVENT")
        assert (await asked(session, "DELETE", "mailbox"))[1]["mail"]["address"] is None


async def test_what_was_answered_and_not_seen_for_an_hour_is_told_by_mail_once_a_day_and_only_if_wanted(
    base, server, post
):
    made, kim = await missed_class(base, server)
    ask = {"id": "ask", "do": "AskQuestion", "question": "q", "text": "Why twice?", "at": 0}
    assert (await api(base, "POST", f"classes/{made['id']}/commands", ask, token=kim.token))[0] == 200
    async with signed_in(base, server, kim.person) as session:
        await asked(session, "PUT", "mailbox", address="kim@school.org", language="de")
        code = re.search(r"\d{6}", post.mails.pop()["Subject"])
        assert code
        _, told = await asked(session, "POST", "mailbox", code=code[0])
        assert (told["mail"]["news"], told["mail"]["waiting"]) == (True, True)
        answer = {"id": "answer", "do": "AnswerQuestion", "question": "q", "text": "Two bulges."}
        assert (await api(base, "POST", f"classes/{made['id']}/commands", answer))[0] == 200

        async def looked(later: int) -> list[EmailMessage]:
            mailbox = await server.school.store.mailboxes.of(kim.person)
            await tell(server.school, mailbox, unix_ms() + later)
            return [post.mails.pop() for _ in range(len(post.mails))]

        assert await looked(HOUR // 2) == [], "that was not an hour ago"
        assert (await asked(session, "PUT", "mailbox/kinds", news=False, waiting=True))[0] == 200
        assert await looked(HOUR + 60_000) == []
        assert (await asked(session, "PUT", "mailbox/kinds", news=1, waiting=True))[0] == 400
        await asked(session, "PUT", "mailbox/kinds", news=True, waiting=False)
        post.refuses = True
        await looked(HOUR + 60_000)
        post.refuses = False
        [mail] = await looked(HOUR + 60_000)
        assert mail["Subject"] == "Neu für Sie: Tides"
        text = mail.get_content()
        assert "Antworten auf Ihre Fragen: 1" in text
        assert f"/play/{made['id']}" in text
        assert "/#reminders" in text
        assert "Two bulges" not in text
        assert await looked(3 * DAY) == [], "it was told"


async def test_codes_do_not_hold_for_ever_and_addresses_are_checked(base, server, post):
    _, kim = await missed_class(base, server)
    async with signed_in(base, server, kim.person) as session:
        for wrong in (
            "",
            "kim",
            "kim@school",
            "a b@c.de",
            "kim@school.org\r\nBcc: all@school.org",
            "k@-.x",
            5,
        ):
            status, refused = await asked(session, "PUT", "mailbox", address=wrong)
            assert (status, refused["error"]["code"]) == (400, "bad_address"), wrong
        await asked(session, "PUT", "mailbox", address="kim@school.org")
        code = re.search(r"\d{6}", post.mails[-1]["Subject"])
        assert code
        wrong = f"{(int(code[0]) + 1) % 10**6:06}"
        for _ in range(5):
            assert (await asked(session, "POST", "mailbox", code=wrong))[0] == 400
        assert (await asked(session, "POST", "mailbox", code=code[0]))[0] == 400
        post.refuses = True
        status, refused = await asked(session, "PUT", "mailbox", address="kim@school.org")
        assert (status, refused["error"]["code"]) == (502, "mail_failed")


async def test_many_people_together_fill_nobodys_mailbox(base, server, post):
    made, _ = await missed_class(base, server)
    told = []
    for name in ("Ali", "Bo", "Cem", "Dua", "Eve"):
        person = await join(base, made, "student", name, enter=False)
        async with signed_in(base, server, person.person) as session:
            told.append((await asked(session, "PUT", "mailbox", address="Kim@school.org"))[0])
        await person.leave()
    assert told == [200] * 4 + [429]
    assert len(post.mails) == 4


async def test_without_a_mail_server_none_is_offered(base, server):
    _, kim = await missed_class(base, server)
    async with signed_in(base, server, kim.person) as session:
        assert not (await asked(session, "GET", "reminders"))[1]["mail"]["possible"]
        status, refused = await asked(session, "PUT", "mailbox", address="kim@school.org")
        assert (status, refused["error"]["code"]) == (409, "no_mail")
    assert (await api(base, "GET", "reminders", token=None))[0] == 401
    assert (await api(base, "GET", "reminders", token=kim.token))[0] == 401


def test_a_wrong_mail_server_is_told_at_the_start():
    for url in ("mail.example.org", "http://mail.example.org", "smtp://", "smtp://a:99999"):
        with pytest.raises(ValidationError, match="smtp_url"):
            Settings(smtp_url=SecretStr(url), mail_from="a@b.org")
    with pytest.raises(ValidationError, match="mail_from"):
        Settings(smtp_url=SecretStr("smtp://mail.example.org"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_everything_with_the_same_values(language):
    def values(text: str) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}

    told = {key: values(text) for key, text in catalogue(language).items()}
    assert told == {key: values(text) for key, text in catalogue("en").items()}
