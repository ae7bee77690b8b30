"""The chat of a long class as a file: every message is looked at once, whatever it answers."""

from server.chat_files import messages, to_markdown
from tests.harness.counting import lines_run
from tests.rooms.school import School


def said(answers: int, question: str = "Why <two> tides?"):
    school = School()
    school.do("sam", "JoinClass")
    school.do("sam", "Say", message="m0", text=question)
    for number in range(1, answers + 1):
        school.do(
            "sam", "Say", message=f"m{number}", text="So.", reply_to=f"m{number - 1 if number % 2 else 0}"
        )
    return messages(school.entries)


def work(written):
    return lines_run(lambda: to_markdown("Tides", written, {}, {}))


def test_twice_as_many_answers_take_twice_the_work_also_to_a_long_question():
    once, twice = work(said(150)), work(said(300))
    assert twice < 2.2 * once
    assert work(said(150, "Why <two> tides? " * 500)) < once + 50_000


def test_an_answer_begins_with_what_it_answers():
    text = to_markdown("Tides", said(1, "Why <two> tides? " * 500), {}, {})
    assert "> Why \\<two\\> tides?" in text
    assert len(text.partition("\n> ")[2].partition("\n")[0]) == 120
