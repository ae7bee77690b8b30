"""A teacher has the transcript put into other languages, and absent students read, hear and keep the class in their own."""

import json

import pytest
from playwright.async_api import expect

from tests.e2e.inspecting import BOTH, Inspector
from tests.e2e.lesson.shots import shots
from tests.e2e.spoken import a_class, a_server
from tests.e2e.visitors import DESK, PHONE, visitors
from tests.server.model import Model, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]

SAID = (
    (0, "Good morning. Today we ask why the sea rises and falls.", ""),
    (1_500, "The moon pulls the water.", ""),
    (2_500, "Twice a day, almost everywhere.", ""),
)
KNOWN = {
    "fr": {
        SAID[0][1]: "Bonjour. Aujourd’hui, nous nous demandons pourquoi la mer monte et descend.",
        SAID[1][1]: "La lune attire l’eau.",
        "The moon and the sun pull the water.": "La lune et le soleil attirent l’eau.",
        SAID[2][1]: "Deux fois par jour, presque partout.",
    },
    "ar": {
        SAID[0][1]: "صباح الخير. نسأل اليوم لماذا يرتفع البحر وينخفض.",
        SAID[1][1]: "القمر يجذب الماء.",
        SAID[2][1]: "مرتين في اليوم، في كل مكان تقريبًا.",
    },
}


def translates(body):
    """A phrase book answers as a model would; what it does not know it says nothing to."""
    asked = json.loads(body["messages"][1]["content"])
    known = KNOWN["ar" if "(ar)" in asked["into"] else "fr"]
    lines = [{"id": one["id"], "text": known[one["text"]]} for one in asked["lines"] if one["text"] in known]
    return json.dumps({"lines": lines}, ensure_ascii=False)


@pytest.fixture
async def model():
    async with serving() as made:
        made.answers = [translates]
        yield made


@pytest.fixture
async def server(tmp_path, model: Model):
    asked = {"language_model_url": model.url, "language_model": "phrases-1", "language_model_seconds": 5}
    async with a_server(tmp_path, **asked, transcription="default") as running:
        yield running


def transcript(visitor):
    return visitor.page.get_by_role("region", name="Transcript", exact=True)


async def asks(ines, language):
    dialog = ines.page.get_by_role("dialog")
    await dialog.get_by_label("Another language").select_option(label=language)
    await dialog.get_by_role("button", name="Translate", exact=True).click()
    item = dialog.get_by_role("listitem").filter(has_text=language)
    await expect(item.get_by_text("All lines are translated")).to_be_visible()


async def has_it_translated(ines, inspector):
    await transcript(ines).get_by_role("button", name="Languages").click()
    dialog = ines.page.get_by_role("dialog")
    await expect(dialog.get_by_label("Spoken in this class")).to_have_value("")
    await expect(dialog.get_by_text("python3 dev.py speech base")).to_be_visible()
    await expect(
        dialog.get_by_text("are sent to the language model of your school (phrases-1)")
    ).to_be_visible()
    await shots(ines, "t1-languages")
    await asks(ines, "French")
    await asks(ines, "Arabic")
    await inspector.look("two translations", BOTH)
    await shots(ines, "t2-translated")
    await ines.page.keyboard.press("Escape")


async def reads(reader, inspector):
    words = transcript(reader)
    choice = words.get_by_label("Language of the transcript and captions")
    await choice.select_option("fr")
    line = words.get_by_text(KNOWN["fr"][SAID[1][1]])
    await expect(line).to_be_visible()
    await expect(words.locator(".line-text").first).to_have_attribute("lang", "fr")
    await expect(words.get_by_text("Translated by a machine (phrases-1)", exact=False)).to_be_visible()
    await reader.page.set_viewport_size(PHONE)
    await reader.page.get_by_role("group", name="Show").get_by_role("button", name="Transcript").click()
    await reader.page.set_viewport_size(DESK)
    await shots(reader, "t3-french")
    await inspector.look("French", BOTH)
    await choice.select_option("ar")
    await expect(words.locator(".line-text").first).to_have_attribute("dir", "rtl")
    caption = reader.page.locator("main [lang=ar]")
    await expect(caption.first).to_be_visible()
    await shots(reader, "t4-arabic")
    await inspector.look("Arabic", BOTH)
    await reader.button("Speed and captions").click()
    await reader.page.get_by_role("menuitem", name="Français (automatic translation)").click()
    await expect(line).to_be_visible()
    await reader.button("Save").click()
    async with reader.page.expect_download() as saved:
        await reader.page.get_by_role("menuitem", name="Transcript as WebVTT (.vtt)").last.click()
    file = await saved.value
    assert file.suggested_filename.endswith(" (fr).vtt")


async def corrects(ines, reader):
    """A corrected line is out of date until it is translated anew."""
    words = transcript(ines)
    await words.get_by_label("Language of the transcript and captions").select_option("")
    await words.get_by_role("button", name="Correct the line at 0:01").click()
    await words.get_by_label("What was said").fill("The moon and the sun pull the water.")
    await ines.page.keyboard.press("Enter")
    await expect(transcript(reader).get_by_text("out of date", exact=True)).to_be_visible()
    await shots(reader, "t5-out-of-date")
    await words.get_by_role("button", name="Languages").click()
    dialog = ines.page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Translate the rest: French").click()
    await expect(transcript(reader).get_by_text("La lune et le soleil attirent l’eau.")).to_be_visible()
    await dialog.get_by_role("button", name="Translate the rest: Arabic").click()
    await expect(dialog.get_by_text("answered something that is no translation")).to_be_visible()
    await shots(ines, "t6-failed")
    await dialog.get_by_role("button", name="Take back: Arabic").click()
    await expect(dialog.get_by_role("button", name="Take back: Arabic")).to_have_count(0)


async def test_a_class_is_read_in_the_languages_of_those_who_were_absent(
    browser, server, tmp_path, monkeypatch
):
    monkeypatch.setenv("AMPHI_WEIGHTS", str(tmp_path / "weights"))  # none, also where some were fetched
    made = await a_class(server, SAID)
    async with visitors(browser, "Ines Instructor", "Dana Duval") as (ines, dana):
        await ines.play(made["playback"].replace(made["tickets"]["student"], made["tickets"]["instructor"]))
        await dana.play(made["playback"])
        look = Inspector(ines.page), Inspector(dana.page)
        await has_it_translated(ines, look[0])
        await reads(dana, look[1])
        await corrects(ines, dana)
        for one in look:
            one.verdict()
        assert not ines.complaints and not dana.complaints
