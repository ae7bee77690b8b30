"""The digest of a class: chapters with their terms, links, files, questions and tasks, as each reader may know them."""

from rooms.contents import contents
from rooms.digest import digest, sets_a_task, terms_of
from rooms.replay import playing_order, seen_by
from rooms.written import addresses

PAGES = {
    ("d", 1): "The pull of the Moon\nTidal force",
    ("d", 2): "Spring tide\nSee https://example.org/tides.",
}
STAFF = frozenset({"ines", "ada"})


def words(deck, page):
    return PAGES.get((deck, page), "")


def made(school, person="ines"):
    role = school.roles.get(person, "student")
    entries = playing_order(seen_by(school.entries, school.room.reader(person, role)))
    chapters = contents(entries, 200_000, lambda deck, page: words(deck, page).split("\n")[0], {})
    return digest(entries, chapters, terms_of(entries, words, {}), words, STAFF, person)


def says(school, at, text, person="ines"):
    school.server(
        "AddCaption", caption=f"c{at}", person=person, start=at, end=at + 900, text=text, words=[], engine="e"
    )


def at(school, now, by, name, **fields):
    school.now = now
    return school.do(by, name, **fields)


def test_chapters_have_the_terms_and_the_line_that_set_them_apart(school):
    school.server("AddDeck", "ines", deck="d", title="Tides", pages=2, width=4, height=3)
    at(school, 10_000, "ines", "ShowPage", deck="d", page=1)
    at(school, 100_000, "ines", "ShowPage", deck="d", page=2)
    school.now = 150_000
    says(school, 20_000, "Good morning to all of you here.")
    says(school, 30_000, "The tidal force is the difference of the pull of the Moon.")
    says(school, 110_000, "A spring tide comes when Sun and Moon stand in line.")
    says(school, 120_000, "So a spring tide it is.", "sam")
    found = made(school)
    assert [(one.start, one.kind, one.value) for one in found.parts] == [
        (0, "beginning", ""),
        (10_000, "slide", "The pull of the Moon"),
        (100_000, "slide", "Spring tide"),
    ]
    assert found.parts[1].said.text.startswith("The tidal force")
    assert found.parts[2].said.at == 110_000
    assert "spring tide" in [one.casefold() for one in found.parts[2].terms]
    assert "spring tide" in [one.term.casefold() for one in found.terms]


def test_links_and_files_have_their_moment_and_those_taken_back_are_not_there(school):
    school.server("AddDeck", "ines", deck="d", title="Tides", pages=2, width=4, height=3)
    at(
        school,
        5_000,
        "ines",
        "Say",
        message="m",
        text="Read (https://a.example/x_(1)), please.",
        to="everyone",
    )
    file = {"file": "f", "name": "tides.pdf", "kind": "application/pdf", "size": 9, "width": 0, "height": 0}
    school.server("AddFile", "sam", attachment=file)
    school.server("AddFile", "sam", attachment={**file, "file": "g"})
    at(school, 6_000, "sam", "Say", message="n", text="https://b.example", to="everyone", files=["f"])
    at(school, 6_500, "sam", "Say", message="s", text="https://secret.example", to="staff")
    at(school, 7_000, "tom", "Say", message="o", text="https://gone.example", to="everyone")
    school.do("tom", "RedactMessage", message="o")
    at(school, 9_000, "ines", "ShowPage", deck="d", page=2)
    urls = [(one.at, one.url, one.person) for one in made(school, "zoe").links]
    assert urls == [
        (5_000, "https://a.example/x_(1)", "ines"),
        (6_000, "https://b.example", "sam"),
        (9_000, "https://example.org/tides", None),
    ]
    assert [(one.file, one.name, one.at) for one in made(school).files] == [("f", "tides.pdf", 6_000)]
    school.do("sam", "RedactMessage", message="n")
    assert not made(school).files
    assert "https://secret.example" in [one.url for one in made(school).links]


def test_questions_say_how_they_were_answered_and_nobody_who_asked_without_a_name(school):
    school.do("ines", "AllowAnonymity", allowed=True)
    at(school, 1_000, "sam", "AskQuestion", question="a", text="Why two?", anonymous=True)
    at(school, 2_000, "sam", "AskQuestion", question="b", text="When?")
    at(school, 3_000, "sam", "AskQuestion", question="c", text="Where?")
    school.do("tom", "UpvoteQuestion", question="b")
    at(school, 4_000, "ines", "AnswerQuestion", question="b", text="At noon")
    school.do("ines", "AnswerQuestion", question="c")
    found = made(school, "tom").questions
    assert [(one.text, one.person, one.answer, one.answered_at) for one in found] == [
        ("Why two?", None, None, None),
        ("When?", "sam", "At noon", 4_000),
        ("Where?", "sam", "", 4_000),
    ]
    assert len(found[1].voters) == 1


def test_tasks_are_polls_that_wait_for_the_reader_and_what_those_who_lead_set(school):
    at(school, 1_000, "ines", "OpenPoll", poll="p", question="How many?", options=["1", "2"])
    school.do("sam", "Vote", poll="p", choices=[0])
    at(school, 2_000, "ines", "Say", message="m", text="Homework: draw the bulges", to="everyone")
    at(school, 3_000, "tom", "Say", message="n", text="No homework please", to="everyone")
    says(school, 2_500, "For next week please read chapter two.")
    assert [(one.kind, one.at) for one in made(school, "sam").tasks] == [("written", 2_000), ("said", 2_500)]
    assert [one.kind for one in made(school, "zoe").tasks] == ["poll", "written", "said"]
    assert "poll" not in [one.kind for one in made(school, "ines").tasks]


def test_a_task_that_was_given_stands_in_the_digest_until_the_reader_has_handed_in(school):
    at(school, 1_000, "ines", "GiveTask", task="t", what={"title": "Sketch the tides"})
    at(school, 2_000, "ines", "GiveTask", task="u", what={"title": "Gone"})
    at(school, 3_000, "sam", "HandIn", task="t", text="ebb")
    at(school, 4_000, "ines", "GiveTask", task="t", what={"title": "Sketch all tides"})
    at(school, 5_000, "ines", "DropTask", task="u")
    assert [(one.kind, one.at, one.text, one.task) for one in made(school, "zoe").tasks] == [
        ("task", 1_000, "Sketch all tides", "t")
    ]
    assert made(school, "sam").tasks == ()
    assert [one.task for one in made(school, "ines").tasks] == ["t"]


def test_tasks_are_heard_in_six_languages():
    for text in (
        "This is your homework.", "Voici le travail à rendre lundi.", "Bis zum nächsten Mal lesen Sie Kapitel 2.",
        "Para la próxima clase leed el texto.", "هذا واجب البيت", "作业是第二章",
    ):  # fmt: skip
        assert sets_a_task(text), text
    assert not sets_a_task("We went home and worked.")


def test_an_address_ends_before_the_signs_of_its_sentence():
    assert addresses("see https://a.example/b, https://c.example/?q=1. 看https://d.example/e。") == [
        "https://a.example/b",
        "https://c.example/?q=1",
        "https://d.example/e",
    ]
