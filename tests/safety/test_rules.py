"""Every rule is tested by its own examples."""

from __future__ import annotations

from typing import Any

import pytest

from safety import Detector
from safety.compile import categories, load

RULES: list[tuple[str, dict[str, Any]]] = [(c, rule) for c in categories() for rule in load(c)["rules"]]
POSITIVE = [(c, r["id"], tuple(r.get("needs", [])), t) for c, r in RULES for t in r.get("positive", [])]
NEGATIVE = [(c, r["id"], t) for c, r in RULES for t in r.get("negative", [])]


@pytest.mark.parametrize(("category", "rule", "needs", "text"), POSITIVE)
def test_positive_example_is_seen(
    rules_only: Detector, category: str, rule: str, needs: tuple[str, ...], text: str
) -> None:
    assert category in {h.id for h in rules_only.read(text, earlier=needs).hits}, rule


@pytest.mark.parametrize(("category", "rule", "text"), NEGATIVE)
def test_negative_example_stays_quiet(detector: Detector, category: str, rule: str, text: str) -> None:
    assert category not in {h.id for h in detector.read(text).hits}, rule


def test_an_unsure_rule_waits_for_the_second_opinion(detector: Detector, rules_only: Detector) -> None:
    unsure = {r["id"] for _, r in RULES if r.get("unsure") == "yes"}
    alone = [(c, t) for c, rule, t in NEGATIVE if rule in unsure and rule in {h.rule for h in rules_only.read(t).hits}]
    assert alone, "every unsure rule is quiet on its own negative examples: then it is sure"
    assert not [t for c, t in alone if c in {h.id for h in detector.read(t).hits}]


def test_where_danger_is_sure_an_unsure_rule_counts_too(detector: Detector) -> None:
    hits = detector.read("ik wil dood. mijn dochter heeft anorexia").hits
    assert {h.id for h in hits} == {"suicide", "eating_disorder"}


def test_every_rule_has_examples() -> None:
    bare = [r["id"] for _, r in RULES if r["patterns"] and not (r.get("positive") and r.get("negative"))]
    assert not bare


def test_rule_ids_are_unique() -> None:
    ids = [r["id"] for _, r in RULES]
    assert len(set(ids)) == len(ids)
