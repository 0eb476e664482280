"""Guessing what a question is about from the cards whose words come nearest."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.library import Library
from knowledge.models import Moment, Theme
from knowledge.search import Evidence, Searcher
from knowledge.search.candidates import WHOLE_BELOW
from knowledge.search.neighbours import guess


@pytest.mark.parametrize(
    ("question", "theme", "moment"),
    [
        ("mag ik een wijntje nu ik zwanger ben", Theme.ALCOHOL, Moment.BIRTH),
        ("wandelen voor de ingreep", Theme.EXERCISE, Moment.SURGERY),
    ],
)
def test_the_nearest_cards_say_what_it_is_about(small: Library, searcher: Searcher, question, theme, moment):
    found = guess(tuple(small.cards.values()), *searcher.signals(question), Evidence())
    assert max(found.guessed_themes, key=lambda label: found.guessed_themes[label]) == theme
    assert max(found.guessed_moments, key=lambda label: found.guessed_moments[label]) == moment
    assert sum(found.guessed_themes.values()) == pytest.approx(1.0)


def test_without_any_sign_nothing_is_guessed(small: Library):
    nothing = np.zeros(len(small.cards), dtype=np.float32)
    assert guess(tuple(small.cards.values()), nothing, nothing, Evidence()) == Evidence()


def test_what_was_given_stays(small: Library, searcher: Searcher):
    given = Evidence(moments=(Moment.BIRTH,), exclude=frozenset({"birth-alcohol"}))
    found = guess(tuple(small.cards.values()), *searcher.signals("wijn"), given)
    assert found.moments == given.moments and found.exclude == given.exclude


def test_a_large_library_is_guessed_from_its_nearest_cards_alone(small: Library):
    """The same nearest cards among thousands give the same guess."""
    cards = tuple(small.cards.values()) * WHOLE_BELOW
    lexical, vector = np.full(len(cards), 0.01, dtype=np.float32), np.zeros(len(cards), dtype=np.float32)
    at = next(i for i, card in enumerate(cards) if card.themes[0] == Theme.SLEEP)
    lexical[at] = vector[at] = 1.0
    assert guess(cards, lexical, vector, Evidence()).guessed_themes[Theme.SLEEP] > 0.99
