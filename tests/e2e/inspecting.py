"""Looking at a page as somebody does who needs it readable: axe, both themes, and nothing that stands out at the side."""

import json

from axe_playwright_python.async_playwright import Axe

from tests.e2e.visitors import DESK, PHONE

BOTH = (DESK, PHONE)
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
# The second theme changes colours and nothing else: what depends on them is looked at again.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
AXE = Axe().axe_script
WIDEST = """() => [...document.body.querySelectorAll("*")]
    .map(one => [one.getBoundingClientRect().right, one])
    .filter(([right]) => right > document.documentElement.clientWidth)
    .map(([right, one]) => `${one.tagName}.${one.className} ${one.ariaLabel ?? ""}`).slice(0, 6)"""


class Inspector:
    """Looks at a page in each theme and size, and keeps what it does not like."""

    def __init__(self, page):
        self.page = page
        self.found = []

    async def look(self, what, sizes=(DESK,)):
        for size in sizes:
            await self.page.set_viewport_size(size)
            for theme, rules in (("light", RULES), ("dark", COLOURS)):
                await self.page.emulate_media(color_scheme=theme, reduced_motion="reduce")
                await self.page.evaluate("document.getAnimations().forEach(one => one.finish())")
                await self.judge(f"{what}, {theme}, {size['width']} px", rules)
        await self.page.set_viewport_size(DESK)

    async def judge(self, what, rules=RULES):
        if not await self.page.evaluate("'axe' in window"):
            await self.page.evaluate(AXE)
        asked = {**rules, "resultTypes": ["violations"]}
        found = await self.page.evaluate("async asked => (await axe.run(asked)).violations", asked)
        for violation in found:
            for node in violation["nodes"][:3]:
                self.found.append(
                    f"{what}: {violation['id']} at {json.dumps(node['target'])}: {node['html'][:160]}"
                )
        wide = await self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if wide > 0:
            widest = await self.page.evaluate(WIDEST)
            self.found.append(f"{what}: {wide} px wider than the window: {widest}")
        cut = await self.page.evaluate(
            "[...document.querySelectorAll('aside, .dialog-body, .panel-body')].some(one => one.scrollWidth > one.clientWidth)"
        )
        if cut:
            self.found.append(f"{what}: something stands out at the side")

    def verdict(self):
        assert not self.found, "\n".join(self.found)
