"""Letters taken out of the notes: nothing of them is left in any change, and what others wrote stands where it stood."""

import base64
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import XmlFragment

from rooms.facts import EVERYONE, Entry
from rooms.notebook import NotebookAuthor, NotebookReturned, NotebookWritten
from rooms.room import Room, apply
from server.class_erasure import anew
from server.notebook_erasing import without_letters
from server.notebook_updates import read_change
from server.notebooks import Notebooks, document, nodes
from tests.server.writing import Writer, coded


def entries_of(*updates):
    return [
        Entry(number, number, number, by, EVERYONE, NotebookWritten(update, late=False))
        for number, (by, update) in enumerate(updates, 1)
    ]


def words(entries):
    return [
        "".join(
            run["text"] for text in one["children"] for run in text.get("children", [text]) if "text" in run
        )
        for one in nodes(entries)
    ]


def written():
    """Sam writes two paragraphs, Tom into the first of them; Sam marks words, and deletes one."""
    sam, tom = Writer(11), Writer(22)
    changes = [("sam", sam.paragraph("a secret 🦊 of mine"))]
    tom.hear(changes[0][1])
    before = tom.doc.get_state()
    tom.page.children[0].children[0].insert(2, "WELL KNOWN ")
    changes.append(("tom", coded(tom.doc.get_update(before))))
    sam.hear(changes[-1][1])
    changes.append(("sam", sam.mark(0, 0, 4, strong={})))
    changes.append(("tom", tom.paragraph("Tom's own")))
    sam.hear(changes[-1][1])
    return changes


def test_what_others_wrote_into_the_words_of_somebody_erased_stays_where_it_stood():
    changes = written()
    assert words(entries_of(*changes)) == ["a WELL KNOWN secret 🦊 of mine", "Tom's own"]
    left = [(by, without_letters(one, None) if by == "sam" else one) for by, one in changes]
    assert words(entries_of(*left)) == ["WELL KNOWN ", "Tom's own"]
    assert not [one for by, one in left if b"secret" in base64.b64decode(one)]
    for (_, new), (_, old) in zip(left, changes, strict=True):
        assert read_change(base64.b64decode(new)).end == read_change(base64.b64decode(old)).end


def test_notes_that_came_back_from_a_group_lose_the_letters_of_one_writer_alone():
    entries = entries_of(*written())
    whole = coded(document(entries).get_update())
    returned = NotebookReturned(
        "g", "One", without_letters(whole, frozenset({11})), (NotebookAuthor(22, "tom"),)
    )
    assert b"secret" not in base64.b64decode(returned.update)
    assert words([Entry(1, 1, 1, None, EVERYONE, returned)]) == ["WELL KNOWN ", "Tom's own"]


def test_whoever_stays_can_go_on_writing():
    changes = written()
    left = [(by, without_letters(one, None) if by == "sam" else one) for by, one in changes]
    entries, tom = entries_of(*left), Writer(33)
    for _, one in left:
        tom.hear(one)
    update = tom.paragraph("and on")
    Notebooks().judge(entries, [], "tom")
    assert words([*entries, *entries_of(("tom", update))]) == ["WELL KNOWN ", "Tom's own", "and on"]


HOME, SCHOOL = {"href": "mailto:anna@home.example"}, {"href": "https://school.example/tides"}
SPANS = st.tuples(st.integers(0, 8), st.integers(1, 9)).filter(lambda one: one[0] < one[1])
MARKINGS = st.lists(st.tuples(st.sampled_from(["sam", "tom"]), SPANS, st.booleans()), max_size=6)


def marked(markings):
    """Tom writes nine letters; both set links on them and take them away."""
    writers = {"sam": Writer(11), "tom": Writer(22)}
    changes = [("tom", writers["tom"].paragraph("123456789"))]
    for by, (start, end), on in markings:
        for one in writers.values():
            one.hear(changes[-1][1])
        link = {"sam": HOME, "tom": SCHOOL}[by] if on else None
        changes.append((by, writers[by].mark(0, start, end, link=link)))
    return changes


def links(entries):
    """Each letter of the first paragraph with the address that it leads to."""
    text = document(entries).get("notes", type=XmlFragment).children[0].children[0]
    told = []
    for run, marks in text.diff():
        href = ((marks or {}).get("link") or {}).get("href")
        told += [(letter, href) for letter in run]
    return told


@settings(max_examples=150, deadline=None)
@given(MARKINGS)
def test_addresses_that_somebody_linked_to_are_in_no_change_and_the_notes_stay_whole(markings):
    changes = marked(markings)
    left = [(by, without_letters(one, None) if by == "sam" else one) for by, one in changes]
    for by, one in left:
        assert by != "sam" or b"home.example" not in base64.b64decode(one)
    for (_, new), (_, old) in zip(left, changes, strict=True):
        assert read_change(base64.b64decode(new)).end == read_change(base64.b64decode(old)).end
    told = links(entries_of(*left))
    assert "".join(letter for letter, _ in told) == "123456789"
    # Whoever takes away a piece of a link writes down, as Yjs does it, where the rest of it leads.
    copied = [one for by, one in changes if by == "tom" and b"home.example" in base64.b64decode(one)]
    assert copied or {href for _, href in told} <= {None, SCHOOL["href"]}
    whole = coded(document(entries_of(*changes)).get_update())  # as notes come back from a group
    assert copied or b"home.example" not in base64.b64decode(without_letters(whole, frozenset({11})))


def test_a_link_of_others_goes_on_where_somebody_erased_had_put_another_into_it():
    changes = marked([("tom", (0, 9), True), ("sam", (3, 5), True)])
    assert links(entries_of(*changes))[3] == ("4", HOME["href"])
    left = [(by, without_letters(one, None) if by == "sam" else one) for by, one in changes]
    assert links(entries_of(*left)) == [(letter, SCHOOL["href"]) for letter in "123456789"]


def erased(entries, person="sam"):
    """The class after somebody was erased."""

    room = Room()
    for entry in entries:
        apply(room, entry)
    room.files.kept["f1"] = SimpleNamespace(by=person)
    new = {one.seq: one for one in anew(person, "erased-x")(room, entries)}
    return [new.get(one.seq, one) for one in entries]


def copied():
    """Sam sets a link, and Tom takes a piece of it away: with that he writes down where the rest of it leads."""
    changes = marked([("sam", (0, 9), True), ("tom", (3, 5), False)])
    assert [by for by, one in changes if b"home.example" in base64.b64decode(one)] == ["sam", "tom"]
    return changes


def test_a_link_that_somebody_erased_had_set_goes_from_what_others_copied_of_it_too():
    changes = copied()
    whole = coded(document(entries_of(*changes)).get_update())
    authors = (NotebookAuthor(11, "sam"), NotebookAuthor(22, "tom"))
    entries = entries_of(*changes)
    entries.append(
        Entry(len(entries) + 1, 9, 9, "tom", EVERYONE, NotebookReturned("g", "One", whole, authors))
    )
    left = erased(entries)
    assert not [one for one in left if b"home.example" in base64.b64decode(one.event.update)]
    assert links(left[:-1]) == [(letter, None) for letter in "123456789"]
    for new, old in zip(left[:-1], entries[:-1], strict=True):
        one, other = (read_change(base64.b64decode(each.event.update)) for each in (new, old))
        assert one.end == other.end
    assert erased(left) == left


def test_a_link_that_others_had_set_before_stays_theirs():
    theirs, also = Writer(22), Writer(11)
    changes = [("tom", theirs.paragraph("123456789")), ("tom", theirs.mark(0, 0, 4, link=SCHOOL))]
    for _, one in changes:
        also.hear(one)
    changes.append(("sam", also.mark(0, 5, 9, link=SCHOOL)))
    left = erased(entries_of(*changes))
    assert links(left) == [(n, SCHOOL["href"] if n in "1234" else None) for n in "123456789"]


def test_a_link_of_others_whose_address_names_somebody_erased_or_their_file_goes_and_its_words_stay():
    tom = Writer(22)
    addresses = [{"href": f"https://school.example/{name}"} for name in ("people/sam", "files/f1", "tides")]
    changes = [("tom", tom.paragraph("123456789"))]
    changes += [("tom", tom.mark(0, 3 * n, 3 * n + 3, link=one)) for n, one in enumerate(addresses)]
    left = erased(entries_of(*changes))
    assert links(left) == [(n, addresses[2]["href"] if n in "789" else None) for n in "123456789"]
    assert not [one for one in left if b"files/f1" in base64.b64decode(one.event.update)]
