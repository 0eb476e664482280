"""A question in the patient's own words, for the list. The list lives in the page; nothing of it is kept here."""

from __future__ import annotations

from actions.reply import Reply
from actions.shelf import Shelf
from actions.turn import Turn

STEERS = frozenset({"deny", "restart", "goodbye", "thanks"})


def ask_own_question(turn: Turn, reply: Reply, shelf: Shelf) -> bool:
    """Ask for the question after "eigen vraag" or its button; False when the message is something else."""
    if turn.choice != "own" and not shelf.cues.is_all("own_question", turn.text):
        return False
    reply.add("text", reply.say("own_question_ask"))
    reply.awaiting = "own_question"
    return True


def keep_own_question(turn: Turn, reply: Reply, shelf: Shelf) -> bool:
    """Hand the words back for the list, when they were asked for; False when the patient steers elsewhere."""
    if turn.memory.awaiting != "own_question" or turn.act in STEERS or shelf.cues.is_all("own_question", turn.text):
        return False
    choices = (shelf.button("own", "own"), shelf.button("questions", "questions"), shelf.button("done", "done"))
    reply.add("text", reply.say("own_question"), choices, own_question=turn.text)
    return True
