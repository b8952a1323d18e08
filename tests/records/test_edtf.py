"""The examples of the standard: EDTF levels 0 and 1 (Library of Congress, 4 February 2019).

Each with its first and its last day; ``None`` is open or not known.
"""

from __future__ import annotations

import pytest

from collab_tui.records.dates import Bound, DateInterval, PartialDate
from collab_tui.render.words import show_date

LEVEL_0 = {
    # date
    "1985-04-12": (19850412, 19850412, "12 Apr 1985"),
    "1985-04": (19850401, 19850430, "Apr 1985"),
    "1985": (19850101, 19851231, "1985"),
    # date and time
    "1985-04-12T23:20:30": (19850412, 19850412, "12 Apr 1985, 23:20:30"),
    "1985-04-12T23:20:30Z": (19850412, 19850412, "12 Apr 1985, 23:20:30 UTC"),
    "1985-04-12T23:20:30-04": (19850412, 19850412, "12 Apr 1985, 23:20:30 UTC−04"),
    "1985-04-12T23:20:30+04:30": (19850412, 19850412, "12 Apr 1985, 23:20:30 UTC+04:30"),
    # time interval
    "1964/2008": (19640101, 20081231, "1964 to 2008"),
    "2004-06/2006-08": (20040601, 20060831, "Jun 2004 to Aug 2006"),
    "2004-02-01/2005-02-08": (20040201, 20050208, "1 Feb 2004 to 8 Feb 2005"),
    "2004-02-01/2005-02": (20040201, 20050228, "1 Feb 2004 to Feb 2005"),
    "2004-02-01/2005": (20040201, 20051231, "1 Feb 2004 to 2005"),
    "2005/2006-02": (20050101, 20060228, "2005 to Feb 2006"),
}
LEVEL_1 = {
    # letter-prefixed calendar year
    "Y170000002": (1700000020101, 1700000021231, "170000002"),
    "Y-170000002": (-1700000019899, -1700000018769, "−170000002"),
    # seasons
    "2001-21": (20010301, 20010531, "spring 2001"),
    "2001-22": (20010601, 20010831, "summer 2001"),
    "2001-23": (20010901, 20011130, "autumn 2001"),
    "2001-24": (20011201, 20020228, "winter 2001"),
    # qualification of a date (complete)
    "1984?": (19840101, 19841231, "1984 (uncertain)"),
    "2004-06~": (20040601, 20040630, "about Jun 2004"),
    "2004-06-11%": (20040611, 20040611, "about 11 Jun 2004 (uncertain)"),
    # unspecified digits from the right
    "201X": (20100101, 20191231, "2010s"),
    "20XX": (20000101, 20991231, "2000 to 2099"),
    "2004-XX": (20040101, 20041231, "2004"),
    "1985-04-XX": (19850401, 19850430, "Apr 1985"),
    "1985-XX-XX": (19850101, 19851231, "1985"),
    # extended interval: open end
    "1985-04-12/..": (19850412, None, "from 12 Apr 1985 on"),
    "1985-04/..": (19850401, None, "from Apr 1985 on"),
    "1985/..": (19850101, None, "from 1985 on"),
    # open start
    "../1985-04-12": (None, 19850412, "until 12 Apr 1985"),
    "../1985-04": (None, 19850430, "until Apr 1985"),
    "../1985": (None, 19851231, "until 1985"),
    # unknown end
    "1985-04-12/": (19850412, None, "from 12 Apr 1985 on, until when is not known"),
    "1985-04/": (19850401, None, "from Apr 1985 on, until when is not known"),
    "1985/": (19850101, None, "from 1985 on, until when is not known"),
    # unknown start
    "/1985-04-12": (None, 19850412, "until 12 Apr 1985, since when is not known"),
    "/1985-04": (None, 19850430, "until Apr 1985, since when is not known"),
    "/1985": (None, 19851231, "until 1985, since when is not known"),
    # negative calendar year
    "-1985": (-19849899, -19848769, "−1985"),
    # what level 1 allows in an interval
    "1984~/2004-06": (19840101, 20040630, "about 1984 to Jun 2004"),
    "1984?/2004%": (19840101, 20041231, "1984 (uncertain) to about 2004 (uncertain)"),
    "2004-06-XX/2004-07-03": (20040601, 20040703, "Jun 2004 to 3 Jul 2004"),
    "-2005/-1999-02": (-20049899, -19989772, "−2005 to Feb −1999"),
    "0000~": (101, 1231, "about 0"),
    "-198X": (-19889899, -19798769, "−1989 to −1980"),
}


@pytest.mark.parametrize("text", [*LEVEL_0, *LEVEL_1])
def test_an_example_of_the_standard_is_read_written_and_shown(text: str) -> None:
    first, last, words = {**LEVEL_0, **LEVEL_1}[text]
    read = PartialDate.parse(text)
    assert (read.first, read.last) == (first, last)
    assert str(read) == text
    assert show_date(text) == words


def test_the_ends_of_an_interval_are_dates_or_bounds() -> None:
    read = PartialDate.parse("1984~/..")
    assert isinstance(read, DateInterval)
    assert (read.start, read.end) == (PartialDate(1984, approximate=True), Bound.OPEN)
    assert (read.year, read.approximate, read.uncertain) == (1984, True, False)


@pytest.mark.parametrize(
    ("text", "has_days"),
    [("2024", True), ("2024/..", False), ("/2024", False), ("0000", False), ("Y12345", False)],
)
def test_some_dates_have_no_days_in_a_calendar(text: str, has_days: bool) -> None:
    assert PartialDate.parse(text).has_days is has_days
