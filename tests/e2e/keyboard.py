"""Moving through a page as somebody without a mouse does."""

MOST_STEPS = 60


async def tab_to(page, name, role="button", key="Tab", within=None):
    """Press Tab until the control of that name has the focus, as somebody without a mouse does."""
    target = (within or page).get_by_role(role, name=name, exact=True)
    for _ in range(MOST_STEPS):
        if await target.count() and await target.first.evaluate(
            "element => element === document.activeElement"
        ):
            return
        await page.keyboard.press(key)
    focused = await page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
    raise AssertionError(f"{name!r} cannot be reached with {key}; the focus is on {focused}")


async def tab_into(page, role, name):
    """Press Tab until something inside the widget of that name has the focus."""
    target = page.get_by_role(role, name=name, exact=True)
    for _ in range(MOST_STEPS):
        if await target.evaluate("element => element.contains(document.activeElement)"):
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"nothing in {name!r} can be reached with Tab")
