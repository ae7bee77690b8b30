"""One film under way: what is left when whoever made it died, and what is still needed."""

import pytest

from recording.copies import Offer
from recording.shelf import Shelf
from server.film_work import Work
from server.store.jobs import Job


@pytest.mark.parametrize("alone", [False, True])
def test_chunks_that_a_composer_left_when_it_died_are_put_away_once_the_film_is_there(tmp_path, alone):
    work = Work(Job("j", "download", "c", 1), Shelf(tmp_path), keys=["a", "b"], alone=alone)
    work.offer = Offer(100, (640, 360), 1)
    for name in ("a.chunk", "b.chunk", "old.chunk", "class.mp4.part", "class.mp4", "class.m4a"):
        (tmp_path / name).touch()
    work.note("signature")
    kept = {one.name for one in tmp_path.iterdir()} - {"edit", "copy.json"}
    sound = {"a.chunk", "b.chunk"} if alone else set()
    assert kept == {"class.mp4", "class.m4a", *sound}, "a film that is copied has its sound in them"
