"""A running service with packs, counts and a desk of its own, and a browser to visit it with."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.conftest import ARTIFACTS, ROOT, Stack, free_port, run_stack

TOKEN = "een-toegangscode-voor-de-proef"
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 780}, "has_touch": True, "is_mobile": True}
FLAGS = [
    "--no-sandbox", "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync",
]  # fmt: skip


@dataclass
class Site:
    """Somebody's own website, on a port of its own; `page` is what it serves."""

    origin: str
    server: ThreadingHTTPServer
    page: str = ""


@dataclass
class House:
    """The service; `allowed` is a website that the diabetes pack lists, `other` one that it does not."""

    stack: Stack
    organisations: Path
    counts: Path
    allowed: Site
    other: Site

    @property
    def base(self) -> str:
        """Where the service answers."""
        return self.stack.base


def site() -> Site:
    """Start a website."""
    made: list[Site] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = made[0].page.encode() if self.path == "/" else b""
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    port = free_port()
    server = ThreadingHTTPServer(("127.0.0.1", port), partial(Handler))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    made.append(Site(f"http://127.0.0.1:{port}", server))
    return made[0]


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The service as an organisation runs it: its own packs folder, counts in a file of its own."""
    folder = tmp_path_factory.mktemp("house")
    packs = folder / "organisations"
    shutil.copytree(ROOT / "organisations", packs)
    allowed, other = site(), site()
    settings = packs / "demo-diabetes" / "organisation.yml"
    listed = settings.read_text(encoding="utf-8").replace(
        "allowed_origins: [", f'allowed_origins: ["{allowed.origin}", '
    )
    settings.write_text(listed, encoding="utf-8")
    counts = folder / "counts.sqlite3"
    given = {"ORGANISATIONS": str(packs), "COUNTS_URL": f"sqlite:///{counts}", "DESK_TOKEN": TOKEN}
    for stack in run_stack(folder, **given):
        yield House(stack, packs, counts, allowed, other)
    for each in (allowed, other):
        each.server.shutdown()
        each.server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser, closed with its module: while it runs, no other event loop can."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def desktop(browser: Browser) -> Iterator[Page]:
    """A page on a desk; a script error or a policy breach fails the test."""
    context = browser.new_context(locale="nl-NL", viewport={"width": 1200, "height": 900}, accept_downloads=True)
    yield from _watched(context)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page on a phone."""
    yield from _watched(browser.new_context(locale="nl-NL", **PHONE))


def _watched(context: BrowserContext) -> Iterator[Page]:
    problems: list[str] = []
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if "Content Security Policy" in said.text else None)
    yield page
    context.close()
    assert not problems, problems


def findings(page: Page) -> list[str]:
    """What axe finds wrong on the page as it is now."""
    found = (
        Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}).response
    )
    return [f"{each['id']}: {[node['html'][:120] for node in each['nodes']]}" for each in found["violations"]]


def shot(page: Page, name: str) -> None:
    """Keep what the page looks like."""
    folder = ARTIFACTS / "organisations"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png", full_page=True)
