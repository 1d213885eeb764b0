from datetime import UTC, datetime, timedelta, timezone

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from benang.core.moments import as_date_time, moment

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
seconds = st.datetimes(datetime(1981, 1, 1), datetime(2200, 1, 1)).map(lambda when: when.replace(microsecond=0))
zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@examples(200)
@given(seconds, zones)
def test_a_moment_of_any_zone_is_one_moment(when, zone):
    there = when.replace(tzinfo=UTC).astimezone(zone)
    if there.time() == datetime.min.time():
        return  # a day without a time
    expected = f"{when:%Y-%m-%dT%H:%M:%S}Z"
    assert moment(there.isoformat()) == expected
    assert moment(there.strftime("%Y-%m-%d %H:%M:%S.123456%z")) == expected


@examples(200)
@given(seconds)
def test_what_is_read_is_read_again_and_written_as_a_time_comes_back(when):
    written = moment(when.isoformat())
    assert written == (when.isoformat() if when.time() != datetime.min.time() else when.date().isoformat())
    assert moment(written) == written
    assert moment(as_date_time(written)) == written
    english = f"Mon {MONTHS[when.month - 1]} {when.day:2}"
    assert moment(f"{english} {when:%H:%M:%S} {when.year}") == written
    assert moment(f"{when.day}.{when.month}.{when.year} {when:%H:%M:%S}") == written
    assert moment(f"D:{when:%Y%m%d%H%M%S}") == written


@pytest.mark.parametrize(
    "placeholder", ["", "  ", "1970-01-01T00:00:00Z", "0001-01-01T00:00:00", "1980-01-01 00:00:00.000000"]
)
def test_what_programs_write_for_no_date_is_none(placeholder):
    assert moment(placeholder) == ""


@pytest.mark.parametrize(
    "written",
    [
        "3/1/2024",
        "2024-02-30",
        "2024-13-01",
        "2024",
        "kemarin",
        "45352",
        "2024-03-01T25:00:00",
        "Rum Jan 1",
    ],
)
def test_what_is_no_date_or_may_be_two_is_not_guessed(written):
    assert moment(written) is None
