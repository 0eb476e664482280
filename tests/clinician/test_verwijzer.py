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
    phone.get_by_text("Uw zorgverlener gaf u deze pagina").first.wait_for()
    for text in texts:
        phone.get_by_text(text.strip()).first.wait_for()
    phone.get_by_text("Ziekenhuis Voorbeeldstad").first.wait_for()
    shot(phone, "patient-phone")
    assert findings(phone) == []
    phone.get_by_role("button", name="Mijn vragen (2)", exact=True).click()
    assert phone.get_by_label("Met wie hebt u een gesprek?").input_value() == "anaesthetist"
    assert phone.get_by_label("Wanneer?").input_value() == DAY.isoformat()
    assert findings(phone) == []


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
    link = desktop.locator("#link").input_value()
    folder = ARTIFACTS / "organisations"
    folder.mkdir(parents=True, exist_ok=True)
    printed = desktop.pdf(path=folder / "blad.pdf", format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    desktop.emulate_media(media="print")
    assert findings(desktop) == []
    drawn = Image.open(io.BytesIO(desktop.locator("#blad-qr svg").screenshot(scale="css")))
    assert [code.text for code in zxingcpp.read_barcodes(drawn)] == [link]
    assert desktop.locator("#blad-link").inner_text() == link
    assert desktop.locator("#blad .logo").is_visible()
    assert not desktop.locator("main").is_visible()
    shot(desktop, "blad")


LONGEST = """moment => {
  document.querySelector(`input[name=moment][value=${moment}]`).click();
  document.querySelectorAll('input[name=theme]').forEach(each => { each.checked = true; });
  const boxes = [...document.querySelectorAll(`.questions[data-moment=${moment}] input`)];
  boxes.sort((a, b) => b.dataset.text.length - a.dataset.text.length).slice(0, 5).forEach(each => { each.checked = true; });
  document.getElementById('keuze').dispatchEvent(new Event('input'));
}"""


@pytest.mark.parametrize("organisation", ["", "demo-hospital", "demo-diabetes"])
def test_the_fullest_leaflet_prints_on_one_page(house: House, desktop: Page, organisation: str) -> None:
    desktop.goto(f"{house.base}/verwijzer?organisation={organisation}")
    desktop.locator("#datum").fill(DAY.isoformat())
    desktop.locator("#rol").select_option("company_doctor")
    moments = [box.get_attribute("value") for box in desktop.locator("input[name=moment]").all()]
    assert len(moments) >= 4
    for moment in moments:
        desktop.get_by_role("button", name="Alles leegmaken").click()
        desktop.evaluate(LONGEST, moment)
        assert desktop.locator("#blad-vragen li").count() == 5
        printed = desktop.pdf(format="A4", prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1, moment


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
    shot(phone, "verwijzer-phone")
    assert findings(phone) == []
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
    codes = "[type=radio], [type=checkbox], [type=date], [readonly]"
    assert desktop.locator(f"input:not({codes}), textarea:not({codes}), [contenteditable]").count() == 0
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


@pytest.mark.parametrize(
    ("fragment", "line"),
    [
        (f"v=1&m=surgery&t=sleep&r=surgeon&d={date.today() - timedelta(days=9)}", "De dag in uw link is voorbij."),
        ("v=1&m=surgery&q=q-surgery-that-was-taken-away", ""),
        ("v=9&m=surgery&x=later", ""),
        ("v=1&m=surgery&o=demo-that-left", ""),
    ],
)
def test_old_link_opens_with_what_still_holds(house: House, phone: Page, fragment: str, line: str) -> None:
    with phone.expect_response(lambda answer: answer.url.endswith("/v1/conversations")) as opened:
        phone.goto(f"{house.base}/gesprek#{fragment}")
    state = opened.value.json()["state"]
    assert state["moments"] == ["surgery"] and state["date"] is None
    phone.get_by_text("omdat het nu over uw operatie gaat").first.wait_for()
    assert phone.get_by_text("niet helemaal lezen").count() == 0
    if line:
        phone.get_by_text(line).first.wait_for()


NAME, BSN, BORN = "Jan de Vries", "123456782", "1961-04-05"


def test_a_name_number_or_birth_date_in_a_forged_link_goes_nowhere(house: House, phone: Page) -> None:
    sent: list[str] = []
    phone.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    phone.goto(
        f"{house.base}/gesprek#v=1&m=surgery&r={NAME}&t={NAME}&d={BORN}&q={BSN},q-{NAME}&o={BSN} {NAME}&n={NAME}"
    )
    phone.get_by_text("niet helemaal lezen").first.wait_for()
    phone.get_by_text("omdat het nu over uw operatie gaat").first.wait_for()
    shown = phone.locator("body").inner_text()
    logged = house.stack.log.read_text(encoding="utf-8")
    for secret in ("Jan", "Vries", BSN, BORN):
        assert secret not in shown and secret not in logged
        assert not [each for each in sent if secret in each]


@pytest.mark.parametrize(
    "start",
    [
        {"moment": NAME},
        {"role": NAME},
        {"themes": [BSN]},
        {"date": NAME},
        {"questions": [NAME]},
        {"name": NAME},
        {"bsn": BSN},
    ],
)
def test_the_service_takes_codes_alone_and_repeats_no_value(house: House, start: dict[str, object]) -> None:
    answer = house.stack.client.post("/v1/conversations", json={"start": start})
    assert answer.status_code == 422
    assert NAME not in answer.text and BSN not in answer.text
    logged = house.stack.log.read_text(encoding="utf-8")
    assert NAME not in logged and BSN not in logged


def test_nothing_of_the_fragment_is_logged_or_stored(house: House, desktop: Page, phone: Page) -> None:
    link = choose(desktop, house.base)
    phone.goto(link)
    phone.get_by_role("button", name="Roken en vapen").first.click()
    phone.locator(".card").first.wait_for()
    time.sleep(1)  # counting comes after the answer
    fragment = link.partition("#")[2]
    secrets = [part.partition("=")[2] for part in fragment.split("&") if part[:2] in ("d=", "q=", "r=")]
    assert len(secrets) == 3
    stored = json.dumps(sqlite3.connect(house.counts).execute("select * from counts").fetchall())
    logged = house.stack.log.read_text(encoding="utf-8")
    for secret in (*secrets, fragment):
        assert secret not in stored
        assert secret not in logged


def started(house: House) -> int:
    with sqlite3.connect(house.counts) as database:
        total = database.execute("select sum(number) from counts where event = 'started'").fetchone()[0]
    return int(total or 0)


def test_a_preview_is_not_counted_and_a_patient_is(house: House, desktop: Page, phone: Page) -> None:
    link = choose(desktop, house.base)
    time.sleep(1)
    before = started(house)
    desktop.get_by_role("button", name="Laat zien wat de patiënt ziet").click()
    inside = desktop.frame_locator("iframe")
    inside.get_by_role("button", name="Roken en vapen").first.click()
    inside.locator(".card").first.wait_for()
    desktop.goto(f"{house.base}/insluiten?organisation=demo-hospital")
    desktop.get_by_label("In de tekst van de pagina").check()
    desktop.locator("#voorbeeld").get_by_text("Ik word geopereerd").first.wait_for()
    desktop.get_by_label("Als los venster").check()
    desktop.frame_locator("iframe").get_by_text("Ik word geopereerd").first.wait_for()
    time.sleep(1)
    assert started(house) == before
    phone.goto(link)
    phone.get_by_text("Roken en vapen").first.wait_for()
    time.sleep(1)
    assert started(house) == before + 1


def test_every_moment_has_a_guide_and_the_leaflet_its_words() -> None:
    guides = load_guides(CONTENT / "nl")
    assert set(guides) == set(Moment)
    assert all(guide.open and guide.steps and guide.refer for guide in guides.values())
    assert any(step.doubt for guide in guides.values() for step in guide.steps)
    assert "{date}" in load_leaflet(CONTENT / "nl").appointment
