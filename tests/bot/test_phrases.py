"""A phrase of more words is read before its parts, and every word is read once."""

from hypothesis import given
from hypothesis import strategies as st

from bot.components.phrases import longest_first

KNOWN = {"nieuwe knie": "procedure", "knie": "body_part", "een nieuwe knie graag": "wish"}


def _read(text, longest=4):
    return [
        (start, end, meaning)
        for start, end, meaning in longest_first(text.split(), longest, lambda part: KNOWN.get(" ".join(part)))
    ]


def test_the_longest_phrase_is_read_before_its_parts():
    assert _read("een nieuwe knie") == [(0, 1, None), (1, 3, "procedure")]
    assert _read("een nieuwe knie graag") == [(0, 4, "wish")]


def test_no_phrase_is_longer_than_asked():
    assert _read("een nieuwe knie graag", longest=2) == [(0, 1, None), (1, 3, "procedure"), (3, 4, None)]


@given(st.lists(st.sampled_from(["een", "nieuwe", "knie", "graag"])), st.integers(1, 5))
def test_every_word_is_read_once_and_in_order(words, longest):
    found = list(longest_first(words, longest, lambda part: KNOWN.get(" ".join(part))))
    assert [at for start, end, _ in found for at in range(start, end)] == list(range(len(words)))
