"""Act, moments and themes of a message, as the service gets them from a model that was stored and loaded."""

import pytest

from tests.bot.conftest import MEDICINES, EngineRoom

SETTINGS = {"concepts": "data/concepts.yml", "medicines": MEDICINES, "moment_threshold": 0.48, "theme_threshold": 0.3}
TAUGHT = [
    ("report", ["surgery"], [], ["ik krijg een nieuwe knie", "ik word geopereerd aan mijn heup", "morgen onder het mes"]),
    ("report", ["surgery"], ["smoking"], ["ik word geopereerd en ik rook", "krijg een nieuwe heup en rook nog"]),
    ("report", ["birth"], [], ["ik ben zwanger", "ons kindje komt in mei", "ik ben in verwachting"]),
    ("ask_lifestyle", [], ["smoking"], ["mag ik roken", "hoe stop ik met roken", "is een sigaret erg"]),
    ("thanks", [], [], ["dank je wel", "bedankt"]),
    # each label needs an example
    ("report", ["medication_change", "ggz_waitlist", "diagnosis", "test_result"],
     ["exercise", "alcohol", "nutrition", "relaxation", "sleep", "meaning", "work", "substance_use"],
     ["alles tegelijk pillen wachtlijst suiker uitslag sporten wijn eten stress slapen eenzaam baas wiet"]),
    ("out_of_scope", [], [], ["wie won de voetbalwedstrijd", "wat kost een fiets", "hoe warm wordt het vandaag"]),
]  # fmt: skip
EXAMPLES = [
    {"text": text, "intent": act, "example_metadata": {"moments": moments, "themes": themes}}
    for act, moments, themes, texts in TAUGHT
    for text in texts
] * 3


@pytest.fixture(scope="module")
def files(room: EngineRoom) -> list[str]:
    return list(room.ask("make", module="message_classifier", settings=SETTINGS, examples=EXAMPLES))


@pytest.fixture(scope="module")
def read(room: EngineRoom, files: list[str]):
    return lambda text: room.ask("read", modules=["message_classifier"], texts=[text])[0]


def labels(found: dict, kind: str) -> set[str]:
    return {entity["value"] for entity in found["entities"] if entity["entity"] == kind}


def test_what_was_taught_in_other_words_is_understood(read) -> None:
    found = read("ik krijg een kunstheup en ik rook")
    assert found["intent"]["name"] == "report"
    assert labels(found, "moment") == {"surgery"} and labels(found, "theme") == {"smoking"}


def test_a_label_comes_with_its_certainty_and_spans_the_message(read) -> None:
    text = "ik ben zwanger"
    (moment,) = [e for e in read(text)["entities"] if e["entity"] == "moment"]
    assert moment["value"] == "birth" and SETTINGS["moment_threshold"] <= moment["confidence_entity"] <= 1
    assert (moment["start"], moment["end"]) == (0, len(text))


def test_only_labels_above_the_threshold_are_given(read) -> None:
    found = read("mag ik roken na mijn knie")
    for kind in ("moment", "theme"):
        sure = {name for name, score in found["label_scores"][kind].items() if score >= SETTINGS[f"{kind}_threshold"]}
        assert labels(found, kind) == sure


def test_the_ranking_begins_with_the_act(read) -> None:
    found = read("hoe stop ik met roken")
    assert found["intent_ranking"][0] == found["intent"]
    scores = [each["confidence"] for each in found["intent_ranking"]]
    assert scores == sorted(scores, reverse=True) and len(scores) <= 5


@pytest.mark.parametrize("text", ["", "   ", "!?", "🙂🙂", "flurp blorf", "ik ben een zwoebel", "а" * 2000, "a" * 2000])
def test_unknown_content_is_out_of_scope_without_a_guess(read, text: str) -> None:
    found = read(text)
    assert found["intent"] == {"name": "out_of_scope", "confidence": 1.0}
    assert found["entities"] == [] and found["label_scores"] == {"moment": {}, "theme": {}}


def test_it_is_stored_as_numbers_and_text(files: list[str]) -> None:
    assert files and all(file.endswith((".json", ".npy", ".npz")) for file in files)


@pytest.mark.parametrize("file", ["knowledge.json", "act.npz", "moment.npz", "words.npy"])
def test_a_model_with_a_part_gone_is_refused(room: EngineRoom, files: list[str], file: str) -> None:
    assert file in files
    with pytest.raises(AssertionError, match="FileNotFoundError"):
        room.ask("load_without", module="message_classifier", file=file, settings=SETTINGS)


def test_a_label_that_does_not_exist_is_named_with_its_example(room: EngineRoom, read) -> None:
    wrong = [{"text": "ik rook", "intent": "report", "example_metadata": {"themes": ["smokin"]}}]
    with pytest.raises(AssertionError, match=r"unknown themes \['smokin'\] at example 'ik rook'"):
        room.ask("make", module="message_classifier", settings=SETTINGS, examples=[*EXAMPLES, *wrong])


def test_no_examples_is_an_error(room: EngineRoom) -> None:
    with pytest.raises(AssertionError, match="data/nlu is empty"):
        room.ask("make", module="message_classifier", settings=SETTINGS, examples=[])
