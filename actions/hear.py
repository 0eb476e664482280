"""Something was told: show that it was heard, and link it to what the patient can do."""

from __future__ import annotations

from actions.action import TalkAction
from actions.correct import correct
from actions.explain import explain
from actions.inform import inform
from actions.reply import Reply
from actions.shelf import Shelf
from actions.showing import offer_moments, offer_themes
from actions.turn import Turn


class Hear(TalkAction):
    """A new moment is heard and linked; a theme that was named gets its card at once."""

    id = "action_hear"

    def answer(self, turn: Turn, reply: Reply, shelf: Shelf) -> None:
        """Card, heard-and-linked with themes, or a friendly question."""
        if explain(turn, reply, shelf) or correct(turn, reply, shelf):
            return
        new = [moment for moment in turn.moments if moment not in turn.memory.moments]
        if turn.themes or turn.medicines:
            inform(turn, reply, shelf)
        elif new:
            hear_moments(turn, reply, shelf)
        elif reply.moments:
            text = f"{reply.say('acknowledged')} {reply.say('which_theme')}"
            offer_themes(reply, shelf, text, reply.moments[0])
        else:
            offer_moments(reply, shelf, f"{reply.say('smalltalk')} {reply.say('which_moment')}")


def hear_moments(turn: Turn, reply: Reply, shelf: Shelf) -> None:
    """One sentence that shows it was heard, the link out loud, and the themes as buttons."""
    moment = shelf.library.moments[reply.moments[0]]
    after = turn.phase(shelf.cues.has("after", turn.text)) == "after" and moment.heard_after
    heard = moment.heard_after if after else moment.heard
    nth = len(turn.memory.shown) + len(turn.memory.said or {})
    reply.add("text", f"{heard[nth % len(heard)]} {moment.link}")
    offer_themes(reply, shelf, reply.say("permission"), moment.id, shelf.say("because_said", what=moment.short))
