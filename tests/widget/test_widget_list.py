"""The Gesprekskaart: choose, write, order, print on one page, take along; kept only when the patient wants it."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
import zxingcpp
from conftest import ARTIFACTS, Visit
from PIL import Image
from playwright.sync_api import expect
from widget_fake import QUESTIONS, Server

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
PRINT = "() => { window.printed = 0; window.print = () => { window.printed++; }; }"


def filled(visit: Open, device: str = "desktop", **options: Any) -> Visit:
    """A list with three questions of the library, one of the patient and one step, on screen."""
    here = visit(device, **options)
    here.page.add_init_script(f"({PRINT})()")
    here.go()
    here.say("kaart")
    here.button("Zet deze stap op mijn lijst").click()
    here.say("vragen")
    for question in QUESTIONS:
        here.page.get_by_role("checkbox", name=question["text"]).check()
    here.button(re.compile("^Mijn vragen")).click()
    add(here, "Mag mijn hond mee?")
    return here


def add(here: Visit, words: str) -> None:
    field = here.page.get_by_label("Schrijf uw eigen vraag")
    field.fill(words)
    here.button("Zet op mijn lijst", exact=True).click()


def items(here: Visit) -> list[str]:
    return [text.split("\n")[0] for text in here.page.locator(".list ol li p").all_inner_texts()]


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_items_can_be_ordered_edited_removed_and_put_back(visit: Open) -> None:
    here = filled(visit)
    first, second = QUESTIONS[0]["text"], QUESTIONS[1]["text"]
    here.button(f"Omlaag: {first}").click()
    assert items(here)[:2] == [second, first]
    assert here.focus() == f"Omlaag: {first}", "focus stays on the button that moved"
    here.button(f"Omhoog: {second}").click(force=True)
    assert items(here)[:2] == [second, first], "the first cannot go higher"
    here.button(f"Verander: {first}").click()
    here.page.get_by_label(f"Verander: {first}").fill("Helpt u mij met stoppen?")
    here.button("Bewaar", exact=True).click()
    assert items(here)[1] == "Helpt u mij met stoppen?"
    here.button("Haal weg: Helpt u mij met stoppen?").click()
    assert len(items(here)) == 3
    assert here.focus().startswith("Haal weg: ")
    here.button("Zet terug").click()
    assert items(here)[1] == "Helpt u mij met stoppen?"
    here.shot("list-desktop")


def test_escape_leaves_the_editing_of_one_question_only(visit: Open) -> None:
    here = filled(visit)
    here.button(f"Verander: {QUESTIONS[0]['text']}").click()
    here.page.keyboard.press("Escape")
    expect(here.button(f"Verander: {QUESTIONS[0]['text']}")).to_be_focused()
    here.page.keyboard.press("Escape")
    expect(here.page.locator(".view.chat")).to_be_visible()


def test_nothing_of_the_list_goes_to_the_server(visit: Open, server: Server) -> None:
    here = filled(visit)
    here.page.get_by_label("Met wie hebt u een gesprek?").select_option("surgeon")
    here.page.get_by_label("Wanneer?").fill("2026-12-14")
    before = len(server.fake.requests)
    here.button("Laat QR-code zien").click()
    here.button("Print mijn lijst").click()
    here.page.wait_for_timeout(200)
    assert len(server.fake.requests) == before
    assert "hond" not in str(server.fake.requests)


@pytest.mark.parametrize("amount", ["little", "most"])
def test_it_prints_on_one_a4_in_black_and_white(visit: Open, amount: str) -> None:
    here = filled(visit)
    if amount == "most":
        for number in range(8):
            add(here, f"{number} " + "Dit is een heel lange eigen vraag van iemand met veel zorgen. " * 5)
        add(here, "Deze past er niet meer bij")
        here.text("Uw lijst is vol. Haal eerst een vraag weg.").wait_for()
    here.page.get_by_label("Met wie hebt u een gesprek?").select_option("surgeon")
    here.page.get_by_label("Wanneer?").fill("2026-12-14")
    here.button("Print mijn lijst").click()
    assert here.page.evaluate("() => window.printed") == 1
    paper = here.page.evaluate(
        "() => document.querySelector('leefstijl-print').shadowRoot.querySelector('article').innerText"
    )
    for words in (
        "chirurg",
        "14 december 2026",
        *(q["text"] for q in QUESTIONS),
        "Mag mijn hond mee?",
        "Kies vandaag een stopdag",
    ):
        assert words in paper
    pdf = here.page.pdf(prefer_css_page_size=True)
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    (ARTIFACTS / f"card-{amount}.pdf").write_bytes(pdf)
    assert pages(pdf) == 1
    here.page.emulate_media(media="print")
    here.page.set_viewport_size({"width": 794, "height": 1123})
    here.shot(f"card-{amount}")
    colours = here.page.evaluate(
        """() => [...document.querySelector('leefstijl-print').shadowRoot.querySelectorAll('*:not(hr)')]
        .map(e => getComputedStyle(e).color)"""
    )
    assert set(colours) == {"rgb(0, 0, 0)"}
    expect(here.page.locator("leefstijl-moment")).to_be_hidden()
    here.page.emulate_media(media="screen")
    here.page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    here.page.wait_for_timeout(1200)
    assert here.page.locator("leefstijl-print").count() == 0
    assert here.page.evaluate("() => document.adoptedStyleSheets.length") == 0


def test_the_qr_code_decodes_to_codes_without_the_patients_words(visit: Open, server: Server) -> None:
    server.fake.state = {"moments": ["surgery"], "themes": ["smoking", "exercise"], "date": "2026-12-14"}
    here = filled(visit)
    here.page.get_by_label("Met wie hebt u een gesprek?").select_option("surgeon")
    here.button("Laat QR-code zien").click()
    code = here.page.get_by_role("img", name="QR-code met uw onderwerpen")
    image = Image.open(io.BytesIO(code.screenshot()))
    found = zxingcpp.read_barcodes(image)
    assert [each.text for each in found] == [
        f"{server.url}/gesprek#v=1&m=surgery&t=smoking,exercise&r=surgeon&d=2026-12-14"
        "&q=q-surgery-smoking-help,q-surgery-fit,q-surgery-home&k=1"
    ]
    here.shot("qr")
    there = visit("phone")
    there.page.goto(found[0].text)
    there.text("Mijn vragen voor het gesprek").wait_for()
    there.text(QUESTIONS[0]["text"]).first.wait_for()
    assert len(items(there)) == 3
    assert there.page.get_by_label("Met wie hebt u een gesprek?").input_value() == "surgeon"


@pytest.mark.parametrize("length", [1, 14, 15, 60, 120, 180, 181, 250, 400, 500, 640, 666, 667])
def test_qr_codes_of_every_size_can_be_read(visit: Open, server: Server, length: int) -> None:
    here = visit()
    here.page.goto(server.url + "/widget/text/nl.json")
    text = ("https://voorbeeld.nl/gesprek#v=1&m=surgery&t=" + "abcdefghij0123456789" * 40)[:length]
    drawn = here.page.evaluate(
        """async text => { const {qrPath} = await import('/widget/side.js'); return qrPath(text); }""", text
    )
    if length > 666:
        assert drawn is None, "too long for version 20: no code rather than a wrong one"
        return
    image = Image.new("1", (drawn["size"], drawn["size"]), 1)
    for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", drawn["path"]):
        image.putpixel((int(x), int(y)), 0)
    found = zxingcpp.read_barcodes(image.resize((drawn["size"] * 4,) * 2).convert("L"))
    assert [each.text for each in found] == [text]


def test_it_can_be_copied_and_shared(visit: Open) -> None:
    here = visit()
    here.page.add_init_script(
        """Object.defineProperty(navigator, 'clipboard', {value: {writeText: async t => { window.copied = t; }}});
        navigator.share = async data => { window.shared = data; };"""
    )
    here.go()
    here.button("Mijn vragen").click()
    add(here, "Mag mijn hond mee?")
    here.button("Kopieer").click()
    here.text("Gekopieerd.").wait_for()
    assert here.page.evaluate("() => window.copied") == "Mijn vragen voor het gesprek\n\n1. Mag mijn hond mee?"
    here.button("Deel", exact=True).click()
    assert here.page.evaluate("() => window.shared") == {
        "text": "Mijn vragen voor het gesprek\n\n1. Mag mijn hond mee?"
    }


def test_it_is_gone_after_a_reload_unless_kept(visit: Open) -> None:
    here = filled(visit)
    assert here.page.evaluate("() => localStorage.length + sessionStorage.length + document.cookie.length") == 0
    here.page.reload()
    here.text("Wat speelt er bij u?").wait_for()
    expect(here.button("Mijn vragen", exact=True)).to_be_visible()


def test_it_stays_on_this_device_when_asked_and_goes_when_asked(visit: Open) -> None:
    here = filled(visit)
    here.page.get_by_label("Bewaar mijn lijst op dit apparaat").check()
    expect(here.text(re.compile("Iedereen die dit apparaat gebruikt"))).to_be_visible()
    add(here, "Later erbij")
    here.page.reload()
    here.button("Mijn vragen (6)").click()
    assert "Later erbij" in items(here)
    here.page.get_by_label("Bewaar mijn lijst op dit apparaat").uncheck()
    assert here.page.evaluate("() => localStorage.length") == 0
    here.page.reload()
    expect(here.button("Mijn vragen", exact=True)).to_be_visible()


@pytest.mark.parametrize("kept", ["{", "[]", '{"items": 7}', '{"items": [null, {"kind": "x"}]}', "x" * 30_000, "null"])
def test_a_broken_kept_list_is_an_empty_list(visit: Open, server: Server, kept: str) -> None:
    here = visit()
    here.page.goto(server.url + "/widget/text/nl.json")
    here.page.evaluate("kept => localStorage.setItem('leefstijlmoment.lijst', kept)", kept)
    here.go()
    here.button("Mijn vragen").click()
    here.text("Uw lijst is nog leeg.").wait_for()


def test_a_browser_that_refuses_to_keep_says_so_by_the_tick(visit: Open) -> None:
    here = visit()
    here.page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})")
    here.go()
    here.button("Mijn vragen").click()
    add(here, "Mag mijn hond mee?")
    box = here.page.get_by_label("Bewaar mijn lijst op dit apparaat")
    box.click()
    expect(box).not_to_be_checked()
    assert items(here) == ["Mag mijn hond mee?"]
