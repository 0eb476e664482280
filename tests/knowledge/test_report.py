"""Figures, lists and the report for those who keep the library."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from knowledge.__main__ import main
from knowledge.contacts import load_contacts
from knowledge.errors import ContentError
from knowledge.library import Library
from knowledge.models import Moment, Theme
from knowledge.readability import Findings
from knowledge.report import Counts, doubts, render, uncovered
from knowledge.review import Reviews
from tests.knowledge.conftest import Content

ARTIFACTS = Path(__file__).parents[1] / "artifacts" / "report"
TODAY = date(2026, 11, 22)


def test_counts_of_the_shipped_library(shipped: Library) -> None:
    counts = Counts.of(shipped)
    assert counts.cards >= 240
    assert counts.questions >= 180
    assert counts.medicine_names >= 600 and counts.medicine_groups >= 35
    assert counts.glossary >= 250
    assert all(figure in str(counts) for figure in (f"{counts.cards} cards", f"{counts.questions} questions"))


def test_counts_of_a_cell(content: Content) -> None:
    matrix = Counts.of(content.library()).matrix
    assert matrix[Moment.GGZ_WAITLIST, Theme.SLEEP] == 1
    assert sum(matrix.values()) == 1


def test_a_thin_cell_needs_a_written_reason(content: Content) -> None:
    reason = "weinig om over te zeggen"
    lines = [f"- {{moment: {m}, theme: {t}, reason: {reason}}}" for m in Moment for t in Theme]
    content.write("coverage.yml", "\n".join(lines[1:]))
    (problem,) = uncovered(content.library())
    assert problem.reason == "surgery x exercise heeft 0 kaarten"
    content.write("coverage.yml", "- {moment: surgery, theme: sport, reason: te weinig over te zeggen}")
    with pytest.raises(ContentError, match=r"coverage\.yml:1: theme"):
        uncovered(content.library())


def test_a_reason_that_is_no_longer_needed(shipped: Library) -> None:
    assert uncovered(shipped) == []


def test_doubts_are_listed_by_card(content: Content) -> None:
    assert doubts(content.library()).endswith(
        "## ggz-sleep-rhythm: Beter slapen terwijl u wacht\n\n- Het aantal weken verschilt per bron.\n"
    )


def test_commands_write_files(content: Content, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = ["--content", str(content.root)]
    page, listed = tmp_path / "a" / "index.html", tmp_path / "doubts.md"
    assert main(["report", "--output", str(page), *root]) == 0
    assert main(["doubts", "--output", str(listed), *root]) == 0
    assert "B1-controle geslaagd" in page.read_text(encoding="utf-8")
    assert listed.read_text(encoding="utf-8").startswith("# Twijfels")
    assert main(["counts", *root]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith("1 cards")


def test_check_prints_readable_problems_and_fails(content: Content, capsys: pytest.CaptureFixture[str]) -> None:
    content.edit("phase: any", "phase: ooit")
    assert main(["check", "--content", str(content.root)]) == 1
    first = capsys.readouterr().err.splitlines()[0]
    assert first.startswith(f"{content.card}:6: phase: ")


def test_text_from_cards_cannot_become_markup(content: Content) -> None:
    content.edit("title: Beter slapen", "title: <script>x</script> slapen")
    library = content.library()
    page = render(library, Reviews.load(content.root, library, TODAY), Findings(library), TODAY)
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_what_expires_soon_is_listed(content: Content, tmp_path: Path) -> None:
    contacts = content.root.parent / "contacts.yml"
    contacts.write_text('- {id: x, name: Hulplijn, phone: "113", checked_on: 2026-07-01}\n', encoding="utf-8")
    library = content.library()
    page = render(library, Reviews.load(content.root, library, TODAY), Findings(library), TODAY, contacts)
    assert "2026-12-28: Nummer of site van Hulplijn" in page
    assert load_contacts(contacts)[0].contact.name == "Hulplijn"


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_report_in_a_browser(shipped: Library, tmp_path: Path, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    file = tmp_path / "index.html"
    reviews = Reviews.load(shipped.root, shipped, TODAY)
    file.write_text(render(shipped, reviews, Findings(shipped), TODAY), encoding="utf-8")
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 900}, color_scheme=scheme)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        page.screenshot(path=ARTIFACTS / f"report-{scheme}.png")
        for part in ("zinnen", "scores", "twijfels"):
            page.locator(f"#{part}").scroll_into_view_if_needed()
            page.evaluate("id => document.getElementById(id).scrollIntoView()", part)
            page.screenshot(path=ARTIFACTS / f"report-{scheme}-{part}.png")
        assert asked == [file.as_uri()], "the report asks nothing from elsewhere"
        assert page.locator("#matrix ~ div table tbody tr").first.locator("td").count() == len(Theme)
        assert page.locator("#scores ~ div tbody tr").count() == len(shipped.cards)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        page.set_viewport_size({"width": 320, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        browser.close()


def chromium() -> str | None:
    """The machine's own Chromium when there is one; otherwise the one that Playwright brought."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium")
