"""From a question to cards: the right one, a choice, or nothing; never a wrong one for bad input."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from time import process_time

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation.sets import DEVELOPMENT, questions
from knowledge.library import Library
from knowledge.models import Moment, Theme
from knowledge.search import Evidence, NoSearch, Searcher
from knowledge.search.build import ensure_index
from knowledge.search.index import IndexBroken
from knowledge.search.ranking import UnknownModelError
from knowledge.search.searcher import in_scope, load_thesaurus

ROOT = Path(__file__).resolve().parents[3]
SMOKING = Evidence(moments=(Moment.SURGERY,), theme=Theme.SMOKING)


def ids(searcher: Searcher, question: str, evidence: Evidence, limit: int = 3) -> list[str]:
    return [found.card.id for found in searcher.search(question, evidence, limit).found]


@pytest.mark.parametrize(
    ("question", "evidence", "card"),
    [
        ("mag ik roken voor mijn operatie", SMOKING, "surgery-smoking"),
        ("mag ik paffen voor de ingreep", SMOKING, "surgery-smoking"),
        ("slect slaapen tijdens het wachtn", Evidence(moments=(Moment.GGZ_WAITLIST,)), "ggz-sleep"),
        ("glas wijn zwanger", Evidence(moments=(Moment.BIRTH,)), "birth-alcohol"),
    ],
)
def test_plain_words_slang_and_typing_errors_find_the_card(searcher: Searcher, question, evidence, card):
    assert ids(searcher, question, evidence)[:1] == [card]


@pytest.mark.parametrize(
    "question", ["", " ", "\n\t", "?", "!!!", "😀", "\x00", "___", "...", "xyzzyq", "asdf jkl qwerty", "kkkkkk"]
)
def test_a_question_without_known_words_gets_nothing(shipped_searcher: Searcher, question: str):
    for moments in ((), (Moment.SURGERY,)):
        result = shipped_searcher.search(question, Evidence(moments=moments))
        assert result.tier == "none" and result.found == ()


def test_two_thousand_characters_are_read_and_what_lies_beyond_is_not(shipped_searcher: Searcher):
    filler = "en toen zei ik tegen haar dat het weer zo mooi was "
    inside = (filler * 50)[:1950] + " stoppen met roken voor mijn operatie"
    assert len(inside) < 2000
    found = ids(shipped_searcher, inside, SMOKING)
    beyond = (filler * 60)[:2000]
    assert ids(shipped_searcher, beyond + " stoppen met roken", SMOKING) == ids(shipped_searcher, beyond, SMOKING)
    assert found and all("smoking" in card for card in found)
    assert shipped_searcher.search("a" * 2000, Evidence()).tier == "none"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300), st.sampled_from([*Moment]), st.integers(0, 5))
def test_whatever_is_typed_only_cards_that_may_be_shown_come_back(shipped_searcher: Searcher, text, moment, limit):
    result = shipped_searcher.search(text, Evidence(moments=(moment,)), limit)
    assert len(result.found) <= limit
    assert (result.tier == "none") == (not result.found)
    scores = [found.score for found in result.found]
    assert scores == sorted(scores, reverse=True) and all(0 <= score <= 1 for score in scores)
    assert all(not found.card.moments or moment in found.card.moments for found in result.found)


@pytest.mark.parametrize("moment", ["operatie", "", "SURGERY", "surgery "])
def test_a_moment_that_does_not_exist_is_an_error_not_a_card(searcher: Searcher, moment: str):
    with pytest.raises(ValueError, match="not a valid Moment"):
        searcher.search("mag ik roken", Evidence(moments=(moment,)))


def test_excluded_cards_never_come_back_and_unknown_ids_do_no_harm(shipped_searcher: Searcher):
    question = "stoppen met roken voor mijn operatie"
    first = ids(shipped_searcher, question, SMOKING)
    assert first
    rest = ids(
        shipped_searcher, question, Evidence((Moment.SURGERY,), Theme.SMOKING, exclude=frozenset({*first, "gone"}))
    )
    assert not set(rest) & set(first)


def test_nothing_is_left_when_every_card_is_excluded(shipped: Library, shipped_searcher: Searcher):
    assert ids(shipped_searcher, "roken", Evidence(exclude=frozenset(shipped.cards))) == []


def test_a_card_id_is_a_question_like_any_other(shipped: Library, shipped_searcher: Searcher):
    for card_id in list(shipped.cards)[::40]:
        assert set(ids(shipped_searcher, card_id, Evidence())) <= set(shipped.cards)


def test_what_is_not_ours_gets_no_card_unless_its_theme_is_beyond_doubt(shipped_searcher: Searcher):
    question = "stoppen met roken voor mijn operatie"
    assert shipped_searcher.search(question, Evidence(act="out_of_scope")).tier == "none"
    assert in_scope(Evidence(act="out_of_scope", guessed_themes={Theme.SMOKING: 0.95}))
    assert in_scope(Evidence(act="out_of_scope", theme=Theme.SMOKING))
    assert not in_scope(Evidence(act="out_of_scope", guessed_themes={Theme.SMOKING: 0.5}))


def test_no_weak_card_stands_behind_the_best(shipped: Library, shipped_searcher: Searcher):
    half = shipped_searcher._ranking.half
    for asked in questions(DEVELOPMENT)[::5]:
        result = shipped_searcher.search(asked.text, Evidence(), limit=10)
        assert all(found.score >= round(half, 4) for found in result.found)


def test_without_an_index_nothing_is_found_and_the_reason_is_kept():
    search = NoSearch("no index")
    assert search.search("mag ik roken", SMOKING).found == () and search.reason == "no index"


def test_opening_needs_the_index_of_this_library(small: Library, shipped: Library, built: Path, tmp_path: Path):
    with pytest.raises(IndexBroken, match="other content"):
        Searcher.open(shipped, built)
    with pytest.raises(IndexBroken, match="no readable manifest"):
        Searcher.open(small, tmp_path)


def test_a_library_without_thesaurus_is_searched_too(tmp_path: Path):
    assert load_thesaurus(tmp_path).expand("paffen").strip() == "paffen"


def test_a_transformer_searches_with_an_index_and_thresholds_of_its_own(
    small: Library, transformer: Path, settings: Path, tmp_path: Path
):
    model = str(transformer)
    ensure_index(small, tmp_path / "index", model)
    searcher = Searcher.open(small, tmp_path / "index", model, settings)
    result = searcher.search("mag ik roken voor mijn operatie", SMOKING)
    assert result.found[0].card.id == "surgery-smoking"
    assert searcher._ranking.half == 0.6
    assert result.tier == ("sure" if result.found[0].score >= 0.9 else "half")


def test_a_transformer_is_refused_on_the_index_of_another_model(
    small: Library, built: Path, transformer: Path, settings: Path
):
    with pytest.raises(UnknownModelError, match=r"made with model 'own-static-ngrams'.*knowledge\.search\.build"):
        Searcher.open(small, built, str(transformer), settings)


def test_a_transformer_without_thresholds_is_refused(small: Library, transformer: Path, tmp_path: Path):
    ensure_index(small, tmp_path / "index", str(transformer))
    with pytest.raises(UnknownModelError, match="no thresholds"):
        Searcher.open(small, tmp_path / "index", str(transformer))


def test_the_service_does_not_start_with_a_model_that_was_never_calibrated(transformer: Path, tmp_path: Path):
    from tests.conftest import free_port

    environment = {**os.environ, "LEEFSTIJLMOMENT_EMBEDDING_MODEL": str(transformer), "PORT": str(free_port())}
    environment |= {"LEEFSTIJLMOMENT_BOT_URL": "http://127.0.0.1:9", "LEEFSTIJLMOMENT_BOT_TOKEN": "x" * 32}
    said = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "api"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert said.returncode == 1
    assert "embedding model cannot be used" in said.stderr and "no thresholds" in said.stderr
    assert "Traceback" not in said.stderr


def test_a_search_takes_at_most_five_milliseconds(shipped_searcher: Searcher, capsys: pytest.CaptureFixture[str]):
    """Counted in processor time, so that a busy machine does not matter; `make bench` holds the clock beside it."""
    asked = [q.text for q in questions(DEVELOPMENT)]
    taken = []
    for text in asked[:10] + asked:
        started = process_time()
        shipped_searcher.search(text, Evidence())
        taken.append((process_time() - started) * 1000)
    slow = float(np.percentile(taken[10:], 95))
    with capsys.disabled():
        print(f"\na search: {np.median(taken):.2f} ms, p95 {slow:.2f} ms (processor time)")
    assert slow < 5.0
