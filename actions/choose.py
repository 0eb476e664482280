"""A button was pressed: `moment:surgery`, `theme:smoking`, `role:gp`, `card:<id>`, `fit:hard`, ..."""

from __future__ import annotations

from dataclasses import replace

from actions.action import TalkAction
from actions.ahead import look_ahead
from actions.browse import browse
from actions.hear import hear_moments
from actions.inform import inform
from actions.offers import OBSTACLES, encourage, help_with, obstacle
from actions.own import ask_own_question
from actions.question_list import show_questions
from actions.reply import Reply
from actions.shelf import Shelf
from actions.showing import find, offer_moments, offer_themes, show_card
from actions.smalltalk import close
from actions.turn import Turn
from knowledge.models import Moment, Role, Theme


class Choose(TalkAction):
    """Does what the button says; an unknown choice is answered like an unknown message."""

    id = "action_choose"

    def answer(self, turn: Turn, reply: Reply, shelf: Shelf) -> None:
        """Dispatch on the part before the colon."""
        kind, _, value = (turn.choice or "").partition(":")
        if kind == "moment" and value in list(Moment):
            self._moment(Moment(value), turn, reply, shelf)
        elif kind == "theme" and value in list(Theme):
            self._theme(Theme(value), turn, reply, shelf)
        elif kind == "card" and value in shelf.library.cards:
            show_card(turn, reply, shelf, shelf.library.cards[value])
        elif kind == "role" and value in list(Role):
            show_questions(reply, shelf, Role(value))
        elif kind == "questions":
            show_questions(reply, shelf)
        elif kind == "more":
            self._theme(turn.memory.theme, turn, reply, shelf)
        elif kind == "themes":
            offer_themes(reply, shelf, reply.say("which_theme"), reply.moments[0] if reply.moments else None)
        elif kind == "fit":
            self._fit(value, turn, reply, shelf)
        elif kind == "own":
            ask_own_question(turn, reply, shelf)
        elif kind == "after":
            look_ahead(turn, reply, shelf)
        elif kind == "done":
            close(reply, shelf)
        else:
            offer_moments(reply, shelf, reply.say("unknown"), "unknown")

    def _moment(self, moment: Moment, turn: Turn, reply: Reply, shelf: Shelf) -> None:
        reply.moments = (moment, *(m for m in turn.memory.moments if m != moment))
        hear_moments(turn, reply, shelf)

    def _theme(self, theme: Theme | None, turn: Turn, reply: Reply, shelf: Shelf) -> None:
        if theme is None:
            offer_themes(reply, shelf, reply.say("which_theme"), reply.moments[0] if reply.moments else None)
            return
        moment = f" {shelf.library.moments[reply.moments[0]].short}" if reply.moments else ""
        words = f"{shelf.library.themes[theme].about}{moment}"
        reply.theme, reply.themes = theme, (theme,)
        asked = replace(turn, text=words, themes=(theme,), theme_scores={theme: 1.0})
        result = find(asked, reply, shelf, theme, query=words)
        # the patient chose the theme: the best card of it is right, however few words there were to go by
        card = result.found[0].card if result.found else browse(asked, reply, shelf, theme)
        if card is not None:
            show_card(asked, reply, shelf, card)
        else:
            inform(asked, reply, shelf)

    def _fit(self, value: str, turn: Turn, reply: Reply, shelf: Shelf) -> None:
        if value == "yes":
            encourage(reply, shelf)
        elif value in OBSTACLES:
            help_with(value, turn, reply, shelf)
        elif value == "other":
            offer_themes(reply, shelf, reply.say("obstacle_other"), reply.moments[0] if reply.moments else None)
        else:
            obstacle(reply, shelf)
