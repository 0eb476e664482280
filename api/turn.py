"""One turn: safety first, then language, then Rasa and its action; and whatever breaks, an answer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from actions.cues import plain
from actions.message import Choice, Message, State
from actions.reply import WORDS_AT_MOST
from api.bot import BotError
from api.conversations import Conversation, CrisisMemory
from api.crisis import TURNS_IN_VIEW
from api.degraded import degraded_answer
from api.foreign import in_other_language
from api.service import Service
from knowledge.models import Moment
from safety import Hit, Reading

log = logging.getLogger("leefstijlmoment.turn")
NOTHING_KNOWN: tuple[object, ...] = (None, "nothing", [], {})  # what slots start with, so Rasa need not be told
_FORGETTING: set[asyncio.Task[None]] = set()
MESSAGES_AT_MOST = 3
UNMISTAKABLE = 0.8  # probability from which a message of crisis adds a moment to those that are known
TURNS_WARY = 2  # turns after danger in which an answer without content is about the person
SHORTEST_TELLING_WORD = 4
ORDINALS = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde")
UNDERSTAND_IN_CRISIS = 0.06  # seconds: a crisis answer waits no longer to learn what else was said


@dataclass(frozen=True)
class Answer:
    """The messages of a turn and what the conversation knows after it."""

    messages: tuple[Message, ...]
    state: State


def read_danger(service: Service, conversation: Conversation, text: str) -> Reading:
    """What the safety room sees in a text; remembers signals (never the text)."""
    reading = service.detector.read(text, earlier=conversation.signals, language=conversation.language)
    conversation.signals |= reading.signals
    if any(hit.id == "alcohol_withdrawal" for hit in reading.hits):
        # whoever was seen to stop is remembered as such: trembling is then no small thing
        conversation.signals |= {"heavy_drinking", "stopped_drinking"}
    return reading


async def take_turn(service: Service, conversation: Conversation, text: str, reading: Reading) -> Answer:
    """Answer a typed message."""
    pressed = _typed_button(text, conversation.choices)
    if pressed is not None and not reading.hits:
        return await press(service, conversation, pressed)
    language = service.reader.language(text, conversation.language)
    conversation.language = language.code
    if reading.hits:
        return await _crisis(service, conversation, text, reading.hits[0])
    async with conversation.lock:
        before = conversation.state
        answer = await _ask_bot(service, conversation, text, None)
    return _after_crisis(service, conversation, text, before, answer)


async def press(service: Service, conversation: Conversation, choice: str) -> Answer:
    """Answer a pressed button."""
    async with conversation.lock:
        return await _ask_bot(service, conversation, "", choice)


async def _crisis(service: Service, conversation: Conversation, text: str, hit: Hit) -> Answer:
    """The crisis message first. What is not a matter of now gets its ordinary answer behind it."""
    conversation.crisis = CrisisMemory(hit.id, hit.urgency)
    first = service.crisis.message(hit, conversation.language)
    if hit.urgency == "now":
        conversation.choices = ()
        await _note_labels(service, conversation, text)
        return Answer((first,), conversation.state)
    async with conversation.lock:
        rest = await _ask_bot(service, conversation, text, None)
    return Answer(readable([first, *rest.messages]), rest.state)


async def _note_labels(service: Service, conversation: Conversation, text: str) -> None:
    """Keep the moments that stood in a message of crisis, when understanding is quick; else let it be."""
    try:
        understood = await service.reader.read(text, conversation.language, timeout=UNDERSTAND_IN_CRISIS)
    except BotError:
        return
    known = conversation.state.moments
    said = (Moment(m.id) for m in understood.moments if not known or m.confidence >= UNMISTAKABLE)
    moments = tuple(dict.fromkeys((*said, *known)))
    conversation.state = conversation.state.model_copy(update={"moments": moments})
    conversation.slots["moments"] = [str(moment) for moment in moments]
    conversation.generation = -1  # Rasa did not see this: tell it with the next turn


def _after_crisis(service: Service, conversation: Conversation, text: str, before: State, answer: Answer) -> Answer:
    """For some turns after danger the route stays in view; an answer without content gives way to the person.

    A lifestyle question and a moment that is told now get their ordinary answer. Thanks, and help that is called, are
    answered warmly, with the route beneath and without a second alarm.
    """
    crisis = conversation.crisis
    if crisis is None:
        return answer
    crisis.turns_ago += 1
    if crisis.turns_ago > TURNS_IN_VIEW:
        conversation.crisis = None
        return answer
    cues = service.shelf.cues
    coming = cues.has("help_called", text)
    safe = coming or (crisis.turns_ago > 1 and cues.has("grateful", text))
    if not safe and not cues.has("help_wanted", text):
        told = set(answer.state.moments) - set(before.moments)
        if told or any(m.kind in ("card", "questions", "refer") for m in answer.messages):
            return answer
        if crisis.turns_ago > TURNS_WARY and not cues.has("denial", text):
            return answer
    conversation.choices = ()
    return Answer((service.crisis.followup(crisis, conversation.language, quiet=safe),), answer.state)


def readable(messages: Sequence[Message]) -> tuple[Message, ...]:
    """As many of the messages as can be read at a time: three, and 120 words. The first always stays."""
    kept: list[Message] = []
    words = 0
    for message in messages[:MESSAGES_AT_MOST]:
        words += len(message.text.split())
        if kept and words > WORDS_AT_MOST:
            break
        kept.append(message)
    return tuple(kept)


async def _ask_bot(service: Service, conversation: Conversation, text: str, choice: str | None) -> Answer:
    """One turn with Rasa; when it fails, the library answers directly and says so."""
    lexicon = service.reader.lexicon(text, conversation.language) if choice is None else None
    metadata: dict[str, Any] = {
        "text": text,
        "language": conversation.language,
        "organisation": conversation.organisation,
        "signals": sorted(conversation.signals),
        "in_crisis": conversation.crisis is not None,
        "today": (conversation.today or date.today()).isoformat(),
        "lexicon": {"moments": lexicon.moments, "themes": lexicon.themes, "act": lexicon.act} if lexicon else {},
    }
    try:
        await _keep_tracker(service, conversation)
        said = await service.bot.send(conversation.sender, text, metadata, choice)
        messages = [Message.model_validate(m) for m in said.messages]
        conversation.slots, conversation.state = said.slots, State.model_validate(said.state)
    except (TimeoutError, BotError, ValueError) as error:
        log.warning("answered without Rasa: %s", error if isinstance(error, BotError) else type(error).__name__)
        conversation.generation = -1
        messages = degraded_answer(service, conversation, text, choice)
    if conversation.language != "nl":
        messages = in_other_language(service, conversation, messages)
    shown = readable(messages)
    conversation.choices = next((m.choices for m in reversed(shown) if m.choices), ())
    return Answer(shown, conversation.state)


async def _keep_tracker(service: Service, conversation: Conversation) -> None:
    """A fresh tracker when Rasa forgot this conversation or the tracker grew long: the cost of a turn stays flat."""
    long = conversation.tracker_turns >= service.settings.turns_per_tracker
    if conversation.generation != service.bot.generation or long:
        old = conversation.sender if conversation.tracker_turns and long else None
        conversation.tracker += 1
        conversation.tracker_turns = 0
        known = {name: value for name, value in conversation.slots.items() if value not in NOTHING_KNOWN}
        if known:
            await service.bot.remember(conversation.sender, known)
        conversation.generation = service.bot.generation
        if old is not None:
            task = asyncio.create_task(_forget(service, old))
            _FORGETTING.add(task)  # the loop keeps only a weak reference
            task.add_done_callback(_FORGETTING.discard)
    conversation.tracker_turns += 1


async def _forget(service: Service, sender: str) -> None:
    """Empty a tracker that is no longer used; the patient need not wait for it."""
    try:
        await service.bot.forget(sender)
    except BotError as error:
        log.warning("Rasa could not be told to forget a tracker: %s", error)


def _typed_button(text: str, choices: tuple[Choice, ...]) -> str | None:
    """The choice whose title, number or telling word was typed; what a plain yes or no answers, Rasa knows."""
    words = plain(text).split()
    if not words or words in (["ja"], ["nee"]):
        return None
    number = _number(words)
    if number is not None:
        return choices[number - 1].choice if 1 <= number <= len(choices) else None
    titles = [plain(choice.title).split() for choice in choices]
    if words in titles:
        return choices[titles.index(words)].choice
    # one word that stands on one button alone: "tijd" for "Ik heb geen tijd"
    if len(words) == 1 and len(words[0]) >= SHORTEST_TELLING_WORD:
        found = [choice.choice for choice, title in zip(choices, titles, strict=True) if words[0] in title]
        return found[0] if len(found) == 1 else None
    return None


def _number(words: list[str]) -> int | None:
    """1 for "1", "nummer 1", "optie 1" or "de eerste"; None when the words name no button."""
    rest = [word for word in words if word not in ("nummer", "optie", "keuze", "de", "doe", "maar")]
    if len(rest) != 1 or len(words) > 3:
        return None
    if rest[0].isdigit() and len(rest[0]) <= 2:
        return int(rest[0])
    return ORDINALS.index(rest[0]) + 1 if rest[0] in ORDINALS else None
