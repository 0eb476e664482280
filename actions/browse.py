"""Taking a card from the shelf by its labels, when the words themselves are no help."""

from __future__ import annotations

from actions.reply import Reply
from actions.shelf import Shelf
from actions.turn import Phase, Turn
from knowledge.models import Card, Theme

SIGNAL_EATING_DISORDER = "eating_disorder"
OTHER: dict[Phase, Phase] = {"before": "after", "after": "before"}
ORDER = ("do", "why", "watch", "keep", "after", "process", "story", "medicine")


def browse(
    turn: Turn,
    reply: Reply,
    shelf: Shelf,
    theme: Theme | None,
    kinds: frozenset[str] = frozenset(),
    *,
    phase: Phase | None = None,
    strict: bool = False,
) -> Card | None:
    """The first card that was not shown yet: of the moment before general ones, the theme as its main theme first.

    `strict`: only cards of the moment that comes first, and of exactly the `phase` when one is given.
    """
    hidden = withheld(turn, reply, shelf) if phase is None else frozenset(reply.shown)
    moment = reply.moments[0] if reply.moments else None

    def fits(card: Card) -> bool:
        return (
            card.id not in hidden
            and (theme is None or theme in card.themes)
            and (not kinds or card.kind in kinds)
            and (card.kind != "medicine" or bool(kinds))
            and (not card.moments or bool(set(card.moments) & set(reply.moments)))
            and not (strict and (moment not in card.moments or (phase is not None and card.phase != phase)))
            and not (card.restricts_food and SIGNAL_EATING_DISORDER in turn.signals)
        )

    def rank(card: Card) -> tuple[bool, bool, bool, int]:
        return (
            not (moment in card.moments if moment else not card.moments),
            theme is not None and card.themes[0] != theme,
            bool(card.audience),
            ORDER.index(card.kind),
        )

    return min(filter(fits, shelf.library.cards.values()), key=rank, default=None)


def withheld(turn: Turn, reply: Reply, shelf: Shelf) -> frozenset[str]:
    """Cards not to show now: those shown before, and those about a time that is over or still to come."""
    shown = frozenset(reply.shown)
    if reply.phase is None:
        return shown
    other = OTHER[reply.phase]
    return shown | {card.id for card in shelf.library.cards.values() if card.phase == other}
