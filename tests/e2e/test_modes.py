"""Full, Low data and Sound only; what the browser counts of the line; formats that all in class can play."""

import re

import pytest
from playwright.async_api import expect

from server.bot.participant import taking_part
from tests.e2e.inspecting import BOTH, Inspector
from tests.e2e.visitors import visitors
from tests.harness.waiting import eventually

pytestmark = [pytest.mark.browser, pytest.mark.slow]
USUAL = ("H264", "VP8")
OPUS = """() => {
    const found = [];
    for (const line of window.lines)
        for (const kind of ["localDescription", "remoteDescription"])
            for (const part of (line[kind]?.sdp ?? "").split("m=").slice(1))
                if (part.startsWith("audio"))
                    found.push([kind, /a=sendonly|a=recvonly/.exec(part)?.[0], /a=fmtp:\\d+ (.*)/.exec(part)?.[1] ?? ""]);
    return found;
}"""
SENT = """async () => {
    const found = {};
    for (const line of window.lines) {
        const all = await line.getStats();
        for (const one of all.values())
            if (one.type === "outbound-rtp" && one.kind === "video")
                found[one.rid ?? "only"] = {
                    active: one.active, width: one.frameWidth, frames: one.framesEncoded,
                    codec: all.get(one.codecId)?.mimeType,
                };
    }
    return found;
}"""
PLAYED = """async () => {
    for (const line of window.lines) {
        const all = await line.getStats();
        for (const one of all.values())
            if (one.type === "inbound-rtp" && one.kind === "video" && one.framesPerSecond > 0)
                return [all.get(one.codecId)?.mimeType, one.frameWidth];
    }
    return ["", 0];
}"""


# A line that carries little, as far as the page can tell.
TIGHT = """() => {
    let turn = 0;
    for (const line of window.lines)
        line.getStats = async () => {
            turn += 1;
            const pair = { id: "P", type: "candidate-pair", nominated: true, availableIncomingBitrate: 90000 };
            const voice = { id: "I", type: "inbound-rtp", kind: "audio", packetsReceived: 300 * turn, packetsLost: 60 * turn };
            return new Map([["P", pair], ["I", voice]]);
        };
}"""


def row_of(visitor, name):
    """Somebody in the list of people."""
    return visitor.page.get_by_role("list", name="People").get_by_role("listitem").filter(has_text=name)


async def choose(visitor, entry):
    """Something in the More menu."""
    await visitor.button("More").click()
    await visitor.page.get_by_role("menuitem", name=entry).click()


async def plays(visitor, codecs, most=10_000):
    async def right():
        played, width = await visitor.page.evaluate(PLAYED)
        return played.removeprefix("video/") in codecs and 0 < width <= most

    await eventually(right, f"{visitor.name} plays {codecs} of at most {most} px", 60)


@pytest.mark.long
async def test_pictures_are_left_out_made_small_and_shown_again_as_a_person_chooses(browser, server_process):
    made = server_process.new_class()
    async with visitors(browser, "Ada", "Ben") as (ada, ben):
        await ada.join(made["join"]["instructor"])
        await ben.join(made["join"]["student"])
        await ben.sees("Camera of Ada")
        inspector = Inspector(ben.page)

        await choose(ben, "Sound only")
        note = ben.page.get_by_role("status").filter(has_text="Not shown: 1 camera.")
        await expect(note).to_be_visible()
        await expect(ben.button("Camera")).to_have_attribute("aria-pressed", "false")
        await expect(ben.page.locator("video")).to_have_count(0)
        await expect(ada.page.get_by_label("Camera of Ben")).to_have_count(0)
        await ben.hears(1)
        await ben.button("Camera").click()
        await expect(ben.page.get_by_text("In Sound only no picture is sent.")).to_be_visible()
        await inspector.look("sound only", BOTH)
        await ben.page.reload()
        await ben.go_in()
        await expect(note).to_be_visible()
        await expect(ben.button("Camera")).to_have_attribute("aria-pressed", "false")
        await ben.button("Show pictures").click()
        await ben.sees("Camera of Ada")

        await choose(ben, "Low data")
        await ben.turn("Camera", True)
        await plays(ben, USUAL, 320)
        await ada.sees("Camera of Ben")

        async def only_small():
            sent = await ben.page.evaluate(SENT)
            return [rid for rid, one in sent.items() if one["active"]] == ["r0"]

        await eventually(only_small, "only the smallest picture is sent", 30)
        await choose(ben, "Full")

        async def all_sizes():
            return sum(one["active"] for one in (await ben.page.evaluate(SENT)).values()) == 3

        await eventually(all_sizes, "all sizes are sent again", 30)

        await ben.page.get_by_role("button", name="Connection:").click()
        sheet = ben.page.get_by_role("dialog")
        await expect(sheet.get_by_role("heading", name="Your camera").first).to_be_visible()
        await expect(sheet.get_by_role("heading", name="Microphone of Ada")).to_be_visible()
        await inspector.look("connection", BOTH)
        inspector.verdict()


@pytest.mark.long
async def test_the_line_is_told_in_figures_and_formats_are_those_that_all_can_play(browser, server_process):
    made = server_process.new_class()
    async with visitors(browser, "Ada", "Ben", permissions=["clipboard-read", "clipboard-write"]) as (
        ada,
        ben,
    ):
        await ada.join(made["join"]["instructor"])
        await ben.join(made["join"]["student"])
        await ben.sees("Camera of Ada")
        negotiated = [
            told for kind, way, told in await ada.page.evaluate(OPUS) if kind == "remoteDescription"
        ]
        assert any("usedtx=1" in told and "useinbandfec=1" in told for told in negotiated), negotiated

        await ada.page.get_by_role("button", name="Connection:").click()
        sheet = ada.page.get_by_role("dialog")
        await expect(sheet.get_by_role("heading", name="Your camera").first).to_be_visible()
        inspector = Inspector(ada.page)
        for codec in ("VP9", "AV1"):
            await sheet.get_by_label("Format of your pictures").select_option(codec)
            await plays(ben, [codec])
            await expect(sheet.get_by_text(codec, exact=True).first).to_be_visible()
        await ada.button("Copy as text").click()
        await expect(ada.page.get_by_text("The figures are copied.")).to_be_visible()
        copied = await ada.page.evaluate("navigator.clipboard.readText()")
        assert re.match(r"Connection: \w+\. Round trip: \d+ ms", copied), copied
        assert "Sent · Your camera: Codec: AV1" in copied
        await ada.page.keyboard.press("Escape")

        async with taking_part(made["join"]["student"], "Cy") as cy:
            await expect(ada.page.get_by_text("Somebody cannot see AV1")).to_be_visible()
            await plays(ben, USUAL)
            await cy.signal(type="quality", level="bad")
            await ada.open_panel("People")
            await expect(row_of(ada, "Cy").get_by_text("Bad", exact=False)).to_be_visible()
            await inspector.look("people with a bad line")

        await ben.page.evaluate(TIGHT)
        await expect(ben.page.get_by_text("Your connection carries very little")).to_be_visible()
        await expect(ben.button("Connection: Bad")).to_be_visible()
        await Inspector(ben.page).look("a narrow line", BOTH)
        await expect(row_of(ada, "Ben").get_by_text("Bad", exact=False)).to_be_visible()
        await expect(ben.page.locator("video").first).to_be_visible()  # nothing is switched without a press
        await ben.button("Sound only").click()
        await expect(ben.page.get_by_text("Your connection carries very little")).to_have_count(0)
        await expect(ben.page.locator("video")).to_have_count(0)
        inspector.verdict()
