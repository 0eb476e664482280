"""Procedures and parts of the body by their Dutch names, also written apart, joined, or with a typing error."""

import re
from pathlib import Path
from typing import Dict, Iterable, List, NamedTuple, Optional, Text

import yaml

from bot.components.features import key
from bot.components.phrases import longest_first
from bot.components.spelling import Spelling

KINDS = ("procedure", "body_part")
NOTHING, AMBIGUOUS = "nothing", "ambiguous"
LONGEST_PHRASE = 5
# misspelt and joined words need enough letters to be sure of: "hand en" is no "handen"
SHORTEST_MISSPELT, SHORTEST_JOINED, SHORTEST_PART = 8, 6, 3
_TOKEN = re.compile(r"[^\W_]+")
_DETERMINERS = frozenset(("mijn", "mn", "me", "de"))
_DONE_TO = re.compile(r"(?P<part>.{3,}?)(?P<done>operaties?|ingreep|prothese|prothesen)")
_ACHES_IN = re.compile(r"(?P<part>.{3,}?)(?:pijn|pijnen|klachten|blessure|breuk|gewricht)")
_DONE = {"operaties": "operatie", "prothesen": "prothese"}


class Name(NamedTuple):
    """What a phrase means: `kind` is one of KINDS, `value` the Dutch name; of kind NOTHING when it means neither."""

    kind: Text
    value: Text


class Found(NamedTuple):
    """Where it stands in the text (character offsets) and what it is."""

    start: int
    end: int
    name: Name


class BodyNames:
    """Phrases, levelled out, and the name of each; a typing error is forgiven in a phrase of one long word.

    >>> names = BodyNames({"nieuwe knie": Name("procedure", "knieprothese"), "heup": Name("body_part", "heup")})
    >>> [(f.start, f.end, f.name.value) for f in names.find("eerst een nieuwe knie, dan een heup operatie")]
    [(10, 21, 'knieprothese'), (31, 44, 'heupoperatie')]
    """

    def __init__(self, phrases: Dict[Text, Name]) -> None:
        self.phrases = phrases
        self._joined = {phrase.replace(" ", ""): name for phrase, name in phrases.items()}
        self._spelling = Spelling((phrase for phrase in phrases if " " not in phrase), SHORTEST_MISSPELT)

    @classmethod
    def load(cls, concepts: Path, names: Path) -> "BodyNames":
        """The phrases of the concept list, called as the list of names says (by themselves where it says nothing).

        Raises ValueError for a phrase that has two names.
        """
        listed = yaml.safe_load(names.read_text(encoding="utf-8"))
        phrases = {key(str(phrase)): Name(NOTHING, "") for phrase in listed[NOTHING]}
        for kind in KINDS:
            for value, others in listed[kind].items():
                for phrase in others if value in listed[AMBIGUOUS] else (value, *others):
                    name = Name(kind, value)
                    if phrases.setdefault(key(str(phrase)), name) != name:
                        raise ValueError(f"{names}: '{phrase}' stands there twice; keep the one that is meant")
        known = yaml.safe_load(concepts.read_text(encoding="utf-8"))
        joined = {phrase.replace(" ", "") for phrase in phrases}
        for kind in KINDS:
            for phrase in map(key, map(str, known[kind])):
                if phrase.replace(" ", "") not in joined:
                    phrases.setdefault(phrase, Name(kind, phrase))
        return cls(phrases)

    def find(self, text: Text) -> List[Found]:
        """What a text names, in order, each stretch read once: the longest phrase first."""
        tokens = [(match.start(), match.end(), key(match.group())) for match in _TOKEN.finditer(text)]
        found: List[Found] = []
        for first, end, name in longest_first([token for _, _, token in tokens], LONGEST_PHRASE, self._name):
            if name is None:
                found += self._aching(*tokens[first])
            elif name.kind != NOTHING:
                begin = first + 1 if end - first > 1 and tokens[first][2] in _DETERMINERS else first
                found.append(Found(tokens[begin][0], tokens[end - 1][1], name))
        return found

    def _aching(self, start: int, end: int, token: Text) -> Iterable[Found]:
        """Of "kniepijn" the knee, unless levelling out has moved the letters."""
        aching = _ACHES_IN.fullmatch(token)
        name = self._part(aching["part"]) if aching else None
        if name and aching:
            yield Found(start, start + len(aching["part"]) if len(token) == end - start else end, name)

    def _name(self, tokens: List[Text]) -> Optional[Name]:
        listed = self.phrases.get(" ".join(tokens))
        if listed:
            return listed
        joined = "".join(tokens)
        if len(tokens) > 1 and (len(joined) < SHORTEST_JOINED or min(map(len, tokens)) < SHORTEST_PART):
            return None
        exact = self._joined.get(joined)
        if exact:
            return exact
        done = _DONE_TO.fullmatch(joined)
        part = self._part(done["part"]) if done else None
        if part and done:
            return Name("procedure", part.value + _DONE.get(done["done"], done["done"]))
        meant = self._spelling.meant(joined) if len(tokens) == 1 else None
        return self.phrases[meant] if meant else None

    def _part(self, word: Text) -> Optional[Name]:
        name = self._joined.get(word)
        return name if name and name.kind == "body_part" else None
