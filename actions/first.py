"""What is answered whatever the message was taken for: words that steer the talk itself."""

from __future__ import annotations

from actions.explain import explain
from actions.nearby import nearby
from actions.own import ask_own_question, keep_own_question
from actions.question_list import show_questions
from actions.reply import Reply
from actions.shelf import Shelf
from actions.showing import offer_moments, offer_themes
from actions.turn import Turn

WORDS_OF_A_ROLE = 5


def answered_first(turn: Turn, reply: Reply, shelf: Shelf) -> bool:
    """Whether one of them answered; then the action that Rasa chose has nothing left to do."""
    if turn.choice is not None or not turn.text:
        return False
    ways = (keep_own_question, ask_own_question, nearby, for_whom, taken_back, explain)
    return any(way(turn, reply, shelf) for way in ways)


def for_whom(turn: Turn, reply: Reply, shelf: Shelf) -> bool:
    """After questions, only a professional is named ("en voor de huisarts?"): the questions for that one."""
    role = shelf.cues.role(turn.text)
    if turn.memory.last != "questions" or role is None or turn.themes or len(turn.text.split()) > WORDS_OF_A_ROLE:
        return False
    show_questions(reply, shelf, role)
    return True


def taken_back(turn: Turn, reply: Reply, shelf: Shelf) -> bool:
    """A moment is over or was never there: say that it is let go. False when the message tells something new."""
    if not turn.gone or turn.moments or turn.themes or turn.act == "ask_medical":
        return False
    what = shelf.library.moments[turn.gone[0]].short
    text = reply.say("moment_gone", what=what)
    if reply.moments:
        offer_themes(reply, shelf, f"{text} {reply.say('which_theme')}", reply.moments[0])
    else:
        offer_moments(reply, shelf, f"{text} {reply.say('which_moment')}")
    return True
