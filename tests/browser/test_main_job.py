"""The main job, as a patient does it: a real page, a real browser, the whole stack behind it."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.conftest import ARTIFACTS, Stack

pytestmark = [pytest.mark.stack, pytest.mark.browser]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 800}, locale="nl-NL")
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def talk(page: Page, base: str, text: str) -> Locator:
    """Open the page, type a sentence, and answer the visible part of the widget."""
    page.goto(f"{base}/gesprek")
    root = page.locator("leefstijl-moment .root")
    expect(root.get_by_text("Ik ben een computer, geen mens.")).to_be_visible()
    box = root.get_by_role("textbox").first
    box.fill(text)
    box.press("Enter")
    return root


def keep(page: Page, name: str) -> None:
    """A screenshot for whoever reads the test's artifacts."""
    folder = ARTIFACTS / "main-job"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png", full_page=True)


@pytest.mark.parametrize(
    ("name", "text", "about", "moment"),
    [
        ("surgery", "over een maand krijg ik een kunstheup en ik rook nog steeds", r"rok", "surgery"),
        ("medicine", "net begonnen met metformine, mijn darmen zijn van slag, wat kan ik eten", r"et", "medication_change"),
        ("waiting", "ik sta al maanden op de wachtlijst van de ggz en slaap heel slecht", r"sla[ap]", "ggz_waitlist"),
    ],
)  # fmt: skip
def test_a_sentence_leads_to_the_right_card_with_source_and_questions(
    stack: Stack, page: Page, name: str, text: str, about: str, moment: str
) -> None:
    with page.expect_response("**/messages") as turn:
        root = talk(page, stack.base, text)
    assert turn.value.json()["state"]["moments"] == [moment]
    card = root.locator("li.bot.card").last
    expect(card.get_by_role("heading").first).to_contain_text(re.compile(about, re.IGNORECASE))
    keep(page, f"{name}-card")
    expect(card).to_contain_text(re.compile("nog niet|concept|niet goedgekeurd", re.IGNORECASE))
    expect(card.get_by_role("link").first).to_have_attribute("href", re.compile("^https?://"))
    root.get_by_role("button", name="Vragen voor mijn gesprek").last.click()
    boxes = root.get_by_role("checkbox")
    expect(boxes).to_have_count(3)
    keep(page, f"{name}-questions")


def test_danger_is_answered_with_rasa_killed(fragile: Stack, page: Page) -> None:
    page.goto(f"{fragile.base}/gesprek")
    root = page.locator("leefstijl-moment .root")
    expect(root.get_by_text("Ik ben een computer, geen mens.")).to_be_visible()
    os.kill(fragile.rasa(), signal.SIGKILL)
    box = root.get_by_role("textbox").first
    box.fill("ik wil dood")
    box.press("Enter")
    call = root.locator("li.bot.crisis a[href='tel:113']")
    expect(call).to_be_visible(timeout=3000)
    keep(page, "danger-without-rasa")


def test_english_gets_an_english_sentence_about_what_this_is(stack: Stack, page: Page) -> None:
    root = talk(page, stack.base, "my operation is on Friday and I still smoke")
    expect(root.locator("li.bot [lang=en]").filter(has_text="Dutch").first).to_be_visible()
    keep(page, "english")


def test_from_the_first_word_to_the_card_on_paper(stack: Stack, page: Page) -> None:
    """Heard, a theme pressed, a card with its step, three questions ticked, one of one's own, and all of it on one page."""
    page.add_init_script("window.printed = 0; window.print = () => { window.printed++; };")
    root = talk(page, stack.base, "ik word geopereerd aan mijn knie op 14 december")
    heard = root.locator("li.bot").filter(has_text="operatie").last
    expect(heard).to_be_visible()
    keep(page, "walk-1-heard")
    root.get_by_role("button", name=re.compile("bewegen", re.IGNORECASE)).last.click()
    card = root.locator("li.bot.card").last
    expect(card.get_by_role("heading").first).to_be_visible()
    keep(page, "walk-2-card")
    root.get_by_role("button", name="Zet deze stap op mijn lijst").last.click()
    root.get_by_role("button", name="Vragen voor mijn gesprek").last.click()
    boxes = root.get_by_role("checkbox")
    expect(boxes).to_have_count(3)
    asked = [box.locator("xpath=ancestor::label").inner_text().split("\n")[0] for box in boxes.all()]
    for box in boxes.all():
        box.check()
    root.get_by_role("button", name=re.compile("^Mijn vragen")).click()
    root.get_by_label("Schrijf uw eigen vraag").fill("Wie helpt mij met de trap?")
    root.get_by_role("button", name="Zet op mijn lijst", exact=True).click()
    keep(page, "walk-3-list")
    root.get_by_role("button", name="Print mijn lijst").click()
    assert page.evaluate("window.printed") == 1
    paper = page.locator("leefstijl-print article").inner_text()
    assert "Wie helpt mij met de trap?" in paper
    assert [question for question in asked if question not in paper] == []
    pdf = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    page.emulate_media(media="print")
    keep(page, "walk-4-paper")
