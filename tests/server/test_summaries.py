"""Summaries over real HTTP, and a language model that answers, refuses, stammers and hangs."""

import io
import zipfile
from contextlib import asynccontextmanager

import aiohttp

from server import language_model, summaries
from server.kept_files import deck_folder
from server.summaries import points_of
from tests.harness.waiting import eventually
from tests.server.model import KEY
from tests.server.people import all_leave, api, join, new_class

GOOD = "Here it is:\n- [0:00] **Two bulges** rise.\n[0:00] A task was set.\n[99:00:00] Never."


@asynccontextmanager
async def ended_class(server):
    base = server.settings.address
    made = await new_class(base)
    ada, sam = (
        await join(base, made, "instructor", "Ada Verysecret"),
        await join(base, made, "student", "Sam"),
    )
    folder = deck_folder(server.school.data, made["id"], "d")
    folder.mkdir(parents=True)
    (folder / "1.txt").write_text("Spring tide\nSee https://example.org/tides")
    deck = {"deck": "d", "title": "Tides", "pages": 1, "width": 4, "height": 3}
    await server.school.classrooms.ask(made["id"], {"what": "do", "do": "AddDeck", "fields": deck})
    await ada.must("ShowPage", deck="d", page=1)
    await ada.must("NameChapter", start=0, title="Twice a month")
    await ada.must("Say", message="h", text="Homework: draw a spring tide https://b.example", to="everyone")
    await ada.must("Say", message="s", text="only for the staff room", to="staff")
    await sam.must("AskQuestion", question="q", text="Is a spring tide high?")
    line = {"caption": "c", "person": ada.person, "start": 0, "end": 1, "words": [], "engine": "e"}
    line |= {"text": "Two bulges make a spring tide, says the Moon."}
    await server.school.classrooms.ask(made["id"], {"what": "do", "do": "AddCaption", "fields": line})
    await ada.must("EndClass")
    yield made, ada, sam
    await all_leave(ada, sam)


async def fetch(base, path, token):
    headers = {"Authorization": f"Bearer {token}"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.get(f"{base}/api/v1/{path}") as answer,
    ):
        return answer.status, await answer.read()


async def test_a_class_is_summed_up_for_each_reader_and_as_a_document(server, base):
    async with ended_class(server) as (made, ada, sam):
        status, told = await api(base, "GET", f"classes/{made['id']}/summary.json", token=sam.token)
        assert status == 200, told
        assert [(one["kind"], one["value"]) for one in told["chapters"]] == [("named", "Twice a month")]
        assert [one["term"].casefold() for one in told["terms"]][:1] == ["spring tide"]
        assert [one["url"] for one in told["links"]] == ["https://example.org/tides", "https://b.example"]
        assert [(one["text"], one["answer"], one["votes"]) for one in told["questions"]] == [
            ("Is a spring tide high?", None, 0)
        ]
        assert [one["kind"] for one in told["tasks"]] == ["written"]
        assert "model" not in told
        _, leads = await api(base, "GET", f"classes/{made['id']}/summary.json", token=ada.token)
        assert leads["model"] is None
        _, text = await fetch(base, f"classes/{made['id']}/summary.md", sam.token)
        assert "## Key terms\n\n- (00:00:0" in text.decode()
        assert "Is a spring tide high? — not answered yet" in text.decode()
        _, text = await fetch(base, f"classes/{made['id']}/transcript.md", sam.token)
        assert text.decode().index("## Questions") < text.decode().index("**Ada Verysecret**")
        _, packed = await fetch(base, f"classes/{made['id']}/summary.docx", sam.token)
        with zipfile.ZipFile(io.BytesIO(packed)) as files:
            assert b"Homework: draw a spring tide" in files.read("word/document.xml")
        await ada.must("WantSummary")
        await ada.sees("SummaryFailed", reason="off")


async def fails_plainly(model, ada, sam):
    """Whatever a model does, those who lead learn why nothing came of it, and may ask again."""
    tries = (
        (401, "refused", 1),
        ("I cannot do that.", "unreadable", 1),
        ("hang", "no_answer", 2),
        (b"<html>", "unreadable", 2),
        (302, "refused", 1),
    )
    for answer, reason, asked in tries:
        model.answers = [answer]
        model.asked.clear()
        before = len(ada.saw("SummaryFailed"))
        await ada.must("WantSummary")
        await eventually(lambda before=before: len(ada.saw("SummaryFailed")) > before, f"{answer} is told")
        assert ada.saw("SummaryFailed")[-1]["reason"] == reason
        assert len(model.asked) == asked
    assert not sam.saw("SummaryFailed")


async def test_a_model_gets_what_everybody_could_hear_and_see_and_what_it_writes_can_be_taken_back(
    serve, model, monkeypatch, capfd
):
    monkeypatch.setattr(language_model, "WAITS", (0.01,))
    monkeypatch.setattr(summaries, "LOOK_SECONDS", 0.05)
    named = {"language_model": "small-1", "language_model_key": KEY, "language_model_seconds": 1}
    server = await serve(language_model_url=model.url, **named)
    async with ended_class(server) as (made, ada, sam):
        await fails_plainly(model, ada, sam)
        model.asked.clear()
        model.answers = [503, GOOD]
        await ada.must("WantSummary")
        written = await sam.sees("SummaryWritten", model="small-1")
        assert written["points"] == [
            {"at": 0, "text": "Two bulges** rise."},
            {"at": 0, "text": "A task was set."},
        ]
        assert len(model.asked) == 2
        headers, body = model.asked[-1]
        assert (headers["Authorization"], body["model"]) == (f"Bearer {KEY}", "small-1")
        sent = str(body)
        assert "Two bulges make a spring tide" in sent
        for kept in ("Verysecret", "Sam", "only for the staff room", "Homework", KEY, ada.person):
            assert kept not in sent
        _, text = await fetch(server.settings.address, f"classes/{made['id']}/summary.md", sam.token)
        assert "Written by a machine (small-1)" in text.decode()
        await ada.must("WithdrawSummary", summary=written["summary"])
        await sam.sees("SummaryWithdrawn")
        _, timeline = await api(
            server.settings.address, "GET", f"classes/{made['id']}/timeline", token=sam.token
        )
        assert "A task was set" not in str(timeline)
    heard = capfd.readouterr()
    assert KEY not in heard.out + heard.err


def test_only_lines_with_a_moment_of_the_class_are_sentences_of_a_summary():
    text = "<think>[0:01] hm</think>\n# Summary\n1. [0:02] First.\n* 1:00:03 – Third\n[0:59:00] Second\n[2:00:00] Late"
    assert [(one.at, one.text) for one in points_of(text, 2 * 3_600_000 - 1)] == [
        (2_000, "First."),
        (59 * 60_000, "Second"),
        (3_603_000, "Third"),
    ]
