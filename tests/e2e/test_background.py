"""What stands behind a person: chosen in the lobby and in class, seen so by the others, and never the room unasked."""

import pytest
from PIL import Image
from playwright.async_api import expect

from tests.e2e.looks import before_the_wall, shows
from tests.e2e.visitors import visitors

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SENT = """() => {
    const senders = window.lines.flatMap(line => line.getSenders());
    return senders.find(one => one.track?.kind === "video" && one.track.readyState === "live")?.track.label ?? "";
}"""


async def pick(visitor, name):
    await visitor.button("Choose camera").click()
    await visitor.page.get_by_role("menuitem", name=name).click()


@pytest.mark.long
async def test_a_background_is_chosen_in_the_lobby_and_changed_in_class(browser, server_process):
    made = server_process.new_class()
    async with visitors(browser, "Ada", "Ben") as (ada, ben):
        await ada.page.goto(made["join"]["instructor"])
        plain = await shows(ada, "Your camera", lambda look: look["edges"] > 0, "sharp")
        choice = ada.page.get_by_label("Background in use")
        await choice.select_option("Blurred")
        await shows(ada, "Your camera", lambda look: look["edges"] < plain["edges"] / 3, "blurred")
        await choice.select_option("None")
        await shows(ada, "Your camera", lambda look: "fake" in look["track"], "as it is")
        await choice.select_option("Plain wall")
        await shows(ada, "Your camera", before_the_wall, "before a wall")

        await ada.page.reload()
        await expect(choice).to_have_value("wall")
        await shows(ada, "Your camera", before_the_wall, "before a wall again")
        await ada.go_in()
        await ben.join(made["join"]["student"])
        await shows(ben, "Camera of Ada", before_the_wall, "before a wall")
        await pick(ada, "None")
        await shows(ben, "Camera of Ada", lambda look: not before_the_wall(look), "as she is")
        assert "fake" in await ada.ask(SENT)
        await pick(ada, "Plain wall")
        await shows(ben, "Camera of Ada", before_the_wall, "before a wall once more")
        assert "fake" not in await ada.ask(SENT)
        await ada.sees("Camera of Ben")
        await ben.sees("Camera of Ada")


@pytest.mark.long
async def test_a_picture_of_ones_own_is_kept_on_the_device_and_without_the_model_nobody_sees_the_room(
    browser, server_process, tmp_path
):
    made = server_process.new_class()
    red = tmp_path / "red.png"
    Image.new("RGB", (300, 500), (200, 20, 20)).save(red)

    def before_red(look):
        return look["corner"][0] > 150 and max(look["corner"][1:]) < 80

    async with visitors(browser, "Ada") as (ada,):
        await ada.page.goto(made["join"]["instructor"])
        choice = ada.page.get_by_label("Background in use")
        async with ada.page.expect_file_chooser() as asked:
            await choice.select_option("own")
        await (await asked.value).set_files(red)
        await shows(ada, "Your camera", before_red, "before one's own picture")
        await ada.page.reload()
        await shows(ada, "Your camera", before_red, "before it again")

        await ada.page.route("**/*.tflite", lambda route: route.abort())
        await ada.page.reload()
        await expect(ada.page.get_by_text("your camera stays off: nobody sees your room")).to_be_visible()
        await expect(ada.button("Camera")).to_have_attribute("aria-pressed", "false")
        await choice.select_option("None")
        await ada.turn("Camera", True)
        await shows(ada, "Your camera", lambda look: not before_red(look), "as she is")
