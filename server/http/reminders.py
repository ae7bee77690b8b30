"""How somebody is reminded of what comes and what is due: an address for their calendar app, and mail."""

import secrets
from typing import Any
from zoneinfo import available_timezones

from aiohttp import web

from rooms.errors import Refusal
from server.auth import Identity
from server.calendars import MIME, calendar_of
from server.errors import Problem
from server.http.access import identify, limit
from server.http.answers import answer, body_of, school_of
from server.mail import clean_address
from server.reminders import code_mail
from server.store.mailboxes import Mailbox
from server.store.people import unix_ms
from server.texts import LANGUAGES
from server.whats_next import agenda


async def mine(request: web.Request) -> web.Response:
    """GET reminders: my calendar's address, and where mail goes; null where there is none."""
    return answer(await _told(request, await _person(request, "read")))


async def open_calendar(request: web.Request) -> web.Response:
    """POST calendar {language}: the same, with an address for my calendar app."""
    person = await _person(request, "create")
    await school_of(request).store.calendars.open(person, _language(await body_of(request)))
    return answer(await _told(request, person))


async def end_calendar(request: web.Request) -> web.Response:
    """DELETE calendar: the address opens nothing any more."""
    person = await _person(request, "create")
    await school_of(request).store.calendars.end(person)
    return answer(await _told(request, person))


async def show_calendar(request: web.Request) -> web.Response:
    """GET calendars/{key}.ics: classes that come and what is due, for whoever has the address."""
    school = school_of(request)
    found = await school.store.calendars.find(school.tokens.read_calendar(request.match_info["key"]))
    if found is None or school.tokens.is_erased(found.person):
        raise Problem("bad_ticket")
    limit(request, Identity(found.person), "whole")
    now = unix_ms()
    before = await agenda(school, found.person, now)
    made = calendar_of(before, school.settings.address, found.language, now)
    headers = {"Cache-Control": "private, no-cache"}
    return web.Response(body=made, content_type=MIME, charset="utf-8", headers=headers)


async def name_mailbox(request: web.Request) -> web.Response:
    """PUT mailbox {address, language, zone}: send a code there, which shows that its owner wants reminders."""
    school, person = school_of(request), await _person(request, "create")
    if not school.mail.on:
        raise Problem("no_mail")
    body = await body_of(request)
    zone = body.get("zone")
    if not isinstance(zone, str) or zone not in available_timezones():
        zone = "UTC"
    mailbox = Mailbox(person, clean_address(body.get("address")), _language(body), zone, confirmed=False)
    for who, kind in ((person, "mail"), (None, "mail"), (f"mailbox {mailbox.address.lower()}", "mailbox")):
        limit(request, Identity(who), kind)
    code = f"{secrets.randbelow(10**6):06}"
    name = (await school.store.people.names([person])).get(person, "")
    await school.mail.send(code_mail(mailbox, name, code))
    await school.store.mailboxes.name(person, mailbox.address, mailbox.language, mailbox.zone, code)
    return answer(await _told(request, person))


async def confirm_mailbox(request: web.Request) -> web.Response:
    """POST mailbox {code}: the code that came; from then on mail goes there."""
    person, code = await _person(request, "create"), (await body_of(request)).get("code")
    given = "".join(code.split()) if isinstance(code, str) else ""
    if not await school_of(request).store.mailboxes.confirm(person, given[:8]):
        raise Problem("wrong_code")
    return answer(await _told(request, person))


async def choose_mail(request: web.Request) -> web.Response:
    """PUT mailbox/kinds {news, waiting}: of what else than deadlines mail goes there."""
    person, body = await _person(request, "create"), await body_of(request)
    news, waiting = body.get("news"), body.get("waiting")
    if not isinstance(news, bool) or not isinstance(waiting, bool):
        raise Refusal("malformed", "news and waiting are true or false.")
    await school_of(request).store.mailboxes.choose(person, news=news, waiting=waiting)
    return answer(await _told(request, person))


async def end_mailbox(request: web.Request) -> web.Response:
    """DELETE mailbox: no more mail; the address is forgotten."""
    person = await _person(request, "create")
    await school_of(request).store.mailboxes.end(person)
    return answer(await _told(request, person))


async def _person(request: web.Request, kind: str) -> str:
    identity = await identify(request)
    limit(request, identity, kind)
    if identity.person is None or identity.class_id is not None:
        raise Problem("sign_in_needed")
    return identity.person


def _language(body: dict[str, Any]) -> str:
    wanted = body.get("language")
    return wanted if isinstance(wanted, str) and wanted in LANGUAGES else "en"


async def _told(request: web.Request, person: str) -> dict[str, Any]:
    school = school_of(request)
    calendar, mailbox = await school.store.calendars.of(person), await school.store.mailboxes.of(person)
    url = calendar and f"{school.settings.address}/api/v1/calendars/{school.tokens.calendar(calendar.id)}.ics"
    return {
        "ok": True,
        "calendar": url,
        "mail": {
            "possible": school.mail.on,
            "address": mailbox and mailbox.address,
            "confirmed": bool(mailbox and mailbox.confirmed),
            "news": bool(mailbox and mailbox.news),
            "waiting": bool(mailbox and mailbox.waiting),
        },
    }
