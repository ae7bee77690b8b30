"""Changes of the notes as they come from browsers, and from those who only say that they are browsers."""

import base64
import random

import aiohttp
import pytest

from rooms.errors import Refusal
from rooms.facts import EVERYONE, Entry, Fact
from rooms.notebook import NotebookReturned, NotebookWritten
from server.notebook_files import to_html, to_markdown, written
from server.notebook_updates import read_change
from server.notebooks import Notebooks, nodes
from tests.harness.waiting import eventually
from tests.server.people import all_leave, join
from tests.server.writing import Writer, coded


class Notes:
    """The notes of a class without a class: who writes, and what was written."""

    def __init__(self):
        self.entries, self.notebooks = [], Notebooks()

    def write(self, by, update, to=EVERYONE):
        event = NotebookWritten(update, late=False)
        self.notebooks.judge(self.entries, [Fact(event, to)], by)
        number = len(self.entries) + 1
        self.entries.append(Entry(number, number, number, by, to, event))

    def refuses(self, by, update):
        with pytest.raises(Refusal) as refused:
            self.write(by, update)
        assert refused.value.code == "bad_notes"


@pytest.fixture
def notes():
    return Notes()


def number(value):
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def text(value):
    return number(len(value.encode())) + value.encode()


def forged(*structs, client=66, clock=0):
    """A change written by hand."""
    return coded(b"\1" + number(len(structs)) + number(client) + number(clock) + b"".join(structs) + b"\0")


ROOT = b"\1" + text("notes")
PARAGRAPH = b"\x07" + ROOT + b"\3" + text("paragraph")


def test_what_two_write_at_the_same_place_is_one_document_with_both(notes):
    ada, ben = Writer(1), Writer(2)
    first, second = ada.paragraph("from Ada"), ben.paragraph("from Ben")
    notes.write("ada", first)
    notes.write("ben", second)
    ada.hear(second)
    ben.hear(first)
    assert ada.words == ben.words
    assert sorted(ada.words) == ["from Ada", "from Ben"]
    notes.write("ada", ada.delete(0))
    assert len(nodes(notes.entries)) == 1


def test_a_client_belongs_to_whoever_brought_its_first_change(notes):
    ada = Writer(1)
    notes.write("ada", ada.paragraph("mine"))
    notes.refuses("ben", ada.paragraph("said to be Ada's"))
    notes.write("ben", Writer(3).paragraph("as Ben"))


def test_a_change_is_refused_until_all_before_it_is_there(notes):
    ada = Writer(1)
    first, second, third = ada.paragraph("one"), ada.paragraph("two"), ada.delete(0)
    notes.refuses("ada", second)
    notes.refuses("ada", third)
    for update in (first, second, third, second, first):  # what was sent twice is not written twice
        notes.write("ada", update)
    assert [node["children"][0]["text"] for node in nodes(notes.entries)] == ["two"]


@pytest.mark.parametrize(
    "update",
    [
        coded(b""),
        coded(b"garbage"),
        coded(b"\xff" * 60),
        coded(b"\0\0\0"),
        coded(b"\2" + b"\1\1\0" + PARAGRAPH + b"\1\2\0" + PARAGRAPH + b"\0"),
        forged(b"\x07" + b"\1" + text("elsewhere") + b"\3" + text("paragraph")),
        forged(b"\x07" + ROOT + b"\3" + text("script")),
        forged(b"\x07" + ROOT + b"\1"),  # a map
        forged(b"\x07" + ROOT + b"\6"),  # letters without a paragraph
        forged(b"\x04" + ROOT + text("bare")),
        forged(PARAGRAPH, b"\x04\0\x42\0" + text("bare")),
        forged(PARAGRAPH, b"\x84\x42\0" + text("beside")),
        forged(PARAGRAPH, b"\x27\0\x42\0" + text("onclick") + b"\6"),
        forged(PARAGRAPH, b"\x28\0\x42\0" + text("onclick") + b"\1\x7d\1"),
        forged(PARAGRAPH, b"\x28\0\x42\0" + text("level") + b"\1\x77" + text("<b>")),
        forged(b"\x05" + ROOT + text("{}")),  # an embedded object
        forged(b"\x03" + ROOT + text("bytes")),
        forged(b"\x09" + ROOT + text("another document") + b"\x7d\1"),
        forged(b"\x00\0"),
        forged(PARAGRAPH, client=2**60),
    ],
)
def test_what_notes_do_not_consist_of_is_refused(notes, update):
    notes.refuses("sam", update)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", " https://a", "vbscript:x", "/x", 5],
)
def test_a_link_leads_to_the_web_or_to_a_mailbox(notes, address):
    sam = Writer(4)
    notes.write("sam", sam.paragraph("press here"))
    notes.refuses("sam", sam.mark(0, 0, 5, link={"href": address}))
    notes.refuses("sam", sam.mark(0, 0, 5, onclick={}))


def test_nothing_is_nested_deeper_than_a_page_can_draw(notes):
    sam = Writer(4)
    inside = None
    for _ in range(24):
        notes.write("sam", sam.element("blockquote", parent=inside))
        inside = (sam.page if inside is None else inside).children[0]
    notes.refuses("sam", sam.element("blockquote", parent=inside))


def test_damaged_changes_are_refused_and_never_anything_else():
    sam, dice, whole = Writer(4), random.Random(7), 0
    good = [
        base64.b64decode(one) for one in (sam.paragraph("Hello 😀"), sam.mark(0, 0, 2, em={}), sam.delete(0))
    ]
    for _ in range(3000):
        raw = bytearray(dice.choice(good))
        for _ in range(dice.randint(1, 4)):
            raw[dice.randrange(len(raw))] = dice.randrange(256)
        del raw[dice.choice([dice.randrange(1, len(raw) + 1), len(raw)]) :]
        notes = Notes()
        try:
            read_change(bytes(raw))
            notes.write("sam", coded(raw))
        except Refusal:
            continue
        whole += 1
        nodes(notes.entries)
    assert whole < 3000


def a_page():
    ada = Writer(1)
    yield ada.element("heading", "Why <arches> stand", level=2)
    yield ada.paragraph("They *push* & hold.")
    yield ada.mark(1, 5, 11, strong={}, link={"href": "https://a.school/?a=1&b=2"})
    yield ada.element("code_block", "x = '```'")
    yield ada.element("bullet_list")
    yield ada.element("list_item", parent=ada.page.children[3])
    yield ada.element("paragraph", "1. not a number", parent=ada.page.children[3].children[0])
    yield ada.element("paragraph", "# no heading")


def test_notes_are_saved_as_markdown_and_as_a_page_in_which_nothing_runs(notes):
    for update in a_page():
        notes.write("ada", update)
    parts, names = written(notes.entries), {"ada": "Ada <Lovelace>"}
    assert to_markdown("Arches", parts, names) == (
        "# Arches\n\n#### Why \\<arches\\> stand\n\nThey [**\\*push\\***](<https://a.school/?a=1&b=2>) \\& hold.\n\n"
        "````\nx = '```'\n````\n\n- \\1. not a number\n\n\\# no heading\n\n*Ada \\<Lovelace\\>*\n"
    )
    page = to_html("<Arches>", parts, names)
    for piece in (
        "<h1>&lt;Arches&gt;</h1>",
        '<h4 dir="auto">Why &lt;arches&gt; stand</h4>',
        '<a href="https://a.school/?a=1&amp;b=2" rel="noopener noreferrer"><strong>*push*</strong></a> &amp; hold.',
        "<pre><code>x = &#x27;```&#x27;</code></pre>",
        '<li dir="auto"><p dir="auto">1. not a number</p>',
        "Ada &lt;Lovelace&gt;",
    ):
        assert piece in page


def test_notes_of_a_group_come_back_whole_with_who_wrote_what(notes):
    ada, ben = Writer(1), Writer(2)
    first = ada.paragraph("from Ada")
    notes.write("ada", first, "group:g1")
    ben.hear(first)
    notes.write("ben", ben.paragraph("from Ben"), "group:g1")
    notes.write("ben", Writer(9).paragraph("in the main room"))
    update, authors = notes.notebooks.whole(notes.entries, "g1")
    assert {(one.client, one.person) for one in authors} == {(1, "ada"), (2, "ben")}
    [part] = written([Entry(9, 9, 9, None, EVERYONE, NotebookReturned("g1", "Red", update, authors))])
    assert (part.name, part.people) == ("Red", ["ada", "ben"])
    assert [node["children"][0]["text"] for node in part.content] == ["from Ada", "from Ben"]


async def fetched(base, class_id, form, token):
    headers = {"Authorization": f"Bearer {token}"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.get(f"{base}/api/v1/classes/{class_id}/notes.{form}") as response,
    ):
        return response.status, response.headers, await response.text()


async def test_a_class_writes_its_notes_and_what_a_group_wrote_comes_back_to_all(base, made):
    ada = await join(base, made, "instructor", "Ada")
    sam, kim = [await join(base, made, "student", name) for name in ("Sam", "Kim")]
    assert (await fetched(base, made["id"], "md", sam.token))[0] == 404
    page, forged = Writer(1), Writer(2)
    first = page.paragraph("From Ada")
    await ada.must("WriteNotebook", update=first)
    assert (await sam.sees("NotebookWritten"))["update"] == first
    assert (await sam.do("WriteNotebook", update=first))["error"]["code"] == "may_not_write_notes"
    await ada.must("SetRight", right="write_notes", allowed=True)
    assert (await sam.do("WriteNotebook", update=page.paragraph("As Ada")))["error"]["code"] == "bad_notes"
    await sam.must("WriteNotebook", update=forged.paragraph("From Sam"))
    await ada.must("OpenBreakouts", groups=[{"group": "g1", "name": "Red", "people": [sam.person]}])
    await sam.must("WriteNotebook", update=Writer(3).paragraph("In the group"), to="group:g1")
    await sam.sio.emit("signal", {"type": "caret", "to": "group:g1", "anchor": "AA==", "head": "AA=="})
    await kim.sio.emit("signal", {"type": "caret", "to": "group:g1", "anchor": "AA==", "head": "AA=="})
    await eventually(lambda: [s for s in ada.signals if s["type"] == "caret"], "Ada sees where Sam writes")
    assert {s["person"] for s in ada.signals if s["type"] == "caret"} == {sam.person}
    assert "In the group" not in (await fetched(base, made["id"], "md", kim.token))[2]
    await ada.must("CloseBreakouts")
    back = await kim.sees("NotebookReturned", group="g1", name="Red")
    assert back["authors"] == [{"client": 3, "person": sam.person}]
    assert not [s for s in kim.signals if s["type"] == "caret"]
    _, headers, text = await fetched(base, made["id"], "md", kim.token)
    for words in ("From Ada", "From Sam", "*Ada, Sam*", "## Red", "In the group"):
        assert words in text
    assert headers["Content-Disposition"].startswith("attachment")
    _, headers, text = await fetched(base, made["id"], "html", kim.token)
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "<h2>Red</h2>" in text
    await all_leave(ada, sam, kim)
