"""What editors look at: the library on disk as it is now, who signed what, and where the language is too hard."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import unified_diff
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from api.desk_changes import Change, readable
from api.packs import Stamp, stamp_of
from knowledge.errors import ContentError, Problem
from knowledge.library import Library
from knowledge.models import Card
from knowledge.pack import packs_in
from knowledge.pack_merge import merge, reviews_of
from knowledge.pack_reader import read_pack
from knowledge.readability import Finding, Gate
from knowledge.readability import grammar as rules
from knowledge.readability.sentences import sentences
from knowledge.readability.units import card_passages
from knowledge.review import Reviews
from knowledge.review.shown import difference, shown
from knowledge.source import read_markdown

SOON = timedelta(days=60)
STATUS = {
    "draft": "concept",
    "approved": "goedgekeurd",
    "expired": "verlopen",
    "changed": "weer concept, veranderd na tekenen",
}
LONGEST_TEXT = 20_000


@dataclass(frozen=True)
class TextHit:
    """A breach in a text that is being written."""

    sentence: str
    rule: str
    reason: str
    remedy: str
    fails: bool


@dataclass(frozen=True)
class DeskLibrary:
    """The library at one moment, of one organisation or plain."""

    library: Library
    reviews: Reviews
    folder: Path

    @cached_property
    def gate(self) -> Gate:
        """The language check with this library's own words."""
        return Gate.of(self.library)

    def status(self, card: str) -> str:
        """draft, approved, expired, or changed since it was signed."""
        return "changed" if card in self.reviews.changed else self.reviews[card].status

    def changes(self, card: str) -> list[Change]:
        """What changed since the signature; empty when nothing did, or nobody signed."""
        signature = self.reviews.signatures.get(card)
        now = shown(self.library.cards[card], self.library)
        return readable(difference(signature.shown, now)) if signature else []

    def soon(self, today: date) -> list[tuple[str, date]]:
        """Cards whose approval ends within 60 days."""
        ends = ((card, review.valid_until) for card, review in self.reviews.items() if review.status == "approved")
        return sorted((card, day) for card, day in ends if day is not None and day <= today + SOON)

    def text(self, card: str) -> str:
        """The file of a card."""
        return self.library.files[card][0].read_text(encoding="utf-8")

    def check_text(self, text: str) -> list[TextHit]:
        """Every hit in a loose text."""
        return [_hit(s, f) for s in sentences(text) for f in self.gate.judge(s, text)]

    def check_file(self, card: str, text: str) -> list[TextHit]:
        """What is wrong with a changed card file: its fields first, then its language."""
        try:
            made = self._parse(card, text)
        except ContentError as error:
            return [_wrong(problem) for problem in error.problems]
        passages = card_passages(made)
        whole = "\n".join(passage.text for passage in passages)
        hits = [_hit(s, f) for p in passages for s in sentences(p.text) for f in self.gate.judge(s, whole)]
        return hits + [_hit(made.title, finding) for finding in rules.size(made.title, made.text)]

    def patch(self, card: str, text: str, root: Path) -> str:
        """The change as a patch for `git apply`; empty when nothing changed."""
        file = self.library.files[card][0]
        name = file.relative_to(root).as_posix() if file.is_relative_to(root) else file.name
        old, new = self.text(card).splitlines(keepends=True), _ended(text).splitlines(keepends=True)
        return "".join(unified_diff(old, new, f"a/{name}", f"b/{name}"))

    def _parse(self, card: str, text: str) -> Card:
        file = self.library.files[card][0]
        document, body = read_markdown(file, text.replace("\r\n", "\n"))
        fields = dict(document.data) if isinstance(document.data, dict) else {}
        fields.pop("overrides", None)
        try:
            made = Card.model_validate({**fields, "text": body})
        except ValidationError as error:
            raise ContentError(list(document.problems(error))) from error
        unknown = [question for question in made.ask if question not in self.library.questions]
        if made.id != card or unknown:
            reason = f"unknown question '{unknown[0]}'" if unknown else f"id '{made.id}' differs from the file name"
            raise ContentError([Problem(file, document.line(("ask" if unknown else "id",)), reason, "correct it")])
        return made


class Desk:
    """Reads the library anew when a file in it changed."""

    def __init__(self, content: Path, organisations: Path) -> None:
        self._root, self._organisations = content / "nl", organisations
        self._lock = threading.Lock()
        self._kept: dict[str, tuple[Stamp, date, DeskLibrary]] = {}

    def organisations(self) -> list[str]:
        """The ids of all packs."""
        return [root.name for root in packs_in(self._organisations)]

    def read(self, organisation: str = "") -> DeskLibrary:
        """The library now; raises ContentError when it, or the pack, is broken."""
        if organisation not in self.organisations():
            organisation = ""
        pack_root = self._organisations / organisation
        reviewers = self._root.parent / "reviewers.yml"
        with self._lock:
            stamp = stamp_of(self._root) | (stamp_of(pack_root) if organisation else frozenset())
            stamp |= {("reviewers", reviewers.stat().st_mtime_ns, 0)} if reviewers.exists() else frozenset()
            kept = self._kept.get(organisation)
            today = date.today()
            if kept is None or kept[:2] != (stamp, today):
                made = self._load(pack_root if organisation else None, today)
                kept = self._kept[organisation] = (stamp, today, made)
            return kept[2]

    def _load(self, pack_root: Path | None, today: date) -> DeskLibrary:
        base = Library.load(self._root)
        if pack_root is None:
            return DeskLibrary(base, Reviews.load(self._root, base, today), self._root)
        pack = read_pack(pack_root, base)
        merged = merge(base, pack)
        return DeskLibrary(merged, reviews_of(base, pack, merged, today), pack_root)


def _hit(sentence: str, finding: Finding) -> TextHit:
    return TextHit(sentence, finding.rule, finding.reason, finding.remedy, str(finding.level) == "fail")


def _wrong(problem: Problem) -> TextHit:
    return TextHit(f"regel {problem.line}", "veld", problem.reason, problem.remedy, True)


def _ended(text: str) -> str:
    text = text.replace("\r\n", "\n")
    return text if text.endswith("\n") else text + "\n"
