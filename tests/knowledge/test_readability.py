"""The language check names the sentence, the rule and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.library import Library
from knowledge.readability import Findings, Gate, Level, units
from knowledge.readability.calibration import calibrate
from knowledge.readability.data import read
from knowledge.readability.grammar import is_passive
from knowledge.readability.patterns import Pattern, patterns
from knowledge.readability.sentences import flesch_douma, sentences, syllables, words
from knowledge.readability.vocabulary import replacements
from knowledge.readability.words import bases, familiar, parts
from tests.knowledge.conftest import Content

DATA = Path(__file__).parent / "data"
LONG = (
    "Als u morgen wakker wordt en u merkt dat u weer slecht heeft geslapen, ga dan op tijd uit bed en "
    "drink een glas water."
)
LineOf = Callable[[str], int]


def failing(sentence: str, gate: Gate | None = None) -> dict[str, str]:
    """Rule and remedy of everything in a sentence that does not pass."""
    found = (gate or Gate()).judge(sentence)
    return {finding.rule: finding.remedy for finding in found if finding.level is Level.FAIL}


def lines(name: str) -> list[str]:
    """A labelled set of sentences."""
    return (DATA / name).read_text(encoding="utf-8").splitlines()


def hit_for(content: Content, rule: str) -> str:
    """The one line that the check prints for a rule, in a library that was broken in one place."""
    hits = [hit for hit in Findings(content.library()).failures if hit.finding.rule == rule]
    assert len(hits) == 1, [str(hit.problem()) for hit in hits]
    return str(hits[0].problem())


def test_the_small_library_passes(content: Content) -> None:
    assert [str(hit.problem()) for hit in Findings(content.library()).failures] == []


def test_sentence_of_25_words(content: Content, line_of: LineOf) -> None:
    assert len(words(LONG)) == 25
    content.edit("Sta elke dag op dezelfde tijd op, ook na een slechte nacht.", LONG)
    printed = hit_for(content, "zinslengte")
    assert printed.startswith(f"{content.card}:{line_of('Als u morgen')}: zinslengte: 25 woorden, meer dan 20")
    assert LONG in printed
    assert " -> maak er 2 zinnen van; laat want, maar, als of daarom" in printed


def test_a_long_sentence_cannot_hide_behind_line_ends(content: Content, line_of: LineOf) -> None:
    content.edit("Sta elke dag op dezelfde tijd op, ook na een slechte nacht.", LONG.replace(" ga dan", "\nga dan"))
    assert hit_for(content, "zinslengte").startswith(
        f"{content.card}:{line_of('Als u morgen')}: zinslengte: 25 woorden"
    )


def test_a_phrase_is_not_explained_by_its_other_variant(content: Content) -> None:
    texts = '["Vraag uw arts naar een stoma.", "Een stoma is een opening in uw buik."]'
    content.write("messages.yml", f"- {{id: hello, texts: {texts}}}\n")
    assert "'stoma' zonder uitleg" in hit_for(content, "geen uitleg")


def test_u_and_je_mixed(content: Content, line_of: LineOf) -> None:
    content.edit("Zet voor morgen één wekker.", "Zet voor morgen je wekker.")
    printed = hit_for(content, "u of je")
    assert printed.startswith(f"{content.card}:{line_of('je wekker')}: ")
    assert printed.endswith("in: \"Zet voor morgen je wekker.\" -> gebruik 'u' of 'uw'")


def test_unexplained_contra_indication(content: Content, line_of: LineOf) -> None:
    content.edit("Die kan met u meedenken over wat bij u past.", "Vraag of u een contra-indicatie heeft.")
    printed = hit_for(content, "gewoon woord")
    assert printed.startswith(f"{content.card}:{line_of('contra-indicatie')}: ")
    assert printed.endswith("gebruik 'reden om het niet te doen' in plaats van 'contra-indicatie'")


def test_an_everyday_word_is_suggested_by_name() -> None:
    assert failing("U krijgt twee injecties.")["gewoon woord"] == "gebruik 'prik' in plaats van 'injecties'"


def test_glossary_word_needs_its_explanation_in_the_same_card(content: Content) -> None:
    glossary = (content.root / "glossary.yml").read_text(encoding="utf-8")
    entry = '- {term: apneu, explanation: "uw adem stopt even", cues: [adem], instead: ademstop}\n'
    content.write("glossary.yml", glossary + entry)
    content.edit("Die kan met u meedenken over wat bij u past.", "Vraag ook naar apneu.")
    assert hit_for(content, "geen uitleg").endswith(
        "gebruik 'ademstop' in plaats van 'apneu', "
        "of leg 'apneu' uit in dezelfde tekst, bijvoorbeeld: uw adem stopt even"
    )
    content.edit("Vraag ook naar apneu.", "Vraag ook naar apneu: uw adem stopt dan even.")
    assert Findings(content.library()).failures == []


def test_rare_word_and_abbreviation_without_explanation() -> None:
    assert "moeilijk woord" in failing("U krijgt last van spieratrofie.")
    assert "afkorting" in failing("Vraag naar uw HbA1c.")
    assert failing("Neem metformine bij het eten.", Gate(names=("metformine",))) == {}


def test_mean_length_and_size_of_a_card(content: Content) -> None:
    content.edit("Die kan met u meedenken over wat bij u past.", "")
    content.edit("Dat is logisch, want uw hoofd is druk.", "")
    content.edit("Ga daarna naar buiten, want daglicht maakt u wakker.", "")
    assert "niet 60 tot 120" in hit_for(content, "kaartlengte")
    content.edit("slapen terwijl u wacht", "slapen terwijl u lang op hulp moet wachten thuis.")
    assert "titel" in hit_for(content, "titel")


@pytest.mark.parametrize("pattern", patterns(), ids=lambda pattern: pattern.rule)
def test_every_pattern_finds_its_examples_and_no_others(pattern: Pattern) -> None:
    assert [text for text in pattern.hits if not list(pattern.find(text))] == []
    assert [text for text in pattern.passes if list(pattern.find(text))] == []


@pytest.mark.parametrize(
    "order",
    [
        "Stop met uw medicijn als u zich beter voelt.",
        "Voelt u zich goed, stop dan met de pillen.",
        "Verdubbel uw dosis bij veel pijn.",
        "Slik vandaag een extra pil.",
        "Sla gerust een pil over.",
        "U mag stoppen met uw antidepressiva.",
    ],
)
def test_no_card_gives_orders_about_medicines(order: str) -> None:
    assert "opdracht over medicijn" in failing(order)


def test_things_that_pass_one_by_one_do_not_pass_together() -> None:
    text = "De afspraak wordt door de afdeling gemaakt als de uitslag van uw bloed op tijd binnen is."
    assert "stapeling" in failing(text)


def test_sentences_and_words() -> None:
    assert sentences("Bel 113.nl om 10.30\nuur. 's Nachts ook? Ja.\n\nGoed zo") == [
        "Bel 113.nl om 10.30 uur.",
        "'s Nachts ook?",
        "Ja.",
        "Goed zo",
    ]
    assert words("Loop 10 minuten, na het eten.") == ["Loop", "10", "minuten", "na", "het", "eten"]


@given(st.text(max_size=300))
def test_no_letter_is_lost_between_sentences(text: str) -> None:
    letters = re.compile(r"[^\w.?!]")
    assert letters.sub("", "".join(sentences(text))) == letters.sub("", text)


@pytest.mark.parametrize(
    ("word", "count"),
    [("wandelen", 3), ("eeuwig", 2), ("bloeddruk", 2), ("operatie", 4), ("dokter", 2), ("ij", 1), ("vrouw", 1)],
)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_flesch_douma_follows_its_formula() -> None:
    assert flesch_douma(["De hond eet vis."]) == round(206.84 - 77 * 1 - 0.93 * 4, 1)
    assert flesch_douma([]) == 100.0


def test_forms_and_compounds_of_known_words_are_known() -> None:
    assert {"slaap", "slapen"} & bases("slaapt")
    assert parts("darmoperatie") == ("darm", "operatie")
    assert familiar("buurtsportcoach") and familiar("meekijkt")
    assert not familiar("anticoagulans") and not familiar("spieratrofie")


def test_passive() -> None:
    assert is_passive("De brief wordt door de arts geschreven.")
    assert not is_passive("U wordt weer gezond.")
    assert not is_passive("De arts schrijft een brief.")


def test_replacements_do_not_send_editors_to_another_hard_word() -> None:
    found = replacements()
    assert len(found) >= 200
    hard = {word for word, replacement in found.items() if replacement.level is Level.FAIL}
    loops = {word: r.use for word, r in found.items() if hard & set(words(r.use.lower()))}
    assert loops == {}
    assert not set(read("replacements.yml")["fail"]) & set(read("replacements.yml")["warn"])


def test_calibration_on_labelled_sentences(shipped: Library, capsys: pytest.CaptureFixture[str]) -> None:
    gate = Gate.of(shipped)
    first = calibrate(gate, lines("b1.tsv"), lines("hard.tsv"))
    second = calibrate(gate, lines("b1-second.tsv"), lines("hard-second.tsv"))
    with capsys.disabled():
        print(f"\ncalibration set: {first}\nheld-out set: {second}")
    assert (first.easy, first.hard) == (60, 60)
    assert first.precision >= 0.95 and first.recall >= 0.9
    assert second.precision >= 0.9 and second.recall >= 0.75


def test_everything_shipped_passes(shipped: Library) -> None:
    assert [str(hit.problem()) for hit in Findings(shipped).failures] == []


def test_every_shown_text_is_checked(shipped: Library) -> None:
    checked = {passage.text for unit in units(shipped) for passage in unit.passages}
    for card in shipped.cards.values():
        assert {card.title, card.link, card.step, card.text, card.caution or card.text} <= checked
    assert {question.text for question in shipped.questions.values()} <= checked
    assert {text for phrase in shipped.phrases for text in phrase.texts} <= checked
    crisis = (shipped.root / "crisis.yml").read_text(encoding="utf-8")
    assert sum(text in crisis for text in checked) >= 10
