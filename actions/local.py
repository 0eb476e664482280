"""Help nearby: the routes that exist in most places, or the organisation's own map."""

from __future__ import annotations

from actions.action import TalkAction
from actions.browse import browse
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
        query = f"{turn.text} hulp in de buurt buurtsportcoach leefstijlloket"
        theme = turn.themes[0] if turn.themes else turn.memory.theme
        result = shelf.searcher.search(query, evidence(turn, reply, shelf, theme, PROCESS))
        if not result.found:
            result = shelf.searcher.search(query, evidence(turn, reply, shelf, kinds=PROCESS))
        card = result.found[0].card if result.found else browse(turn, reply, shelf, None, PROCESS)
        if card is not None:
            show_card(turn, reply, shelf, card)
        else:
            reply.add("text", reply.say("local"), (shelf.button("questions", "questions"),))
