"""What comes often in class draws anew what shows it, not the whole room: counted in components, whatever the machine."""

import random
from contextlib import AsyncExitStack

import pytest
from playwright.async_api import expect

from server.bot.participant import taking_part
from tests.bench.board import stroke
from tests.e2e.visitors import visitors
from tests.harness.waiting import eventually

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# React tells its developer tools of every commit. Counted is in how many of them something of each part of the page was
# drawn anew, and how many messages that stood there already were; what is only put in for the first time is not.
COUNT = """
    window.redrawn = {};
    const PARTS = {message: "article[data-message]", bar: ".bar", film: ".film-frame", board: ".board"};
    const COMPONENTS = new Set([0, 11, 14, 15]), ELEMENT = 5, DRAWN = 1;
    const look = (fiber, before, part, found) => {
        if (fiber.tag === ELEMENT)
            for (const [name, where] of Object.entries(PARTS))
                if (fiber.stateNode.matches(where)) part = {name};
        if (part && COMPONENTS.has(fiber.tag) && fiber.flags & DRAWN) found.add(part);
        if (fiber.child === before.child) return;
        for (let child = fiber.child; child; child = child.sibling)
            if (child.alternate) look(child, child.alternate, part, found);
    };
    window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
        supportsFiber: true,
        renderers: new Map(),
        inject: () => 1,
        onCommitFiberRoot: (_, {current}) => {
            const found = new Set();
            if (current.alternate) look(current, current.alternate, null, found);
            for (const {name} of found) window.redrawn[name] = (window.redrawn[name] ?? 0) + 1;
        },
        onCommitFiberUnmount: () => {},
        onPostCommitFiberRoot: () => {},
        checkDCE: () => {},
    };
"""
MESSAGES, TIMES = 8, 8


async def counted(ben, each, done, words):
    """What was drawn anew while something was done so many times, one after the other."""
    await ben.ask("() => { window.redrawn = {}; }")
    for number in range(TIMES):
        await each(number)
        await eventually(lambda number=number: done(number), words)
    found = await ben.ask("() => window.redrawn")
    return {part: found.get(part, 0) for part in ("message", "bar", "film", "board")}


@pytest.mark.long
async def test_strokes_draw_the_board_anew_and_messages_the_chat_but_neither_the_room(
    browser, server_process
):
    made = server_process.new_class()
    async with AsyncExitStack() as stack:
        tea = await stack.enter_async_context(taking_part(made["join"]["instructor"], "Tea", receive="none"))
        kofi = await stack.enter_async_context(taking_part(made["join"]["student"], "Kofi", receive="none"))
        await tea.command("ShowBoard", sheet="s1")
        for number in range(MESSAGES):
            await tea.say(f"Message {number}")
        (ben,) = await stack.enter_async_context(visitors(browser, "Ben"))
        await ben.page.context.add_init_script(COUNT)
        await ben.join(made["join"]["student"])
        await ben.reads(f"Message {MESSAGES - 1}")
        await expect(ben.page.get_by_role("application")).to_be_visible()

        async def draws(number):
            item = {"surface": "sheet:s1", "item": f"i{number}", "kind": "pen", "colour": "blue", "width": 60}
            await tea.command("DrawItem", **item, points=stroke(random.Random(number)))

        async def is_drawn(number):
            return await ben.ask("() => window.redrawn.board ?? 0") > number

        strokes = await counted(ben, draws, is_drawn, "the board shows it")
        # Somebody who comes or speaks meanwhile draws some of it anew, too.
        assert strokes["board"] >= TIMES
        assert strokes["bar"] < TIMES / 2, strokes
        assert strokes["film"] < TIMES / 2, strokes
        assert strokes["message"] <= MESSAGES * 2, strokes

        async def says(number):
            await kofi.say(f"More {number}")

        async def is_read(number):
            return await ben.page.get_by_role("log").get_by_text(f"More {number}", exact=True).is_visible()

        messages = await counted(ben, says, is_read, "the chat shows it")
        assert messages["bar"] < TIMES / 2, messages
        assert messages["film"] < TIMES / 2, messages
        assert messages["message"] < MESSAGES * TIMES / 2, messages
