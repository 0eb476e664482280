"""Dutch expressions of time become the day a patient means."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.components.dates import find_dates

TODAY = date(2026, 11, 22)  # a Sunday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("over een maand krijg ik een kunstheup", date(2026, 12, 22)),
        ("over twee weken", date(2026, 12, 6)),
        ("over 3 weken word ik geopereerd", date(2026, 12, 13)),
        ("14 december is het zover", date(2026, 12, 14)),
        ("op 3 januari", date(2027, 1, 3)),
        ("3-1-2027 om 8 uur", date(2027, 1, 3)),
        ("vorige week geopereerd", date(2026, 11, 15)),
        ("een week geleden geopereerd", date(2026, 11, 15)),
        ("drie weken na mijn nieuwe knie", date(2026, 11, 1)),
        ("dinsdag moet ik onder het mes", date(2026, 11, 24)),
        ("morgen", date(2026, 11, 23)),
        ("over anderhalve maand", date(2027, 1, 6)),
        ("in februari", date(2027, 2, 15)),
        ("over een paar weken", date(2026, 12, 6)),
        ("over een half jaar", date(2027, 5, 23)),
        ("over anderhalf jaar ongeveer", date(2028, 5, 22)),
        ("een half jaar geleden", date(2026, 5, 24)),
        ("over 3 à 4 weken", date(2026, 12, 13)),
        ("binnen 2 wk", date(2026, 12, 6)),
        ("zaterdagochtend", date(2026, 11, 28)),
        ("dinsdag 15 december", date(2026, 12, 15)),
        ("dinsdag 15-12", date(2026, 12, 15)),
        ("volgende week dinsdag", date(2026, 11, 24)),
        ("vorige week op vrijdag", date(2026, 11, 13)),
        ("afgelopen maandag", date(2026, 11, 16)),
        ("İİİİ morgen", date(2026, 11, 23)),
    ],
)
def test_reads(text: str, day: date) -> None:
    assert [found.day for found in find_dates(text, TODAY)] == [day]


@pytest.mark.parametrize("text", ["", "mijn bloeddruk is 160/95", "31 februari", "ik slik 3 pillen", "hba1c 58"])
def test_reads_no_date_where_there_is_none(text: str) -> None:
    assert find_dates(text, TODAY) == []


PARTS = ["over", "twee", "3", "weken", "half", "jaar", "geleden", "vorige", "week", "dinsdag", "14", "december", "31-2", "1/1/2027",
         "morgen", "999", "maanden", "op", "à", "in", "mei", "İ"]  # fmt: skip


@given(st.text(max_size=200) | st.lists(st.sampled_from(PARTS) | st.text(max_size=3), max_size=12).map(" ".join))
def test_any_text_gives_dates_inside_it_that_do_not_overlap(text: str) -> None:
    found = find_dates(text, TODAY)
    for time in found:
        words = text[time.start : time.end]
        assert words and words == words.strip(), "a time begins and ends with a letter or a figure"
        assert [again.day for again in find_dates(words, TODAY)] == [time.day], (
            "the words of the span are what was read"
        )
    assert all(a.end <= b.start for a, b in pairwise(found))
