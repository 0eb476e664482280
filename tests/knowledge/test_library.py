"""A broken file stops the start, and says where, why and what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import ContentError
from knowledge.library import Library
from knowledge.models import Moment, Theme
from knowledge.source import Document, read_markdown
from tests.knowledge.conftest import CARD, Content

PATH = Path("card.md")
LineOf = Callable[[str], int]


def test_broken_date_is_named_with_its_line(content: Content, line_of: LineOf) -> None:
    line = line_of("checked_on")
    content.edit("2026-11-22", "22-11-2026")
    (problem,) = content.problems()
    assert (problem.file, problem.line) == (content.card, line)
    assert "checked_on" in problem.reason
    assert problem.remedy == "write the date as YYYY-MM-DD"


def test_unknown_theme_is_named_with_its_line(content: Content, line_of: LineOf) -> None:
    line = line_of("themes:")
    content.edit("themes: [sleep]", "themes: [slapen]")
    (problem,) = content.problems()
    assert (problem.file, problem.line) == (content.card, line)
    assert "'sleep'" in problem.reason
    assert problem.remedy == "use one of the labels in docs/contract.md"


def test_duplicate_id_is_named(content: Content) -> None:
    second = content.write("cards/surgery/ggz-sleep-rhythm.md", CARD.replace("[ggz_waitlist]", "[surgery]"))
    (problem,) = content.problems()
    assert (problem.file, problem.line) == (second, 2)
    assert problem.reason == "id 'ggz-sleep-rhythm' stands in two files"
    assert problem.remedy == "rename one of them"


def test_dead_question_reference_is_named(content: Content, line_of: LineOf) -> None:
    line = line_of("ask:")
    content.edit("ask: [q-ggz-sleep]", "ask: [q-ggz-slaap]")
    (problem,) = content.problems()
    assert (problem.file, problem.line) == (content.card, line)
    assert problem.reason == "unknown question 'q-ggz-slaap'"
    assert problem.remedy == "use an id from questions/"


def test_all_problems_are_named_at_once(content: Content) -> None:
    content.edit("phase: any", "phase: ooit")
    content.edit("kind: do", "kind: do\nsoort: kaart")
    content.write("questions/surgery.yml", "- {id: q-a\n")
    reasons = " | ".join(problem.reason for problem in content.problems())
    assert "phase" in reasons and "soort" in reasons and "not valid YAML" in reasons


def test_examples_for_a_card_that_is_gone(content: Content) -> None:
    file = content.write("examples/ggz.yml", "ggz-sleep-rythm: [slaap slecht]\n")
    (problem,) = content.problems()
    assert (problem.file, problem.line) == (file, 1)
    assert "unknown card 'ggz-sleep-rythm'" in problem.reason


def test_two_questions_that_both_claim_first_place(content: Content) -> None:
    record = '- {{id: q-{0}, text: "Wat kan ik zelf doen?", role: gp, moment: surgery, top: {1}}}\n'
    content.write("questions/surgery.yml", "".join(record.format(n, top) for n, top in enumerate((1, 1, 3))))
    (problem,) = content.problems()
    assert "top three of 'surgery'" in problem.reason


def test_a_glossary_word_needs_a_way_to_be_explained(content: Content) -> None:
    content.write("glossary.yml", '- {term: remissie, explanation: "uw suiker is weer gewoon"}\n')
    (problem,) = content.problems()
    assert "cue words" in problem.reason


def test_every_label_needs_its_text(content: Content) -> None:
    content.write("themes.yml", "- {id: sleep, title: Slapen, about: slapen}\n")
    assert {problem.reason for problem in content.problems()} == {
        f"'{theme}' is missing" for theme in Theme if theme is not Theme.SLEEP
    }


def test_shipped_library_covers_every_moment(shipped: Library) -> None:
    for moment in Moment:
        assert [q.top for q in shipped.questions_for(moment)][:4] == [1, 2, 3, None]
        for theme in Theme:
            assert any(moment in card.moments and theme in card.themes for card in shipped.cards.values())


# property tests of the front matter parser
texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60)


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.integers(), min_size=1, max_size=6), texts)
def test_front_matter_comes_back_whole(fields: dict[str, int], body: str) -> None:
    head = "".join(f'"{key}": {value}\n' for key, value in fields.items())
    document, found = read_markdown(PATH, f"---\n{head}---\n{body}\n")
    assert document.data == fields
    assert found == body.strip()
    for number, key in enumerate(fields):
        assert document.line((key,)) == number + 2


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_line(text: str) -> None:
    try:
        document, body = read_markdown(PATH, text)
    except ContentError as error:
        assert all(1 <= problem.line <= text.count("\n") + 2 and problem.remedy for problem in error.problems)
    else:
        assert isinstance(document, Document)
        assert body in text


@given(texts)
def test_a_body_may_hold_what_looks_like_a_fence(body: str) -> None:
    _, found = read_markdown(PATH, f"---\na: 1\n---\nEerst.\n---\n{body}")
    assert found == f"Eerst.\n---\n{body}".strip()
