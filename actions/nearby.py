"""Help near the patient, from the organisation's map. A place is remembered in the conversation, never counted."""

from __future__ import annotations

from actions.message import ContactView
from actions.reply import Reply
from actions.shelf import Shelf
from actions.turn import Turn
from knowledge.pack_models import MapEntry

AT_MOST = 3


def nearby(turn: Turn, reply: Reply, shelf: Shelf) -> bool:
    """Answer a message that says little more than a place; False when there is no map or the message says more."""
    place = shelf.local.only_place(turn.text) if turn.choice is None else None
    if place is None or turn.themes or turn.medicines:
        return False
    reply.place = place
    show_nearby(reply, shelf, place)
    return True


def show_nearby(reply: Reply, shelf: Shelf, place: str) -> None:
    """At most three entries for a place, or the national route when the map holds none."""
    entries = shelf.local.near(place, reply.themes or ((reply.theme,) if reply.theme else ()))[:AT_MOST]
    choices = (shelf.button("questions", "questions"), shelf.button("other_theme", "themes"))
    if not entries:
        reply.add("text", f"{reply.say('local_nothing', place=place)} {reply.say('local')}", choices)
        return
    lines = "\n".join(_line(entry, shelf) for entry in entries)
    because = shelf.say("local_because", place=place)
    reply.add("text", f"{reply.say('local_found')}\n{lines}", choices, contacts=contacts(entries), because=because)


def contacts(entries: tuple[MapEntry, ...]) -> tuple[ContactView, ...]:
    """Entries as buttons to call or visit."""
    return tuple(ContactView(name=entry.name, phone=entry.phone, url=entry.url) for entry in entries)


def _line(entry: MapEntry, shelf: Shelf) -> str:
    phrase = "local_entry_referral" if entry.referral_needed else "local_entry"
    return shelf.say(phrase, name=entry.name, audience=entry.audience, cost=entry.cost)
