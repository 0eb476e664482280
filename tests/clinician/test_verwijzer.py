"""A clinician makes a link, a patient opens it."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import time
from datetime import date, timedelta

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page

from knowledge.guides import load_guides, load_leaflet
from knowledge.library import CONTENT
from knowledge.models import Moment
from tests.conftest import ARTIFACTS
from tests.house import House, findings, shot

pytestmark = [pytest.mark.stack, pytest.mark.browser]
DAY = date.today() + timedelta(days=23)


def choose(page: Page, base: str, organisation: str = "demo-hospital") -> str:
    page.goto(f"{base}/verwijzer?organisation={organisation}")
    page.locator("input[name=moment][value=surgery]").check()
    page.locator("#rol").select_option("anaesthetist")
    page.locator("#datum").fill(DAY.isoformat())
    page.get_by_label("Roken en vapen").check()
    for box in page.locator(".questions:visible input").all()[:2]:
        box.check()
    return page.locator("#link").input_value()


def test_patient_on_a_phone_gets_what_the_clinician_chose(house: House, desktop: Page, phone: Page) -> None:
    link = choose(desktop, house.base)
    texts = [row.inner_text() for row in desktop.locator(".questions:visible label").all()[:2]]
    with phone.expect_response(lambda answer: answer.url.endswith("/v1/conversations")) as opened:
        phone.goto(link)
    answer = opened.value.json()
    assert answer["state"]["moments"] == ["surgery"]
    assert answer["state"]["themes"] == ["smoking"]
    assert answer["state"]["role"] == "anaesthetist"
    assert answer["state"]["date"] == DAY.isoformat()
    for text in texts:
        phone.get_by_text(text.strip()).first.wait_for()
    phone.get_by_text("Ziekenhuis Voorbeeldstad").first.wait_for()
    shot(phone, "patient-phone")


def test_qr_holds_the_link_as_svg_and_png(house: House, desktop: Page) -> None:
    link = choose(desktop, house.base)
    drawn = Image.open(io.BytesIO(desktop.locator("#qr svg").screenshot()))
    assert [code.text for code in zxingcpp.read_barcodes(drawn)] == [link]
    with desktop.expect_download() as saved:
        desktop.get_by_role("button", name="QR als PNG").click()
    assert [code.text for code in zxingcpp.read_barcodes(Image.open(saved.value.path()))] == [link]
    with desktop.expect_download() as saved:
        desktop.get_by_role("link", name="QR als SVG").click()
    assert saved.value.path().read_text(encoding="utf-8").startswith("<svg")


def test_leaflet_prints_on_one_page(house: House, desktop: Page) -> None:
    choose(desktop, house.base)
    for box in desktop.locator(".questions:visible input").all()[2:5]:
        box.check()
    folder = ARTIFACTS / "organisations"
    folder.mkdir(parents=True, exist_ok=True)
    printed = desktop.pdf(path=folder / "blad.pdf", format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    desktop.emulate_media(media="print")
    assert desktop.locator("#blad-qr svg").is_visible()
    assert desktop.locator("#blad .logo").is_visible()
    assert not desktop.locator("main").is_visible()
    shot(desktop, "blad")


def test_pages_have_no_findings(house: House, desktop: Page) -> None:
    desktop.goto(f"{house.base}/verwijzer")
    assert findings(desktop) == []
    choose(desktop, house.base)
    assert findings(desktop) == []
    shot(desktop, "verwijzer")
    desktop.emulate_media(color_scheme="dark")
    assert findings(desktop) == []
    desktop.get_by_role("button", name="Laat zien wat de patiënt ziet").click()
    desktop.frame_locator("iframe").get_by_text("Roken en vapen").first.wait_for()
    assert findings(desktop) == []


def test_fits_a_narrow_screen(house: House, phone: Page) -> None:
    choose(phone, house.base)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.set_viewport_size({"width": 320, "height": 640})
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320


def test_date_of_birth_and_past_day_are_refused(house: House, desktop: Page) -> None:
    choose(desktop, house.base)
    for day in ("1961-04-05", (date.today() - timedelta(days=2)).isoformat()):
        desktop.locator("#datum").fill(day)
        assert "geboortedatum" in desktop.locator("#datum-fout").inner_text()
        assert not desktop.locator("#resultaat").is_visible()


def test_no_free_text_and_at_most_five_questions(house: House, desktop: Page) -> None:
    choose(desktop, house.base)
    assert desktop.locator("form input[type=text], form textarea").count() == 0
    boxes = desktop.locator(".questions:visible input")
    for index in range(2, 5):
        boxes.nth(index).check()
    assert boxes.nth(6).is_disabled()
    assert "5 vragen" in desktop.locator("#vragen-vol").inner_text()


@pytest.mark.parametrize(
    "fragment",
    [
        "v=1&m=surg",
        "v=1&m=surgery&d=2026-13-45",
        "v=1&m=%3Cscript%3E",
        "v=1&q=q-weg-ermee&m=nee",
        "v=1&m=" + "a" * 3000,
    ],
)
def test_cut_off_or_forged_link_opens_friendly(house: House, phone: Page, fragment: str) -> None:
    phone.goto(f"{house.base}/gesprek#{fragment}")
    phone.get_by_text("niet helemaal lezen").first.wait_for()
    assert phone.get_by_text("computer").first.is_visible()


def test_nothing_of_the_fragment_is_logged_or_stored(house: House, desktop: Page, phone: Page) -> None:
    link = choose(desktop, house.base)
    phone.goto(link)
    phone.get_by_text("Roken en vapen").first.wait_for()
    time.sleep(1)  # counting comes after the answer
    fragment = link.partition("#")[2]
    secrets = [part.partition("=")[2] for part in fragment.split("&") if part[:2] in ("d=", "q=", "r=")]
    stored = json.dumps(sqlite3.connect(house.counts).execute("select * from counts").fetchall())
    logged = house.stack.log.read_text(encoding="utf-8")
    for secret in (*secrets, fragment):
        assert secret not in stored
        assert secret not in logged


def test_every_moment_has_a_guide_and_the_leaflet_its_words() -> None:
    guides = load_guides(CONTENT / "nl")
    assert set(guides) == set(Moment)
    assert all(guide.open and guide.steps and guide.refer for guide in guides.values())
    assert any(step.doubt for guide in guides.values() for step in guide.steps)
    assert "{date}" in load_leaflet(CONTENT / "nl").appointment
