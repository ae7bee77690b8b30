"""The film of a class has captions as people corrected them, in each language into which they were put, and is not painted anew for them."""

import json

import av
import pytest

from recording.shelf import Shelf
from server import language_model, translations, wanted_jobs
from server.composers import Composer
from server.film_work import Work
from server.kept_files import download_folder
from tests.harness.waiting import eventually
from tests.recording.lecture import captions_of
from tests.server.people import join, new_class
from tests.server.test_downloads import becomes, is_recorded, short_chunks

__all__ = ["short_chunks"]  # the fixture


def translates(body):
    """The same words in capital letters."""
    asked = json.loads(body["messages"][1]["content"])
    return json.dumps({"lines": [{"id": one["id"], "text": one["text"].upper()} for one in asked["lines"]]})


@pytest.fixture
def asked(monkeypatch):
    """What composers are asked to do, one after the other."""
    told, ask = [], Composer.ask

    async def counted(self, request):
        answer = await ask(self, request)
        told.append(request["do"])
        return answer

    monkeypatch.setattr(Composer, "ask", counted)
    monkeypatch.setattr(language_model, "WAITS", (0.01,))
    monkeypatch.setattr(wanted_jobs, "REST_MS", 100)
    monkeypatch.setattr(translations, "LOOK_SECONDS", 0.05)
    return told


def chapters_of(film):
    with av.open(film) as container:
        return [one["metadata"]["title"] for one in container.chapters()]


async def spoken(server, made, person):
    """Two lines, and one of a group, as the speech engine would write them."""
    for number, (text, to) in enumerate(
        (("The sea rises.", None), ("It falls.", None), ("Psst.", "group:g"))
    ):
        at = 100 + 300 * number
        fields = {
            "caption": f"c{number}",
            "person": person.person,
            "start": at,
            "end": at + 200,
            "text": text,
        }
        fields |= {"words": [], "engine": "e"}
        asked = {"what": "do", "do": "AddCaption", "fields": fields, "to": to}
        assert (await server.school.classrooms.ask(made["id"], asked))["ok"]
    done = {"state": "done", "message": ""}
    await server.school.classrooms.ask(made["id"], {"what": "do", "do": "ReportTranscript", "fields": done})


async def test_the_film_follows_words_and_translations_and_is_only_joined_anew(
    serve, model, short_chunks, asked
):
    model.answers = [translates]
    server = await serve(download_processes=1, language_model_url=model.url, language_model="small-1")
    base = server.settings.address
    made = await new_class(base)
    ada = await join(base, made, "instructor", "Ada")
    await ada.must("OpenBreakouts", groups=[{"group": "g", "name": "One", "people": []}])
    await is_recorded(base, made, ada, 1.7)
    await ada.must("EndClass")
    await spoken(server, made, ada)
    film = download_folder(server.settings.data, made["id"]) / "class.mp4"

    async def has(expected):
        await eventually(lambda: film.is_file() and captions_of(film) == expected, f"captions {expected}", 60)
        await becomes(base, made, ada, "ready")

    own = ("eng", True, [(0.1, "Ada: The sea rises."), (0.4, "It falls.")])
    await has([own])
    painted = asked.count("chunk")
    await ada.must("WantTranslation", language="fr")
    french = ("fra", False, [(0.1, "Ada: THE SEA RISES."), (0.4, "IT FALLS.")])
    await has([own, french])
    await ada.must("WantTranslation", language="ar")
    arabic = ("ara", False, french[2])
    await has([own, arabic, french])
    await ada.must("WithdrawTranslation", language="fr")
    await has([own, arabic])
    await ada.must("WithdrawTranslation", language="ar")
    await has([own])
    await ada.must("CorrectCaption", caption="c1", text="It falls again.")
    await has([("eng", True, [own[2][0], (0.4, "It falls again.")])])
    await ada.must("NameChapter", start=0, title="Rise and fall")
    await eventually(lambda: "Rise and fall" in chapters_of(film), "the chapter has its name", 60)
    assert asked.count("chunk") == painted
    await ada.leave()


@pytest.mark.parametrize(
    ("gone", "made", "outlives"), [([], True, False), (["cameras"], True, True), (["cameras"], False, False)]
)
def test_a_film_is_not_made_of_less_for_other_words(tmp_path, gone, made, outlives):
    work = Work(None, Shelf(tmp_path))
    if made:
        work.shelf.film.touch()
        work.shelf.note_edit(work.edit.key)
    assert work.outlives({"gone": gone}) is outlives
