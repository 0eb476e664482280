"""Rules on the sentence as a whole: its length, passive, negations, and several of these at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.readability.data import word_list
from knowledge.readability.hits import Finding, Level
from knowledge.readability.sentences import words

LONGEST, LONG = 20, 15  # words in a sentence: above the first fails, above the second is advice
SHORTEST_BODY, LONGEST_BODY, LONGEST_TITLE = 60, 120, 8  # words
MEAN = 12.0  # words per sentence over a whole card
_WORDEN = re.compile(r"\b(word|wordt|worden|werd|werden|geworden)\b", re.I)
_PARTICIPLE = re.compile(
    r"\b(?:(?:aan|af|bij|door|goed|in|mee|na|om|op|over|samen|terug|toe|uit|vast|voor|weg)?ge\w{2,}(?:d|t|en)"
    r"|(?:be|ver|ont|her)\w{3,}[dt]|besproken|bekeken|begrepen|bewaard|onderzocht|onderbroken|ontslagen|overwogen"
    r"|verboden|verloren|verkregen|verwezen|vervangen|voltooid|voldaan)\b",
    re.I,
)
_NOT_PARTICIPLES = word_list("not_participles")
_NEGATION = re.compile(r"\b(niet|geen|nooit|niets|niks|niemand|nergens|zonder|evenmin|noch|geenszins)\b", re.I)
_SUBORDINATE = re.compile(
    r"\b(die|dat|waarbij|waardoor|waarmee|waarvan|waarop|waarin|hetgeen|welke|indien|aangezien|terwijl|hoewel|teneinde|"
    r"omdat|alvorens|nadat|zodra|mits|tenzij|opdat|doordat)\b",
    re.I,
)


def length(count: int) -> Iterator[Finding]:
    """A sentence of at most 15 words reads easily, one of more than 20 does not pass."""
    remedy = "maak er 2 zinnen van; laat want, maar, als of daarom aan het begin van de tweede zin staan"
    if count > LONGEST:
        yield Finding("zinslengte", Level.FAIL, f"{count} woorden, meer dan {LONGEST}", remedy)
    elif count > LONG:
        yield Finding("zinslengte", Level.WARN, f"{count} woorden, liever hooguit {LONG}", remedy)


def size(title: str, body: str) -> Iterator[Finding]:
    """A card says one thing: a title of at most 8 words without a full stop, and a body of 60 to 120 words."""
    count, named = len(words(body)), len(words(title))
    if not SHORTEST_BODY <= count <= LONGEST_BODY:
        reason = f"de tekst heeft {count} woorden, niet {SHORTEST_BODY} tot {LONGEST_BODY}"
        yield Finding("kaartlengte", Level.FAIL, reason, "vul aan, kort in of maak er 2 kaarten van")
    if named > LONGEST_TITLE or title.endswith("."):
        remedy = f"gebruik hooguit {LONGEST_TITLE} woorden en geen punt"
        yield Finding("titel", Level.FAIL, f"de titel heeft {named} woorden of eindigt op een punt", remedy)


def mean_length(counts: Sequence[int]) -> Iterator[Finding]:
    """The mean length over a card."""
    mean = sum(counts) / len(counts) if counts else 0.0
    if mean > MEAN:
        reason = f"gemiddeld {mean:.1f} woorden per zin, meer dan {MEAN:.0f}"
        yield Finding("gemiddelde zin", Level.FAIL, reason, "maak de langste zinnen korter")


def form(sentence: str) -> Iterator[Finding]:
    """Passive, more than one negation, and clauses inside clauses."""
    passive = is_passive(sentence)
    if passive:
        yield Finding("lijdende vorm", Level.WARN, "een lijdende zin", "zeg wie het doet: 'de arts belt u'")
    negations = _NEGATION.findall(sentence)
    if len(negations) > 1:
        reason = f"{len(negations)} ontkenningen ({', '.join(negations)})"
        yield Finding("ontkenning", Level.WARN, reason, "zeg wat wel kan of wel gebeurt")
    if len(_SUBORDINATE.findall(sentence)) > 2:
        yield Finding("bijzinnen", Level.WARN, "3 of meer bijzinnen in 1 zin", "geef elke gedachte een eigen zin")


def is_passive(sentence: str) -> bool:
    """Whether 'worden' stands with a past participle.

    >>> is_passive("De afspraak wordt door het ziekenhuis gemaakt."), is_passive("U wordt weer gezond.")
    (True, False)
    """
    if not _WORDEN.search(sentence):
        return False
    return any(word.lower() not in _NOT_PARTICIPLES for word in _PARTICIPLE.findall(sentence))


def pile_up(found: Sequence[Finding]) -> Iterator[Finding]:
    """Things that pass one by one do not pass together in one sentence."""
    warned = sorted({finding.rule for finding in found if finding.level is Level.WARN})
    if len(warned) > 2 or (len(warned) == 2 and "zinslengte" in warned and "lijdende vorm" in warned):
        reason = f"te veel tegelijk: {', '.join(warned)}"
        yield Finding("stapeling", Level.FAIL, reason, "splits de zin en zeg wie wat doet")
