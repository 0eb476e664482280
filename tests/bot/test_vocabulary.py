"""A message is read only when one of the words that tell what it is about is known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.components.features import words
from bot.components.vocabulary import Vocabulary

LEARNT = "ik krijg een nieuwe heupoperatie mag sigaret en dan robot ja"
VOCABULARY = Vocabulary.of(LEARNT.split())


@pytest.mark.parametrize(
    "text",
    ["heupoperatie", "ik heb een heupopratie", "hoe kom ik van de sigrette af", "ben jy een rebot", "ja", "en dan",
     "heupoperatiedatum", "mijn knieheupoperatie"],
)  # fmt: skip
def test_a_known_word_also_misspelt_or_in_a_compound_is_familiar(text: str) -> None:
    assert VOCABULARY.familiar(text)


@pytest.mark.parametrize("text", ["", " ", "flurp", "ik heb een flurp", "mag ik dan een blorf",
                                  "qzx jkw", "0 0", "!?", "hoe gaat het"])  # fmt: skip
def test_unknown_content_is_not_though_the_words_around_it_are_known(text: str) -> None:
    assert not VOCABULARY.familiar(text)


def test_the_function_words_tell_nothing_by_themselves() -> None:
    assert {"ik", "de", "heb", "niet"} <= VOCABULARY.function
    assert not {"ja", "nee", "hoi", "roken", "stoppen", "pijn"} & VOCABULARY.function


@given(st.lists(st.sampled_from(["flurp", "blorf", "zwoeb", "ik", "een", "de", "0"]), max_size=12).map(" ".join))
def test_nonsense_between_function_words_is_never_familiar(text: str) -> None:
    known = {"ik", "een"} & set(words(text))
    nonsense = {"flurp", "blorf", "zwoeb"} & set(words(text))
    assert VOCABULARY.familiar(text) == bool(known and not nonsense)
