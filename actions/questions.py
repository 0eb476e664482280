"""Questions to take along: three for the next professional, more on request."""

from __future__ import annotations

from actions.action import TalkAction
from actions.question_list import show_questions
from actions.reply import Reply
from actions.shelf import Shelf
from actions.turn import Turn


class Questions(TalkAction):
    """Answers `ask_questions`, and a yes to the offer of questions."""

    id = "action_questions"

    def answer(self, turn: Turn, reply: Reply, shelf: Shelf) -> None:
        """Three questions, or first the moment they are about; the professional asked for is named, or asked."""
        show_questions(reply, shelf, shelf.cues.role(turn.text))
