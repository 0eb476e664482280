"""Dutch expressions of time become the day a patient means."""

from datetime import date

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
    ],
)
def test_reads(text: str, day: date) -> None:
    assert [found.day for found in find_dates(text, TODAY)] == [day]


@pytest.mark.parametrize("text", ["", "mijn bloeddruk is 160/95", "31 februari", "ik slik 3 pillen", "hba1c 58"])
def test_reads_no_date_where_there_is_none(text: str) -> None:
    assert find_dates(text, TODAY) == []


@given(st.text(max_size=200))
def test_any_text_gives_dates_inside_it(text: str) -> None:
    for found in find_dates(text, TODAY):
        assert 0 <= found.start < found.end <= len(text.lower())
