"""One typing error is forgiven, two are not."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.components.spelling import Spelling, one_edit

WORDS = Spelling(["metformine", "statine", "heup"], shortest=7)
LETTERS = st.text(alphabet="abcde", min_size=1, max_size=8)


@pytest.mark.parametrize("said", ["metformine", "metformin", "metfformine", "metfornine", "metfromine"])
def test_right_missing_extra_wrong_and_swapped_letters(said: str) -> None:
    assert WORDS.meant(said) == "metformine"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("netformine", "the first letter must be right"),
        ("metfrmin", "two letters are missing"),
        ("station", "shares a deletion with statine, but two letters differ"),
        ("heupp", "short words must be right"),
        ("statin", "six letters are too few to be sure of"),
        ("", "nothing was said"),
    ],
)
def test_what_lies_further_off_is_not_meant(said: str, why: str) -> None:
    assert WORDS.meant(said) is None, why


@given(LETTERS, st.integers(0, 7), st.sampled_from("abcde"))
def test_one_edit_is_one_edit(word: str, at: int, letter: str) -> None:
    at %= len(word)
    for other in (
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    ):
        assert one_edit(word, other) and one_edit(other, word)


@given(LETTERS, LETTERS)
def test_two_lengths_apart_is_more_than_one_edit(left: str, right: str) -> None:
    assume(abs(len(left) - len(right)) >= 2)
    assert not one_edit(left, right)
