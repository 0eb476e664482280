"""Answering somebody who writes in another language: say in that language what this service can and cannot do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from actions.message import Message
from actions.reply import WORDS_AT_MOST

if TYPE_CHECKING:
    from api.conversations import Conversation
    from api.service import Service
    from knowledge.phrasebook import Phrasebook

OTHERWISE = "en"
LEADS = {"card": "language.card", "questions": "language.questions", "refer": "language.refer"}


def in_other_language(service: Service, conversation: Conversation, messages: list[Message]) -> list[Message]:
    """A notice in the patient's language before the Dutch answer; the Dutch small talk in between is left out."""
    code = conversation.language if conversation.language in service.foreign else OTHERWISE
    phrases = service.foreign[code]
    main = next((m for m in messages if m.kind in ("card", "questions", "refer", "crisis")), None)
    if main is None:
        asked = next((m for m in reversed(messages) if m.choices), None)
        lead = _lead(phrases, conversation, "language.unknown" if messages[0].kind == "unknown" else "language.choose")
        kind = messages[0].kind if messages[0].kind in ("unknown", "clarify") else "choices"
        return [Message(kind=kind, text=lead, choices=asked.choices if asked else None, language=code)]
    room = WORDS_AT_MOST - len(main.text.split())
    # beside a whole card there is no room for the offer: that is said with the next turn that has none
    lead = _shortened(_fill(phrases, LEADS.get(main.kind, "language.card_plain"), main), room)
    buttons = next((m.choices for m in reversed(messages) if m.choices), None)
    return [Message(kind="notice", text=lead, language=code), main.model_copy(update={"choices": buttons})]


def _shortened(text: str, words: int) -> str:
    """The first whole sentences of a text that fit in so many words; at least the first one."""
    kept = ""
    for sentence in re.findall(r"\S.*?[.!?:。](?=\s|$)|\S.*$", text):
        if kept and len(f"{kept} {sentence}".split()) > words:
            break
        kept = f"{kept} {sentence}".strip()
    return kept


def _lead(phrases: Phrasebook, conversation: Conversation, phrase: str) -> str:
    first = conversation.language not in conversation.told_languages
    conversation.told_languages.add(conversation.language)
    text = phrases.say(phrase)
    return f"{phrases.say('language.offer')} {text}" if first else text


def _fill(phrases: Phrasebook, phrase: str, main: Message | None) -> str:
    if phrase != "language.card":
        return phrases.say(phrase)
    card = main.card if main else None
    if card is None or not card.moments:
        return phrases.say("language.card_plain")
    about, moment = phrases.say(f"theme.{card.themes[0]}"), phrases.say(f"moment.{card.moments[0]}")
    return phrases.say(phrase, about=about, moment=moment)
