"""A lifestyle question: the right card, a question back, or an honest "dat weet ik niet"."""

from __future__ import annotations

from actions.action import TalkAction
from actions.browse import browse
from actions.cues import plain
from actions.refer import refer
from actions.reply import Reply
from actions.shelf import Shelf
from actions.showing import find, offer_cards, offer_moments, offer_themes, role_for, show_card
from actions.turn import Turn
from knowledge.models import Card, Theme
from knowledge.search import SearchResult

LANGUAGE_OF_CARDS = "nl"
NOTHING = SearchResult("none", ())
FOLLOW_UP_WORDS = 6
PERHAPS_MEDICAL, PERHAPS_NOT_OURS = 0.25, 0.2  # a question without a theme that may as well be that gets no card
MEDICINE = frozenset({"medicine"})


class Inform(TalkAction):
    """Answers `ask_lifestyle`."""

    id = "action_inform"

    def answer(self, turn: Turn, reply: Reply, shelf: Shelf) -> None:
        """Three tiers: card, choices, not known."""
        if turn.themes or turn.medicines:
            inform(turn, reply, shelf)
        elif turn.medical >= PERHAPS_MEDICAL:
            refer(turn, reply, shelf)
        elif turn.offtopic >= PERHAPS_NOT_OURS and not turn.known_moments:
            offer_moments(reply, shelf, reply.say("unknown"), "unknown")
        else:
            inform(turn, reply, shelf)


def inform(turn: Turn, reply: Reply, shelf: Shelf) -> None:
    """Show what the words ask for; the theme of the message filters, what was remembered helps."""
    if (card := medicine_card(turn, reply, shelf)) is not None:
        show_card(turn, reply, shelf, card)
        return
    result = _search(turn, reply, shelf)
    card = result.found[0].card if result.tier == "sure" or _plain_enough(turn, result) else None
    if card is None and reply.moments:
        card = _by_labels(turn, reply, shelf)
    if card is not None:
        show_card(turn, reply, shelf, card)
    elif result.tier == "half":
        offer_cards(reply, shelf, result)
    elif reply.shown and turn.themes:
        text = reply.say("shown_before", role=shelf.spoken(role_for(reply, shelf)))
        offer_themes(reply, shelf, text, reply.moments[0] if reply.moments else None)
    elif reply.moments:
        offer_themes(reply, shelf, reply.say("which_theme"), reply.moments[0])
    else:
        offer_moments(reply, shelf, reply.say("unknown"), "unknown")


def medicine_card(turn: Turn, reply: Reply, shelf: Shelf) -> Card | None:
    """The card of a medicine that was named, when the message asks about nothing else."""
    if not turn.medicines or turn.themes:
        return None
    groups = set(turn.medicines)
    cards = (c for c in shelf.library.cards.values() if groups & set(c.medicines) and c.id not in reply.shown)
    return min(cards, key=lambda card: len(card.medicines), default=None)


def _plain_enough(turn: Turn, result: SearchResult) -> bool:
    """Half sure of the card, but sure of the theme: the best card of it says more than a list to choose from."""
    if result.tier != "half":
        return False
    if turn.themes:
        return bool(turn.known_moments) or turn.clear_theme
    themes = {found.card.themes[0] for found in result.found}
    return len(themes) == 1 and bool(turn.known_moments)


def _by_labels(turn: Turn, reply: Reply, shelf: Shelf) -> Card | None:
    """The words find nothing, but moment and theme are known; a short follow-up is about the theme before."""
    if turn.themes:
        return next((card for t in turn.themes[:2] if (card := browse(turn, reply, shelf, t)) is not None), None)
    if turn.memory.theme and reply.shown and len(plain(turn.text).split()) <= FOLLOW_UP_WORDS:
        return browse(turn, reply, shelf, turn.memory.theme)
    return None


def _search(turn: Turn, reply: Reply, shelf: Shelf) -> SearchResult:
    result = NOTHING
    for theme in turn.themes[:2]:
        tried = find(turn, reply, shelf, theme, query=_query(turn, reply, shelf, theme))
        if tried.tier == "sure":
            return tried
        result = result if result.found else tried
    if turn.themes:
        return result
    result = find(turn, reply, shelf, None)
    if result.tier == "none" and turn.memory.theme:
        query = f"{turn.text} {shelf.library.themes[turn.memory.theme].about}"
        return find(turn, reply, shelf, turn.memory.theme, query=query)
    return result


def _query(turn: Turn, reply: Reply, shelf: Shelf, theme: Theme) -> str:
    """The patient's words; in another language than that of the cards, the Dutch names of what was heard."""
    if turn.language == LANGUAGE_OF_CARDS:
        return turn.text
    moment = f" {shelf.library.moments[reply.moments[0]].short}" if reply.moments else ""
    return f"{shelf.library.themes[theme].about}{moment}"
