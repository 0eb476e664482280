"""Names of medicines, also when they are misspelt."""

import re
from pathlib import Path
from typing import Dict, Iterable, List, Optional, Text, Tuple

import yaml

from bot.components.features import normalise
from bot.components.phrases import longest_first
from bot.components.spelling import Spelling

_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
SHORTEST_MISSPELT = 7
EVERYDAY = ""  # the group of words that are no medicine, though they lie one letter from one ("afvallen", an afvalpen)


class MedicineNames:
    """Names and the group of each; one letter wrong, missing, extra or swapped is forgiven in names of 7 letters or more.

    >>> MedicineNames({"metformine": "metformin"}).find("ik slik metfromine")
    [(8, 18, 'metformin')]
    """

    def __init__(self, groups: Dict[Text, Text]) -> None:
        self.groups = {normalise(name): group for name, group in groups.items()}
        self._longest = max((len(name.split()) for name in self.groups), default=1)
        single = (name for name, group in self.groups.items() if group != EVERYDAY and " " not in name)
        self._spelling = Spelling(single, SHORTEST_MISSPELT)

    @classmethod
    def load(cls, folder: Path, everyday: Iterable[Text] = ()) -> "MedicineNames":
        """From the library's medicine lists; `everyday` words are never read as a misspelt medicine."""
        listed = {
            name: group["id"]
            for file in sorted(folder.glob("*.yml"))
            for group in yaml.safe_load(file.read_text(encoding="utf-8"))
            for name in group["names"]
        }
        return cls({**dict.fromkeys(everyday, EVERYDAY), **listed})

    def find(self, text: Text) -> List[Tuple[int, int, Text]]:
        """(start, end, group) of each medicine, the longest name first where names overlap."""
        tokens = [(match.start(), match.end(), normalise(match.group())) for match in _TOKEN.finditer(text)]
        words = [token for _, _, token in tokens]
        return [
            (tokens[start][0], tokens[end - 1][1], group)
            for start, end, group in longest_first(words, self._longest, self._group)
            if group
        ]

    def _group(self, words: List[Text]) -> Optional[Text]:
        name = " ".join(words)
        meant = name if name in self.groups else self._spelling.meant(name)
        return self.groups[meant] or None if meant else None
