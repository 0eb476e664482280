"""Everything around the matter: hello, thanks, who are you, goodbye."""

from __future__ import annotations

from actions.action import TalkAction
from actions.correct import correct
from actions.reply import Reply
from actions.shelf import Shelf
from actions.showing import offer_moments, offer_themes
from actions.turn import Turn


class Smalltalk(TalkAction):
    """Answers `smalltalk`; anger gets an apology, not a joke."""

    id = "action_smalltalk"

    def answer(self, turn: Turn, reply: Reply, shelf: Shelf) -> None:
        """A friendly line and a way on."""
        if correct(turn, reply, shelf):
            return
        if shelf.cues.has("angry", turn.text):
            phrase = "angry"
        elif shelf.cues.has("dutch", turn.text):
            phrase = "back_to_dutch"
        else:
            phrase = "hello" if not reply.moments else "acknowledged"
        way_on(reply, shelf, reply.say(phrase))


class ExplainBot(TalkAction):
    """Answers `ask_bot`: a computer, what it does, what happens to the words."""

    id = "action_explain_bot"

    def answer(self, turn: Turn, reply: Reply, shelf: Shelf) -> None:
        """Plainly, and who to call for a human."""
        way_on(reply, shelf, reply.say("bot_human" if shelf.cues.has("human", turn.text) else "bot"))


class Thank(TalkAction):
    """Answers `thanks`."""

    id = "action_thank"

    def answer(self, turn: Turn, reply: Reply, shelf: Shelf) -> None:
        """You are welcome, and a way on."""
        choices = (shelf.button("questions", "questions"), shelf.button("other_theme", "themes"))
        reply.add("text", reply.say("thanks"), (*choices, shelf.button("done", "done")))


class Close(TalkAction):
    """Answers `goodbye`: the list, what to do when it gets worse, one question of feedback."""

    id = "action_close"

    def answer(self, turn: Turn, reply: Reply, shelf: Shelf) -> None:
        """The end that can always be undone by typing on."""
        close(reply, shelf)


class Feedback(TalkAction):
    """Takes the answer to "was dit duidelijk?"."""

    id = "action_feedback"

    def answer(self, turn: Turn, reply: Reply, shelf: Shelf) -> None:
        """Thanks."""
        reply.add("text", reply.say("feedback_thanks"))


class StartAgain(TalkAction):
    """Answers `restart`: forget everything."""

    id = "action_restart"

    def answer(self, turn: Turn, reply: Reply, shelf: Shelf) -> None:
        """Back to the opening question."""
        reply.forget()
        offer_moments(reply, shelf, f"{shelf.say('restarted')} {shelf.say('greeting_question')}")


def close(reply: Reply, shelf: Shelf) -> None:
    """Closing words with the feedback question."""
    reply.add("text", reply.say("close"), (shelf.button("clear", "yes"), shelf.button("unclear", "no")))
    reply.awaiting = "feedback"


def way_on(reply: Reply, shelf: Shelf, text: str) -> None:
    """A line, with the themes when the moment is known and the moments when it is not."""
    if reply.moments:
        offer_themes(reply, shelf, text, reply.moments[0])
    else:
        offer_moments(reply, shelf, text)
