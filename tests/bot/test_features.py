"""Spelling is levelled out, the build of a message is seen, and known things are named by what they are."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.components.features import Concepts, normalise, shape, words
from tests.bot.conftest import MEDICINES
from tests.conftest import ROOT

CONCEPTS = Concepts.load(ROOT / "data" / "concepts.yml", ROOT / MEDICINES)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Zóóó MOE", "zoo moe"),
        ("ik heb diabeét", "ik heb diabeet"),
        ("bloeddruk 160/95", "bloeddruk 180/100"),
        ("hellllup", "hellup"),
        ("2,5 mg", "10 mg"),
        ("ï", "i"),
    ],
)
def test_two_spellings_are_one(text: str, same: str) -> None:
    assert normalise(text) == normalise(same)


def test_a_word_without_end_is_left_out() -> None:
    assert words(normalise("help " + "a" * 1990)) == ["help"]
    assert words(normalise("ha" * 500)) == []


def test_other_scripts_keep_their_letters() -> None:
    assert words(normalise("Операція завтра")) == ["операція", "завтра"]
    assert words(normalise("عملية جراحية")) == ["عملية", "جراحية"]


@given(st.text(max_size=300))
def test_any_text_can_be_levelled_out_and_stays_as_it_is(text: str) -> None:
    plain = normalise(text)
    assert all(words(plain)) and not any(w.isspace() for w in words(plain))
    assert isinstance(shape(text), str)
    assert isinstance(CONCEPTS.annotate(text), str)


def test_telling_and_asking_are_built_otherwise() -> None:
    assert "bos_mag" in shape("mag ik roken").split() and "bos_ik" in shape("ik mag roken").split()
    assert "qmark" in shape("roken?").split() and "qmark" not in shape("roken").split()


@pytest.mark.parametrize(
    ("text", "length"), [("ja", "len_s"), ("ik krijg een nieuwe knie", "len_m"), ("a b " * 8, "len_l")]
)
def test_length_is_told(text: str, length: str) -> None:
    assert length in shape(text).split()


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("ik krijg een kunstheup", "procedure"),
        ("over drie weken een nieuwe knie", "procedure"),
        ("heupoperatie", "procedure"),
        ("ze gaan me onder zeil brengen", "anaesthesia"),
        ("ik slik metformine", "medicine metformin"),
        ("mijn schoonmoeder", "relative"),
    ],
)
def test_a_known_thing_is_named(text: str, concept: str) -> None:
    assert concept in CONCEPTS.of(text)


def test_the_longest_phrase_goes_first_and_each_word_is_used_once() -> None:
    concepts = Concepts({"nieuwe knie": "procedure", "knie": "body_part"})
    assert concepts.of("nieuwe knie en knie") == ["procedure", "body_part"]


def test_an_unrelated_word_is_not_taken_for_something_else() -> None:
    concepts = Concepts({"sproken": "wrong", "gesproken": "unrelated"})
    assert concepts.of("gesproken") == ["unrelated"]


def test_annotated_text_holds_the_concept_as_a_word_no_patient_types() -> None:
    assert Concepts({"kunstheup": "procedure"}).annotate("Kunstheup!") == "kunstheup! xxprocedurexx"


def test_a_broken_list_is_not_read_as_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Concepts.load(tmp_path / "gone.yml", tmp_path)
