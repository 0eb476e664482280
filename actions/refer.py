"""A personal medical question: not ours to answer; name who can, and offer to take the question along."""

from __future__ import annotations

from actions.action import TalkAction
from actions.explain import explain
from actions.reply import Reply
from actions.shelf import Shelf
from actions.showing import role_for
from actions.turn import Turn
from knowledge.models import Moment, Role


class Refer(TalkAction):
    """Answers `ask_medical`."""

    id = "action_refer"

    def answer(self, turn: Turn, reply: Reply, shelf: Shelf) -> None:
        """Refer, with the question in the patient's own words for the list."""
        if not explain(turn, reply, shelf):
            refer(turn, reply, shelf)


def refer(turn: Turn, reply: Reply, shelf: Shelf) -> None:
    """One message that names the professional; nothing about the answer itself."""
    medicine = bool(turn.medicines) or "medication_stop" in turn.signals
    pregnant = Moment.BIRTH in reply.moments
    if medicine and pregnant:
        phrase, role = "refer_pregnant_medicine", Role.MIDWIFE
    elif medicine:
        phrase, role = "refer_medicine", Role.PHARMACIST
    else:
        phrase, role = "refer", role_for(reply, shelf)
    text = reply.say(phrase, role=shelf.spoken(role))
    reply.add("refer", text, (shelf.button("questions", "questions"),), own_question=turn.text)
    reply.mark("refer")
