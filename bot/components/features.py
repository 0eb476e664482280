"""From a message to features: spelling levelled out, and known things named by what they are.

A patient's "nieuwe knie", "knieprothese" and "kunstheup" share few characters and one meaning. The concept list
(data/concepts.yml and the medicine list) turns each into the same extra word, so that a few examples teach all of them.
"""

import re
import unicodedata
from pathlib import Path
from typing import Dict, Iterable, List, Text

import yaml

from bot.components.phrases import longest_first

# no word of a patient is longer: a key that stuck, a web address
_ENDLESS = re.compile(r"\S{41,}")
_LONG = re.compile(r"(.)\1{2,}")
_NUMBER = re.compile(r"\d+(?:[.,/]\d+)*")
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_CLAUSE = re.compile(r"[.,;!?:]+|\b(?:en|maar|want|dus|of)\b")
LONGEST_PHRASE = 4


def normalise(text: Text) -> Text:
    """Lower case, no accents on letters (Latin and Cyrillic), letters repeated at most twice, every number as 0.

    >>> normalise("HbA1c 58!! Zóóó moe")
    'hba0c 0!! zoo moe'
    """
    decomposed = unicodedata.normalize("NFD", _ENDLESS.sub(" ", text.lower()))
    plain = "".join(c for c in decomposed if not "\u0300" <= c <= "\u036f")
    return _LONG.sub(r"\1\1", _NUMBER.sub("0", unicodedata.normalize("NFC", plain)))


def words(text: Text) -> List[Text]:
    """The words of a normalised text, without punctuation."""
    return _WORD.findall(text)


def key(phrase: Text) -> Text:
    """A phrase as it is looked up: its normalised words, one space between.

    >>> key("Vitamine-D")
    'vitamine d'
    """
    return " ".join(words(normalise(phrase)))


def shape(text: Text) -> Text:
    """How a message is built, as words: how each clause begins, whether something is asked, how long it is.

    Telling and asking differ less in their words than in how a clause starts ("ik mag" and "mag ik").

    >>> shape("ik rook, mag ik dat?")
    'bos_ik cs_ik cs_ik_rook cs_mag cs_mag_ik eos_dat len_m qmark'
    """
    plain = normalise(text)
    found = set()
    for clause in _CLAUSE.split(plain):
        tokens = words(clause)
        if tokens:
            found.add(f"cs_{tokens[0]}")
            if len(tokens) > 1:
                found.add(f"cs_{tokens[0]}_{tokens[1]}")
    tokens = words(plain)
    if tokens:
        found |= {f"bos_{tokens[0]}", f"eos_{tokens[-1]}"}
    found.add("len_s" if len(tokens) <= 3 else "len_m" if len(tokens) <= 10 else "len_l")
    if "?" in text:
        found.add("qmark")
    return " ".join(sorted(found))


class Concepts:
    """Known phrases and the concept each stands for.

    >>> Concepts({"knie prothese": "procedure"}).of("krijg een knie prothese")
    ['procedure']
    """

    def __init__(self, phrases: Dict[Text, Text]) -> None:
        self.phrases = phrases

    @classmethod
    def load(cls, concepts: Path, medicines: Path) -> "Concepts":
        """From a file `{concept: [phrase, ...]}` and the folder of medicine groups."""
        phrases: Dict[Text, Text] = {}
        for file in sorted(medicines.glob("*.yml")):
            for group in yaml.safe_load(file.read_text(encoding="utf-8")):
                for name in group["names"]:
                    phrases[key(name)] = f"medicine {group['id']}"
        for concept, names in (yaml.safe_load(concepts.read_text(encoding="utf-8")) or {}).items():
            for name in names:
                phrases[key(str(name))] = concept
        return cls(phrases)

    def of(self, text: Text) -> List[Text]:
        """The concepts in a text, longest phrase first, each word used once; compounds count by their beginning or end."""
        tokens = words(normalise(text))
        found: List[Text] = []
        for start, _, concept in longest_first(tokens, LONGEST_PHRASE, lambda part: self.phrases.get(" ".join(part))):
            found += [concept] if concept else self._inside(tokens[start])
        return found

    def _inside(self, token: Text) -> Iterable[Text]:
        """Concepts at either end of a compound ("heupoperatie"): at least five letters, the longest wins."""
        for cut in range(5, len(token) - 2):
            tail, head = token[-(len(token) - cut + 2) :], token[: len(token) - cut + 2]
            for part in (tail, head):
                if len(part) >= 5 and part in self.phrases:
                    return [self.phrases[part]]
        return []

    def annotate(self, text: Text) -> Text:
        """The normalised text followed by its concepts as words that no patient types."""
        tags = sorted({f"xx{tag}xx" for concept in self.of(text) for tag in concept.replace("-", "").split()})
        return " ".join([normalise(text), *tags])
