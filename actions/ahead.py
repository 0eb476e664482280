"""Looking ahead: after the operation, after the birth, at the end of the waiting list. Offered once."""

from __future__ import annotations

from actions.action import TalkAction
from actions.browse import browse
from actions.reply import Reply
from actions.shelf import Shelf
from actions.showing import offer_themes, show_card
from actions.turn import Turn
from knowledge.models import Card, Moment

AFTERWARDS = (Moment.SURGERY, Moment.BIRTH)
PROCESS = frozenset({"process", "after"})


class LookAhead(TalkAction):
    """Yes to "wilt u ook weten wat daarna komt?"."""

    id = "action_look_ahead"

    def answer(self, turn: Turn, reply: Reply, shelf: Shelf) -> None:
        """The card about what comes after."""
        look_ahead(turn, reply, shelf)


def look_ahead(turn: Turn, reply: Reply, shelf: Shelf) -> None:
    """Show the card about what comes after this moment, or ask for a theme when there is none."""
    reply.looked_ahead = True
    card = card_ahead(turn, reply, shelf)
    if card is not None:
        show_card(turn, reply, shelf, card)
    else:
        offer_themes(reply, shelf, reply.say("which_theme"), reply.moments[0] if reply.moments else None)


def offer_ahead(turn: Turn, reply: Reply, shelf: Shelf) -> bool:
    """Offer it when there is something to show and it was not offered before; False otherwise."""
    if reply.looked_ahead or reply.phase == "after" or card_ahead(turn, reply, shelf) is None:
        return False
    reply.looked_ahead = True
    choices = (shelf.button("after", "after"), shelf.button("other_theme", "themes"), shelf.button("done", "done"))
    reply.add("choices", reply.say("ahead"), choices)
    reply.awaiting = "ahead"
    return True


def card_ahead(turn: Turn, reply: Reply, shelf: Shelf) -> Card | None:
    """The card about the time after the moment that comes first in the talk."""
    if not reply.moments:
        return None
    if reply.moments[0] in AFTERWARDS:
        return browse(turn, reply, shelf, reply.theme, phase="after", strict=True) or browse(
            turn, reply, shelf, None, phase="after", strict=True
        )
    if reply.moments[0] == Moment.GGZ_WAITLIST:
        return browse(turn, reply, shelf, None, PROCESS, strict=True)
    return None
