"""Something was told: show that it was heard, and link it to what the patient can do."""

from __future__ import annotations

from actions.action import TalkAction
from actions.correct import correct
from actions.inform import inform, medicine_card
from actions.refer import refer
from actions.reply import Reply
from actions.shelf import Shelf
from actions.showing import offer_moments, offer_themes
from actions.turn import Turn
from knowledge.models import Moment

MEDICAL_TOO = 0.2  # from this probability of a medical question a told complaint is referred as well


class Hear(TalkAction):
    """A new moment is heard and linked; a theme that was named gets its card at once."""

    id = "action_hear"

    def answer(self, turn: Turn, reply: Reply, shelf: Shelf) -> None:
        """Card, heard-and-linked with themes, or a friendly question."""
        if correct(turn, reply, shelf):
            return
        if not turn.themes and turn.medical >= MEDICAL_TOO:
            # a complaint told without a question: who knows the patient must look, whatever else is shown
            refer(turn, reply, shelf)
            return
        new = [moment for moment in turn.moments if moment not in turn.memory.moments]
        if turn.themes or medicine_card(turn, reply, shelf) is not None:
            inform(turn, reply, shelf)
        elif Moment.TEST_RESULT in new and any(letter.isdigit() for letter in turn.text):
            # what a value means is for who asked for the test; what can be done meanwhile is ours
            refer(turn, reply, shelf)
            offer_themes(reply, shelf, reply.say("permission"), Moment.TEST_RESULT)
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
    heard = moment.heard_after if reply.phase == "after" and moment.heard_after else moment.heard
    nth = len(turn.memory.shown) + len(turn.memory.said or {})
    first = heard[nth % len(heard)]
    if for_another(turn, moment.id):
        first = reply.say("heard_other")
    reply.add("text", f"{first} {moment.link}")
    offer_themes(reply, shelf, reply.say("permission"), moment.id, shelf.say("because_said", what=moment.short))


def for_another(turn: Turn, moment: Moment) -> bool:
    """Whether somebody asks for a relative; at a birth "mijn kind" is part of the patient's own story."""
    return turn.person is not None and not (moment == Moment.BIRTH and turn.person == "child")
