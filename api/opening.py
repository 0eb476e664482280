"""The first words of a conversation."""

from __future__ import annotations

from actions.message import Message, State
from api.conversations import Conversation
from api.foreign import OTHERWISE
from api.schemas import ConversationIn, StartIn
from api.service import Service
from knowledge.models import Moment

NOT_TOLD = -1  # no generation of Rasa: the next turn tells it what the link said


def open_conversation(service: Service, body: ConversationIn) -> tuple[Conversation, tuple[Message, ...]]:
    """A new conversation and its greeting; from a link it opens with that moment, themes, role and date."""
    shelf = service.shelf_for(body.organisation)
    conversation = service.conversations.create(
        organisation=body.organisation, language=body.language, preview=body.preview
    )
    greeting = Message(kind="text", text=shelf.say("greeting"))
    start = body.start
    if start is not None:
        start = start.model_copy(update={"themes": [theme for theme in start.themes if theme in shelf.themes]})
    if body.language != "nl":
        code = body.language if body.language in service.foreign else OTHERWISE
        conversation.told_languages.add(body.language)
        notice = Message(kind="notice", text=service.foreign[code].say("language.offer"), language=code)
        greeting = notice
    if start is not None and start.moment is not None and start.moment in shelf.moments:
        messages = (greeting, *_from_link(service, conversation, start, start.moment))
    else:
        question = shelf.say("greeting_question")
        messages = (greeting, Message(kind="choices", text=question, choices=shelf.moment_buttons()))
    conversation.choices = messages[-1].choices or ()
    return conversation, messages


def _from_link(
    service: Service, conversation: Conversation, start: StartIn, chosen_moment: Moment
) -> tuple[Message, ...]:
    shelf = service.shelf_for(conversation.organisation)
    moment = shelf.library.moments[chosen_moment]
    date = start.date
    conversation.state = State(
        moments=(chosen_moment,), themes=tuple(start.themes), language=conversation.language, date=date, role=start.role
    )
    conversation.generation = NOT_TOLD
    conversation.slots = {
        "awaiting": "permission",
        "moments": [str(chosen_moment)],
        "theme": str(start.themes[0]) if start.themes else None,
        "role": str(start.role) if start.role else None,
        "date": date.isoformat() if date else None,
    }
    order = [*start.themes, *(theme for theme in moment.themes if theme not in start.themes)]
    buttons = {button.choice: button for button in shelf.theme_buttons(chosen_moment)}
    because = shelf.say("because_link")
    asked = Message(
        kind="choices",
        text=f"{moment.link} {shelf.say('permission')}",
        choices=tuple(buttons[f"theme:{theme}"] for theme in order),
        because=because,
    )
    heard = Message(kind="text", text=shelf.say("greeting_link", moment=moment.short))
    chosen = [q for name in start.questions if (q := shelf.library.questions.get(name))]
    if not chosen:
        return heard, asked
    role = shelf.spoken(start.role or chosen[0].role)
    views = tuple(shelf.question(q) for q in chosen)
    conversation.slots["asked"] = [q.id for q in chosen]
    return (
        heard,
        Message(kind="questions", text=shelf.say("questions", role=role), questions=views, because=because),
        asked,
    )
