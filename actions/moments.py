"""What the patient has told so far: which moments of a message count, and which are taken back.

The understanding reads each message alone, so a later message that only resembles another moment must not add one:
"de huisarts is gebeld" tells of no test result. Once something is known, a further moment needs a clear word for it.
"""

from __future__ import annotations

from dataclasses import replace

from actions.cues import Cues, plain
from actions.turn import Turn
from knowledge.models import Moment, Theme

# probabilities from 0 to 1: with a word for the moment in a report, in any other message, and without such a word
TOLD, MENTIONED, UNMISTAKABLE = 0.6, 0.85, 0.9
WORDS_OF_A_REPORT = 4
# acts that answer or steer, and tell nothing
NO_NEWS = frozenset({"affirm", "deny", "thanks", "goodbye", "smalltalk", "ask_bot", "restart", "out_of_scope"})


def settle(turn: Turn, cues: Cues) -> Turn:
    """The turn with only those moments and themes that the patient means, and without those that were taken back."""
    if turn.choice is not None:
        return turn
    denied = cues.denied_moments(turn.text)
    correcting = bool(denied) or cues.has("correction", turn.text)
    said = tuple(m for m in turn.moments if m not in denied)
    mentioned = cues.moments(turn.text)
    if correcting and turn.memory.moments and not said:
        said = tuple(m for m in mentioned if m not in denied)
    if turn.act in NO_NEWS and not correcting:
        said = tuple(m for m in said if m in mentioned or turn.moment_scores.get(m, 0.0) >= UNMISTAKABLE)
    if turn.memory.moments or turn.in_crisis:
        said = tuple(
            m for m in said if m in turn.memory.moments or (correcting and m in mentioned) or _clear(turn, m, mentioned)
        )
    kept = tuple(m for m in turn.memory.moments if m not in denied)
    if correcting and any(m not in kept for m in said):
        kept = ()
    gone = tuple(m for m in turn.memory.moments if m not in kept and m not in said)
    return replace(turn, moments=said, gone=gone, themes=_themes(turn, cues), memory=replace(turn.memory, moments=kept))


def _clear(turn: Turn, moment: Moment, mentioned: tuple[Moment, ...]) -> bool:
    score = turn.moment_scores.get(moment, 0.0)
    if turn.act in NO_NEWS and moment not in mentioned:
        return False
    if moment in mentioned and not turn.in_crisis:
        return score >= (TOLD if turn.act == "report" else MENTIONED)
    return turn.act == "report" and score >= UNMISTAKABLE and len(plain(turn.text).split()) >= WORDS_OF_A_REPORT


def _themes(turn: Turn, cues: Cues) -> tuple[Theme, ...]:
    """Without the theme that a correction turns away from ("nee niet roken, slapen"), unless nothing is left."""
    if turn.act != "deny" and not cues.has("correction", turn.text):
        return turn.themes
    denied = cues.denied_themes(turn.text)
    named = [theme for theme in cues.themes(turn.text) if theme not in denied and theme not in turn.themes]
    return (*(theme for theme in turn.themes if theme not in denied), *named)
