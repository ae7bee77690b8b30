"""A question to whoever teaches, asked by two and answered aloud."""

from playwright.async_api import expect


async def ask(ada, ben, chen):
    await ben.open_panel("Q&A")
    await ben.page.get_by_label("Ask the teachers", exact=True).fill("Is it the moon?")
    await ben.button("Ask").click()
    await chen.open_panel("Q&A")
    await chen.button("Same question", exact=False).click()
    await ada.open_panel("Q&A")
    asked = ada.page.get_by_role("article", name="Question, Ben", exact=False)
    await expect(asked.get_by_text("1 more asks this")).to_be_visible()
    await asked.get_by_role("button", name="Answered aloud").click()
    await expect(ben.page.get_by_text("Answered aloud by Ada")).to_be_visible()
    for student in (ben, chen):
        await student.open_panel("Chat")
