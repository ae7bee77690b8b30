"""Pages are shown to everyone, and only pages that exist; what was not shown is known to few."""

from rooms.replay import seen_by


def test_a_page_of_a_deck_is_shown(school, refused):
    school.server("AddDeck", "ines", deck="d", title="Arches", pages=3, width=1600, height=900)
    school.do("ines", "ShowPage", deck="d", page=2)
    assert school.room.slides.shown == ("d", 2)
    assert school.do("ines", "ShowPage", deck="d", page=2) == []
    for page in (0, 4):
        with refused("no_such_page"):
            school.do("ines", "ShowPage", deck="d", page=page)
    school.do("ines", "HideSlides")
    assert school.room.slides.shown is None


def test_only_the_server_adds_decks_and_only_staff_shows_them(school, refused):
    with refused("not_allowed"):
        school.do("ines", "AddDeck", deck="d", title="x", pages=1, width=1, height=1)
    with refused("not_allowed"):
        school.do("sam", "ShowPage", deck="d", page=1)


def a_deck(school, deck="d", by="ines", pages=3):
    school.server("AddDeck", by, deck=deck, title="Arches", pages=pages, width=1600, height=900)


def test_others_see_what_was_shown_and_leaf_through_the_rest_unless_that_is_closed(school):
    a_deck(school)
    slides = school.room.slides
    assert slides.may_read("d", 1, "ines", leads=True)
    assert not slides.may_read("d", 1, "sam", leads=False)
    school.do("ines", "ShowPage", deck="d", page=2)
    assert slides.may_read("d", 3, "sam", leads=False)
    school.do("ines", "OfferDeck", deck="d", leafing=False, download=False)
    assert [slides.may_read("d", page, "sam", leads=False) for page in (1, 2, 3)] == [False, True, False]
    school.do("ines", "HideSlides")
    assert slides.may_read("d", 2, "sam", leads=False)


def test_a_file_is_given_out_when_that_was_allowed_and_its_deck_was_shown(school):
    a_deck(school)
    slides = school.room.slides
    assert slides.may_download("d", "ines", leads=True)
    school.do("ines", "OfferDeck", deck="d", leafing=True, download=True)
    assert not slides.may_download("d", "sam", leads=False)
    school.do("ines", "ShowPage", deck="d", page=1)
    assert slides.may_download("d", "sam", leads=False)
    assert school.do("ines", "OfferDeck", deck="d", leafing=True, download=True) == []


def test_a_removed_deck_leaves_the_stage_and_comes_back_no_more(school, refused):
    a_deck(school)
    school.do("ines", "ShowPage", deck="d", page=1)
    gone = school.do("ines", "RemoveDeck", deck="d")
    assert [type(entry.event).__name__ for entry in gone] == ["SlidesHidden", "DeckRemoved"]
    with refused("no_such_page"):
        school.do("ines", "ShowPage", deck="d", page=1)
    with refused("no_such_deck"):
        school.do("ines", "RemoveDeck", deck="d")


def test_whoever_presents_removes_their_own_slides_and_those_who_lead_any(school, refused):
    a_deck(school, "hers")
    school.do("ines", "HandOver", person="sam")
    a_deck(school, "his", by="sam")
    with refused("no_such_deck"):  # he does not even know of it
        school.do("sam", "RemoveDeck", deck="hers")
    school.do("ines", "ShowPage", deck="hers", page=1)
    with refused("not_yours"):
        school.do("sam", "RemoveDeck", deck="hers")
    with refused("not_yours"):
        school.do("sam", "OfferDeck", deck="hers", leafing=True, download=True)
    school.do("sam", "RemoveDeck", deck="his")
    school.do("ines", "RemoveDeck", deck="hers")
    with refused("not_allowed"):
        school.do("tom", "RemoveDeck", deck="hers")


def test_a_class_takes_so_many_decks_and_no_more(school, refused):
    for number in range(100):
        a_deck(school, f"d{number}")
    with refused("too_many_decks"):
        a_deck(school, "one-more")


def test_after_class_slides_stay_as_they_are(school, refused):
    a_deck(school)
    school.do("ines", "EndClass")
    for name, fields in (("RemoveDeck", {}), ("OfferDeck", {"leafing": True, "download": True})):
        with refused("class_ended"):
            school.do("ines", name, deck="d", **fields)


def told_to(school, person):
    reader = school.room.reader(person, school.roles.get(person, "student"))
    return [type(entry.event).__name__ for entry in seen_by(school.entries, reader)]


def test_nobody_but_those_who_lead_knows_of_slides_before_they_are_shown(school, refused):
    a_deck(school)
    school.do("ines", "OfferDeck", deck="d", leafing=False, download=True)
    a_deck(school, "e")
    school.do("ines", "RemoveDeck", deck="e")
    assert not {"DeckAdded", "DeckOffered", "DeckRemoved"} & set(told_to(school, "sam"))
    school.do("ines", "HandOver", person="sam")
    with refused("no_such_page"):
        school.do("sam", "ShowPage", deck="d", page=1)
    school.do("ada", "ShowPage", deck="d", page=1)
    assert told_to(school, "tom")[-3:] == ["DeckAdded", "DeckOffered", "PageShown"]
    assert school.room.slides.owners["d"] == "ines"
    school.do("sam", "ShowPage", deck="d", page=2)
    assert told_to(school, "tom")[-1] == "PageShown"
    assert told_to(school, "tom").count("DeckAdded") == 1


def test_whoever_presents_knows_and_shows_their_own_slides(school):
    school.do("ines", "HandOver", person="sam")
    a_deck(school, "his", by="sam")
    assert "DeckAdded" in told_to(school, "sam")
    assert "DeckAdded" not in told_to(school, "tom")
    assert school.room.slides.may_read("his", 1, "sam", leads=False)
    school.do("sam", "ShowPage", deck="his", page=1)
    assert "DeckAdded" in told_to(school, "tom")


def a_noted_deck(school, deck="d", by="ines"):
    added = {"title": "Arches", "pages": 3, "width": 1600, "height": 900, "noted": [1, 3]}
    school.server("AddDeck", by, deck=deck, **added)


def who_reads_notes(school, page):
    slides = school.room.slides
    return [one for one in ("ines", "sam") if slides.may_read_notes("d", page, one, leads=one == "ines")]


def test_speaker_notes_are_for_those_who_lead_until_they_are_shared(school):
    a_noted_deck(school)
    school.do("ines", "ShowPage", deck="d", page=1)
    assert "DeckNoted" in told_to(school, "ada")
    assert "DeckNoted" not in told_to(school, "sam")  # not even that there are some
    assert who_reads_notes(school, 1) == ["ines"]
    school.do("ines", "ShareSpeakerNotes", deck="d", shared=True)
    assert told_to(school, "sam")[-1] == "DeckNoted"
    assert who_reads_notes(school, 1) == ["ines", "sam"]
    assert who_reads_notes(school, 2) == []  # that page has none
    assert school.do("ines", "ShareSpeakerNotes", deck="d", shared=True) == []
    school.do("ines", "OfferDeck", deck="d", leafing=False, download=False)
    assert who_reads_notes(school, 3) == ["ines"]  # never more than the pages that one may see
    school.do("ines", "ShareSpeakerNotes", deck="d", shared=False)
    assert who_reads_notes(school, 1) == ["ines"]


def test_notes_that_were_shared_before_class_are_told_with_the_first_page(school):
    a_noted_deck(school)
    school.do("ines", "ShareSpeakerNotes", deck="d", shared=True)
    assert who_reads_notes(school, 1) == ["ines"]
    assert "DeckNoted" not in told_to(school, "sam")
    school.do("ines", "ShowPage", deck="d", page=1)
    assert told_to(school, "sam")[-3:] == ["DeckAdded", "DeckNoted", "PageShown"]
    assert who_reads_notes(school, 1) == ["ines", "sam"]


def test_notes_are_shared_after_class_too_and_by_nobody_else(school, refused):
    a_noted_deck(school)
    a_deck(school, "e")
    school.do("ines", "ShowPage", deck="d", page=1)
    with refused("not_allowed"):
        school.do("sam", "ShareSpeakerNotes", deck="d", shared=True)
    with refused("no_speaker_notes"):
        school.do("ines", "ShareSpeakerNotes", deck="e", shared=True)
    with refused("no_such_deck"):
        school.do("ines", "ShareSpeakerNotes", deck="none", shared=True)
    school.do("ines", "EndClass")
    school.do("ines", "ShareSpeakerNotes", deck="d", shared=True)
    assert who_reads_notes(school, 1) == ["ines", "sam"]
    school.do("ada", "ShareSpeakerNotes", deck="d", shared=False)
    assert who_reads_notes(school, 1) == ["ines"]


def test_notes_of_slides_that_were_shown_and_removed_are_shared_and_taken_back_still(school, refused):
    a_noted_deck(school)
    a_noted_deck(school, "e")
    school.do("ines", "ShowPage", deck="d", page=1)
    school.do("ines", "ShareSpeakerNotes", deck="d", shared=True)
    for deck in ("d", "e"):
        school.do("ines", "RemoveDeck", deck=deck)
    school.do("ines", "EndClass")
    assert who_reads_notes(school, 1) == ["ines", "sam"]
    school.do("ines", "ShareSpeakerNotes", deck="d", shared=False)
    assert who_reads_notes(school, 1) == ["ines"]
    assert told_to(school, "sam")[-1] == "DeckNoted"
    with refused("not_allowed"):
        school.do("sam", "ShareSpeakerNotes", deck="d", shared=True)
    with refused("no_such_deck"):  # it was never shown: its pages are gone
        school.do("ines", "ShareSpeakerNotes", deck="e", shared=True)


def test_whoever_presents_their_own_slides_has_their_notes_and_shares_them(school, refused):
    school.do("ines", "HandOver", person="sam")
    a_noted_deck(school, by="sam")
    slides = school.room.slides
    assert "DeckNoted" in told_to(school, "sam")
    assert slides.may_read_notes("d", 3, "sam", leads=False)
    school.do("sam", "ShowPage", deck="d", page=1)
    assert not slides.may_read_notes("d", 1, "tom", leads=False)
    assert slides.keeps_notes_from("d", "tom", leads=False)
    assert not slides.keeps_notes_from("d", "sam", leads=False)
    school.do("sam", "ShareSpeakerNotes", deck="d", shared=True)
    assert not slides.keeps_notes_from("d", "tom", leads=False)


def test_slides_that_are_nobodys_are_not_those_of_somebody_without_a_name(school):
    school.server("AddDeck", deck="d", title="Arches", pages=3, width=4, height=3)
    assert not school.room.slides.may_read("d", 1, None, leads=False)
