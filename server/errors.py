"""How a refusal is told: one table of stable codes, the same on the live connection and over HTTP."""

from typing import Any, Literal

from rooms.errors import Refusal

Fault = Literal["you", "rule", "server"]

PROBLEMS: dict[str, tuple[int, Fault, str, str]] = {
    # code: (HTTP status, whose fault, what happened, what to do next)
    "bad_ticket": (403, "you", "This link is not valid.", "Ask for the link again and open it whole."),
    "ticket_expired": (403, "you", "This link has expired.", "Ask the instructor for a new link."),
    "sign_in_needed": (
        401,
        "you",
        "You are not signed in.",
        "Open your sign-in link or the link of a class.",
    ),
    "not_permitted": (403, "rule", "This is not yours to see or change.", "Ask the owner of the course."),
    "bad_address": (
        400,
        "you",
        "That is not a mail address.",
        "Check it: it looks like name@school.org.",
    ),
    "wrong_code": (
        400,
        "you",
        "That is not the code, or it no longer holds.",
        "Type the code of the newest mail, or ask for another one.",
    ),
    "no_mail": (
        409,
        "rule",
        "This server sends no mail.",
        "Use the calendar, or ask whoever runs the server to set up mail.",
    ),
    "mail_failed": (
        502,
        "server",
        "The mail could not be sent.",
        "Check the address and try again later; if it goes on, tell whoever runs the server.",
    ),
    "wrong_name": (
        400,
        "you",
        "That is not the name of whoever would be removed.",
        "Type the name as it stands there, to say that it is meant.",
    ),
    "last_owner": (
        409,
        "rule",
        "Whoever runs this school cannot be removed from it.",
        "Give the school to somebody else first: it would belong to nobody.",
    ),
    "class_runs": (
        409,
        "rule",
        "A class with them still goes on: {detail}",
        "End it first, then try again.",
    ),
    "class_hidden": (
        403,
        "rule",
        "This class is not shown to you.",
        "Ask those who lead it: they say who can play it.",
    ),
    "only_look": (
        403,
        "rule",
        "You can look at this class, and not write in it.",
        "Ask those who lead it for a link to take part.",
    ),
    "no_such_link": (404, "you", "There is no such link.", "Reload the page to see what is there now."),
    "bad_keeping": (
        400,
        "you",
        "What goes first cannot be kept longer than what goes after it.",
        "Side cameras go first, then single voices, the stage, and last sound and film.",
    ),
    "no_such_class": (404, "you", "That class does not exist.", "Check the link, or ask for it again."),
    "not_published": (
        403,
        "rule",
        "This class is not published yet.",
        "Come back when your teacher has told you that it is there.",
    ),
    "not_a_draft": (409, "rule", "This class is no draft: it stays.", "Hide what is in it instead."),
    "still_running": (409, "rule", "This class is still going on.", "End it first."),
    "no_such_course": (404, "you", "That course does not exist.", "Choose one of your courses."),
    "no_such_deck": (404, "you", "That deck does not exist in this class.", "Choose one of the decks shown."),
    "no_such_file": (404, "you", "There is nothing at this address.", "Check the address."),
    "no_recording": (
        404,
        "rule",
        "Nothing of this class was recorded.",
        "Read the chat and the slides instead.",
    ),
    "no_transcript": (404, "rule", "There is no transcript yet.", "Come back later: {detail}"),
    "no_download": (
        404,
        "rule",
        "There is no such download of this class yet.",
        "Come back later: it is made by itself after class.",
    ),
    "not_as_recorded": (
        409,
        "rule",
        "This class cannot be had as it was recorded: too much of it was slides, boards or other kinds of video.",
        "Take the film instead.",
    ),
    "no_notes": (
        404,
        "rule",
        "Nothing is written in the notes of this class.",
        "Write something first.",
    ),
    "wrong_method": (405, "you", "That cannot be done at this address.", "See /api/v1/docs."),
    "bad_name": (
        400,
        "you",
        "A name has 1 to 80 characters and none of them invisible.",
        "Choose another name.",
    ),
    "bad_title": (400, "you", "A title has 1 to 200 characters.", "Choose another title."),
    "bad_request": (400, "you", "That request could not be understood: {detail}", "See /api/v1/docs."),
    "bad_range": (416, "you", "That part of the file does not exist.", "Ask for a part within its length."),
    "too_large": (413, "you", "That is too large: {detail}", "Send something smaller."),
    "class_full": (
        413,
        "rule",
        "This class has no room for more files: {detail}",
        "Take back some files first.",
    ),
    "empty_file": (400, "you", "That file is empty.", "Choose another file."),
    "no_programs": (
        415,
        "rule",
        "Programs cannot be sent here.",
        "Put it on a page of its own and send the address.",
    ),
    "broken_picture": (
        422,
        "you",
        "That picture cannot be read: {detail}",
        "Save it again as PNG or JPEG, then try once more.",
    ),
    "not_slides": (
        415,
        "you",
        "That file holds no slides.",
        "Choose a PDF, a presentation, a text document or a picture.",
    ),
    "no_office": (
        415,
        "rule",
        "This server cannot open {detail} files: LibreOffice is not installed on it.",
        "Save it as a PDF and add that. Whoever runs the server can install LibreOffice.",
    ),
    "broken_office": (
        422,
        "you",
        "That file cannot be turned into pages: {detail}",
        "Open it where it was made, save it as a PDF, and add that.",
    ),
    "broken_pdf": (
        422,
        "you",
        "Those slides cannot be read: {detail}",
        "Save them again as a PDF without a password, then try once more.",
    ),
    "too_many_pages": (422, "you", "Those slides are too many: {detail}", "Cut them into several files."),
    "page_coming": (
        503,
        "server",
        "That page is still being made.",
        "Wait a moment: it comes by itself.",
    ),
    "not_a_film": (
        415,
        "you",
        "That file is not a film that browsers play: {detail}",
        "Save it as MP4 (H.264) or as WebM, then try once more.",
    ),
    "not_a_recording": (
        415,
        "you",
        "That recording cannot be brought in: {detail}",
        "Save it again as MP4, WebM, MKV or M4A, then try once more.",
    ),
    "not_so_far": (
        409,
        "you",
        "Another part of the recording comes next.",
        "Ask how much has come, and go on there.",
    ),
    "not_an_import": (
        409,
        "rule",
        "Nothing is being brought into this class.",
        "Begin again from your desk.",
    ),
    "not_a_note": (
        415,
        "you",
        "That recording cannot be used: {detail}",
        "Record it again, or write your comment.",
    ),
    "too_fast": (429, "you", "That is too much at once.", "Wait a moment, then try again."),
    "no_such_transport": (404, "you", "That media connection is not yours or is gone.", "Reload the page."),
    "no_such_consumer": (404, "you", "That received track is not yours or is gone.", "Reload the page."),
    "not_connected": (409, "you", "You are not connected to this class.", "Join the class first."),
    "class_moved": (
        503,
        "server",
        "The class just moved to another server.",
        "Wait: this page connects again.",
    ),
    "busy": (503, "server", "The server is busy.", "Wait a moment, then try again."),
    "media_restarting": (
        503,
        "server",
        "Picture and sound are starting anew on the server.",
        "Wait: they come back by themselves.",
    ),
    "storage_full": (
        507,
        "server",
        "The server's disk is full: nothing was saved.",
        "Tell whoever runs the server.",
    ),
    "storage_failed": (
        503,
        "server",
        "The server could not save that.",
        "Try again; if it stays, tell who runs it.",
    ),
    "internal": (
        500,
        "server",
        "Something went wrong on the server.",
        "Try again; if it stays, tell who runs it.",
    ),
}

STATUS_OF_REFUSALS: dict[str, int] = {
    "needs_person": 403,
    "not_allowed": 403,
    "not_yours": 403,
    "removed": 403,
    "declined": 403,
    "no_such_person": 404,
    "no_such_message": 404,
    "no_such_poll": 404,
    "no_such_group": 404,
    "no_such_page": 404,
    "no_such_track": 404,
    "no_such_comment": 404,
    "no_such_caption": 404,
    "no_such_proposal": 404,
    "no_such_film": 404,
    "no_such_attachment": 404,
    "too_long": 413,
}


class Problem(Exception):
    """Something the server itself refuses or cannot do; ``code`` is one of PROBLEMS."""

    def __init__(self, code: str, detail: str = "", limit: int = 0) -> None:
        self.code, self.detail, self.limit = code, detail, limit
        self.status, self.fault, message, following = PROBLEMS[code]
        self.message = message.format(detail=detail)
        self.next = following.format(detail=detail)
        super().__init__(f"{code}: {self.message}")


def status_of(error: Problem | Refusal) -> int:
    """The HTTP status of an error: 4xx for yours and the room's rules, 5xx for the server's."""
    if isinstance(error, Problem):
        return error.status
    if error.code in STATUS_OF_REFUSALS:
        return STATUS_OF_REFUSALS[error.code]
    return {"you": 400, "rule": 409, "server": 500}[error.fault]


def error_json(error: Problem | Refusal) -> dict[str, Any]:
    """The one shape of every error, in acks and in HTTP bodies."""
    told = {"code": error.code, "fault": error.fault, "message": error.message, "next": error.next}
    gaps = {"detail": error.detail, "limit": error.limit}
    return {"ok": False, "error": {**told, **{name: value for name, value in gaps.items() if value}}}


def problem_of(error: Exception) -> Problem:
    """What to tell of an unforeseen error: a full disk has a name of its own."""
    text = str(error).lower()
    if "no space left" in text or "disk is full" in text or "disk full" in text:
        return Problem("storage_full")
    if type(error).__module__.startswith("sqlalchemy") or isinstance(error, OSError):
        return Problem("storage_failed")
    return Problem("internal")
