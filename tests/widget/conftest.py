"""A fake service and the questions that the widget's tests ask of a page."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page
from widget_fake import CSP, Server

ARTIFACTS = Path(__file__).parents[1] / "artifacts" / "widget"
DEVICES: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1200, "height": 800}},
    "phone": {"viewport": {"width": 390, "height": 780}, "has_touch": True, "is_mobile": True},
}
HOST = """<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Ziekenhuis</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<script type="module" src="/widget.js"></script></head>
<body><main><h1>Ziekenhuis</h1><p>Welkom. <a href="#elders">Een koppeling</a></p></main>{widget}</body></html>"""

# The element with focus, also inside the widget.
DEEP = "() => { let e = document.activeElement; while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement; "
ROOT = "document.querySelector('leefstijl-moment').shadowRoot"


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    running.fake.pages["/host"] = (HOST.format(widget="<leefstijl-moment></leefstijl-moment>"), CSP)
    yield running
    if not running.fake.dead:
        running.stop()


class Visit:
    """A page with the widget on it, and what went wrong there."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        self.server = server
        self.problems: list[str] = []
        page.on("pageerror", lambda error: self.problems.append(f"error: {error}"))
        page.on("console", self.heard)
        page.on("dialog", lambda dialog: (self.problems.append("dialog"), dialog.dismiss()))

    def heard(self, message: Any) -> None:
        if "Content Security Policy" in message.text or "TrustedType" in message.text:
            self.problems.append(message.text)

    def go(self, path: str = "/gesprek", ready: str | None = "Wat speelt er bij u?") -> "Visit":
        self.page.goto(self.server.url + path)
        if ready:
            self.text(ready).first.wait_for()
        return self

    @property
    def box(self) -> Locator:
        return self.page.get_by_label("Typ uw vraag of verhaal")

    def say(self, words: str, until: str | None = None) -> None:
        """Type and send; wait for the answer."""
        bots = self.page.locator("li.bot")
        before = bots.count()
        self.box.fill(words)
        self.box.press("Enter")
        if until:
            self.text(until).last.wait_for()
        else:
            self.page.wait_for_function(f"n => {ROOT}.querySelectorAll('li.bot').length > n", arg=before)

    def text(self, words: str | re.Pattern[str]) -> Locator:
        """Visible words; the copy for screen readers left out."""
        return self.page.locator("leefstijl-moment .root").get_by_text(words).filter(visible=True)

    def button(self, name: str, exact: bool = False) -> Locator:
        return self.page.get_by_role("button", name=name, exact=exact)

    def focus(self) -> str:
        """Words or label of the element with focus."""
        return str(
            self.page.evaluate(
                DEEP + "return e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.textContent; }"
            )
        ).strip()

    def announced(self) -> list[str]:
        """Everything handed to screen readers since `listen`."""
        return list(self.page.evaluate("() => window.heard"))

    def listen(self) -> None:
        self.page.evaluate(
            f"""() => {{ window.heard = []; new MutationObserver(all => all.forEach(m => m.addedNodes.forEach(
            n => window.heard.push(n.textContent)))).observe(
            {ROOT}.querySelector('[role=log]'), {{childList: true}}) }}"""
        )

    def shot(self, name: str) -> None:
        ARTIFACTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=ARTIFACTS / f"{name}.png")


@pytest.fixture
def visit(browser: Browser, server: Server, request: pytest.FixtureRequest) -> Iterator[Callable[..., Visit]]:
    contexts: list[BrowserContext] = []
    visits: list[Visit] = []

    def make(device: str = "desktop", **options: Any) -> Visit:
        context = browser.new_context(locale="nl-NL", **(DEVICES[device] | options))
        context.set_default_timeout(8000)
        context.grant_permissions([])
        contexts.append(context)
        visits.append(Visit(context.new_page(), server))
        return visits[-1]

    yield make
    problems = [problem for each in visits for problem in each.problems]
    for context in contexts:
        context.close()
    assert not problems, problems
