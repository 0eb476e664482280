"""What a yes or a no means, by what the bot had asked."""

from __future__ import annotations

from actions.action import TalkAction
from actions.ahead import offer_ahead
from actions.correct import correct
from actions.inform import inform
from actions.reply import Reply
from actions.shelf import Shelf
from actions.showing import find, offer_themes, role_for, show_card
from actions.smalltalk import way_on
from actions.turn import Turn

OBSTACLES = ("hard", "tried", "time")
KEEPING = frozenset({"keep"})


class OfferThemes(TalkAction):
    """Yes to "wilt u weten wat u zelf kunt doen?"."""

    id = "action_offer_themes"

    def answer(self, turn: Turn, reply: Reply, shelf: Shelf) -> None:
        """A theme named along with the yes gets its card; else ask which one."""
        if turn.themes:
            inform(turn, reply, shelf)
        else:
            offer_themes(reply, shelf, reply.say("which_theme"), reply.moments[0] if reply.moments else None)


class Respect(TalkAction):
    """No to that question: the patient decides, and questions stay on offer."""

    id = "action_respect"

    def answer(self, turn: Turn, reply: Reply, shelf: Shelf) -> None:
        """Never push."""
        if correct(turn, reply, shelf, denied=True):
            return
        role = shelf.spoken(role_for(reply, shelf))
        choices = (shelf.button("questions", "questions"), shelf.button("done", "done"))
        reply.add("text", reply.say("respect", role=role), choices)


class Encourage(TalkAction):
    """Yes, the step fits: then the questions are the next offer."""

    id = "action_encourage"

    def answer(self, turn: Turn, reply: Reply, shelf: Shelf) -> None:
        """Say so and offer questions; whoever names the next theme along with the yes gets its card."""
        if turn.themes:
            inform(turn, reply, shelf)
        else:
            encourage(reply, shelf)


class Obstacle(TalkAction):
    """No, the step does not fit: ask what makes it hard, without blame."""

    id = "action_obstacle"

    def answer(self, turn: Turn, reply: Reply, shelf: Shelf) -> None:
        """Too hard, tried before, no time; or something else was meant."""
        if correct(turn, reply, shelf, denied=True):
            return
        named = named_obstacle(turn, shelf)
        if named is not None:
            help_with(named, turn, reply, shelf)
        else:
            obstacle(reply, shelf)


class Continue(TalkAction):
    """A yes or ok that answers nothing in particular."""

    id = "action_continue"

    def answer(self, turn: Turn, reply: Reply, shelf: Shelf) -> None:
        """Offer the way on; once, to look ahead."""
        if turn.themes:
            inform(turn, reply, shelf)
        elif not (turn.memory.awaiting == "questions" and offer_ahead(turn, reply, shelf)):
            way_on(reply, shelf, reply.say("continue"))


def encourage(reply: Reply, shelf: Shelf) -> None:
    """The step fits."""
    role = shelf.spoken(role_for(reply, shelf))
    choices = (shelf.button("yes", "yes"), shelf.button("no", "no"), shelf.button("other_theme", "themes"))
    reply.add("text", reply.say("fit_yes", role=role), choices)
    reply.awaiting = "questions"


def obstacle(reply: Reply, shelf: Shelf) -> None:
    """The step does not fit."""
    choices = (shelf.button(name, f"fit:{name}") for name in OBSTACLES)
    reply.add("choices", reply.say("obstacle"), (*choices, shelf.button("other_theme", "fit:other")))


def named_obstacle(turn: Turn, shelf: Shelf) -> str | None:
    """What makes the step hard, when the patient says so."""
    return next((name for name in OBSTACLES if shelf.cues.has(name, turn.text)), None)


def help_with(name: str, turn: Turn, reply: Reply, shelf: Shelf) -> None:
    """Too hard, tried before, no time: a word about it, and a keep-going card of the theme where there is one."""
    text = reply.say(f"obstacle_{name}")
    theme = turn.memory.theme
    result = find(turn, reply, shelf, theme, KEEPING, query=f"volhouden {text}") if theme else None
    if result is not None and result.found:
        card = result.found[0].card
        if reply.fits(f"{text} {card.text}"):
            reply.add("text", text)
        show_card(turn, reply, shelf, card)
    else:
        reply.add("text", text, (shelf.button("more", "more"), shelf.button("other_theme", "themes")))
