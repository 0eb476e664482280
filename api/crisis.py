"""The answer to danger: read from memory, made without anything else that could fail."""

from __future__ import annotations

from pathlib import Path

from actions.message import ContactView, Kind, Message
from api.conversations import CrisisMemory
from knowledge.contacts import load_contacts
from knowledge.crisis import CrisisTexts
from knowledge.models import Contact
from safety import Hit

# what a person in body danger reports next is that help is on its way: an answer, not a second alarm
BODILY = frozenset({"emergency", "overdose", "alcohol_withdrawal", "medication_stop"})
TURNS_IN_VIEW = 4


class CrisisDesk:
    """Makes crisis messages and what is said after one."""

    def __init__(self, texts: CrisisTexts, contacts: dict[str, Contact]) -> None:
        self._texts, self._contacts = texts, contacts

    @classmethod
    def load(cls, content: Path) -> CrisisDesk:
        """From the content folder; raises ContentError when a text or contact is missing or broken."""
        return cls(
            CrisisTexts.load(content), {c.contact.id: c.contact for c in load_contacts(content / "contacts.yml")}
        )

    def message(self, hit: Hit, language: str) -> Message:
        """The crisis message for what was seen, with buttons to call."""
        text, contacts = self._texts.answer(hit.id, hit.urgency, language)
        return Message(kind="crisis", text=text, contacts=self._views(contacts), language=language)

    def followup(self, crisis: CrisisMemory, language: str, quiet: bool = False) -> Message:
        """When the person comes back to it, denies it, or says that help is coming: warm, with the route in view.

        `quiet`: help is coming or was thanked for, so it is no second alarm.
        """
        _, contacts = self._texts.answer(crisis.category, crisis.urgency, language)
        text = self._texts.followup(crisis.category, language)
        kind: Kind = "text" if quiet or crisis.category in BODILY else "crisis"
        return Message(kind=kind, text=text, contacts=self._views(contacts), language=language)

    def _views(self, contacts: tuple[str, ...]) -> tuple[ContactView, ...]:
        return tuple(
            ContactView(name=c.name, phone=c.phone, url=c.url) for name in contacts if (c := self._contacts.get(name))
        )
