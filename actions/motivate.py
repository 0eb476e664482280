"""Keeping it up: cards for who tried before, or finds it hard."""

from __future__ import annotations

from actions.action import TalkAction
from actions.browse import browse
from actions.inform import inform
from actions.offers import KEEPING, help_with, named_obstacle
from actions.reply import Reply
from actions.shelf import Shelf
from actions.showing import find, show_card
from actions.turn import Turn


class Motivate(TalkAction):
    """Answers `ask_motivation`."""

    id = "action_motivate"

    def answer(self, turn: Turn, reply: Reply, shelf: Shelf) -> None:
        """A keep-going card of the theme; else whatever fits the words."""
        theme = turn.themes[0] if turn.themes else turn.memory.theme
        obstacle = named_obstacle(turn, shelf)
        if obstacle is not None and not turn.themes and turn.memory.theme:
            help_with(obstacle, turn, reply, shelf)
            return
        result = find(turn, reply, shelf, theme, KEEPING) if theme else None
        card = result.found[0].card if result is not None and result.found else None
        if card is None and theme is not None and reply.moments:
            card = browse(turn, reply, shelf, theme, KEEPING)
        if card is not None:
            show_card(turn, reply, shelf, card)
        else:
            inform(turn, reply, shelf)
