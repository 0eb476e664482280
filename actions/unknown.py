"""Not ours, or not understood: say so, and say what can be done instead."""

from __future__ import annotations

from actions.action import TalkAction
from actions.correct import correct
from actions.cues import plain
from actions.hear import hear_moments
from actions.inform import inform
from actions.refer import refer
from actions.reply import Reply
from actions.shelf import Shelf
from actions.showing import offer_moments
from actions.turn import Turn

PERHAPS_MEDICAL = 0.15  # from this probability a message that is not ours is sent to who can answer it
A_FEW_WORDS = 3
CLEARLY_NOT_OURS = 0.5  # below this probability what else is known weighs more


class Unknown(TalkAction):
    """Answers `out_of_scope`: no card, unless a talk is under way and the message names a theme of it."""

    id = "action_unknown"

    def answer(self, turn: Turn, reply: Reply, shelf: Shelf) -> None:
        """An honest no with the moments as buttons."""
        if correct(turn, reply, shelf):
            return
        unsure = turn.offtopic < CLEARLY_NOT_OURS
        if unsure and turn.moments and len(plain(turn.text).split()) <= A_FEW_WORDS:
            hear_moments(turn, reply, shelf)  # one word, "operatie", says enough
        elif turn.medical >= PERHAPS_MEDICAL:
            refer(turn, reply, shelf)
        elif unsure and turn.memory.moments and turn.clear_theme:
            inform(turn, reply, shelf)  # in a talk about an operation "op de bank snacken" is no small talk
        else:
            offer_moments(reply, shelf, reply.say("unknown"), "unknown")
