"""Reading one organisation's folder, gathering every problem instead of stopping at the first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from knowledge.errors import ContentError, Problem
from knowledge.library import Library
from knowledge.models import Card, Question
from knowledge.pack_map import LocalMap
from knowledge.pack_models import MapEntry, Organisation
from knowledge.reader import R, Reader, lines_of, mapping
from knowledge.source import Document

LOGO_AT_MOST = 50_000  # bytes
_ACTIVE = re.compile(r"<script|<foreignobject|<!entity|\son\w+\s*=|javascript:|href\s*=\s*[\"'](?!#)", re.IGNORECASE)


@dataclass(frozen=True)
class Pack:
    """One organisation: data only. `overrides` tells which card of the library an own card stands in for."""

    root: Path
    organisation: Organisation
    cards: Mapping[str, Card] = field(default_factory=dict)
    overrides: Mapping[str, str] = field(default_factory=dict)
    questions: Mapping[str, Question] = field(default_factory=dict)
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    local: LocalMap = field(default_factory=LocalMap)
    logo: bytes | None = None
    files: Mapping[str, tuple[Path, int]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The organisation's id, which is also the name of its folder."""
        return self.organisation.id


def read_pack(root: Path, base: Library) -> Pack:
    """Read and check a pack against the library that it adds to; raises ContentError with every problem found."""
    return _PackReader(root, base).read()


class _PackReader(Reader):
    def __init__(self, root: Path, base: Library) -> None:
        super().__init__()
        self.root, self.base = root, base
        self.files: dict[str, tuple[Path, int]] = {}
        self.overrides: dict[str, str] = {}

    def read(self) -> Pack:
        organisation = self._organisation()
        questions = dict(self._questions())
        cards = dict(self._cards(questions))
        examples = self._examples(cards)
        local = LocalMap(tuple(entry for entry, _, _ in self._list("map.yml", MapEntry)))
        logo = self._logo(organisation)
        if self.problems or organisation is None:
            raise ContentError(self.problems)
        return Pack(self.root, organisation, cards, self.overrides, questions, examples, local, logo, self.files)

    def _organisation(self) -> Organisation | None:
        file = self.root / "organisation.yml"
        if not file.is_file():
            remedy = f"make it, or scaffold a pack with: make pack NAME={self.root.name}"
            self.problems.append(Problem(file, 1, "no organisation.yml", remedy))
            return None
        document = self.document(file)
        organisation = self.validate(Organisation, document, document.data, ()) if document else None
        if document and organisation and organisation.id != self.root.name:
            reason = f"id '{organisation.id}' differs from the folder '{self.root.name}'"
            self.problem(document, ("id",), reason, "make them the same")
        return organisation

    def _questions(self) -> Iterator[tuple[str, Question]]:
        seen: set[str] = set()
        for question, document, index in self._list("questions.yml", Question):
            if question.id in self.base.questions or question.id in seen:
                reason = f"question '{question.id}' exists already"
                self.problem(document, (index, "id"), reason, f"use a name of your own, like q-{self.root.name}-...")
            if not question.id.startswith("q-"):
                self.problem(document, (index, "id"), f"'{question.id}' does not start with 'q-'", "put q- before it")
            if question.top is not None:
                self.problem(document, (index, "top"), "a pack does not change the top three", "leave 'top' out")
            seen.add(question.id)
            self.files[question.id] = (document.file, document.line((index,)))
            yield question.id, question

    def _cards(self, questions: Mapping[str, Question]) -> Iterator[tuple[str, Card]]:
        for file in sorted((self.root / "cards").glob("*.md")):
            if (read := self.markdown(file)) is None:
                continue
            document, body = read
            fields = dict(mapping(document.data))
            replaced = fields.pop("overrides", None)
            card = self.validate(Card, document, {**fields, "text": body}, ())
            if card is None:
                continue
            self._check_card(document, card, questions)
            if replaced is not None:
                self._check_override(document, card, str(replaced))
            self.files[card.id] = (file, 1)
            yield card.id, card

    def _check_card(self, document: Document, card: Card, questions: Mapping[str, Question]) -> None:
        if card.id != document.file.stem:
            self.problem(document, ("id",), f"id '{card.id}' differs from the file name", "make them the same")
        if card.id in self.base.cards:
            remedy = f"give it an id of its own (like {self.root.name}-...) and say 'overrides: {card.id}'"
            self.problem(document, ("id",), f"card '{card.id}' exists in the library", remedy)
        for index, question in enumerate(card.ask):
            if question not in self.base.questions and question not in questions:
                remedy = "use an id from the library or from questions.yml"
                self.problem(document, ("ask", index), f"unknown question '{question}'", remedy)
        for index, group in enumerate(card.medicines):
            if group not in self.base.medicines:
                reason = f"unknown medicine group '{group}'"
                self.problem(document, ("medicines", index), reason, "use an id from the library's medicines/")

    def _check_override(self, document: Document, card: Card, replaced: str) -> None:
        """An own card may say it in another way, but not lose a warning or change what it is about."""
        where = ("overrides",)
        base = self.base.cards.get(replaced)
        if base is None:
            remedy = "use the id of a card of the library"
            self.problem(document, where, f"overrides unknown card '{replaced}'", remedy)
            return
        if replaced in self.overrides.values():
            self.problem(document, where, f"card '{replaced}' is overridden twice", "keep one of the two cards")
        if base.caution and not card.caution:
            self.problem(document, where, f"'{replaced}' has a caution and this card has none", "add a caution")
        if base.restricts_food and not card.restricts_food:
            reason = f"'{replaced}' warns about eating disorders and this card does not"
            self.problem(document, ("caution",), reason, "name 'eetstoornis' in the caution")
        if set(base.moments) != set(card.moments) or base.themes[0] != card.themes[0] or base.kind != card.kind:
            reason = f"moments, main theme or kind differ from those of '{replaced}'"
            self.problem(document, where, reason, "make them the same, or leave 'overrides' out")
        self.overrides[card.id] = replaced

    def _examples(self, cards: Mapping[str, Card]) -> dict[str, tuple[str, ...]]:
        file = self.root / "examples.yml"
        document = self.document(file) if file.exists() else None
        if document is None or document.data is None:
            return {}
        if not isinstance(document.data, dict):
            self.problem(document, (), "not a mapping", "write 'card-id:' and a list of lines beneath it")
            return {}
        found = {}
        for name, data in document.data.items():
            if name not in cards:
                self.problem(document, (name,), f"examples for unknown card '{name}'", "use the id of an own card")
            elif (lines := lines_of(data)) is None:
                self.problem(document, (name,), "examples are not all text", "quote numbers, yes and no")
            else:
                found[str(name)] = lines
        return found

    def _logo(self, organisation: Organisation | None) -> bytes | None:
        if organisation is None or organisation.logo is None:
            return None
        file = self.root / organisation.logo
        if not file.is_file():
            remedy = "put the file there, or leave 'logo' out"
            self.problems.append(Problem(self.root / "organisation.yml", 1, f"no file {organisation.logo}", remedy))
            return None
        data = file.read_bytes()
        text = data.decode("utf-8", errors="replace")
        active = _ACTIVE.search(text)
        if len(data) > LOGO_AT_MOST or "<svg" not in text or active:
            line = text[: active.start()].count("\n") + 1 if active else 1
            remedy = f"use a plain SVG of at most {LOGO_AT_MOST // 1000} kB without scripts, links or outside files"
            self.problems.append(Problem(file, line, "not a plain SVG drawing", remedy))
            return None
        return data

    def _list(self, name: str, model: type[R]) -> Iterator[tuple[R, Document, int]]:
        file = self.root / name
        return self.records(file, model) if file.exists() else iter(())
