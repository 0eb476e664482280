"""The checked-in build: small, made from the sources beside it, its crisis copy equal to the library's."""

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOM = Path(__file__).parents[2] / "widget"
DIST = ROOM / "dist"
LANGUAGES = ["nl", "en", "de", "fr", "tr", "pl", "ar", "uk"]


def crisis() -> dict[str, Any]:
    """The library's text for suicide, now, with its contacts in full."""
    content = ROOM.parent / "knowledge" / "content"
    texts = yaml.safe_load((content / "nl" / "crisis.yml").read_text())
    lines = {line["id"]: line for line in yaml.safe_load((content / "contacts.yml").read_text())}
    found = next(each for each in texts if each["category"] == "suicide" and each.get("urgency") == "now")
    return found | {"contacts": [lines[name] for name in found["contacts"]]}


def size(name: str) -> int:
    return len(gzip.compress((DIST / name).read_bytes(), 9))


def test_the_script_is_at_most_15_kb(capsys: pytest.CaptureFixture[str]) -> None:
    first, later = size("widget.js"), size("side.js")
    with capsys.disabled():
        print(f"\nwidget.js {first} bytes gzip; side.js (list, print, QR, voice; after the first message) {later}")
    assert first <= 15_000
    assert later <= 15_000


def test_nothing_in_it_evaluates_or_fetches_from_elsewhere() -> None:
    for name in ("widget.js", "side.js"):
        script = (DIST / name).read_text()
        assert not re.search(r"\beval\(|new Function|innerHTML|insertAdjacentHTML|document\.write|\.cookie", script)
        addresses = set(re.findall(r"https?://[^\"'`\s)]+", script))
        assert addresses <= {"http://www.w3.org/2000/svg", *(line["url"] for line in crisis()["contacts"])}


def test_the_crisis_copy_is_the_librarys() -> None:
    script = (DIST / "widget.js").read_text()
    assert crisis()["text"] in script, "run `npm run build` in widget/: the crisis text changed"
    for line in crisis()["contacts"]:
        assert line["name"] in script
        assert str(line.get("phone") or "") in script


@pytest.mark.parametrize("page", ["gesprek.html", "embed.html"])
def test_pages_hold_no_inline_script_or_style(page: str) -> None:
    html = (DIST / page).read_text()
    assert re.findall(r"<script[^>]*>", html) == ['<script type="module" src="/widget.js">']
    assert "<style" not in html
    assert not re.search(r"\s(style|on\w+)=", html)
    assert "112" in html and "113" in html  # for a browser without scripts


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_text(language: str) -> None:
    def words(code: str) -> dict[str, str]:
        return dict(json.loads((DIST / "text" / f"{code}.json").read_text()))

    mine, dutch = words(language), words("nl")
    assert mine.keys() == dutch.keys()
    for key, text in mine.items():
        assert text.strip(), key
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", dutch[key])), key


def test_a_rebuild_gives_the_same_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if not shutil.which("npm"):
        with capsys.disabled():
            print("\nNode is not installed here: the build was not repeated")
        pytest.skip("Node is not installed")
    copy = tmp_path / "widget"
    shutil.copytree(ROOM, copy, ignore=shutil.ignore_patterns("node_modules", "dist"))
    library = ROOM.parent / "knowledge" / "content"
    for name in ("nl/crisis.yml", "contacts.yml"):
        (tmp_path / "knowledge" / "content" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(library / name, tmp_path / "knowledge" / "content" / name)
    install = subprocess.run(
        ["npm", "ci", "--no-audit", "--no-fund"], cwd=copy, capture_output=True, text=True, check=False
    )
    if install.returncode:
        with capsys.disabled():
            print("\nnpm cannot fetch its packages here: the build was not repeated")
        pytest.skip(install.stderr[-300:])
    subprocess.run(["npm", "run", "build"], cwd=copy, capture_output=True, text=True, check=True)
    built = {
        str(file.relative_to(copy / "dist")): file.read_bytes() for file in (copy / "dist").rglob("*") if file.is_file()
    }
    kept = {str(file.relative_to(DIST)): file.read_bytes() for file in DIST.rglob("*") if file.is_file()}
    assert sorted(built) == sorted(kept)
    assert [name for name in built if built[name] != kept[name]] == [], (
        "run `npm run build` in widget/ and commit dist/"
    )
