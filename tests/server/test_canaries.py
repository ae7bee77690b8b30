"""Words that are not for all, each marked, and looked for in everything that everybody can fetch of a class or is told."""

import io
import re
import time
import zipfile

import aiohttp

from server.demo.pdf import slides
from tests.harness.waiting import eventually
from tests.server.people import TOKEN, all_leave, api, join, new_class
from tests.server.test_files import bring
from tests.server.test_slides import upload

MARK = re.compile(r"zq[a-z]+")
CUT = (10_000, 40_000)
"""Class ms that are cut out afterwards."""
CALM = 60.0  # seconds of class that pass without anybody waiting for them
STAFF = frozenset({"ada", "uma", "owner"})
DESK = (
    "search?q=tide", "desk", "desk/waiting", "me", "reminders", "persons?find=", "persons/{sam}/report",
    "persons/{ben}/report", "courses/{course}/audit.json", "courses/{course}/polls", "courses/{course}/glossary",
)  # fmt: skip
DOORS = (
    "classes/{c}", "classes/{c}/timeline?after=0", "classes/{c}/timeline?after=0&uncut=1", "classes/{c}/late",
    *(f"classes/{{c}}/transcript.{form}" for form in ("vtt", "srt", "txt", "md", "docx", "json")),
    "classes/{c}/transcript.vtt?language=fr",
    *(f"classes/{{c}}/{file}" for file in (
        "chat.md", "chat.json", "notes.md", "notes.html", "chapters.vtt", "chapters.json", "summary.json",
        "summary.md", "summary.docx", "answers.csv", "answers.json", "attendance.csv", "attendance.json",
        "progress.csv", "progress.json", "progress", "rewatched", "audit.csv", "audit.json", "links", "bank",
        "glossary", "languages", "groups/before", "import", "downloads", "podcast", "manifest",
        "manifest?uncut=1", "glimpses/0.webp", "downloads/class.mp4", "downloads/class.m4a",
    )),
    *(f"classes/{{c}}/polls/{poll}/tally" for poll in ("quiz", "hush", "anon")),
    *(f"classes/{{c}}/tasks/{task}/works" for task in ("alone", "ready")),
    "classes/{c}/decks/{deck}", "classes/{c}/decks/{deck}/file",
    *(f"classes/{{c}}/decks/{{deck}}/pages/{page}{end}" for page in (1, 2) for end in (".txt", ".notes.txt")),
    "classes/{c}/files/{mine}", "classes/{c}/files/{work}", "classes/{c}/files/{cut}",
    "classes/{c}/search?q=tide", *DESK,
)  # fmt: skip


class Held:
    """A class in which much was said to few; `may`: who may come by a marked word, besides those who lead."""

    def __init__(self, base, server):
        self.base, self.server, self.may, self.ids = base, server, {}, {}

    def mark(self, word, *readers):
        self.may[f"zq{word}"] = {*STAFF, *readers}
        return f"zq{word} tide"

    async def does(self, do, to=None, **fields):
        asked = {"what": "do", "do": do, "fields": fields, "to": to}
        reply = await self.server.school.classrooms.ask(self.made["id"], asked)
        assert reply["ok"], reply

    async def line(self, name, who, start, text, to=None):
        about = {"person": who.person, "start": start, "end": start + 900, "words": [], "engine": "x"}
        await self.does("AddCaption", to, caption=name, text=text, **about)

    async def brought(self, who, word, *readers):
        content = self.mark(word, *readers).encode()
        return (await bring(self.base, self.made, who, content, f"zq{word}.txt"))[1]["file"]

    def pass_time(self, seconds):
        self.server.school.classrooms.here(self.made["id"]).classroom.zero -= seconds

    async def begin(self):
        self.made = await new_class(self.base)
        names = {"ada": "Ada", "uma": "Uma", "sam": "Sam", "kim": "Kim", "ben": "Zqben Hidden", "tom": "Tom"}
        self.may["zqben"] = {*STAFF, "ben"}
        self.who = {
            key: await join(self.base, self.made, "instructor" if key == "ada" else "student", name)
            for key, name in names.items()
        }
        about = (await api(self.base, "GET", f"classes/{self.made['id']}"))[1]
        self.ids = {"c": self.made["id"], "course": about["course"]["id"]}
        self.ids |= {key: one.person for key, one in self.who.items()}
        await self.who["ada"].must("ChangeRole", person=self.who["uma"].person, role="assistant")

    async def talk(self):
        """In class: to few, in a group, without a name, and in a passage that is cut out afterwards."""
        ada, sam, kim, ben = (self.who[key] for key in ("ada", "sam", "kim", "ben"))
        await sam.must("Say", message="staff", text=self.mark("staffmsg", "sam"), to="staff")
        own = self.mark("private", "sam", "kim")
        self.may["zqprivate"] -= STAFF
        await sam.must("Say", message="private", text=own, to=f"person:{kim.person}")
        self.ids["mine"] = await self.brought(sam, "file", "sam", "kim")
        self.may["zqfile"] -= STAFF
        await sam.must("Say", message="sent", text="", to=f"person:{kim.person}", files=[self.ids["mine"]])
        await ada.must("SetCommentRules", hold=True, anonymous=True, required=0)
        await sam.must("AddComment", comment="held", text=self.mark("held", "sam"))
        await sam.must("AddComment", comment="refused", text=self.mark("refused", "sam"))
        await ada.must("RefuseComment", comment="refused", reason=self.mark("reason", "sam"))
        await ada.must("AddComment", comment="note", text=self.mark("staffnote"), to="staff")
        await kim.must("AddComment", comment="toall", text="The tide is for all")
        await ada.must("ApproveComment", comment="toall")
        await kim.must("ReportMessage", message="private", reason=self.mark("report", "kim"))
        await self.talk_apart(ada, sam, kim)
        await self.line("all", ada, 3_000, "The tide rises")
        await self.line("hidden", ben, 4_000, self.mark("bensline", "ben"))
        await ben.must("Say", message="bens", text=self.mark("bensword", "ben"), to="everyone")
        await kim.must("ProposeCorrection", proposal="pr", caption="all", text=self.mark("proposal", "kim"))
        await self.slides_and_tasks(ada, sam)
        await self.talk_badly(ada, kim)

    async def talk_apart(self, ada, sam, kim):
        """What is said, written and drawn in a group, and planned for another."""
        groups = [{"group": "g1", "name": "One", "people": [sam.person]}]
        await ada.must(
            "PlanBreakouts", groups=[{"group": "p", "name": self.mark("plan"), "people": [kim.person]}]
        )
        await ada.must("OpenBreakouts", groups=groups)
        await sam.must("Say", message="ours", text=self.mark("group", "sam"), to="group:g1")
        await self.line("ours", sam, 1_000, self.mark("groupline", "sam"), "group:g1")
        await sam.must("ShowBoard", sheet="ours", to="group:g1")
        drawn = {
            "surface": "sheet:ours",
            "item": "i1",
            "kind": "note",
            "colour": "red",
            "width": 20,
            "points": "AA",
        }
        await sam.must("DrawItem", **drawn, text=self.mark("groupboard", "sam"))
        await ada.must("CloseBreakouts")

    async def talk_badly(self, ada, kim):
        """What is cut out afterwards."""
        self.pass_time(CUT[0] / 1000 + 5)
        await self.line("cut", ada, CUT[0] + 2_000, self.mark("cutline"))
        await kim.must("Say", message="cut", text=self.mark("cutword", "kim"), to="everyone")
        self.ids["cut"] = await self.brought(kim, "cutfile", "kim")
        await kim.must("Say", message="cutsent", text="", files=[self.ids["cut"]])
        await kim.must("AskQuestion", question="cutq", text=self.mark("cutask", "kim"))
        await ada.must("AnswerQuestion", question="cutq", text=self.mark("cutanswer"))

    async def slides_and_tasks(self, ada, sam):
        """A page that nobody was shown, answers that nobody is to know, and works."""
        pages = slides([["Tide tables"], [self.mark("pagetwo")]])
        deck = (await upload(self.base, self.made["id"], pages, ada.token))[1]["deck"]
        self.ids["deck"] = deck
        await ada.must("OfferDeck", deck=deck, leafing=False, download=False)
        await ada.must("ShowPage", deck=deck, page=1)
        about = {"question": "High tide?", "options": ["6", "12"], "right": [1]}
        await ada.must("OpenPoll", poll="quiz", results="hidden", explanation=self.mark("key"), **about)
        await ada.must("OpenPoll", poll="hush", question="Why?", kind="text", results="hidden")
        await sam.must("Vote", poll="hush", texts=[self.mark("ballot", "sam")])
        await ada.must(
            "OpenPoll", poll="anon", question="How?", kind="text", anonymous=True, results="hidden"
        )
        await sam.must("Vote", poll="anon", texts=[self.mark("anonballot", "sam")])
        what = {
            "title": "Tide gauge",
            "text": "Read one",
            "kind": "text",
            "length": None,
            "counts": False,
            "shared": False,
            "before": False,
        }
        await ada.must("GiveTask", task="alone", what=what)
        await ada.must("PrepareTask", task="ready", what={**what, "title": self.mark("prepared")})
        self.ids["work"] = await self.brought(sam, "workfile", "sam")
        await sam.must("HandIn", task="alone", text=self.mark("work", "sam"), files=[self.ids["work"]])
        await ada.must("GiveFeedback", task="alone", person=sam.person, text=self.mark("feedback", "sam"))

    async def end(self):
        """After class: cut, hidden, sent out, and shown to everybody."""
        ada, sam = self.who["ada"], self.who["sam"]
        self.pass_time(CALM)
        for poll in ("quiz", "hush", "anon"):
            await ada.must("EndPoll", poll=poll)
        await ada.must("EndClass")
        await ada.must("CutPassage", cut="x", start=CUT[0], end=CUT[1])
        await ada.must("HidePerson", person=self.who["ben"].person)
        until = int(time.time() * 1000) + 40 * 24 * 3600 * 1000
        await ada.must("GiveExtension", person=sam.person, until=until, reason=self.mark("ill"))
        await ada.must("Remove", person=self.who["tom"].person)
        await ada.must("SetVisibility", level="public")
        made = await api(
            self.base,
            "POST",
            f"classes/{self.made['id']}/links",
            {"label": self.mark("label")},
            token=ada.token,
        )
        self.look = made[1]["links"][0]["url"].partition("ticket=")[2]
        await api(
            self.base,
            "PUT",
            f"courses/{self.ids['course']}/polls",
            {"polls": [{"poll": "b", "question": self.mark("bank"), "options": ["1", "2"]}]},
        )
        await ada.sees("VisibilitySet")

    async def others(self):
        """(name, headers, doors) of all who ask, with whoever belongs elsewhere."""
        second = await api(self.base, "POST", "classes", {"course": self.ids["course"], "title": "Ebb"})
        tickets = {role: link.rsplit("/", 1)[1] for role, link in second[1]["join"].items()}
        beside = await join(
            self.base, {"id": second[1]["id"], "tickets": tickets}, "student", "Beside", enter=False
        )
        other = await new_class(self.base)
        eve, max_ = [
            await join(self.base, other, role, name, enter=False)
            for role, name in (("instructor", "Eve"), ("student", "Max"))
        ]
        self.who |= {"beside": beside, "eve": eve, "max": max_}
        tokens = {key: one.token for key, one in self.who.items()} | {"owner": TOKEN, "looker": self.look}
        tokens["ticket"] = self.made["tickets"]["student"]
        asks = [(key, {"Authorization": f"Bearer {one}"}, DOORS) for key, one in tokens.items()]
        sign = self.server.school.tokens.session  # as the same people's browsers remember them
        known = [(key, {"Cookie": f"amphi_session={sign(one.person)}"}) for key, one in self.who.items()]
        return [("nobody", {}, DOORS), *asks, *((*one, DESK) for one in known)]


def words_of(body: bytes) -> str:
    if body[:4] != b"PK\x03\x04":
        return body.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return " ".join(packed.read(name).decode(errors="replace") for name in packed.namelist())


async def test_no_word_that_is_not_for_all_comes_to_anybody_else_by_any_door(base, server):
    held = Held(base, server)
    await held.begin()
    await held.talk()
    live = {key: str(one.entries) + str(one.signals) + str(one.people) for key, one in held.who.items()}
    await held.end()
    asks = await held.others()
    upto = server.school.store.passages.upto

    async def indexed():
        return await upto(held.made["id"]) == len(held.who["ada"].entries)

    await eventually(indexed, "all can be found")
    leaks = [
        (word, who, "live")
        for who, text in live.items()
        for word in held.may.keys() & MARK.findall(text.casefold())
        if who not in held.may[word] and not word.startswith(("zqcut", "zqben"))
    ]
    found = set()
    async with aiohttp.ClientSession() as session:
        for who, headers, doors in asks:
            paths = [f"{base}/api/v1/{door.format(**held.ids)}" for door in doors]
            async for word, door in words_for(session, headers, paths):
                found.add(word)
                if who not in held.may.get(word, {who}):  # ids are made of such letters, too
                    leaks.append((word, who, door))
    assert not leaks
    assert found >= held.may.keys(), "each of them can be found by somebody"
    await all_leave(*held.who.values())


async def words_for(session, headers, paths):
    """The marked words in all that these doors answer to somebody."""
    for path in paths:
        async with session.get(path, headers=headers) as response:
            assert response.status < 500, path
            assert response.status != 429, path
            text = words_of(await response.read()) + str(response.headers)
        for word in set(MARK.findall(text.casefold())):
            yield word, path
