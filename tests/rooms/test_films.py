"""A film for everybody: added, shown, played, moved, hidden and thrown away; where it stands follows from class time."""

import pytest

from rooms.facts import may_see

FILM = {"name": "Tides.mp4", "kind": "video/mp4", "size": 900, "length": 60_000, "width": 640, "height": 360}


@pytest.fixture
def tides(school):
    school.do("sam", "JoinClass")
    school.server("AddFilm", "ines", film=FILM | {"film": "tides"})
    return school


def test_of_a_film_that_is_ready_only_those_who_lead_know_and_whoever_brought_it(tides):
    added = tides.entries[-1]
    tides.server("AddFilm", "sam", film=FILM | {"film": "own"})
    own = tides.entries[-1]
    readers = [tides.room.reader(person, tides.roles[person]) for person in ("ada", "sam", "tom")]
    assert [may_see(added.to, added.by, one) for one in readers] == [True, False, False]
    assert [may_see(own.to, own.by, one) for one in readers] == [True, True, False]


def test_it_is_shown_played_stopped_and_goes_on_where_it_stood(tides):
    [shown] = tides.do("ines", "ShowFilm", film="tides")
    assert (shown.event.film.name, shown.event.position, shown.to) == ("Tides.mp4", 0, "everyone")
    assert tides.do("ines", "ShowFilm", film="tides") == []
    tides.now = 1000
    tides.do("ines", "MoveFilm", position=0, playing=True)
    films = tides.room.films
    assert [films.stands_at(now) for now in (500, 1000, 5000, 99_000)] == [0, 0, 4000, 60_000]
    tides.now = 5000
    tides.do("ines", "MoveFilm", position=30_000, playing=True, rate=200)
    assert films.stands_at(8000) == 36_000
    tides.now = 8000
    tides.do("ines", "HideFilm")
    assert tides.do("ines", "HideFilm") == []
    [again] = tides.do("ines", "ShowFilm", film="tides")
    assert again.event.position == 36_000
    assert films.stands_at(20_000) == 36_000, "until somebody plays it"


def test_a_film_that_has_ended_begins_anew_when_it_is_shown_again(tides):
    tides.do("ines", "ShowFilm", film="tides")
    tides.do("ines", "MoveFilm", position=59_000, playing=True)
    tides.now = 5000
    tides.do("ines", "HideFilm")
    assert tides.do("ines", "ShowFilm", film="tides")[0].event.position == 0


def test_what_cannot_be_is_refused(tides, refused):
    with refused("no_film_shown"):
        tides.do("ines", "MoveFilm", position=0, playing=True)
    with refused("no_such_film"):
        tides.do("ines", "ShowFilm", film="other")
    with refused("not_allowed"):
        tides.do("sam", "ShowFilm", film="tides")
    with refused("not_allowed"):
        tides.do("ines", "AddFilm", film=FILM | {"film": "b"})
    with refused("duplicate_id"):
        tides.server("AddFilm", "ines", film=FILM | {"film": "tides"})
    with refused("bad_id"):
        tides.server("AddFilm", "ines", film=FILM | {"film": "../x"})
    tides.do("ines", "ShowFilm", film="tides")
    for fields in ({"position": -1}, {"position": 60_001}, {"position": 0, "rate": 0}):
        with refused("malformed"):
            tides.do("ines", "MoveFilm", playing=True, **fields)
    with refused("film_shown"):
        tides.do("ines", "DropFilm", film="tides")


def test_whoever_presents_plays_films_that_they_know_of(tides, refused):
    tides.do("ines", "HandOver", person="sam")
    with refused("no_such_film"):
        tides.do("sam", "ShowFilm", film="tides")
    tides.server("AddFilm", "sam", film=FILM | {"film": "own"})
    tides.do("sam", "ShowFilm", film="own")
    tides.do("sam", "MoveFilm", position=0, playing=True)
    assert tides.room.films.playing


def test_what_is_put_on_the_stage_takes_the_place_of_the_film_and_the_other_way_round(tides):
    def what(entries):
        return [type(entry.event).__name__ for entry in entries]

    tides.server("AddDeck", deck="d", title="t", pages=3, width=4, height=3)
    tides.do("ines", "ShowBoard", sheet="s", to="everyone")
    assert what(tides.do("ines", "ShowFilm", film="tides")) == ["BoardHidden", "FilmShown"]
    assert what(tides.do("ines", "ShowPage", deck="d", page=1)) == ["DeckAdded", "PageShown", "FilmHidden"]
    tides.do("ines", "ShowFilm", film="tides")
    assert "FilmHidden" in what(tides.do("ines", "ShowBoard", sheet="s", to="everyone"))
    tides.do("ines", "ShowFilm", film="tides")
    assert "FilmHidden" in what(tides.do("ines", "EndClass"))


def test_a_film_that_is_thrown_away_makes_room_and_its_name_is_not_given_again(tides, refused):
    assert tides.room.films.stored == tides.room.films.stored_by("ines") == 900
    tides.do("ines", "DropFilm", film="tides")
    assert tides.room.films.stored == 0
    with refused("no_such_film"):
        tides.do("ines", "ShowFilm", film="tides")
    with refused("duplicate_id"):
        tides.server("AddFilm", "ines", film=FILM | {"film": "tides"})
