"""Hostile content is shown as text or refused, and the widget goes on working."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from conftest import ROOT, Visit
from widget_fake import CARD, CONTACTS, QUESTIONS, Server

pytestmark = pytest.mark.browser
Open = Callable[..., Visit]

IMG = "<img src=x onerror=\"document.title='pwned'\"><script>document.title='pwned'</script>"
SVG = (
    "</p></div><svg onload=\"document.title='pwned'\"><iframe srcdoc='<script>parent.document.title=1</script>'></svg>"
)
RTL = "veilig \u202egpj.exe\u2066 \u200fabc"
LONG = "Aaaaaaaaaa" * 1024
JS = "javascript:document.title='pwned'"
ALL: dict[str, Any] = {
    "kind": "refer",
    "text": "TEXT",
    "because": "BECAUSE",
    "language": "nl",
    "own_question": "Mag ik dit?",
    "card": CARD,
    "questions": QUESTIONS,
    "contacts": CONTACTS,
    "choices": [{"title": "Kies mij", "choice": "theme:smoking"}],
}
FIELDS: list[tuple[Any, ...]] = [
    ("text",),
    ("because",),
    ("own_question",),
    ("language",),
    ("kind",),
    ("card", "title"),
    ("card", "text"),
    ("card", "link"),
    ("card", "step"),
    ("card", "caution"),
    ("card", "id"),
    ("card", "themes", 0),
    ("card", "language"),
    ("card", "review", "status"),
    ("card", "review", "reviewed_by"),
    ("card", "sources", 0, "title"),
    ("card", "sources", 0, "organisation"),
    ("card", "sources", 0, "url"),
    ("card", "sources", 0, "checked_on"),
    ("questions", 0, "text"),
    ("questions", 0, "id"),
    ("questions", 0, "role"),
    ("choices", 0, "title"),
    ("choices", 0, "choice"),
    ("contacts", 0, "name"),
    ("contacts", 0, "phone"),
    ("contacts", 0, "url"),
]
PAYLOADS = {"img": IMG, "svg": SVG, "rtl": RTL, "long": LONG, "js": JS}


def put(message: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    """A copy of `message` with `value` at `path`."""
    changed = copy.deepcopy(message)
    place: Any = changed
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return changed


def unharmed(here: Visit) -> None:
    """Nothing ran, nothing was built from data, no address but https: and tel:, no sideways scrolling."""
    page = here.page
    assert page.title() != "pwned"
    found = page.evaluate(
        f"""() => {{ const all = [...{ROOT}.querySelectorAll('*')]; return {{
        elements: all.filter(e => ['IMG', 'SCRIPT', 'IFRAME', 'OBJECT', 'EMBED', 'STYLE', 'LINK', 'FRAME']
          .includes(e.tagName)
          && !e.src?.startsWith(location.origin)).map(e => e.outerHTML),
        handlers: all.filter(e => [...e.attributes].some(a => a.name.startsWith('on')))
          .map(e => e.outerHTML.slice(0, 100)),
        links: all.map(e => e.getAttribute('href')).filter(h => h && !/^(https:|tel:[+0-9]+$)/.test(h)),
        marks: /[\\u202a-\\u202e\\u2066-\\u2069\\u200e\\u200f]/.test({ROOT}.textContent),
        wide: document.documentElement.scrollWidth > innerWidth
          || {ROOT}.querySelector('.scroller').scrollWidth > {ROOT}.querySelector('.scroller').clientWidth + 1,
        }} }}"""
    )
    assert found == {"elements": [], "handlers": [], "links": [], "marks": False, "wide": False}


@pytest.mark.parametrize("field", FIELDS, ids=lambda path: ".".join(map(str, path)))
def test_message_fields(shared: Visit, field: tuple[Any, ...]) -> None:
    shared.server.fake.answers = {"vijandig": [put(ALL, field, payload) for payload in PAYLOADS.values()]}
    shared.say("vijandig")
    unharmed(shared)
    shared.say("gewoon")
    assert "U zei: gewoon" in shared.page.locator("li.bot").last.inner_text()


@pytest.fixture(scope="module")
def shared_server() -> Any:
    running = Server()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def shared_visit(browser: Any, shared_server: Server) -> Any:
    context = browser.new_context(viewport={"width": 390, "height": 780})
    context.set_default_timeout(8000)
    here = Visit(context.new_page(), shared_server)
    yield here
    context.close()
    assert here.problems == []


@pytest.fixture
def shared(shared_visit: Visit) -> Visit:
    """One page for many cases; begun anew when it has become long."""
    if shared_visit.page.url == "about:blank" or shared_visit.page.locator("li").count() > 120:
        shared_visit.go()
    return shared_visit


WRONG: list[Any] = [
    None,
    7,
    "tekst",
    [],
    {},
    {"messages": None},
    {"messages": {}},
    {"messages": "x"},
    {"messages": [], "state": 4},
    {"messages": [None, 3, "x", []], "state": None},
    {"messages": [{"kind": {}, "text": []}]},
    {"messages": [{"kind": "card", "text": "", "card": []}]},
    {"messages": [{"kind": "card", "card": {"title": {}}}]},
    {"messages": [{"kind": "questions", "text": "q", "questions": {"0": 1}}]},
    {"messages": [{"kind": "choices", "text": "c", "choices": [{"title": 1, "choice": {}}, None]}]},
    {"messages": [{"kind": "crisis", "text": "hulp", "contacts": [{"name": None, "phone": "javascript:1"}]}]},
    {"messages": [{"kind": "__proto__", "text": "x", "constructor": 1}], "state": {"moments": [{}], "themes": "x"}},
    {"messages": [{"kind": "text", "text": "x"}] * 5000},
]


@pytest.mark.parametrize("answer", WRONG, ids=range(len(WRONG)))
def test_answers_of_a_wrong_shape(visit: Open, server: Server, answer: Any) -> None:
    here = visit().go()
    server.fake.raw = json.dumps(answer).encode()
    here.box.fill("vraag")
    here.box.press("Enter")
    here.page.wait_for_timeout(250)
    unharmed(here)
    server.fake.raw = None
    here.say("gewoon", until="U zei: gewoon")


@pytest.mark.parametrize(
    "body", [b"", b"{", b"<html>502 Bad Gateway</html>", b'{"messages": [', b"\xff\xfe\x00", b"null"]
)
def test_broken_json_is_a_failure_with_a_retry(visit: Open, server: Server, body: bytes) -> None:
    here = visit().go()
    server.fake.raw = body
    here.say("vraag", until="Uw bericht is niet aangekomen.")
    server.fake.raw = None
    here.button("Probeer opnieuw").click()
    here.text("U zei: vraag").wait_for()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_the_patient_types_is_text(visit: Open, payload: str) -> None:
    here = visit("phone").go()
    here.say(PAYLOADS[payload][:2000])
    unharmed_links_only(here)


def unharmed_links_only(here: Visit) -> None:
    """As `unharmed`, but a patient may type marks of direction."""
    assert here.page.title() != "pwned"
    assert here.page.evaluate(f"() => {ROOT}.querySelectorAll('img, script, iframe').length") == 0
    assert here.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("payload", PAYLOADS)
def test_problem_titles_are_text(visit: Open, server: Server, payload: str) -> None:
    here = visit("phone").go()
    server.fake.failures = [(500, {"title": PAYLOADS[payload]}, {"Retry-After": "<b>"})]
    here.say("vraag", until="Uw bericht is niet aangekomen.")
    unharmed(here)


ORGANISATIONS: list[dict[str, Any]] = [
    {"name": IMG},
    {"name": RTL},
    {"name": LONG},
    {"name": {"a": 1}},
    {"name": "A", "logo": JS},
    {"name": "A", "logo": "https://tracker.example/pixel.gif"},
    {"name": "A", "logo": "//tracker.example/x.png"},
    {"name": "A", "logo": "data:image/svg+xml,<svg onload=alert(1)>"},
    {"name": "A", "colours": {"accent": "red;} * {display:none"}},
    {"name": "A", "colours": {"accent": "url(https://tracker.example)"}},
    {"name": "A", "greeting": SVG},
    {"name": "A", "contacts": [{"name": IMG, "phone": "1;alert(1)", "url": JS}]},
    {"name": "A", "contacts": "x"},
]


@pytest.mark.parametrize("organisation", ORGANISATIONS, ids=range(len(ORGANISATIONS)))
def test_organisations(visit: Open, server: Server, organisation: dict[str, Any]) -> None:
    server.fake.organisations["demo"] = organisation
    here = visit("phone")
    elsewhere: list[str] = []
    here.page.on(
        "request", lambda request: elsewhere.append(request.url) if not request.url.startswith(server.url) else None
    )
    here.go("/gesprek?organisation=demo")
    here.page.wait_for_timeout(150)
    here.button("Nu hulp nodig?").click()
    assert elsewhere == []
    unharmed(here)
    assert here.page.locator(".send").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(23, 89, 79)"


@pytest.mark.parametrize(
    "name", ["api", "organisation", "moment", "themes", "role", "date", "language", "mode", "heading"]
)
def test_attributes(visit: Open, name: str) -> None:
    here = visit().go("/host", ready=None)
    here.button("Stel uw vraag").wait_for()
    here.page.evaluate(
        """([name, value]) => { const e = document.createElement('leefstijl-moment'); e.setAttribute('mode', 'inline');
        e.setAttribute(name, value); document.querySelector('leefstijl-moment').replaceWith(e); }""",
        [name, IMG],
    )
    here.page.wait_for_timeout(300)
    unharmed(here)
