"""What students may do, and one of them called on all the same."""

from playwright.async_api import expect


async def lock_and_call_on(ada, ben, chen):
    await lock(ada, "Use the microphone")
    for student in (ben, chen):
        await expect(student.button("Microphone")).to_have_attribute("aria-pressed", "false")
    await ben.button("Microphone").click()
    await expect(ben.page.get_by_text("Microphones are locked.", exact=False)).to_be_visible()
    await chen.turn("Raise hand", on=True)
    await ada.button("Call on Chen").click()
    await chen.button("Unmute now").click()
    await expect(chen.button("Microphone")).to_have_attribute("aria-pressed", "true")
    await expect(chen.button("Raise hand")).to_have_attribute("aria-pressed", "false")
    await lock(ada, "Use the microphone")
    await ben.turn("Microphone", on=True)


async def lock(ada, what):
    """Press a switch of the locks, one way or the other."""
    await ada.open_panel("People")
    await ada.button("Locks", exact=False).click()
    dialog = ada.page.get_by_role("dialog", name="What students may do")
    await dialog.get_by_text(what, exact=True).click()
    await ada.page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)
