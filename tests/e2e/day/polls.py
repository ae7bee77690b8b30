"""A poll: begun, left and found again, answered, changed, ended and shown to all."""

from playwright.async_api import expect

QUESTION = "How many high tides a day?"


async def poll(ada, ben):
    await ada.open_panel("Chat")
    thought = ada.page.get_by_label("Message", exact=True)
    await ada.page.get_by_label("To", exact=True).select_option("staff")
    await thought.fill("Half a thought")
    await ada.open_panel("Polls")
    await ada.button("New poll").click()
    await ada.page.get_by_label("Question", exact=True).fill(QUESTION)
    await ada.page.get_by_label("Option 1", exact=True).fill("One")
    await ada.page.get_by_label("Option 2", exact=True).fill("Two")
    await ada.open_panel("Chat")  # nothing that was begun is lost on the way
    await expect(thought).to_have_value("Half a thought")
    await expect(ada.page.get_by_label("To", exact=True)).to_have_value("staff")
    await ada.page.get_by_label("To", exact=True).select_option("everyone")
    await thought.clear()
    await ada.open_panel("Polls")
    await expect(ada.page.get_by_label("Question", exact=True)).to_have_value(QUESTION)
    await ada.button("Start poll").click()
    await ben.open_panel("Polls")
    await ben.vote(QUESTION, "One")
    await ben.poll(QUESTION).get_by_role("button", name="Change my answer").click()
    await ben.vote(QUESTION, "Two")
    await expect(ada.poll(QUESTION).get_by_text("1 voted live")).to_be_visible()
    await ada.poll(QUESTION).get_by_role("button", name="End poll").click()
    await expect(ben.poll(QUESTION).get_by_text("Poll closed", exact=False)).to_be_visible()
    await ada.poll(QUESTION).get_by_role("button", name="Show result to all").click()
    await expect(ben.page.get_by_role("region", name=f"Result: {QUESTION}")).to_be_visible()
