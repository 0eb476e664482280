"""Scripted conversations as data, and what is held against each turn.

A script is `{id, title, start?, turns}`. `start` opens like a clinician's link (`in_days` counts from today) or with an
organisation. A turn says or presses something, and names the `moments` that must be known after it and the `kinds` of which one
must be present. Besides the kinds of the contract: `ask` (choices or clarify) and `talk` (text, notice or choices).
A crisis message may appear only where `kinds` names it. Further checks a turn may ask for: `because` (words in the reason),
`another` (no card or text of the turn before), `own_question`, `offers` (a choice among the buttons), `phase_not`,
`restricted` (no card about weight or eating less), `never` (kinds that must not appear).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
ALIASES = {"ask": {"choices", "clarify"}, "talk": {"text", "notice", "choices"}}
MESSAGES_AT_MOST, WORDS_AT_MOST = 3, 120
FIELDS = {
    "say", "press", "moments", "kinds", "never", "notes", "because", "another", "own_question", "offers", "phase_not",
    "restricted",
}  # fmt: skip


@dataclass(frozen=True)
class Script:
    """One conversation as it is typed, and what must follow."""

    id: str
    title: str
    start: dict[str, Any]
    turns: tuple[dict[str, Any], ...]

    @property
    def opening(self) -> dict[str, Any]:
        """The body that starts the conversation."""
        start = dict(self.start)
        body = {"organisation": start.pop("organisation")} if "organisation" in start else {}
        if "in_days" in start:
            start["date"] = (date.today() + timedelta(days=start.pop("in_days"))).isoformat()
        return {**body, "start": start} if start else body


def scripts() -> list[Script]:
    """All scripts, in the order of their files."""
    found = []
    for file in sorted(FOLDER.glob("*.yml")):
        for item in yaml.safe_load(file.read_text(encoding="utf-8")):
            for turn in item["turns"]:
                assert not turn.keys() - FIELDS, f"{file.name}: {item['id']}: unknown {turn.keys() - FIELDS}"
            found.append(Script(item["id"], item["title"], item.get("start", {}), tuple(item["turns"])))
    return found


def wrong(expected: dict[str, Any], answer: dict[str, Any]) -> list[str]:
    """What of the script does not hold in an answer."""
    messages, kinds = answer["messages"], [m["kind"] for m in answer["messages"]]
    allowed = {kind for name in expected["kinds"] for kind in ALIASES.get(name, {name})}
    found = []
    if sorted(answer["state"]["moments"]) != sorted(expected["moments"]):
        found.append(f"moments {answer['state']['moments']}, expected {expected['moments']}")
    if not allowed & set(kinds):
        found.append(f"kinds {kinds}, expected one of {expected['kinds']}")
    if "crisis" in kinds and "crisis" not in allowed:
        found.append("a crisis message without danger")
    if forbidden := set(expected.get("never", ())) & set(kinds):
        found.append(f"{sorted(forbidden)} must not appear")
    reasons = " ".join(m.get("because", "") for m in messages)
    if expected.get("because", "") not in reasons:
        found.append(f"because '{reasons}', expected '{expected['because']}'")
    if "own_question" in expected and expected["own_question"] not in [m.get("own_question") for m in messages]:
        found.append("the own question is not offered")
    buttons = [c["choice"] for m in messages for c in m.get("choices", ())]
    if "offers" in expected and expected["offers"] not in buttons:
        found.append(f"no button {expected['offers']} among {buttons}")
    return found


def ill_mannered(answer: dict[str, Any], before: dict[str, Any] | None, same_question: bool) -> list[str]:
    """What no turn may ever do: too much at once, two questions at once, a card without a reason, the same words again."""
    messages = answer["messages"]
    found = []
    if not 1 <= len(messages) <= MESSAGES_AT_MOST:
        found.append(f"{len(messages)} messages")
    words = sum(len(m["text"].split()) for m in messages)
    if words > WORDS_AT_MOST:
        found.append(f"{words} words: {[(m['kind'], len(m['text'].split())) for m in messages]}")
    if messages[0]["kind"] != "crisis":  # a crisis message asks whether the person is safe, and who is there
        dutch = [
            m for m in messages if m["kind"] != "card" and not m.get("contacts") and m.get("language", "nl") == "nl"
        ]
        asked = sum(m["text"].count("?") for m in dutch)
        conditions = sum(m["text"].count(start) for m in dutch for start in CONDITIONS)
        if asked - conditions > 1:
            found.append(f"{asked - conditions} questions at once: {[m['text'] for m in messages]}")
    for message in messages:
        if message["kind"] in ("card", "questions") and not message.get("because"):
            found.append(f"{message['kind']} without a reason")
    if same_question and before is not None:
        said = {m["text"] for m in before["messages"]}
        if again := [m["text"] for m in messages if m["text"] in said]:
            found.append(f"the same words again: {again}")
    return found


# "Krijgt u klachten? Bel dan ...": a condition in the form of a question, which asks nothing
CONDITIONS = (
    "Krijgt u klachten?", "Wordt u zieker of vertrouwt u het niet?", "Vertrouwt u het niet?", "Wilt u een mens spreken?",
    "Is het dringend en is de praktijk dicht?", "Wordt u zieker of gaat het slechter?", "Is het dringend?",
)  # fmt: skip
