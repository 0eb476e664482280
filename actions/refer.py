"""A personal medical question: not ours to answer; name who can, and offer to take the question along."""

from __future__ import annotations

from actions.action import TalkAction
from actions.browse import browse
from actions.reply import Reply
from actions.shelf import Shelf
from actions.showing import find, reason, role_for
from actions.turn import Turn
from knowledge.models import Card, Moment, Role


class Refer(TalkAction):
    """Answers `ask_medical`."""

    id = "action_refer"

    def answer(self, turn: Turn, reply: Reply, shelf: Shelf) -> None:
        """Refer, with the question in the patient's own words for the list."""
        refer(turn, reply, shelf)


def refer(turn: Turn, reply: Reply, shelf: Shelf) -> None:
    """One message that names the professional, nothing about the answer itself, and the card of a habit.

    The card comes only when the talk is already about a moment: a medical question on its own gets no card.
    """
    medicine = bool(turn.medicines) or "medication_stop" in turn.signals
    pregnant = Moment.BIRTH in reply.moments
    if medicine and pregnant:
        phrase, role = "refer_pregnant_medicine", Role.MIDWIFE
    elif medicine:
        phrase, role = "refer_medicine", Role.PHARMACIST
    else:
        phrase, role = "refer", role_for(reply, shelf)
    spoken = shelf.spoken(role)
    card = None if medicine or not turn.memory.moments else _card_beside(turn, reply, shelf)
    short = reply.say("refer_short", role=spoken) if card is not None else ""
    beside = card if card is not None and reply.fits(f"{short} {card.text}") else None
    text = short if beside else reply.say(phrase, role=spoken)
    reply.add("refer", text, (shelf.button("questions", "questions"),), own_question=turn.text)
    if beside:
        reply.shown.append(beside.id)
        reply.add("card", beside.text, card=shelf.view(beside), because=reason(turn, reply, shelf, beside))
    reply.mark("refer")


def _card_beside(turn: Turn, reply: Reply, shelf: Shelf) -> Card | None:
    """The card of the theme that was named, when the search is sure or the shelf has one for this moment."""
    if not turn.themes:
        return None
    result = find(turn, reply, shelf, turn.themes[0])
    return result.found[0].card if result.found else browse(turn, reply, shelf, turn.themes[0], strict=True)
