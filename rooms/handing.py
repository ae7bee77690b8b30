"""Who may give tasks, hand in and say something to it: judges every command about tasks before anything stands."""

from __future__ import annotations

from rooms.board import Board
from rooms.errors import Refusal, must_be_text
from rooms.facts import (
    EVERYONE,
    STAFF,
    STAFF_ROLES,
    Caller,
    Command,
    Fact,
    Id,
    Milliseconds,
    to_person,
)
from rooms.files import Attachment, Files
from rooms.lesson import Lesson, must_be_live
from rooms.people import People, must_be_present
from rooms.tasks import (
    Assignment,
    DropTask,
    FeedbackGiven,
    FeedbackRead,
    GiveFeedback,
    GiveTask,
    HandIn,
    PrepareTask,
    ReadFeedback,
    TakeBackWork,
    Task,
    TaskDropped,
    TaskGiven,
    TaskPrepared,
    Tasks,
    WorkHandedIn,
    WorkTakenBack,
)

TITLE_LIMIT = 200
TEXT_LIMIT = 10_000
FILES_AT_MOST = 10
TASKS_AT_MOST = 50
COPIES_AT_MOST = 200
"""How often one person hands in for one task."""
SHORTEST, LONGEST = 60_000, 24 * 3600 * 1000


def decide(
    tasks: Tasks,
    people: People,
    lesson: Lesson,
    files: Files,
    board: Board,
    command: Command,
    caller: Caller,
    late_at: Milliseconds | None,
) -> list[Fact]:
    """Judge it; whether the caller may read the class is judged in `room`."""
    match command:
        case PrepareTask(task, what):
            _must_be_doable(what)
            if task in tasks.tasks or (task in tasks.texts and task not in tasks.prepared):
                raise Refusal("duplicate_id")
            _must_be_few(tasks, task)
            same = tasks.prepared.get(task) == what
            return [] if same else [Fact(TaskPrepared(task, what), STAFF)]
        case GiveTask(task, what):
            return _give(tasks, lesson, task, what, late_at)
        case DropTask(task):
            return _drop(tasks, files, task)
        case HandIn():
            early = lesson.opened_at is None
            if late_at is None and not early:
                must_be_live(lesson)
                must_be_present(people, caller)
            return _hand_in(tasks, people, files, board, command, caller, late_at, early=early)
        case TakeBackWork(task):
            work = tasks.find(task).handed(caller.person)
            if work is None:
                raise Refusal("nothing_handed_in")
            gone = [fact for file in work.files for fact in files.dropping(file)]
            return [Fact(WorkTakenBack(task), STAFF), *gone]
        case GiveFeedback():
            return _feed_back(tasks, people, command)
        case ReadFeedback(up_to):
            return _read(tasks, up_to, caller.person or "")
    return []


def _must_be_doable(what: Assignment) -> None:
    must_be_text(what.title, TITLE_LIMIT, "The title")
    if len(what.text) > TEXT_LIMIT:
        raise Refusal("too_long", f"a task has at most {TEXT_LIMIT:,} characters.", TEXT_LIMIT)
    if what.length is not None and not SHORTEST <= what.length <= LONGEST:
        raise Refusal("malformed", "a task takes one minute to a day in class.")


def _must_be_few(tasks: Tasks, task: Id) -> None:
    known = {*tasks.prepared, *(name for name, _ in tasks.standing)}
    if task not in known and len(known) >= TASKS_AT_MOST:
        raise Refusal("too_many_tasks", str(TASKS_AT_MOST))


def _give(
    tasks: Tasks, lesson: Lesson, task: Id, what: Assignment, late_at: Milliseconds | None
) -> list[Fact]:
    _must_be_doable(what)
    early, known = lesson.opened_at is None, tasks.tasks.get(task)
    if early and what.kind == "board":  # there is no board to put a note on yet
        must_be_live(lesson)
    if known is not None:
        return _change(known, task, what)
    if task in tasks.texts and task not in tasks.prepared:
        raise Refusal("duplicate_id")
    if late_at is None and not early:
        must_be_live(lesson)
    elif late_at is not None and lesson.ended_at is None:
        raise Refusal("not_late")
    _must_be_few(tasks, task)
    return [Fact(TaskGiven(task, what, late_at is not None, early), EVERYONE, late_at)]


def _change(known: Task, task: Id, what: Assignment) -> list[Fact]:
    if known.dropped:
        raise Refusal("duplicate_id")
    if known.what == what:
        return []
    handed = any(work.handed for work in known.works.values())
    # What was handed in for those who lead alone is never opened to the others afterwards.
    if handed and ((what.shared and not known.what.shared) or what.kind != known.what.kind):
        raise Refusal("work_is_there")
    return [Fact(TaskGiven(task, what, known.late, known.early), EVERYONE, known.at)]


def _drop(tasks: Tasks, files: Files, task: Id) -> list[Fact]:
    if task in tasks.prepared:
        return [Fact(TaskDropped(task), STAFF)]
    works = tasks.find(task).works.values()
    gone = [fact for work in works for file in work.files for fact in files.dropping(file)]
    return [Fact(TaskDropped(task)), *gone]


def _hand_in(
    tasks: Tasks,
    people: People,
    files: Files,
    board: Board,
    command: HandIn,
    caller: Caller,
    late_at: Milliseconds | None,
    *,
    early: bool,
) -> list[Fact]:
    found = tasks.find(command.task)
    if people.is_staff(caller):
        raise Refusal("staff_do_not_hand_in")
    before = found.handed(caller.person)
    had = before.files if before is not None else ()
    _must_be_whole(found.what, command)
    attached = tuple(_attached(files, file, had, caller) for file in command.files)
    if command.item is not None:
        _must_be_own_note(board, command.item, caller)
    if _stands(found, command, caller):
        return []
    _must_not_change_for_ever(found, caller)
    tasks.letters.must_have_room(people, caller, command.text)
    late = late_at is not None and (before is None or before.late)
    early = early or (before is not None and before.early)
    at = None if late_at is None else max(late_at, found.at)
    gone = [fact for file in had if file not in command.files for fact in files.dropping(file)]
    handed = WorkHandedIn(command.task, command.text, attached, command.item, late, early)
    return [Fact(handed, STAFF, at), *gone]


def _stands(found: Task, command: HandIn, caller: Caller) -> bool:
    """Whether this very work is handed in already; what was sent back is handed in anew even as it was."""
    person = caller.person or ""
    work, (judged, verdict) = found.handed(person), found.judged.get(person, (0, "seen"))
    if work is None or (verdict == "again" and judged > work.seq):
        return False
    return (work.text, work.files, work.item) == (command.text, command.files, command.item)


def _must_not_change_for_ever(found: Task, caller: Caller) -> None:
    """Every copy stays a line of the timeline, though a blank one."""
    work = found.works.get(caller.person or "")
    if work is not None and work.copies >= COPIES_AT_MOST:
        raise Refusal("too_many_copies", str(COPIES_AT_MOST))


def _must_be_whole(what: Assignment, command: HandIn) -> None:
    """What the kind of the task asks for is there, and nothing is too much."""
    if len(command.files) > FILES_AT_MOST or len(set(command.files)) < len(command.files):
        raise Refusal("malformed", f"at most {FILES_AT_MOST} files are handed in, each once.")
    if what.kind == "text" or command.text:
        must_be_text(command.text, TEXT_LIMIT, "What you hand in")
    if what.kind == "file" and not command.files:
        raise Refusal("empty", "What you hand in")
    if (what.kind == "board") != (command.item is not None):
        raise Refusal("malformed", "a note on the board belongs to a task that asks for one.")


def _attached(files: Files, file: Id, had: tuple[Id, ...], caller: Caller) -> Attachment:
    """A file just brought, or one that hangs on the same person's work already."""
    return files.kept[file].attachment if file in had else files.to_send(file, caller)


def _must_be_own_note(board: Board, item: Id, caller: Caller) -> None:
    found = board.items.get(item)
    if found is None or found.by != caller.person or found.erased or not found.words:
        raise Refusal("no_such_item")
    kind, _, name = found.surface.partition(":")
    if kind == "screen" or (kind == "sheet" and board.sheets.get(name) != EVERYONE):
        raise Refusal("no_such_item")


def _feed_back(tasks: Tasks, people: People, command: GiveFeedback) -> list[Fact]:
    task, person, text, verdict = command.task, command.person, command.text, command.verdict
    found = tasks.find(task)
    if len(text) > TEXT_LIMIT:
        raise Refusal("too_long", f"at most {TEXT_LIMIT:,} characters.", TEXT_LIMIT)
    if person not in found.works and (person not in people.roles or people.roles[person] in STAFF_ROLES):
        raise Refusal("no_such_person")
    if verdict != "done" and found.handed(person) is None:
        raise Refusal("nothing_handed_in")
    if verdict == "seen":
        must_be_text(text, TEXT_LIMIT, "The feedback")
    given = FeedbackGiven(task, person, text.strip(), verdict)
    # In this order the state is the same for those who lead, whoever of them wrote it.
    return [Fact(given, to_person(person)), Fact(given, STAFF)]


def _read(tasks: Tasks, up_to: int, person: Id) -> list[Fact]:
    """Written down only when there was something to read: as often as feedback comes, and no oftener."""
    read = tasks.read.get(person, 0)
    news = (task.judged.get(person, (0, "seen"))[0] for _, task in tasks.standing)
    return [Fact(FeedbackRead(up_to), to_person(person))] if any(read < seq <= up_to for seq in news) else []
