from datetime import UTC, datetime, timedelta

from loa.doors.manners import next_try

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
END = NOW + timedelta(days=30)


def test_each_failure_waits_longer_up_to_a_day() -> None:
    waits = [next_try(n, now=NOW, until=END) for n in range(1, 8)]
    assert None not in waits
    pauses = [at - NOW for at in waits if at is not None]
    assert pauses == sorted(pauses)
    assert pauses[0] == timedelta(minutes=1)
    assert pauses[-1] == timedelta(days=1)


def test_what_the_site_asks_counts_when_it_is_longer() -> None:
    asked = next_try(1, now=NOW, asked=timedelta(hours=5), until=END)
    assert asked == NOW + timedelta(hours=5)
    assert next_try(4, now=NOW, asked=timedelta(seconds=1), until=END) == NOW + timedelta(
        days=1
    )


def test_nobody_looks_after_the_end_of_the_window() -> None:
    assert next_try(4, now=NOW, until=NOW + timedelta(hours=3)) is None
