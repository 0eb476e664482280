"""WCAG 2.2 AA as far as a machine can see: axe in every state, and assertions for what axe cannot know."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import DEEP, HOST, ROOT, Visit
from playwright.sync_api import expect
from widget_fake import CSP, QUESTIONS, Server

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]
RULES = {
    "runOnly": {
        "type": "tag",
        "values": [
            "wcag2a",
            "wcag2aa",
            "wcag21a",
            "wcag21aa",
            "wcag22aa",
            "best-practice",
        ],
    },
    "rules": {"target-size": {"enabled": True}},
}
WORDS = ("tekst", "kaart", "vragen", "keuze", "bedoelt", "dokter", "gevaar", "bericht", "onbekend", "arabisch")
# Is the focused element (a part of) what one sees in its middle? Lists what lies on top instead.
COVERED = (
    DEEP
    + """
  const r = e.getClientRects()[0];
  const x = Math.min(Math.max(r.left + r.width / 2, 1), innerWidth - 1);
  const y = Math.min(Math.max(r.top + Math.min(r.height, innerHeight) / 2, 1), innerHeight - 1);
  if (r.bottom <= 0 || r.top >= innerHeight) return 'outside the window: ' + e.outerHTML.slice(0, 90);
  let top = document.elementFromPoint(x, y);
  while (top?.shadowRoot) { const next = top.shadowRoot.elementFromPoint(x, y);
    if (!next || next === top) break; top = next; }
  return e.contains(top) || top?.contains(e) && top.matches('label, li, .bubble') || top?.shadowRoot ? ''
    : 'under ' + top?.outerHTML.slice(0, 90) + ': ' + e.outerHTML.slice(0, 90);
}"""
)
WIDE = f"""() => {{
  const bad = [];
  if (document.documentElement.scrollWidth > innerWidth) bad.push('page is ' + document.documentElement.scrollWidth);
  for (const e of {ROOT}.querySelectorAll('.root, .root *')) {{
    if (!e.checkVisibility() || e.closest('.sr, svg') || e.matches('option')) continue;
    const r = e.getBoundingClientRect();
    if (r.width && (r.right > innerWidth + 1 || r.left < -1)) bad.push(e.tagName + '.' + e.className + ' ' + r.right);
    const style = getComputedStyle(e);
    if (!['visible', 'clip'].includes(style.overflowX) && e.scrollWidth > e.clientWidth + 1
      && !e.matches('textarea, input, select'))
      bad.push('scrolls sideways: ' + e.tagName + '.' + e.className);
  }}
  return bad;
}}"""


def violations(here: Visit) -> list[str]:
    found = Axe().run(here.page, options=RULES).response["violations"]
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_axe_finds_nothing_in_any_state(visit: Open, server: Server, device: str, scheme: str) -> None:
    server.fake.state = {"moments": ["surgery"], "themes": ["smoking"], "date": "2026-12-14", "days_left": 20}
    here = visit(device, color_scheme=scheme).go()
    found: dict[str, list[str]] = {"start": violations(here)}
    here.shot(f"{device}-{scheme}-start")
    for word in WORDS:
        here.say(word)
        here.page.wait_for_timeout(350)
        here.shot(f"{device}-{scheme}-{word}")
    found["all kinds"] = violations(here)
    here.page.get_by_role("checkbox").first.check()
    here.button("Zet deze stap op mijn lijst").first.click()
    for view in ("Mijn vragen (2)", "Nu hulp nodig?", "Meer"):
        here.button(view, exact=True).click()
        here.page.wait_for_timeout(100)
        if view.startswith("Mijn"):
            here.button("Laat QR-code zien").click()
            here.button(re.compile("^Verander")).first.click()
            found["editing"] = violations(here)
            here.button("Toch niet").first.click()
        if view == "Meer":
            here.button("Wis gesprek").click()
        here.shot(f"{device}-{scheme}-view-{view.split()[0].lower()}")
        found[view] = violations(here)
    here.page.locator(".return:visible").click()
    server.fake.delay = 1.0
    here.box.fill("ik wil dood")
    here.box.press("Enter")
    here.text("Ik zoek een antwoord…").wait_for()
    here.shot(f"{device}-{scheme}-typing")
    found["typing"] = violations(here)
    here.text("U zei: ik wil dood").wait_for()
    server.stop()
    here.say("ik wil dood", until="Hier krijgt u nu hulp")
    here.page.context.set_offline(True)
    here.text("U hebt geen internet.").wait_for()
    here.page.wait_for_timeout(350)
    here.shot(f"{device}-{scheme}-failed")
    found["failed"] = violations(here)
    assert {state: each for state, each in found.items() if each} == {}


@pytest.mark.parametrize("mode", ["launcher", "inline"])
def test_axe_finds_nothing_on_a_host_page(visit: Open, server: Server, mode: str) -> None:
    server.fake.pages["/host"] = (
        HOST.format(widget=f'<section><leefstijl-moment mode="{mode}"></leefstijl-moment></section>'),
        CSP,
    )
    here = visit().go("/host", ready=None)
    here.page.locator("leefstijl-moment .root").wait_for(state="attached")
    if mode == "launcher":
        here.button("Stel uw vraag").wait_for()
        here.shot("launcher-closed")
        assert violations(here) == []
        here.button("Stel uw vraag").click()
    here.text("Wat speelt er bij u?").wait_for()
    here.shot(f"host-{mode}")
    assert violations(here) == []


def test_keyboard_alone_from_launcher_to_printed_card(visit: Open) -> None:
    here = visit()
    here.page.add_init_script("window.printed = 0; window.print = () => { window.printed++; };")
    here.go("/host", ready=None)
    here.button("Stel uw vraag").wait_for()
    press = here.page.keyboard.press

    def until(words: str, key: str = "Tab") -> None:
        for _ in range(60):
            if here.focus().startswith(words):
                return
            press(key)
        raise AssertionError(f"{words!r} not reached; focus is on {here.focus()!r}")

    until("Stel uw vraag")
    press("Enter")
    assert here.focus() == "Typ uw vraag of verhaal"
    here.text("Wat speelt er bij u?").wait_for()
    until("Ik word geopereerd", "Shift+Tab")
    press("Enter")
    here.text("U zei: moment:surgery").wait_for()
    assert here.focus() == "Typ uw vraag of verhaal"
    here.page.keyboard.type("vragen")
    press("Enter")
    here.text(QUESTIONS[0]["text"]).wait_for()
    until(QUESTIONS[0]["text"], "Shift+Tab")
    press("Space")
    until("Bekijk mijn vragen (1)")
    press("Enter")
    assert here.focus() == "Mijn vragen voor het gesprek"
    until("Schrijf uw eigen vraag")
    here.page.keyboard.type("Mag mijn hond mee?")
    until("Zet op mijn lijst")
    press("Enter")
    until("Print mijn lijst")
    press("Enter")
    assert here.page.evaluate("() => window.printed") == 1
    paper = here.page.evaluate("() => document.querySelector('leefstijl-print').shadowRoot.textContent")
    assert QUESTIONS[0]["text"] in paper and "Mag mijn hond mee?" in paper
    press("Escape")
    assert here.focus() == "Bekijk mijn vragen (2)"
    press("Escape")
    assert here.focus() == "Stel uw vraag"
    expect(here.page.locator(".panel")).to_be_hidden()


def test_focus_goes_through_the_panel_in_reading_order(visit: Open) -> None:
    here = visit().go()
    here.say("kaart")
    here.page.evaluate("() => document.activeElement.blur()")
    here.page.evaluate(f"() => {ROOT}.querySelector('#title').focus()")
    places = []
    for _ in range(40):
        here.page.keyboard.press("Tab")
        at = here.page.evaluate(
            DEEP
            + """ if (e === document.body) return null; const r = e.getBoundingClientRect();
            const s = e.closest('.scroller'); 
            return [s && e !== s ? r.top + s.scrollTop : r.top, r.left, e.textContent]; }"""
        )
        if at is None:
            break
        places.append(at[2].strip()[:25])
    assert places[:3] == ["Nu hulp nodig?", "Mijn vragen", "Meer"]
    order = ["Ik word geopereerd", "UMC Utrecht", "Dit past bij mij", "Verstuur"]
    found = [next(i for i, place in enumerate(places) if place.startswith(words)) for words in order]
    assert found == sorted(found)
    assert places[-1] == "Verstuur"


@pytest.mark.parametrize(("width", "height"), [(1200, 800), (390, 780), (390, 420), (320, 256)])
def test_what_has_focus_is_never_covered(visit: Open, width: int, height: int) -> None:
    here = visit(viewport={"width": width, "height": height}).go("/host", ready=None)
    here.button("Stel uw vraag").click()
    here.text("Wat speelt er bij u?").wait_for()
    for word in ("kaart", "vragen", "dokter"):
        here.say(word)
    here.page.wait_for_timeout(400)
    covered = []
    for key in ("Shift+Tab", "Tab"):
        for _ in range(40):
            here.page.keyboard.press(key)
            inside = here.page.evaluate("() => document.activeElement?.localName === 'leefstijl-moment'")
            found = inside and here.page.evaluate(COVERED)
            if found:
                covered.append(found)
    assert covered == []


def test_a_full_screen_panel_keeps_the_tab_key_inside(visit: Open) -> None:
    here = visit("phone").go("/host", ready=None)
    here.button("Stel uw vraag").click()
    here.text("Wat speelt er bij u?").wait_for()
    assert here.page.locator(".panel").get_attribute("aria-modal") == "true"
    for key in ("Tab", "Shift+Tab"):
        for _ in range(25):
            here.page.keyboard.press(key)
            assert here.page.evaluate("() => document.activeElement.localName") == "leefstijl-moment"


def test_new_messages_take_no_focus(visit: Open, server: Server) -> None:
    here = visit().go()
    assert here.page.evaluate("() => document.activeElement.localName") == "body", "nothing takes focus on arrival"
    server.fake.delay = 0.6
    here.box.fill("kaart")
    here.box.press("Enter")
    here.button("Nu hulp nodig?").focus()
    here.page.locator("li.card").wait_for()
    expect(here.button("Nu hulp nodig?")).to_be_focused()
    server.fake.failures = [(500, {"title": "Mis"}, {})]
    here.box.fill("tekst")
    here.box.press("Enter")
    here.button("Meer").focus()
    here.page.locator("li.failure").wait_for()
    expect(here.button("Meer")).to_be_focused()


@pytest.mark.parametrize(("width", "height"), [(320, 640), (320, 256)])
@pytest.mark.parametrize("language", ["nl", "de", "ar"])
def test_it_reflows_at_320_pixels_and_400_percent(visit: Open, width: int, height: int, language: str) -> None:
    here = visit(viewport={"width": width, "height": height})
    here.go(f"/gesprek?language={language}")
    box = here.page.locator("#say")
    for word in ("kaart", "vragen", "gevaar"):
        box.fill(word)
        box.press("Enter")
        here.page.locator(f"li.{ {'kaart': 'card', 'vragen': 'questions', 'gevaar': 'crisis'}[word] }").wait_for()
    assert here.page.evaluate(WIDE) == []
    here.shot(f"reflow-{width}x{height}-{language}")
    box.scroll_into_view_if_needed()
    expect(box).to_be_in_viewport()
    for view in ("list", "help", "more"):
        here.page.locator(f"#to-{view}").click()
        here.page.wait_for_timeout(80)
        assert here.page.evaluate(WIDE) == []
        here.shot(f"reflow-{width}x{height}-{language}-{view}")


def test_text_spacing_cuts_nothing_off(visit: Open) -> None:
    here = visit("phone").go()
    for word in ("kaart", "vragen", "gevaar"):
        here.say(word)
    here.page.evaluate(
        f"""() => {{ const s = new CSSStyleSheet(); 
        s.replaceSync(`* {{ line-height: 1.5 !important; letter-spacing: .12em
        !important; word-spacing: .16em !important }} p {{ margin-bottom: 2em !important }}`);
        {ROOT}.adoptedStyleSheets = [...{ROOT}.adoptedStyleSheets, s]; }}"""
    )
    assert here.page.evaluate(WIDE) == []
    cut = here.page.evaluate(
        f"""() => [...{ROOT}.querySelectorAll('button, a, label, p, h1, h2, h3, legend')]
        .filter(e => e.checkVisibility()
        && !e.closest('.sr') && (e.scrollWidth > e.clientWidth + 2 || e.scrollHeight > e.clientHeight + 2)
        && getComputedStyle(e).display !== 'inline').map(e => e.outerHTML.slice(0, 100))"""
    )
    assert cut == []
    here.shot("text-spacing")


def test_targets_are_at_least_44_pixels(visit: Open) -> None:
    here = visit("phone").go()
    for word in ("kaart", "vragen", "dokter", "gevaar"):
        here.say(word)
    here.button("Mijn vragen", exact=True).click()
    here.button("Zet op mijn lijst").wait_for()
    small = here.page.evaluate(
        f"""() => [...{ROOT}.querySelectorAll('button, select, textarea, summary, label.tick, .contacts a, '
        + 'input[type=date]')]
        .map(e => [e, e.getBoundingClientRect()]).filter(([e, r]) => r.width && (r.height < 43.9 || r.width < 43.9))
        .map(([e, r]) => e.outerHTML.slice(0, 80) + r.width + 'x' + r.height)"""
    )
    assert small == []


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_reduced_motion_is_respected(visit: Open, server: Server, motion: str) -> None:
    here = visit(reduced_motion=motion).go()
    server.fake.delay = 2.0
    here.box.fill("kaart")
    here.box.press("Enter")
    here.text("Ik zoek een antwoord…").wait_for()
    running = here.page.evaluate(f"() => {ROOT}.querySelector('.dots i').getAnimations().length")
    assert running == (0 if motion == "reduce" else 1)


def test_forced_colours_keep_borders_and_state(visit: Open) -> None:
    here = visit(forced_colors="active").go()
    for word in ("kaart", "vragen", "gevaar"):
        here.say(word)
    bare = here.page.evaluate(
        f"""() => [...{ROOT}.querySelectorAll('.bubble, .choice, .call, .primary, .soft')]
        .filter(e => e.checkVisibility()
        && parseFloat(getComputedStyle(e).borderTopWidth) < 1).map(e => e.outerHTML.slice(0, 80))"""
    )
    assert bare == []
    here.page.keyboard.press("Shift+Tab")
    outline = here.page.evaluate(DEEP + "return getComputedStyle(e).outlineStyle + getComputedStyle(e).outlineWidth; }")
    assert outline == "solid3px"
    here.shot("forced-colours")


def test_foreign_messages_have_their_language_and_direction(visit: Open) -> None:
    here = visit("phone").go()
    for word in ("arabisch", "engels"):
        here.say(word)
    here.shot("rtl-message")
    bubbles = here.page.evaluate(
        f"() => [...{ROOT}.querySelectorAll('li.bot .bubble')].map(e => [e.lang, e.dir, getComputedStyle(e).textAlign])"
    )
    assert [each[:2] for each in bubbles] == [["nl", "ltr"], ["nl", "ltr"], ["ar", "rtl"], ["en", "ltr"]]
    assert here.page.evaluate(f"() => [{ROOT}.querySelector('.root').lang, {ROOT}.querySelector('.root').dir]") == [
        "nl",
        "ltr",
    ]
    spoken = here.page.evaluate(f"() => [...{ROOT}.querySelectorAll('[role=log] p')].map(e => e.lang)")
    assert spoken[-2:] == ["ar", "en"]


def test_an_arabic_interface_runs_from_right_to_left_around_dutch_cards(visit: Open) -> None:
    here = visit("phone").go("/gesprek?language=ar")
    here.page.locator("#say").fill("kaart")
    here.page.locator("#say").press("Enter")
    here.page.locator("li.card").wait_for()
    assert here.page.locator(".root").get_attribute("dir") == "rtl"
    assert here.page.locator("li.card .bubble").get_attribute("dir") == "ltr"
    assert here.page.locator("li.card .tools").get_attribute("lang") == "ar"
    here.shot("arabic")


def test_escape_closes_and_gives_focus_back(visit: Open) -> None:
    here = visit().go("/host", ready=None)
    launcher = here.button("Stel uw vraag")
    launcher.click()
    here.text("Wat speelt er bij u?").wait_for()
    here.page.keyboard.press("Escape")
    expect(launcher).to_be_focused()
    launcher.click()
    assert here.text("Wat speelt er bij u?").count() == 1, "the conversation is still there"
    here.button("Sluiten").click()
    expect(launcher).to_be_focused()
