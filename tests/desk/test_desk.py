"""The editors' desk: closed to strangers, honest about signatures, and it writes nothing."""

from __future__ import annotations

import shutil
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page

from api.counts import Counts
from api.desk import Desk
from api.desk_login import DeskLogin
from api.problems import Problem
from api.settings import Settings
from knowledge.library import CONTENT
from tests.conftest import ROOT
from tests.desk.signing import CARD, FILE, sign
from tests.house import TOKEN, House, findings, shot


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


@pytest.fixture
def desk(content: Path) -> Desk:
    return Desk(content, ROOT / "organisations")


def login(environment: str = "production", **given: str) -> DeskLogin:
    return DeskLogin(Settings(environment=environment, **given))  # type: ignore[arg-type]


def test_off_in_production_unless_set() -> None:
    assert not login().on
    assert login(desk_token="geheim-geheim").on
    assert login(oidc_issuer="https://login.example", oidc_client_id="redactie").oidc
    assert login("development").on


def test_token_is_compared_whole_and_tries_are_limited() -> None:
    door = login(desk_token=TOKEN)
    assert door.try_token(TOKEN, "a")
    assert not door.try_token("", "a") and not door.try_token(TOKEN[:-1], "a")
    for _ in range(2):
        door.try_token("fout", "a")
    with pytest.raises(Problem) as refused:
        door.try_token(TOKEN, "a")
    assert refused.value.status == 429


def test_session_cannot_be_made_up_changed_or_used_for_something_else() -> None:
    door, other = login(desk_token=TOKEN), login(desk_token="een-andere-code")
    sealed = door.seal({}, "session", 60)
    assert door.open(sealed, "session")
    assert other.open(sealed, "session") is None
    assert door.open(sealed, "oidc") is None
    assert door.open(door.seal({}, "session", -1), "session") is None
    for wrong in ("", ".", "x.y", sealed[:-1], "A" + sealed):
        assert door.open(wrong, "session") is None


def test_signed_card_turns_to_draft_after_an_edit(desk: Desk, content: Path) -> None:
    sign(content)
    assert desk.read().status(CARD) == "approved"
    assert (CARD, date.today() + timedelta(days=30)) in desk.read().soon(date.today())
    file = content / FILE
    text = file.read_text(encoding="utf-8")
    step = desk.read().library.cards[CARD].step
    file.write_text(text.replace(step, "Gooi vandaag uw asbak weg."), encoding="utf-8")
    now = desk.read()
    assert now.status(CARD) == "changed"
    changed = [(change.kind, change.text) for change in now.changes(CARD) if change.kind in ("gone", "now")]
    assert changed == [("gone", f"Kleine stap: {step}"), ("now", "Kleine stap: Gooi vandaag uw asbak weg.")]


def test_hits_and_patch_of_a_changed_file(desk: Desk) -> None:
    library = desk.read()
    text = library.text(CARD)
    assert [hit for hit in library.check_file(CARD, text) if hit.fails] == []
    changed = text.replace("phase: before", "phase: ooit")
    assert "phase" in library.check_file(CARD, changed)[0].reason
    assert any("u of je" in hit.rule for hit in library.check_text("Neem uw medicijn als je klachten hebt."))
    patch = library.patch(CARD, changed, library.library.root.parents[2])
    assert "-phase: before\n+phase: ooit\n" in patch
    assert library.patch(CARD, text, ROOT) == ""
    assert library.text(CARD) == text


def test_pack_cards_stand_beside_the_library(desk: Desk) -> None:
    assert "demo-diabetes-peers" in desk.read("demo-diabetes").library.cards
    assert "demo-diabetes-peers" not in desk.read().library.cards
    assert "demo-diabetes-peers" not in desk.read("../../etc").library.cards


@pytest.fixture(scope="module")
def session(house: House, browser: Browser) -> list[Any]:
    """The cookies of an editor who logged in by hand, once: tries are limited."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{house.base}/redactie/kaarten")
        assert findings(page) == []
        page.get_by_label("Toegangscode").fill("fout")
        page.get_by_role("button", name="Log in").click()
        page.get_by_text("niet gelukt").wait_for()
        page.get_by_label("Toegangscode").fill(TOKEN)
        page.get_by_role("button", name="Log in").click()
        page.get_by_role("heading", name="Redactie", exact=True).wait_for()
        return list(context.cookies())


@pytest.mark.stack
@pytest.mark.browser
class TestInTheBrowser:
    @pytest.fixture
    def inside(self, session: list[Any], desktop: Page) -> Page:
        desktop.context.add_cookies(session)
        return desktop

    def test_closed_to_strangers(self, house: House) -> None:
        for path in ("/kaarten", "/tellingen.csv", "/controle", f"/kaart/{CARD}"):
            answer = httpx.get(f"{house.base}/redactie{path}")
            assert answer.status_code == 303 and answer.headers["location"] == "/redactie"
        assert httpx.post(f"{house.base}/redactie/nakijken", json={"text": "x"}).status_code == 401

    def test_other_sites_cannot_post_here(self, house: House, inside: Page) -> None:
        cookies = {cookie["name"]: cookie["value"] for cookie in inside.context.cookies()}
        answer = httpx.post(
            f"{house.base}/redactie/nakijken",
            json={"text": "x"},
            cookies=cookies,
            headers={"Origin": "https://kwaad.example"},
        )
        assert answer.status_code == 403
        (cookie,) = inside.context.cookies()
        assert cookie["httpOnly"] and cookie["sameSite"] == "Strict" and cookie["path"] == "/redactie"

    @pytest.mark.parametrize(
        "path", ["", "/kaarten", f"/kaart/{CARD}", "/nakijken", "/controle", "/matrix", "/twijfels"]
    )
    def test_pages_have_no_findings(self, house: House, inside: Page, path: str) -> None:
        inside.goto(f"{house.base}/redactie{path}?organisatie=demo-hospital")
        assert findings(inside) == []
        inside.emulate_media(color_scheme="dark")
        assert findings(inside) == []
        shot(inside, f"redactie{path.replace('/', '-')}")

    def test_counts_have_numbers_beneath_the_charts(self, house: House, inside: Page) -> None:
        counts = Counts(f"sqlite:///{house.counts}")
        counts.add(date.today(), "demo", [("unknown", "surgery", "sleep")] * 9 + [("unknown", "birth", "work")] * 3)
        counts.close()
        inside.goto(f"{house.base}/redactie/tellingen?organisatie=demo")
        table = inside.get_by_role("table", name="Wist het niet, per onderwerp")
        assert "9" in table.get_by_role("row", name="uw operatie, slapen").inner_text()
        assert "<5" in table.get_by_role("row", name="werk").inner_text()
        assert findings(inside) == []
        shot(inside, "redactie-tellingen")
        inside.goto(f"{house.base}/redactie/tellingen?organisatie=demo-hospital")
        assert "uw operatie, slapen" not in inside.locator("main").inner_text()

    def test_hits_while_typing_and_a_file_to_take_along(self, house: House, inside: Page) -> None:
        inside.goto(f"{house.base}/redactie/nakijken")
        inside.get_by_label("Uw tekst").fill("U heeft een contra-indicatie voor dit medicijn.")
        inside.get_by_text("reden om het niet te doen").first.wait_for()
        inside.goto(f"{house.base}/redactie/kaart/{CARD}")
        before = inside.locator("#tekst").input_value()
        inside.locator("#tekst").fill(before.replace("phase: before", "phase: after"))
        with inside.expect_download() as saved:
            inside.get_by_role("button", name="Bewaar als patch").click()
        assert "+phase: after" in saved.value.path().read_text(encoding="utf-8")
        with inside.expect_download() as saved:
            inside.get_by_role("button", name="Bewaar als bestand").click()
        assert saved.value.suggested_filename == f"{CARD}.md"
        inside.reload()
        assert inside.locator("#tekst").input_value() == before

    def test_typed_text_is_nowhere_afterwards(self, house: House, inside: Page) -> None:
        inside.goto(f"{house.base}/redactie/nakijken")
        inside.get_by_label("Uw tekst").fill("Een zeer bijzondere zin over een zilverreiger.")
        time.sleep(1.5)
        assert "zilverreiger" not in house.stack.log.read_text(encoding="utf-8")
        assert b"zilverreiger" not in house.counts.read_bytes()
