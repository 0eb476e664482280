"""When Rasa does not answer: search with the patient's own words, and say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actions.message import Choice, Message
from knowledge.models import Moment, Theme
from knowledge.search import Evidence

if TYPE_CHECKING:
    from api.conversations import Conversation
    from api.service import Service


def degraded_answer(service: Service, conversation: Conversation, text: str, choice: str | None) -> list[Message]:
    """A notice and the card that fits the words; or only the notice, with the moments as buttons."""
    shelf = service.shelf_for(conversation.organisation)
    kind, _, value = (choice or "").partition(":")
    theme = Theme(value) if kind == "theme" and value in list(Theme) else None
    moments = conversation.state.moments
    if kind == "moment" and value in list(Moment):
        moments = (Moment(value),)
        conversation.state = conversation.state.model_copy(update={"moments": moments})
        conversation.slots["moments"] = [value]
    query = text or (shelf.library.themes[theme].about if theme else "")
    if kind == "moment":
        buttons = shelf.theme_buttons(moments[0])
        return [Message(kind="notice", text=shelf.say("degraded")), _ask(shelf.say("which_theme"), buttons)]
    restrict = "eating_disorder" in conversation.signals
    result = shelf.searcher.search(query, Evidence(moments=moments, theme=theme, restrict_food=restrict), limit=1)
    if result.tier != "sure" or not query:  # without understanding, half sure is a guess
        return [Message(kind="notice", text=shelf.say("degraded_nothing"), choices=shelf.moment_buttons())]
    card = result.found[0].card
    shown = Message(kind="card", text=card.text, card=shelf.view(card), because=shelf.say("because_asked"))
    return [Message(kind="notice", text=shelf.say("degraded")), shown]


def _ask(text: str, buttons: tuple[Choice, ...]) -> Message:
    return Message(kind="choices", text=text, choices=buttons)
