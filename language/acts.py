"""What kind of message it is, from the concepts that were heard in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set

SHORT_ACTS = ("restart", "goodbye", "thanks", "affirm", "deny", "smalltalk")
_LONGEST_SHORT_ACT = 8
_LONGEST_OPENING = 5

_Rule = Callable[[Set[str], bool, bool, int], bool]
_RULES: tuple[tuple[str, _Rule], ...] = (
    ("ask_bot", lambda heard, moment, theme, size: "bot" in heard),
    ("ask_questions", lambda heard, moment, theme, size: "questions" in heard),
    ("ask_local", lambda heard, moment, theme, size: "local" in heard),
    ("smalltalk", lambda heard, moment, theme, size: "elsewhere" in heard),
    ("ask_motivation", lambda heard, moment, theme, size: "motivation" in heard and theme),
    ("ask_medical", lambda heard, moment, theme, size: {"ask", "medical"} <= heard),
    ("ask_lifestyle", lambda heard, moment, theme, size: "ask" in heard and (theme or "self_help" in heard)),
    ("ask_medical", lambda heard, moment, theme, size: {"side_effect", "medicine"} <= heard and size <= 4),
    ("ask_lifestyle", lambda heard, moment, theme, size: theme and not moment and size <= 2),
    ("ask_medical", lambda heard, moment, theme, size: "ask" in heard and moment),
    ("report", lambda heard, moment, theme, size: moment or theme),
)
"""The first rule that holds decides. `size` is the number of words; a theme of one or two words is a question."""


def asked(heard: Set[str], in_moment: bool, themes: tuple[str, ...], size: int) -> str | None:
    """The act by concept; None when nothing known was heard."""
    return next((act for act, holds in _RULES if holds(heard, in_moment, bool(themes), size)), None)


def short_act(whole: Mapping[str, frozenset[str]], words: list[str]) -> str | None:
    """The act of a message that is, as a whole, one of the short phrases ("yes please")."""
    if len(words) > _LONGEST_SHORT_ACT:
        return None
    plain = " ".join(words)
    return next((act for act, phrases in whole.items() if plain in phrases), None)


def opening_act(whole: Mapping[str, frozenset[str]], words: list[str]) -> str | None:
    """The act of a short message that begins or ends with such a phrase ("ok thanks", "bonjour madame")."""
    if not words or len(words) > _LONGEST_OPENING:
        return None
    pieces = {" ".join(words[:size]) for size in (1, 2, 3)} | {" ".join(words[-size:]) for size in (1, 2, 3)}
    order = ("thanks", "goodbye", "restart", "deny", "affirm", "smalltalk")
    return next((act for act in order if pieces & whole[act]), None)
