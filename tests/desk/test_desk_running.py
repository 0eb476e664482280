"""The desk on a running service: who gets in, a signature that no longer holds, and counts in PostgreSQL."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Page

from tests.desk.conftest import Office
from tests.desk.provider import EDITOR, STRANGER
from tests.desk.signing import CARD, FILE
from tests.house import TOKEN, findings, shot

pytestmark = [pytest.mark.stack, pytest.mark.browser, pytest.mark.database]


def by_token(page: Page, base: str) -> None:
    page.goto(f"{base}/redactie")
    page.get_by_label("Toegangscode").fill(TOKEN)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("heading", name="Redactie", exact=True).wait_for()


def by_provider(page: Page, base: str, who: str) -> None:
    """From the door to the provider, and back again as somebody."""
    page.goto(f"{base}/redactie")
    page.get_by_role("link", name="Log in met uw organisatie").click()
    page.get_by_role("link", name=who, exact=True).click()


def test_signed_card_turns_to_draft_after_an_edit(office: Office, desktop: Page) -> None:
    by_token(desktop, office.stack.base)
    address = f"{office.stack.base}/redactie/kaart/{CARD}"
    desktop.goto(address)
    assert "goedgekeurd" in desktop.locator("#staat").inner_text()
    assert "Proef Persoon" in desktop.locator("#staat").inner_text()
    assert desktop.get_by_text("Veranderd sinds de handtekening").count() == 0
    file = office.content / FILE
    before = file.read_text(encoding="utf-8")
    step = desktop.locator(".step").inner_text().removeprefix("Kleine stap.").strip()
    assert step in before
    try:
        file.write_text(before.replace(step, "Gooi vandaag uw asbak weg."), encoding="utf-8")
        desktop.reload()
        assert "concept" in desktop.locator("#staat").inner_text()
        assert "goedgekeurd" not in desktop.locator("#staat").inner_text()
        changes = desktop.get_by_label("Verschil met de getekende tekst")
        assert step in changes.locator("del").inner_text()
        assert "Gooi vandaag uw asbak weg." in changes.locator("ins").inner_text()
        assert findings(desktop) == []
        shot(desktop, "redactie-veranderd")
        desktop.get_by_role("link", name="Controle").click()
        assert "Gooi vandaag uw asbak weg." in desktop.get_by_label(f"Verschil bij {CARD}").inner_text()
        assert findings(desktop) == []
        desktop.goto(f"{office.stack.base}/redactie/kaarten?staat=approved")
        assert CARD not in desktop.locator("table").inner_text()
    finally:
        file.write_text(before, encoding="utf-8")
    desktop.goto(address)
    assert "goedgekeurd" in desktop.locator("#staat").inner_text()


def test_a_broken_library_names_file_line_and_remedy(office: Office, desktop: Page) -> None:
    by_token(desktop, office.stack.base)
    file = office.content / FILE
    before = file.read_text(encoding="utf-8")
    try:
        file.write_text(before.replace("phase: before", "phase: ooit"), encoding="utf-8")
        desktop.goto(f"{office.stack.base}/redactie/kaarten")
        said = desktop.locator("main").inner_text()
        assert f"{CARD}.md, regel " in said and "phase" in said
        assert findings(desktop) == []
        shot(desktop, "redactie-kapot")
    finally:
        file.write_text(before, encoding="utf-8")


def test_counts_of_a_running_service_are_in_postgresql(office: Office, desktop: Page) -> None:
    for preview in (False,) * 6 + (True,) * 9:
        body = {"organisation": "demo", "start": {"moment": "birth", "date": "2031-04-05"}, "preview": preview}
        assert office.stack.client.post("/v1/conversations", json=body).status_code == 201
    end = time.monotonic() + 10  # counting comes after the answer
    while "6)" not in office.counted() and time.monotonic() < end:
        time.sleep(0.1)
    assert "'birth', '', 'started', 6)" in office.counted()
    assert "2031" not in office.counted()
    by_token(desktop, office.stack.base)
    desktop.goto(f"{office.stack.base}/redactie/tellingen?organisatie=demo")
    row = desktop.get_by_role("table", name="Gebeurtenissen").get_by_role("row", name="Gesprek begonnen")
    assert row.get_by_role("cell").inner_text() == "6"


class TestWithAProvider:
    @pytest.fixture
    def visitor(self, office: Office, desktop: Page) -> Iterator[Page]:
        """Somebody at the door; whoever they were, no address is kept."""
        yield desktop
        for person in (EDITOR, STRANGER):
            assert person not in office.stack.log.read_text(encoding="utf-8")
            assert person not in str(desktop.context.cookies(office.stack.base))

    def test_an_editor_on_the_list_gets_in(self, office: Office, visitor: Page) -> None:
        visitor.goto(f"{office.stack.base}/redactie")
        assert findings(visitor) == []
        shot(visitor, "redactie-inloggen")
        by_provider(visitor, office.stack.base, "Redacteur")
        visitor.get_by_role("heading", name="U bent ingelogd").wait_for()
        assert findings(visitor) == []
        (cookie,) = visitor.context.cookies(f"{office.stack.base}/redactie")
        assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == ("redactie", True, "Strict")
        visitor.get_by_role("link", name="Ga naar de redactie").click()
        visitor.get_by_role("heading", name="Redactie", exact=True).wait_for()
        visitor.get_by_role("button", name="Uitloggen").click()
        visitor.get_by_role("link", name="Log in met uw organisatie").wait_for()

    @pytest.mark.parametrize(
        ("who", "said"),
        [
            ("Vreemde", "niet op de lijst"),
            ("Adres niet nagekeken", "niet op de lijst"),
            ("Verkeerde nonce", "niet gelukt"),
            ("Verkeerd publiek", "niet gelukt"),
            ("Verlopen", "niet gelukt"),
            ("Andere sleutel", "niet gelukt"),
            ("Toch niet", "niet gelukt"),
        ],
    )
    def test_anyone_else_is_told_why_not(self, office: Office, visitor: Page, who: str, said: str) -> None:
        by_provider(visitor, office.stack.base, who)
        visitor.get_by_role("alert").get_by_text(said).wait_for()
        assert findings(visitor) == []
        assert visitor.context.cookies(f"{office.stack.base}/redactie") == []
        visitor.goto(f"{office.stack.base}/redactie/kaarten")
        visitor.get_by_role("link", name="Log in met uw organisatie").wait_for()
        if who == "Vreemde":
            by_provider(visitor, office.stack.base, "Redacteur")
            visitor.get_by_role("heading", name="U bent ingelogd").wait_for()

    def test_somebody_elses_answer_is_refused(self, office: Office, visitor: Page) -> None:
        """An address with a code that was made for another browser logs nobody in."""
        provider = httpx.get(httpx.get(f"{office.stack.base}/redactie/oidc").headers["location"])
        (path,) = re.findall(r'href="([^"]+who=Redacteur)"', provider.text)
        stolen = httpx.get(provider.url.join(html.unescape(path))).headers["location"]
        visitor.goto(stolen)
        visitor.get_by_role("alert").get_by_text("Log opnieuw in").wait_for()
        visitor.goto(f"{office.stack.base}/redactie/oidc")
        visitor.goto(stolen)
        visitor.get_by_role("alert").get_by_text("niet gelukt").wait_for()
        assert visitor.context.cookies(f"{office.stack.base}/redactie") == []
