"""Every address of the server in one table: the API's document is made of it."""

from dataclasses import dataclass

from aiohttp import web

from server.http import (
    attendance,
    audit,
    chapters,
    chats,
    classes,
    desk,
    downloads,
    files,
    films,
    glossaries,
    groups,
    health,
    imports,
    joining,
    languages,
    late,
    late_work,
    notebooks,
    openapi,
    pages,
    persons,
    podcasts,
    polls,
    probing,
    progress,
    recordings,
    reminders,
    retention,
    search,
    summary,
    tasks,
    timeline,
    transcripts,
    uploads,
    visibility,
)
from server.http.answers import Handler

API = "/api/v1"


@dataclass(frozen=True)
class Route:
    """One address; ``who`` may use it, ``body`` names the JSON fields it takes (``?`` marks those that may be missing)."""

    method: str
    path: str
    handler: Handler
    who: str
    body: tuple[str, ...] = ()
    query: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """The first line of the handler's docstring."""
        return (self.handler.__doc__ or "").partition("\n")[0]


ACCOUNT = "a signed-in instructor or the API token"
INSTRUCTOR = "instructors of the class"
STAFF = "instructors and assistants of the class"
MEMBER = "members of the class, or whoever has a ticket of it"
ANYONE = "anyone"
SUBJECT = "the person, or whoever administers them"

ROUTES: tuple[Route, ...] = (
    Route("GET", f"{API}/me", classes.me, "anyone signed in"),
    Route("GET", f"{API}/search", search.search, "anyone signed in", query=("q", "course")),
    Route("GET", f"{API}/classes/{{id}}/search", search.search_class, MEMBER, query=("q",)),
    Route("GET", f"{API}/desk", desk.desk, "anyone signed in"),
    Route("GET", f"{API}/desk/waiting", desk.waiting, "anyone signed in"),
    Route("GET", f"{API}/persons", persons.listed, ACCOUNT, query=("find",)),
    Route("GET", f"{API}/persons/{{person}}/report", persons.report, SUBJECT),
    Route("GET", f"{API}/persons/{{person}}/export.zip", persons.export, SUBJECT, query=("language",)),
    Route("POST", f"{API}/persons/{{person}}/erasure", persons.erase, SUBJECT, ("name",)),
    Route(
        "GET",
        f"{API}/erasures/{{erasure}}.{{form:json|md}}",
        persons.state,
        "whoever has its key",
        query=("key", "language"),
    ),
    Route("GET", f"{API}/reminders", reminders.mine, "anyone signed in"),
    Route("POST", f"{API}/calendar", reminders.open_calendar, "anyone signed in", ("language?",)),
    Route("DELETE", f"{API}/calendar", reminders.end_calendar, "anyone signed in"),
    Route("GET", f"{API}/calendars/{{key}}.ics", reminders.show_calendar, "whoever has its key"),
    Route(
        "PUT",
        f"{API}/mailbox",
        reminders.name_mailbox,
        "anyone signed in",
        ("address", "language?", "zone?"),
    ),
    Route("POST", f"{API}/mailbox", reminders.confirm_mailbox, "anyone signed in", ("code",)),
    Route("DELETE", f"{API}/mailbox", reminders.end_mailbox, "anyone signed in"),
    Route("PUT", f"{API}/mailbox/kinds", reminders.choose_mail, "anyone signed in", ("news", "waiting")),
    Route("POST", f"{API}/signout", joining.sign_out, ANYONE),
    Route("POST", f"{API}/courses", classes.create_course, ACCOUNT, ("title",)),
    Route(
        "POST",
        f"{API}/classes",
        classes.create_class,
        ACCOUNT,
        ("course", "title", "starts_at?", "lobby?", "recorded?", "door?", "alone?"),
    ),
    Route("GET", f"{API}/classes/{{id}}", classes.get_class, MEMBER),
    Route("DELETE", f"{API}/classes/{{id}}", classes.discard, "instructors of the class"),
    Route("POST", f"{API}/classes/{{id}}/end", classes.end_class, STAFF),
    Route("GET", f"{API}/classes/{{id}}/timeline", timeline.timeline, MEMBER, query=("after", "uncut")),
    Route("POST", f"{API}/classes/{{id}}/commands", late.command, MEMBER, ("id", "do", "at?")),
    Route("GET", f"{API}/classes/{{id}}/polls/{{poll}}/tally", timeline.tally, MEMBER),
    Route("GET", f"{API}/classes/{{id}}/late", late_work.new, STAFF),
    Route("GET", f"{API}/classes/{{id}}/tasks/{{task}}/works", tasks.works, MEMBER),
    Route("GET", f"{API}/classes/{{id}}/answers.{{form:csv|json}}", polls.export, STAFF),
    Route("GET", f"{API}/classes/{{id}}/attendance.{{form:csv|json}}", attendance.export, STAFF),
    Route("GET", f"{API}/classes/{{id}}/progress", progress.mine, MEMBER),
    Route(
        "POST",
        f"{API}/classes/{{id}}/watched",
        progress.watch,
        MEMBER,
        ("spans", "skipped?", "at", "offline?"),
    ),
    Route("GET", f"{API}/classes/{{id}}/rewatched", progress.watched_again, MEMBER),
    Route("GET", f"{API}/classes/{{id}}/progress.{{form:csv|json}}", progress.export, STAFF),
    Route("GET", f"{API}/courses/{{course}}/terms", progress.terms, ACCOUNT),
    Route("PUT", f"{API}/courses/{{course}}/terms", progress.set_terms, ACCOUNT, ("terms",)),
    Route("GET", f"{API}/courses/{{course}}/glossary", glossaries.of_course, ACCOUNT),
    Route("PUT", f"{API}/courses/{{course}}/glossary", glossaries.set_of_course, ACCOUNT, ("glossary",)),
    Route("GET", f"{API}/classes/{{id}}/glossary", glossaries.of_class, STAFF),
    Route("PUT", f"{API}/classes/{{id}}/glossary", glossaries.set_of_class, STAFF, ("glossary",)),
    Route("GET", f"{API}/classes/{{id}}/languages", languages.of_class, STAFF),
    Route("GET", f"{API}/courses/{{course}}/language", languages.of_course, ACCOUNT),
    Route("PUT", f"{API}/courses/{{course}}/language", languages.set_of_course, ACCOUNT, ("language",)),
    Route("GET", f"{API}/classes/{{id}}/notes.{{form:md|html}}", notebooks.export, MEMBER),
    Route("GET", f"{API}/classes/{{id}}/chat.{{form:md|json}}", chats.export, MEMBER),
    Route("GET", f"{API}/classes/{{id}}/bank", polls.of_class, STAFF),
    Route("GET", f"{API}/courses/{{course}}/polls", polls.of_course, ACCOUNT),
    Route("PUT", f"{API}/courses/{{course}}/polls", polls.prepare, ACCOUNT, ("polls",)),
    Route("GET", f"{API}/classes/{{id}}/groups/before", groups.groups_before, STAFF),
    Route("GET", f"{API}/classes/{{id}}/manifest", recordings.manifest, MEMBER, query=("since", "uncut")),
    Route("GET", f"{API}/classes/{{id}}/media/{{file}}", recordings.media, MEMBER),
    Route(
        "GET", f"{API}/classes/{{id}}/glimpses/{{number}}.webp", recordings.glimpses, MEMBER, query=("uncut",)
    ),
    Route("GET", f"{API}/classes/{{id}}/summary.json", summary.summary, MEMBER),
    Route("GET", f"{API}/classes/{{id}}/summary.{{form:md|docx}}", transcripts.summary, MEMBER),
    Route("GET", f"{API}/classes/{{id}}/chapters.{{form:vtt|json}}", chapters.chapters, MEMBER),
    Route(
        "GET",
        f"{API}/classes/{{id}}/transcript.{{form:vtt|srt|txt|md|docx|json}}",
        transcripts.transcript,
        MEMBER,
        query=("language",),
    ),
    Route("GET", f"{API}/classes/{{id}}/downloads", downloads.listed, MEMBER),
    Route("POST", f"{API}/classes/{{id}}/downloads", downloads.prepare, MEMBER),
    Route(
        "GET",
        f"{API}/classes/{{id}}/downloads/{{name:class|recorded}}.{{form:mp4|m4a}}",
        downloads.fetch,
        MEMBER,
        query=("key",),
    ),
    Route("GET", f"{API}/classes/{{id}}/podcast", podcasts.mine, MEMBER),
    Route("POST", f"{API}/classes/{{id}}/podcast", podcasts.open_mine, MEMBER),
    Route("DELETE", f"{API}/classes/{{id}}/podcast", podcasts.end_mine, MEMBER),
    Route("GET", f"{API}/podcasts/{{key}}.xml", podcasts.show, "whoever has its key"),
    Route("GET", f"{API}/podcasts/{{key}}/{{id}}.m4a", podcasts.play, "whoever has its key"),
    Route("GET", f"{API}/courses/{{course}}/keeping", retention.keeping, ACCOUNT),
    Route("PUT", f"{API}/courses/{{course}}/keeping", retention.set_keeping, ACCOUNT, ("keeping",)),
    Route("POST", f"{API}/courses/{{course}}/keeping/preview", retention.preview, ACCOUNT, ("keeping",)),
    Route("GET", f"{API}/classes/{{id}}/links", visibility.links, STAFF),
    Route("POST", f"{API}/classes/{{id}}/links", visibility.make_link, INSTRUCTOR, ("label?", "days?")),
    Route("DELETE", f"{API}/classes/{{id}}/links/{{link}}", visibility.end_link, INSTRUCTOR),
    Route("GET", f"{API}/classes/{{id}}/audit.{{form:csv|json}}", audit.of_class, STAFF),
    Route("GET", f"{API}/courses/{{course}}/audit.{{form:csv|json}}", audit.of_course, ACCOUNT),
    Route("POST", f"{API}/classes/{{id}}/decks", uploads.add, STAFF, ("file", "title?", "deck?")),
    Route("GET", f"{API}/classes/{{id}}/decks/{{deck}}", uploads.state, STAFF),
    Route("GET", f"{API}/classes/{{id}}/decks/{{deck}}/file", uploads.original, MEMBER),
    Route(
        "GET",
        f"{API}/classes/{{id}}/decks/{{deck}}/pages/{{page}}.small.webp",
        uploads.show_small_page,
        MEMBER,
    ),
    Route("GET", f"{API}/classes/{{id}}/decks/{{deck}}/pages/{{page}}.webp", uploads.show_page, MEMBER),
    Route("GET", f"{API}/classes/{{id}}/decks/{{deck}}/pages/{{page}}.notes.txt", uploads.tell_notes, MEMBER),
    Route("GET", f"{API}/classes/{{id}}/decks/{{deck}}/pages/{{page}}.txt", uploads.tell_page, MEMBER),
    Route("POST", f"{API}/classes/{{id}}/files", files.add, MEMBER, query=("name", "note")),
    Route("GET", f"{API}/classes/{{id}}/files/{{file}}", files.fetch, MEMBER),
    Route("GET", f"{API}/classes/{{id}}/files/{{file}}/preview.webp", files.preview, MEMBER),
    Route(
        "POST",
        f"{API}/courses/{{course}}/imports",
        imports.begin,
        ACCOUNT,
        ("title", "size", "name?", "speaker?"),
    ),
    Route("PUT", f"{API}/classes/{{id}}/import/recording", imports.bring, STAFF, query=("from",)),
    Route("PUT", f"{API}/classes/{{id}}/import/{{what:transcript|chat}}", imports.bring_words, STAFF),
    Route("POST", f"{API}/classes/{{id}}/import", imports.start, STAFF),
    Route("GET", f"{API}/classes/{{id}}/import", imports.state, STAFF),
    Route("POST", f"{API}/classes/{{id}}/films", films.add, STAFF, query=("name",)),
    Route("GET", f"{API}/classes/{{id}}/films/{{film}}/address", films.address, MEMBER),
    Route("GET", f"{API}/classes/{{id}}/films/{{film}}", films.stream, "whoever has its key", query=("key",)),
    Route("GET", f"{API}/tickets/{{ticket}}", joining.show_ticket, ANYONE),
    Route("GET", f"{API}/capabilities", joining.capabilities, ANYONE),
    Route("POST", f"{API}/join", joining.join, ANYONE, ("ticket", "name")),
    Route("POST", f"{API}/probe", probing.probe, ANYONE, ("ticket",)),
    Route("GET", f"{API}/openapi.json", openapi.document, ANYONE),
    Route("GET", f"{API}/docs", openapi.docs, ANYONE),
    Route("GET", "/healthz", health.healthz, ANYONE),
    Route("GET", "/metrics", health.metrics, ANYONE),
    Route("GET", "/signin/{token}", joining.sign_in, ANYONE),
)


def add_routes(app: web.Application) -> None:
    """Open every door; pages come last, since they answer every other address."""
    app[openapi.TABLE] = ROUTES
    for route in ROUTES:
        if route.method == "GET":
            app.router.add_get(route.path, route.handler)  # answers HEAD too
        else:
            app.router.add_route(route.method, route.path, route.handler)
    app.router.add_get("/{path:.*}", pages.page)
