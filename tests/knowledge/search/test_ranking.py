"""Given labels filter, guessed ones weigh, and thresholds belong to a model."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from knowledge.library import Library
from knowledge.models import Moment, Theme
from knowledge.search import Evidence
from knowledge.search.ranking import FEATURES, CardTable, Ranking, UnknownModelError


@pytest.fixture(scope="module")
def table(small: Library) -> CardTable:
    return CardTable(tuple(small.cards.values()))


def kept(table: CardTable, **given: object) -> set[str]:
    return {table.cards[i].id for i in np.flatnonzero(table.allowed(Evidence(**given)))}


def test_a_given_moment_leaves_its_cards_and_those_of_any_moment(table: CardTable):
    assert kept(table, moments=(Moment.SURGERY,)) == {"surgery-smoking", "surgery-exercise", "general-relaxation"}
    assert "ggz-sleep" in kept(table, moments=(Moment.SURGERY, Moment.GGZ_WAITLIST))
    assert kept(table) == set(table._position)


def test_a_given_theme_leaves_its_cards(table: CardTable):
    assert kept(table, theme=Theme.SLEEP) == {"ggz-sleep"}
    assert kept(table, theme=Theme.SLEEP, moments=(Moment.BIRTH,)) == set()


def test_kinds_and_excluded_cards_are_left_out(table: CardTable):
    assert kept(table, kinds=frozenset({"do"})) == set(table._position)
    assert kept(table, kinds=frozenset({"medicine", "nothing"})) == set()
    assert "ggz-sleep" not in kept(table, exclude=frozenset({"ggz-sleep", "no-such-card"}))


def test_food_cards_of_the_shipped_library_are_kept_from_who_may_have_an_eating_disorder(shipped: Library):
    table = CardTable(tuple(shipped.cards.values()))
    left = kept(table, restrict_food=True)
    assert 0 < len(left) < len(shipped.cards)
    assert not any(shipped.card(card_id).restricts_food for card_id in left)


@pytest.mark.parametrize("given", [{"moments": ("operatie",)}, {"theme": "roken"}])
def test_a_label_that_does_not_exist_is_an_error_that_names_it(table: CardTable, given: dict[str, object]):
    with pytest.raises(ValueError, match=r"operatie|roken"):
        table.allowed(Evidence(**given))


def test_some_cards_are_weighed_as_they_are_among_all(table: CardTable):
    draw = np.random.default_rng(1)
    lexical, vector = draw.random(6).astype(np.float32), draw.random(6).astype(np.float32)
    known = Evidence(
        moments=(Moment.BIRTH,), guessed_themes={Theme.ALCOHOL: 0.7}, medicines=("antidepressants",), phase="before"
    )
    whole = table.features(lexical, vector, known)
    assert whole.shape == (6, len(FEATURES))
    some = np.array([1, 4])
    assert np.array_equal(table.features(lexical, vector, known, some), whole[some])


def test_a_named_medicine_and_phase_count_for_their_cards(shipped: Library):
    table = CardTable(tuple(shipped.cards.values()))
    zero = np.zeros(len(table.cards), dtype=np.float32)
    group = next(card.medicines[0] for card in table.cards if card.medicines)
    rows = table.features(zero, zero, Evidence(medicines=(group,), phase="after"))
    for card, row in zip(table.cards, rows, strict=True):
        assert row[FEATURES.index("medicine")] == (group in card.medicines)
        assert row[FEATURES.index("phase")] == (card.phase == "after")


def test_each_model_has_thresholds_of_its_own(settings: Path, transformer: Path):
    own, other = Ranking.load("own-static-ngrams", settings), Ranking.load(str(transformer), settings)
    assert (other.sure, other.half) == (0.9, 0.6)
    assert (own.sure, own.half) != (other.sure, other.half)


def test_a_model_without_thresholds_is_refused_with_what_to_do(settings: Path):
    with pytest.raises(UnknownModelError, match=r"'some/model'.*own-static-ngrams.*evaluation\.calibrate"):
        Ranking.load("some/model", settings)


def test_the_shipped_settings_are_probabilities_in_order():
    ranking = Ranking.load("own-static-ngrams")
    assert 0 < ranking.half <= ranking.sure < 1
    assert ranking.probabilities(np.zeros((1, len(FEATURES))))[0] == pytest.approx(1 / (1 + np.exp(-ranking.bias)))


def test_the_settings_name_every_feature():
    from knowledge.search.ranking import SETTINGS

    for model in json.loads(SETTINGS.read_text(encoding="utf-8")).values():
        assert set(model["weights"]) == set(FEATURES)
