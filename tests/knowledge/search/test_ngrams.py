"""N-grams hold for any text; a typing error or a compound leaves most of them standing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from knowledge.search.ngrams import LONGEST, SHORTEST, ngrams, words

LETTERS = "abcdefghijklmnopqrstuvwxyz"
word = st.text(LETTERS, min_size=1, max_size=20)
latin = st.text(st.characters(max_codepoint=0x17F, exclude_categories=["Cs"]), max_size=80)


@given(st.text(max_size=200))
def test_any_text_gives_grams_of_three_to_five_without_spaces(text):
    for gram in ngrams(text):
        assert SHORTEST <= len(gram) <= LONGEST
        assert " " not in gram and gram.strip("_")


@given(word)
def test_a_word_gives_each_window_once_for_each_place(token):
    marked = f"_{token}_"
    windows = [
        marked[start : start + size]
        for size in range(SHORTEST, LONGEST + 1)
        for start in range(max(len(marked) - size + 1, 0))
    ]
    assert sorted(ngrams(token)) == sorted(windows)


@given(word, word)
def test_words_do_not_run_into_each_other(first, second):
    assert ngrams(f"{first} {second}") == ngrams(first) + ngrams(second)


@given(latin)
def test_accents_typed_in_two_ways_are_the_same(text):
    assert ngrams(unicodedata.normalize("NFC", text)) == ngrams(unicodedata.normalize("NFD", text))


@given(word)
def test_capitals_do_not_matter(token):
    assert ngrams(token.upper()) == ngrams(token)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_every_number_counts_as_the_same_number(one, other):
    assert ngrams(f"bloeddruk {one}") == ngrams(f"bloeddruk {other}")


@given(st.text(LETTERS, min_size=6, max_size=16), st.data())
def test_one_wrong_letter_leaves_at_least_a_gram(token, data):
    place = data.draw(st.integers(0, len(token) - 1))
    letter = data.draw(st.sampled_from(LETTERS))
    assume(letter != token[place])
    assert set(ngrams(token)) & set(ngrams(token[:place] + letter + token[place + 1 :]))


@pytest.mark.parametrize(
    ("compound", "part"), [("rookstopcursus", "rookstop"), ("kniebeschadiging", "knie"), ("slaapproblemen", "slaap")]
)
def test_a_compound_shares_the_grams_of_its_part(compound, part):
    inner = {gram for gram in ngrams(part) if not gram.endswith("_")}
    assert inner <= set(ngrams(compound))


@pytest.mark.parametrize("text", ["", "   ", "?!…", "😀😀", "___", "\x00\n"])
def test_a_text_without_words_gives_nothing(text):
    assert words(text) == [] and ngrams(text) == []
