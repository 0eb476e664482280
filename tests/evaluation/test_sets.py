"""The labelled messages are well-formed, and none of them stands in what the service learns from."""

import re

import pytest
import yaml

from evaluation.sets import (
    DEVELOPMENT,
    EXAMPLES,
    FOLDERS,
    Question,
    messages,
    normalised,
    questions,
    refusals,
    rows,
    training,
)
from knowledge.models import Moment, Theme

ACTS = {
    "report", "ask_lifestyle", "ask_questions", "ask_medical", "ask_local", "ask_motivation", "ask_bot", "smalltalk",
    "affirm", "deny", "restart", "goodbye", "thanks", "out_of_scope",
}  # fmt: skip


@pytest.fixture(scope="module")
def learnt() -> dict[str, str]:
    """Everything the bot and the search learn from, by normalised text, with where it stands."""
    found = {normalised(example.text): "data/nlu" for example in training()}
    for file in sorted(EXAMPLES.glob("*.yml")):
        for lines in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader).values():
            found |= {normalised(str(line)): file.name for line in lines}
    return found


@pytest.mark.parametrize("folder", FOLDERS)
def test_labels_are_those_of_the_contract(folder):
    for message in messages(FOLDERS[folder]):
        assert message.moments <= set(Moment), message.text
        assert message.themes <= set(Theme), message.text
        assert message.act in ACTS, message.text
    for question in questions(FOLDERS[folder]):
        assert question.theme in set(Theme) and (question.moment is None or question.moment in set(Moment))
        assert question.must_mention and all(re.compile(pattern) for pattern in question.must_mention)
    assert {refusal.expect for refusal in refusals(FOLDERS[folder])} == {"refer", "out_of_scope"}


def test_the_development_set_is_large_and_mixed_enough_to_tell_something():
    found = messages(DEVELOPMENT)
    assert len(found) >= 450 and len(questions(DEVELOPMENT)) >= 200 and len(refusals(DEVELOPMENT)) >= 140
    assert sum(not message.moments for message in found) >= 90
    assert sum(len(message.moments) > 1 for message in found) >= 35
    assert len({message.voice for message in found}) >= 12
    assert {question.kind for question in questions(DEVELOPMENT)} == {"plain", "typo", "compound", "indirect"}


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("name", ["moments.jsonl", "retrieval.jsonl", "abstain.jsonl"])
def test_nothing_that_is_measured_was_learnt(folder, name, learnt):
    known = [(row["text"], learnt[normalised(row["text"])]) for row in rows(FOLDERS[folder] / name)
             if normalised(row["text"]) in learnt]  # fmt: skip
    assert not known, "take these out of the training data or the examples: they are measured with"


@pytest.mark.parametrize("name", ["moments.jsonl", "retrieval.jsonl", "abstain.jsonl"])
def test_each_development_message_stands_once(name):
    texts = [normalised(row["text"]) for row in rows(DEVELOPMENT / name)]
    assert len(texts) == len(set(texts))


def test_a_card_fits_only_with_its_moment_theme_and_point():
    question = Question("mag ik bier", "surgery", "alcohol", ("alcohol",))
    assert question.fits("Minder alcohol", "", ["surgery"], ["alcohol"])
    assert question.fits("Minder alcohol", "", [], ["alcohol"]), "a card without moment fits every moment"
    assert not question.fits("Minder alcohol", "", ["birth"], ["alcohol"])
    assert not question.fits("Minder alcohol", "", ["surgery"], ["nutrition"])
    assert not question.fits("Minder roken", "", ["surgery"], ["alcohol"])


def test_a_broken_line_is_named(tmp_path):
    file = tmp_path / "moments.jsonl"
    file.write_text('{"text": "hoi"}\n{"text": \n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"moments\.jsonl:2"):
        rows(file)
