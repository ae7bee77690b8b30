"""A timer or a stopwatch that everybody sees."""


def test_a_timer_is_started_paused_extended_and_put_away(school):
    [started] = school.do("ines", "StartTimer", length=300_000, name=" In pairs ")
    assert (started.event.kind, started.event.length, started.event.name) == ("timer", 300_000, "In pairs")
    assert started.to == "everyone"
    assert len(school.do("ines", "PauseTimer")) == 1
    assert school.do("ines", "PauseTimer") == []
    assert len(school.do("ada", "ResumeTimer")) == 1
    [more] = school.do("ines", "ExtendTimer")
    assert more.event.more == 60_000
    school.do("ines", "StopTimer")
    assert school.room.timers.kind is None


def test_a_stopwatch_takes_the_place_of_a_timer(school, refused):
    school.do("ines", "StartTimer")
    school.do("ines", "StartTimer", kind="stopwatch")
    assert school.room.timers.kind == "stopwatch"
    with refused("malformed"):
        school.do("ines", "ExtendTimer")


def test_a_timer_that_cannot_be_is_refused(school, refused):
    with refused("malformed"):
        school.do("ines", "StartTimer", length=4_999)
    with refused("too_long"):
        school.do("ines", "StartTimer", name="x" * 81)
    with refused("no_timer"):
        school.do("ines", "PauseTimer")
    with refused("not_allowed"):
        school.do("sam", "StartTimer")


def test_the_end_of_the_class_puts_it_away(school):
    school.do("ines", "StartTimer")
    written = school.do("ines", "EndClass")
    assert "TimerStopped" in [type(entry.event).__name__ for entry in written]
