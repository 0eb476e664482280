"""What is searched, what makes it another content, and the thesaurus."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.library import Library
from knowledge.search.corpus import Corpus, Thesaurus
from tests.knowledge.search.conftest import CARDS, add_example


def test_every_title_and_example_leads_to_its_card(small: Library):
    corpus = Corpus.of(small)
    leads = {(line, corpus.cards[position].id) for line, position in corpus.lines}
    for card_id, (_, _, title, _, examples) in CARDS.items():
        assert {(line, card_id) for line in (title, *examples)} <= leads


def test_the_fingerprint_stays_with_the_content(root: Path):
    before = Corpus.of(Library.load(root)).fingerprint
    assert Corpus.of(Library.load(root)).fingerprint == before
    add_example(root)
    assert Corpus.of(Library.load(root)).fingerprint != before


@pytest.mark.parametrize("field", ["title", "link"])
def test_another_word_in_a_card_is_another_fingerprint(root: Path, field: str):
    before = Corpus.of(Library.load(root)).fingerprint
    file = root / "cards" / "ggz_waitlist" / "ggz-sleep.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(f"{field}: ", f"{field}: Nu "), encoding="utf-8")
    assert Corpus.of(Library.load(root)).fingerprint != before


def test_a_line_that_is_left_out_is_gone_from_its_card_too(small: Library):
    corpus = Corpus.of(small)
    gone = next(i for i, (line, _) in enumerate(corpus.lines) if line == "sigaretten en narcose")
    part = corpus.without([gone])
    assert len(part.lines) == len(corpus.lines) - 1
    assert not any("sigaretten en narcose" in text for text in part.texts)
    assert part.cards == corpus.cards


@pytest.mark.parametrize(
    ("question", "expanded"),
    [
        ("Mag ik paffen?", "Mag ik paffen? roken"),
        ("paffen, paffen, paffen", "paffen, paffen, paffen roken"),
        ("heb last van m'n Bloed druk", "heb last van m'n Bloed druk bloeddruk"),
        ("paffend", "paffend"),
        ("", ""),
    ],
)
def test_the_thesaurus_adds_each_meaning_once(question: str, expanded: str):
    found = Thesaurus({"paffen": "roken", "bloed druk": "bloeddruk"}).expand(question)
    assert found.strip() == expanded


def test_an_empty_thesaurus_changes_nothing():
    assert Thesaurus({}).expand("mag ik roken") == "mag ik roken"
