"""A lifestyle question: the right card, a question back, or an honest "dat weet ik niet"."""

from __future__ import annotations

from actions.action import TalkAction
from actions.explain import explain
from actions.reply import Reply
from actions.shelf import Shelf
from actions.showing import find, offer_cards, offer_moments, offer_themes, role_for, show_card
from actions.turn import Turn
from knowledge.search import SearchResult


class Inform(TalkAction):
    """Answers `ask_lifestyle`."""

    id = "action_inform"

    def answer(self, turn: Turn, reply: Reply, shelf: Shelf) -> None:
        """Three tiers: card, choices, not known."""
        if not explain(turn, reply, shelf):
            inform(turn, reply, shelf)


def inform(turn: Turn, reply: Reply, shelf: Shelf, kinds: frozenset[str] = frozenset()) -> None:
    """Show what the words ask for; the theme of the message filters, what was remembered helps."""
    result = _search(turn, reply, shelf, kinds)
    if result.tier == "sure":
        show_card(turn, reply, shelf, result.found[0].card)
    elif result.tier == "half":
        offer_cards(reply, shelf, result)
    elif reply.shown and (turn.themes or turn.memory.theme):
        text = reply.say("shown_before", role=shelf.spoken(role_for(reply, shelf)))
        offer_themes(reply, shelf, text, reply.moments[0] if reply.moments else None)
    elif reply.moments:
        offer_themes(reply, shelf, reply.say("which_theme"), reply.moments[0])
    else:
        offer_moments(reply, shelf, reply.say("unknown"), "unknown")


def _search(turn: Turn, reply: Reply, shelf: Shelf, kinds: frozenset[str]) -> SearchResult:
    if turn.themes:
        for theme in turn.themes[:2]:
            result = find(turn, reply, shelf, theme, kinds)
            if result.tier == "sure":
                return result
        return result
    result = find(turn, reply, shelf, None, kinds)
    if result.tier == "none" and turn.memory.theme:
        query = f"{turn.text} {shelf.library.themes[turn.memory.theme].about}"
        return find(turn, reply, shelf, turn.memory.theme, kinds, query)
    return result
