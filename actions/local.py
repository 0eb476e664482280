"""Help nearby: the routes that exist in most places, or the organisation's own map."""

from __future__ import annotations

from actions.action import TalkAction
from actions.nearby import show_nearby
from actions.reply import Reply
from actions.shelf import Shelf
from actions.showing import evidence, show_card
from actions.turn import Turn

PROCESS = frozenset({"process"})


class Local(TalkAction):
    """Answers `ask_local`."""

    id = "action_local"

    def answer(self, turn: Turn, reply: Reply, shelf: Shelf) -> None:
        """What is near, when the organisation has a map; else the national route and the card that comes nearest."""
        if shelf.local:
            reply.place = shelf.local.place(turn.text) or reply.place
            if reply.place is None:
                reply.add("text", reply.say("local_ask_place"))
            else:
                show_nearby(reply, shelf, reply.place)
            return
        reply.add("text", reply.say("local"))
        query = f"{turn.text} hulp in de buurt buurtsportcoach leefstijlloket"
        result = shelf.searcher.search(query, evidence(turn, reply, shelf, kinds=PROCESS))
        if result.found:
            show_card(turn, reply, shelf, result.found[0].card)
