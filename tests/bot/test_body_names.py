"""Procedures and parts of the body: every way to write them leads to one Dutch name, and other words to none."""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
import wordfreq
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.components.body_names import KINDS, BodyNames
from evaluation.sets import training
from tests.conftest import ROOT

CONCEPTS, LIST = ROOT / "data" / "concepts.yml", ROOT / "bot" / "names.yml"
NAMES = BodyNames.load(CONCEPTS, LIST)


def read(text: str) -> list[tuple[str, str, str]]:
    return [(f.name.kind, f.name.value, text[f.start : f.end]) for f in NAMES.find(text)]


@pytest.mark.parametrize("said", ["knieprothese", "knie prothese", "nieuwe knie", "Nieuwe Knie", "nieuwe-knie", "kunstknie",
                                  "totale knie", "nieuw knie", "knieprotese", "knieprohtese"])  # fmt: skip
def test_a_new_knee_has_one_name(said: str) -> None:
    assert read(f"over een maand krijg ik een {said}.") == [("procedure", "knieprothese", said)]


@pytest.mark.parametrize(
    ("text", "kind", "value", "words"),
    [
        ("knie operatie", "procedure", "knieoperatie", "knie operatie"),
        ("mijn heupopertie is maandag", "procedure", "heupoperatie", "heupopertie"),
        ("ik moet onder het mes", "procedure", "operatie", "onder het mes"),
        ("word geoppereert", "procedure", "operatie", "geoppereert"),
        ("mijn galblaas moet eruit: galblaas eruit", "procedure", "galblaasoperatie", "galblaas eruit"),
        ("een duimoperatie", "procedure", "duimoperatie", "duimoperatie"),
        ("pijn in me knieën", "body_part", "knie", "knieën"),
        ("kniepijn", "body_part", "knie", "knie"),
        ("rugklachten", "body_part", "rug", "rug"),
        ("ik heb mijn hand gebroken", "body_part", "hand", "hand"),
        ("pijn aan mijn schildkier", "body_part", "schildklier", "schildkier"),
    ],
)
def test_it_is_found_however_it_is_written(text: str, kind: str, value: str, words: str) -> None:
    assert (kind, value, words) in read(text)


def test_a_part_of_the_body_beside_an_operation_is_told_apart() -> None:
    assert read("een operatie aan mijn knie") == [("procedure", "operatie", "operatie"), ("body_part", "knie", "knie")]


def test_the_word_behind_is_not_swallowed() -> None:
    assert read("een nieuwe knie en dan") == [("procedure", "knieprothese", "nieuwe knie")]
    assert read("mijn hand en voet") == [("body_part", "hand", "hand"), ("body_part", "voet", "voet")]


@pytest.mark.parametrize(
    "text",
    ["", "coöperatie", "ik heb long covid", "mijn gewicht", "de hond", "dat is achter de rug", "een borstel", "een opleiding",
     "aan de hand", "arm en rijk", "ben jij een bot", "operatie schoonmaak op zolder", "hartelijk dank",
     "mijn litteken", "leven", "schoudertas"],
)  # fmt: skip
def test_what_is_neither_is_read_as_neither(text: str) -> None:
    assert read(text) == []


def test_each_phrase_of_the_concept_list_has_a_name_or_is_none_on_purpose() -> None:
    listed = yaml.safe_load(CONCEPTS.read_text(encoding="utf-8"))
    nothing = {p.replace(" ", "") for p in yaml.safe_load(LIST.read_text(encoding="utf-8"))["nothing"]}
    for phrase in (str(phrase) for kind in KINDS for phrase in listed[kind]):
        assert read(phrase) or phrase.replace(" ", "") in nothing, phrase


@pytest.mark.parametrize("kind", KINDS)
def test_each_name_and_each_other_word_for_it_leads_to_it(kind: str) -> None:
    listed = yaml.safe_load(LIST.read_text(encoding="utf-8"))
    for value, others in listed[kind].items():
        for phrase in others if value in listed["ambiguous"] else (value, *others):
            assert [found[:2] for found in read(str(phrase))] == [(kind, value)], phrase


def test_no_everyday_word_is_taken_for_a_misspelt_one() -> None:
    counted = Counter(word for example in training() for word in example.text.lower().split())
    everyday = [
        word for word, _ in counted.most_common(3000) if word.isalpha() and wordfreq.zipf_frequency(word, "nl") >= 3
    ]
    assert len(everyday) > 1000
    for word in everyday:
        for kind, value, words in read(word):
            # what is read must be recognisable in the word itself: a listed phrase, or a part of it with an ending
            assert word in NAMES.phrases or value[:3] == word[:3], (kind, value, words)


def test_a_phrase_with_two_names_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "names.yml"
    broken.write_text(
        "nothing: []\nambiguous: []\nprocedure: {knieprothese: [nieuwe knie], knieoperatie: [nieuwe knie]}\nbody_part: {}\n"
    )
    with pytest.raises(ValueError, match=r"names\.yml: 'nieuwe knie'"):
        BodyNames.load(CONCEPTS, broken)


WORDS = st.sampled_from(sorted(NAMES.phrases))


@given(st.text(max_size=200) | st.lists(WORDS | st.text(max_size=8), max_size=8).map(" ".join))
def test_any_text_gives_names_inside_it_that_do_not_overlap(text: str) -> None:
    found = NAMES.find(text)
    assert all(0 <= f.start < f.end <= len(text) for f in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(f.name.kind in KINDS and f.name.value for f in found)


@given(WORDS, st.text(alphabet="xyz ,.!?\n", max_size=5), st.text(alphabet="qvw ,.!?\n", max_size=5))
def test_the_words_that_were_read_are_where_it_says(phrase: str, before: str, after: str) -> None:
    text = f"{before} {phrase} {after}"
    for f in NAMES.find(text):
        assert text[f.start : f.end] in phrase, "it reads what was said, and not what stands around it"
