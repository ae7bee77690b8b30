"""How often one person may do what: a small bucket for each person and kind of request, so one cannot drown a class."""

from dataclasses import dataclass, field

# kind -> (how many at once, how many a second afterwards)
RATES: dict[str, tuple[float, float]] = {
    "Say": (10, 1.0),
    "React": (20, 2.0),
    "EditMessage": (10, 0.5),
    "Acknowledge": (20, 2.0),
    "ReportMessage": (5, 0.1),
    "RedactMessage": (20, 1.0),
    "AddComment": (10, 0.5),
    "CorrectCaption": (30, 1.0),
    "ProposeCorrection": (10, 0.1),
    "SettleCorrection": (30, 1.0),
    "HearAgain": (3, 0.02),  # each may have the engine listen to a whole class
    "WantTranslation": (12, 0.1),  # each sends a whole transcript to the language model
    "EditComment": (10, 0.5),
    "ReactToComment": (20, 2.0),
    "Vote": (10, 2.0),
    "RaiseHand": (6, 0.5),
    "Gesture": (10, 1.0),
    "AskQuestion": (6, 0.2),
    "UpvoteQuestion": (20, 2.0),
    "WithdrawUpvote": (20, 2.0),
    "LowerHand": (20, 2.0),
    "JoinClass": (10, 1.0),
    "LeaveClass": (10, 1.0),
    "OpenPoll": (5, 0.5),
    "HandIn": (8, 0.2),
    "GiveTask": (5, 0.5),
    "GiveFeedback": (20, 1.0),  # who looks through a class
    "ShowPage": (20, 5.0),
    "MoveFilm": (30, 5.0),
    "LayLayout": (10, 1.0),
    "DrawItem": (60, 8.0),  # who writes by hand draws four to six strokes a second
    "EraseItems": (30, 6.0),
    "RestoreItems": (30, 6.0),
    "MoveItems": (30, 6.0),
    "WriteNotebook": (20, 1.5),  # pages gather what is typed in a second
    "MovePerson": (60, 10.0),
    "Admit": (100, 20.0),
    "command": (20, 3.0),  # every other command
    "media": (400, 60.0),  # somebody who turns over pages of 25 tiles asks 75 times a page
    "createTransport": (16, 1.0),
    "restartIce": (16, 1.0),
    "produce": (16, 0.5),  # each is written on the timeline, for ever and for everybody
    "keyframe": (10, 2.0),
    "signal": (10, 2.0),  # each is told to everybody
    "ink": (20, 12.5),  # a stroke in the making, and where a pen points: of those few who may draw
    "pointer": (20, 12.5),  # the same of a dot on the slides
    "caret": (10, 3.0),  # where somebody writes in the notes
    "quality": (6, 0.2),
    "upload": (4, 0.1),
    "attach": (10, 0.2),
    "import": (60, 10.0),  # pieces of a recording of some gigabytes
    "join": (20, 0.5),
    "create": (30, 1.0),
    "mail": (4, 0.002),  # codes by mail: nobody's mailbox is filled from here
    "mailbox": (4, 0.001),  # to one mailbox, whoever asks
    "mail_address": (100, 0.1),  # from one place: a whole course may name its mailboxes in one lesson
    "read": (200, 40.0),
    "search": (20, 4.0),
    "search_address": (200, 20.0),
    "whole": (20, 0.5),  # a class from its beginning: a long one is megabytes
    "whole_address": (400, 20.0),
    "recording": (
        20,
        0.5,
    ),  # all of what can be played, which may be megabytes too: players ask for what is new
    "recording_address": (400, 20.0),
    "report": (4, 0.05),  # looks through the whole log, and reads whole classes
    "report_address": (60, 2.0),  # of whom nobody is known: refused before anything is looked for
    "export": (4, 0.02),  # all files and recordings of a person
    "erase": (6, 0.05),
    "summary": (20, 0.5),  # drawn from the whole class
    "summary_address": (400, 20.0),
    "watched": (20, 1.0),  # players tell every few seconds
    "probe_address": (300, 10.0),
    "read_address": (2000, 400.0),
    "join_address": (400, 20.0),
    "line_address": (
        1500,
        50.0,
    ),  # lines, before it is known who calls: after a restart a whole school calls at once
    "stranger_address": (60, 2.0),  # calls of whom nobody is known
}
DEAR_MEDIA = ("createTransport", "restartIce", "produce", "keyframe")  # with a rate of their own
MOST_BUCKETS = 20_000


@dataclass(slots=True)
class _Bucket:
    left: float
    filled: float


@dataclass(slots=True)
class Limits:
    """Token buckets by (person, kind); ``now`` is any clock in seconds that never goes back."""

    buckets: dict[tuple[str, str], _Bucket] = field(default_factory=dict)

    def allow(self, who: str, kind: str, now: float) -> bool:
        """Whether ``who`` may do one more ``kind`` now; counts it if so."""
        rate = RATES.get(kind)
        if rate is None:
            kind, rate = "command", RATES["command"]
        burst, per_second = rate
        bucket = self.buckets.get((who, kind))
        if bucket is None:
            self._make_room(now)
            bucket = self.buckets[who, kind] = _Bucket(burst, now)
        bucket.left = min(burst, bucket.left + (now - bucket.filled) * per_second)
        bucket.filled = now
        if bucket.left < 1:
            return False
        bucket.left -= 1
        return True

    def _make_room(self, now: float) -> None:
        """Forget full buckets once there are many, for they say nothing; if that is not enough, those longest unused."""
        if len(self.buckets) < MOST_BUCKETS:
            return
        for key, bucket in list(self.buckets.items()):
            burst, per_second = RATES[key[1]]
            if bucket.left + (now - bucket.filled) * per_second >= burst:
                del self.buckets[key]
        if len(self.buckets) >= MOST_BUCKETS:  # all at once would give everybody back what they have used up
            longest_unused = sorted(self.buckets, key=lambda key: self.buckets[key].filled)
            for key in longest_unused[: MOST_BUCKETS // 2]:
                del self.buckets[key]
