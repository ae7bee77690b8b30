"""The transcript of the class: each word under the name of who said it, at its moment; words that were said at once are told apart."""

from tests.e2e.absent import speech
from tests.e2e.recordings import loud_from

MOST_WRONG = 0.25  # of one person's words
MOST_OFF = 1_500  # milliseconds between what is written and what is heard


def is_right(trial):
    """Give when each person began to speak, in ms of class time."""
    lines = trial.server.api("GET", f"classes/{trial.made['id']}/transcript.json")["lines"]
    assert {line["name"] for line in lines} == set(trial.parts)
    began = {}
    for name, part in trial.parts.items():
        own = [line for line in lines if line["name"] == name]
        began[name] = begins(trial, own[0]["person"])
        said = " ".join(line["text"] for line in own)
        wrong = part.wrong(said)
        print(f"{100 * wrong:.0f} % of the words of {name} are wrong: {said}")
        assert wrong <= MOST_WRONG, (name, said)
        for line in own:
            assert any(inside(line, began[name], *one) for one in part.pieces), (name, began[name], line)
    at_once(trial, began)
    return began


def begins(trial, person):
    """The first sound of a person's own track."""
    manifest = trial.server.api("GET", f"classes/{trial.made['id']}/manifest")
    tracks = [one for one in manifest["tracks"] if one["person"] == person and one["source"] == "microphone"]
    loud = [at for one in tracks if (at := loud_from(trial.server, trial.made, one)) is not None]
    assert loud, f"nothing is heard in the tracks of {person}"
    return min(loud)


def inside(line, began, at, piece):
    start, end = began + at * 1000, began + (at + piece.seconds) * 1000
    return line["start"] >= start - MOST_OFF and line["end"] <= end + MOST_OFF


def at_once(trial, began):
    """The students really spoke at the same time, all three."""
    first = [began[name] for name in speech.STUDENTS]
    ends = [began[name] + trial.parts[name].pieces[0][1].seconds * 1000 for name in speech.STUDENTS]
    assert max(first) < min(ends), (first, ends)


def sought(trial, began):
    """(name, word, spans): a word of each person that nobody else says, and the class times (ms) at which it may have been."""
    lines = trial.server.api("GET", f"classes/{trial.made['id']}/transcript.json")["lines"]
    found = []
    for name, part in trial.parts.items():
        others = " ".join(one["text"] for one in lines if one["name"] != name).lower()
        understood = speech.plain(" ".join(one["text"] for one in lines if one["name"] == name)).split()
        # a word is found by its beginning, and by others of its stem
        own = [
            word
            for word in speech.plain(part.alone[1].words).split()
            if word.isalpha() and word in understood and word[:4] not in others
        ]
        assert own, (name, understood)
        word = max(own, key=len)
        said = [(at, piece) for at, piece in part.pieces if word in speech.plain(piece.words).split()]
        start = began[name] - MOST_OFF
        length = 2 * MOST_OFF
        found.append(
            (
                name,
                word,
                [(start + at * 1000, start + length + (at + piece.seconds) * 1000) for at, piece in said],
            )
        )
    return found
