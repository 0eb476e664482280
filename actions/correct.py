"""The patient corrects the bot: what was named now replaces what was remembered."""

from __future__ import annotations

from actions.action import TalkAction
from actions.inform import inform
from actions.reply import Reply
from actions.shelf import Shelf
from actions.showing import offer_moments, offer_themes
from actions.turn import Turn


class Correct(TalkAction):
    """Answers a `deny` that answers no question of the bot."""

    id = "action_correct"

    def answer(self, turn: Turn, reply: Reply, shelf: Shelf) -> None:
        """Take the correction, or ask what is meant."""
        if correct(turn, reply, shelf, denied=True):
            return
        ask_again(reply, shelf)


def correct(turn: Turn, reply: Reply, shelf: Shelf, denied: bool = False) -> bool:
    """Replace the moment or theme that was misunderstood; False when the message corrects nothing."""
    if not (denied or shelf.cues.has("correction", turn.text)):
        return False
    if turn.themes:
        inform(turn, reply, shelf)
    elif turn.moments:
        moment = shelf.library.moments[turn.moments[0]]  # what it replaces was let go when the message was read
        offer_themes(reply, shelf, f"{reply.say('corrected', what=moment.short)} {reply.say('permission')}", moment.id)
    elif shelf.cues.has("meant", turn.text):
        ask_again(reply, shelf)
    else:
        return False
    return True


def ask_again(reply: Reply, shelf: Shelf) -> None:
    """Say sorry, and ask what is meant."""
    if reply.moments:
        offer_themes(reply, shelf, reply.say("clarify_moment"), reply.moments[0])
    else:
        offer_moments(reply, shelf, reply.say("clarify_moment"), "clarify")
