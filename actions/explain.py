"""The patient did not understand: say it shorter, or ask it another way."""

from __future__ import annotations

from actions.reply import Reply
from actions.shelf import Shelf
from actions.showing import fit_buttons, offer_moments, offer_themes, role_for
from actions.turn import Turn


def explain(turn: Turn, reply: Reply, shelf: Shelf) -> bool:
    """Answer "snap ik niet" and the like; False when the message is something else."""
    if not shelf.cues.has("simpler", turn.text) or turn.moments or turn.themes:
        return False
    card = shelf.library.cards.get(reply.shown[-1]) if reply.shown else None
    moment = reply.moments[0] if reply.moments else None
    if turn.memory.last == "refer":
        text = reply.say("refer_simple", role=shelf.spoken(role_for(reply, shelf)))
        reply.add("refer", text, (shelf.button("questions", "questions"),))
        reply.mark("refer")
    elif card is not None:
        reply.add("text", f"{card.link} {reply.say('simple', step=card.step)}", fit_buttons(shelf))
        reply.awaiting = "fit"
    elif moment is not None:
        offer_themes(reply, shelf, reply.say("simple_nothing"), moment)
    else:
        offer_moments(reply, shelf, reply.say("simple_nothing"), "clarify")
    return True
