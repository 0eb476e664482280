"""Features and classifiers answer the same after they were stored, and are stored as plain numbers."""

import pytest

from tests.bot.conftest import EngineRoom

CODE = '''
"""What `test_linear.py` asks of the module, in Rasa's environment."""

import tempfile
from pathlib import Path

import numpy as np

from bot.components.linear import LinearHead, Vectoriser

TEXTS = ["ik rook", "ik rook veel", "ik drink", "ik drink veel", "ik rook en drink"] * 2
LABELS = [["smoking"], ["smoking"], ["alcohol"], ["alcohol"], ["smoking", "alcohol"]] * 2
ACTS = ["report", "report", "ask", "ask", "thanks"] * 2


def vectoriser(*kinds):
    made = Vectoriser(*kinds)
    matrix = made.fit(TEXTS)
    with tempfile.TemporaryDirectory() as place:
        made.save(Path(place))
        loaded = Vectoriser.load(Path(place), *kinds)
        files = sorted(file.name for file in Path(place).iterdir())
    new = ["ik rook wijn", ""]
    same = np.allclose(made.transform(new).toarray(), loaded.transform(new).toarray())
    return {"rows": matrix.shape[0], "files": files, "same": bool(same), "known": loaded.transform(new).getnnz(axis=1).tolist()}


def heads():
    made = Vectoriser("characters", "words")
    matrix = made.fit(TEXTS)
    answers = {}
    for name, head in (
        ("act", LinearHead.exclusive_labels(matrix, ACTS, 10.0)),
        ("theme", LinearHead.one_vs_rest(matrix, LABELS, ["alcohol", "smoking"], 10.0)),
    ):
        row = made.transform(["ik rook en drink"])
        with tempfile.TemporaryDirectory() as place:
            head.save(Path(place) / "head.npz")
            again = LinearHead.load(Path(place) / "head.npz").scores(row)
        answers[name] = {"scores": head.scores(row), "again": again, "empty": head.scores(made.transform([""]))}
    return answers
'''


@pytest.fixture(scope="module")
def answers(room: EngineRoom):
    (room.house / "linear_questions.py").write_text(CODE, encoding="utf-8")
    return lambda function, *arguments: room.ask(
        "call", module="linear_questions", function=function, arguments=arguments
    )


def test_stored_features_are_the_same_features(answers) -> None:
    found = answers("vectoriser", "characters", "words", "shape")
    assert found["rows"] == 10 and found["same"]
    known, nothing = found["known"]
    assert known > 0 and nothing == 0


def test_features_are_stored_without_pickles(answers) -> None:
    assert answers("vectoriser", "characters", "words")["files"] == [
        "characters.json", "characters.npy", "words.json", "words.npy",
    ]  # fmt: skip


def test_acts_share_one_certainty_and_labels_each_have_their_own(answers) -> None:
    found = answers("heads")
    assert sum(found["act"]["scores"].values()) == pytest.approx(1)
    assert all(score > 0.5 for score in found["theme"]["scores"].values()), "both hold at once"


@pytest.mark.parametrize("head", ["act", "theme"])
def test_a_stored_head_answers_the_same(answers, head: str) -> None:
    found = answers("heads")[head]
    assert found["again"] == pytest.approx(found["scores"])


@pytest.mark.parametrize("head", ["act", "theme"])
def test_no_features_at_all_still_give_probabilities(answers, head: str) -> None:
    assert all(0 <= score <= 1 for score in answers("heads")[head]["empty"].values())
