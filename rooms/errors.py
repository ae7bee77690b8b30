"""Why a command was refused: a stable code, whose fault it is, plain words and what to do next."""

from __future__ import annotations

from typing import Literal

Fault = Literal["you", "rule", "server"]

REFUSALS: dict[str, tuple[Fault, str, str]] = {
    # The command itself is wrong.
    "malformed": ("you", "That request could not be understood: {detail}", "Reload the page and try again."),
    "unknown_command": (
        "you",
        "There is no command called {detail}.",
        "Reload the page: it may be an older version.",
    ),
    "bad_id": ("you", "An id may have 1 to 40 letters, digits, - and _.", "Choose another id."),
    "duplicate_id": ("you", "There is already something with that id in this class.", "Choose another id."),
    "too_long": ("you", "That is too long: {detail}", "Shorten it, or send it in parts."),
    "empty": ("you", "{detail} is empty.", "Write something first."),
    "not_late": (
        "you",
        "This can only be done now, not at an earlier moment of the class.",
        "Do it in the live class.",
    ),
    "bad_moment": ("you", "That moment is not in this class.", "Choose a moment between the start and now."),
    "needs_person": ("you", "This needs a person, and an API token is not one.", "Join the class first."),
    # Something that is not there.
    "no_such_person": ("you", "That person is not in this class.", "Choose someone from the list of people."),
    "no_such_message": ("you", "That message does not exist.", "Reload the page to see what is there now."),
    "no_such_poll": ("you", "That poll does not exist.", "Reload the page to see what is there now."),
    "no_such_task": ("you", "That task does not exist.", "Reload the page to see what is there now."),
    "no_such_option": ("you", "That is not one of the poll's options.", "Choose from the options shown."),
    "no_such_group": ("you", "That breakout group does not exist.", "Choose from the groups shown."),
    "no_such_deck": ("you", "Those slides are not in this class.", "Choose from the slides shown."),
    "no_such_page": ("you", "That page is not in the deck.", "Choose a page that the deck has."),
    "no_such_surface": (
        "you",
        "There is nothing there to draw on.",
        "Reload the page to see what is there now.",
    ),
    "no_such_item": ("you", "That drawing is not there any more.", "Nothing needs doing."),
    "no_such_film": ("you", "That film is not in this class.", "Choose one of the films shown."),
    "no_such_track": (
        "you",
        "That camera or microphone is not in use.",
        "Reload the page to see what is there now.",
    ),
    "no_such_caption": (
        "you",
        "That line is not in the transcript.",
        "Reload the page to see what is there now.",
    ),
    "no_such_proposal": (
        "you",
        "That correction does not wait any more.",
        "Reload the page to see what is there now.",
    ),
    "no_such_comment": ("you", "That comment does not exist.", "Reload the page to see what is there now."),
    "no_such_question": ("you", "That question does not exist.", "Reload the page to see what is there now."),
    "no_such_summary": ("you", "That summary does not exist.", "Reload the page to see what is there now."),
    "no_such_language": ("you", "That language is not known here.", "Choose from the languages shown."),
    "no_such_translation": (
        "you",
        "That translation is not there.",
        "Reload the page to see what is there now.",
    ),
    "no_such_cut": ("you", "That passage is not cut out.", "Reload the page to see what is there now."),
    "no_such_segment": (
        "you",
        "That segment is not on the agenda.",
        "Reload the page to see what is there now.",
    ),
    "no_such_attachment": (
        "you",
        "One of the files is not there to be sent.",
        "Remove it, add it again, and send.",
    ),
    # The room's rules.
    "not_allowed": ("rule", "You do not have the right to do that in this class.", "Ask an instructor."),
    "not_yours": ("rule", "Only its owner or an instructor can do that.", "Ask an instructor."),
    "too_late": (
        "rule",
        "A message can be changed or taken back for 15 minutes.",
        "Write another one, or ask an instructor to take it back.",
    ),
    "comment_too_late": (
        "rule",
        "A comment can be changed or taken back for 15 minutes.",
        "Write another one, or ask an instructor to take it back.",
    ),
    "comment_approved": (
        "rule",
        "That comment was approved as it stands.",
        "Answer it to add something, or take it back and write it anew.",
    ),
    "comments_carry_names": (
        "rule",
        "This comment carries a name.",
        "Write it with your name.",
    ),
    "not_open_yet": (
        "rule",
        "The class has not begun.",
        "Wait here: you go in when the instructor opens it.",
    ),
    "not_ended_yet": ("rule", "The class still goes on.", "Edit it once it has ended."),
    "bad_cut": ("you", "That cannot be cut or marked: {detail}", "Choose another beginning or end."),
    "already_open": ("rule", "The class is already open.", "Join it."),
    "class_ended": (
        "rule",
        "The class has ended.",
        "Open its recording: you can still vote and comment there.",
    ),
    "window_closed": (
        "rule",
        "The time for late votes, questions and comments in this class is over.",
        "Ask an instructor of the class for more time. You can still watch and read everything.",
    ),
    "not_over_yet": (
        "rule",
        "The class has not ended.",
        "End it first: a class is published as a whole.",
    ),
    "bad_terms": ("you", "Those terms do not hold: {detail}", "Change them and try again."),
    "not_longer": (
        "you",
        "That is no later than the end for everybody.",
        "Choose a later day.",
    ),
    "not_present": ("rule", "You are not in the class.", "Join the class first."),
    "removed": (
        "rule",
        "An instructor removed you from this class.",
        "Write to the instructor to be let in again.",
    ),
    "declined": ("rule", "An instructor did not let you in.", "Write to the instructor."),
    "door_closed": ("rule", "This class takes nobody else in.", "Write to the instructor."),
    "account_needed": (
        "rule",
        "Only people with an account of the school may come into this class.",
        "Open your sign-in link first, then this class again.",
    ),
    "may_not_unmute": ("rule", "You may not use your microphone now.", "Raise your hand to be called on."),
    "may_not_camera": (
        "rule",
        "You may not use your camera now.",
        "Raise your hand, or write to the teachers.",
    ),
    "may_not_screen": (
        "rule",
        "You may not share your screen now.",
        "Raise your hand, or write to the teachers.",
    ),
    "may_not_draw": ("rule", "You may not draw now.", "Raise your hand, or write to the teachers."),
    "may_not_write_notes": (
        "rule",
        "You may not write in the notes now.",
        "Raise your hand, or write to the teachers.",
    ),
    "may_not_chat_all": ("rule", "You may not write to everyone now.", "Write to the teachers instead."),
    "may_not_chat_private": (
        "rule",
        "You may not write to one person now.",
        "Write to the teachers or to everyone instead.",
    ),
    "may_not_ask": ("rule", "You may not ask questions in writing now.", "Raise your hand instead."),
    "not_for_everybody": (
        "rule",
        "Only one person at a time can have that right.",
        "Choose the person in the list of people.",
    ),
    "leads_only": (
        "rule",
        "Only those who lead the class can have that right.",
        "Make that person an assistant first.",
    ),
    "already_voted": (
        "rule",
        "You have already voted in this poll, and it has ended.",
        "Nothing needs doing: your vote counts as it stands.",
    ),
    "poll_ended": ("rule", "This poll has ended.", "After class you can vote late in the recording."),
    "poll_of_class": (
        "rule",
        "This poll was asked in class and belongs to it.",
        "Cut out the passage in which it was asked.",
    ),
    "staff_do_not_vote": ("rule", "Those who lead the class do not vote.", "Look at the results instead."),
    "staff_do_not_hand_in": ("rule", "Those who lead hand nothing in.", "Read what the others handed in."),
    "nothing_handed_in": ("rule", "Nothing is handed in there.", "Reload the page to see what is there now."),
    "hand_in_first": ("rule", "Others' work is shown to whoever has handed in.", "Hand in your own first."),
    "work_is_there": (
        "rule",
        "Somebody has handed in: what is asked for, and who reads it, stays as it is.",
        "Give another task.",
    ),
    "too_many_tasks": ("rule", "A class has at most {detail} tasks, and has them.", "Take one back first."),
    "slow_mode": (
        "rule",
        "The chat is slowed down: one message in {detail} seconds.",
        "Wait a moment, then send it again.",
    ),
    "too_many_pins": ("rule", "Ten messages are pinned, and no more can be.", "Unpin one first."),
    "too_many_proposals": (
        "rule",
        "{detail} of your corrections wait, and no more can.",
        "Wait until the teachers have looked at some.",
    ),
    "not_written_yet": (
        "rule",
        "The transcript is not written yet.",
        "Review it when it is done.",
    ),
    "summary_after_class": (
        "rule",
        "A machine writes its summary of a class that has ended.",
        "End the class first.",
    ),
    "nothing_to_translate": (
        "rule",
        "There is no finished transcript to translate yet.",
        "Wait until the class has ended and its transcript is written.",
    ),
    "too_many_languages": (
        "rule",
        "A transcript has at most {detail} translations, and this one has them.",
        "Take one back first.",
    ),
    "hand_not_up": ("rule", "That hand is not raised.", "Nothing needs doing."),
    "hand_already_up": ("rule", "Your hand is already raised.", "Wait to be called on."),
    "names_only": ("rule", "Questions carry names in this class.", "Ask with your name."),
    "own_question": ("rule", "That question is your own.", "Wait for the others to want an answer too."),
    "owner_must_lead": (
        "rule",
        "Only those who lead the class answer questions.",
        "Choose an instructor or an assistant.",
    ),
    "breakouts_open": ("rule", "The breakout groups are open.", "Call them back first."),
    "breakouts_closed": ("rule", "No breakout groups are open.", "Open the groups first."),
    "no_choice": ("rule", "The teacher chose the groups.", "Ask to be moved to another one."),
    "class_goes_on": (
        "rule",
        "The class goes on: its groups are joined in the room.",
        "Go in, or wait until the class has ended.",
    ),
    "in_another_group": ("rule", "You were in another group.", "Write to your own group or to everyone."),
    "not_in_group": (
        "rule",
        "You are not in that breakout group.",
        "Write to your own group or to everyone.",
    ),
    "too_many_decks": (
        "rule",
        "A class takes {detail} sets of slides, and has them.",
        "Go on with those that are there.",
    ),
    "board_full": ("rule", "The board is full: {detail}", "Turn to a new page, or go on with slides."),
    "notes_closed": ("rule", "The notes of that group are closed.", "Write in the notes of the main room."),
    "writing_full": (
        "rule",
        "There is no room for more here: {detail}",
        "Write to an instructor in another way.",
    ),
    "notes_full": ("rule", "The notes are full: {detail}", "Save them, and go on in the chat."),
    "bad_notes": (
        "you",
        "That change of the notes cannot be read: {detail}",
        "Copy your words, reload the page and write them again.",
    ),
    "already_sharing": ("rule", "You already share that.", "Stop the one that runs first."),
    "no_film_shown": ("rule", "No film is on the stage.", "Show one first."),
    "film_shown": ("rule", "That film is on the stage.", "Take it off the stage first."),
    "spotlight_full": (
        "rule",
        "Nine people are in the spotlight, and no more can be.",
        "Take somebody out of it first.",
    ),
    "no_timer": ("rule", "No timer is running.", "Start one first."),
    "no_segment": ("rule", "No segment of the agenda runs.", "Begin one first."),
    "segment_runs": (
        "rule",
        "The segment that runs cannot be taken off the agenda.",
        "Go on to another one first.",
    ),
    "nobody_to_pick": ("rule", "No student is in the room.", "Wait until somebody comes in."),
    "recording_already": ("rule", "The recording is already so.", "Nothing needs doing."),
}
"""Code -> whose fault, what happened, what to do next. Codes are stable: other programs rely on them."""


class Refusal(Exception):
    """A command that the class does not carry out; nothing has changed.

    `code` is one of `REFUSALS`, `fault` says whose it is (yours, the room's rule, the server's), `message` what
    happened and `next` what to do.
    """

    def __init__(self, code: str, detail: str = "", limit: int = 0) -> None:
        """Refuse with a code of the table; `detail` fills the gap in its message, `limit` is the most allowed.

        Clients that put a refusal into another language need both by themselves.
        """
        self.code, self.detail, self.limit = code, detail, limit
        self.fault, message, self.next = REFUSALS[code]
        self.message = message.format(detail=detail)
        super().__init__(f"{code}: {self.message}")


def must_be_text(text: str, limit: int, name: str) -> None:
    """Refuse empty and over-long texts; nothing is ever cut."""
    if not text.strip():
        raise Refusal("empty", name)
    if len(text) > limit:
        raise Refusal("too_long", f"at most {limit:,} characters, and this has {len(text):,}.", limit)
