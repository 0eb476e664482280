"""Not ours, or not understood: say so, and say what can be done instead."""

from __future__ import annotations

from actions.action import TalkAction
from actions.correct import correct
from actions.reply import Reply
from actions.shelf import Shelf
from actions.showing import offer_moments
from actions.turn import Turn


class Unknown(TalkAction):
    """Answers `out_of_scope`. Never a card."""

    id = "action_unknown"

    def answer(self, turn: Turn, reply: Reply, shelf: Shelf) -> None:
        """An honest no with the moments as buttons."""
        if not correct(turn, reply, shelf):
            offer_moments(reply, shelf, reply.say("unknown"), "unknown")
