"""Pages are shown to everyone, and only pages that exist."""


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
