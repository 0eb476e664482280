"""Keeping it up: cards for who tried before, or finds it hard."""

from __future__ import annotations

from actions.action import TalkAction
from actions.inform import inform
from actions.reply import Reply
from actions.shelf import Shelf
from actions.showing import find, show_card
from actions.turn import Turn

KEEPING = frozenset({"keep"})


class Motivate(TalkAction):
    """Answers `ask_motivation`."""

    id = "action_motivate"

    def answer(self, turn: Turn, reply: Reply, shelf: Shelf) -> None:
        """A keep-going card of the theme; else whatever fits the words."""
        theme = turn.themes[0] if turn.themes else turn.memory.theme
        result = find(turn, reply, shelf, theme, KEEPING) if theme else None
        if result is not None and result.found:
            show_card(turn, reply, shelf, result.found[0].card)
        else:
            inform(turn, reply, shelf)
