"""Names of medicines, also when they are misspelt."""

import re
from pathlib import Path
from typing import Dict, List, Optional, Text, Tuple

import yaml

from bot.components.features import normalise

_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
SHORTEST_FUZZY = 7


class MedicineNames:
    """Names and the group of each; one letter wrong, missing, extra or swapped is forgiven in names of 7 letters or more.

    >>> MedicineNames({"metformine": "metformin"}).find("ik slik metfromine")
    [(8, 18, 'metformin')]
    """

    def __init__(self, groups: Dict[Text, Text]) -> None:
        self.groups = {normalise(name): group for name, group in groups.items()}
        self._longest = max((len(name.split()) for name in self.groups), default=1)
        self._deletions: Dict[Text, Text] = {}
        for name, group in self.groups.items():
            if len(name) >= SHORTEST_FUZZY and " " not in name:
                for variant in _deletions(name):
                    self._deletions.setdefault(variant, group)

    @classmethod
    def load(cls, folder: Path) -> "MedicineNames":
        """From the library's medicine lists."""
        return cls(
            {
                name: group["id"]
                for file in sorted(folder.glob("*.yml"))
                for group in yaml.safe_load(file.read_text(encoding="utf-8"))
                for name in group["names"]
            }
        )

    def find(self, text: Text) -> List[Tuple[int, int, Text]]:
        """(start, end, group) of each medicine, the longest name first where names overlap."""
        tokens = [(match.start(), match.end(), normalise(match.group())) for match in _TOKEN.finditer(text)]
        found, at = [], 0
        while at < len(tokens):
            for length in range(min(self._longest, len(tokens) - at), 0, -1):
                part = tokens[at : at + length]
                group = self._group(" ".join(token for _, _, token in part))
                if group:
                    found.append((part[0][0], part[-1][1], group))
                    at += length
                    break
            else:
                at += 1
        return found

    def _group(self, name: Text) -> Optional[Text]:
        if name in self.groups:
            return self.groups[name]
        if len(name) < SHORTEST_FUZZY or " " in name:
            return None
        # two spellings that share a deletion differ by one edit (symmetric delete, W. Garbe's SymSpell)
        return next((self._deletions[v] for v in [name, *_deletions(name)] if v in self._deletions), None)


def _deletions(word: Text) -> List[Text]:
    # the first letter stays: people rarely miss it, and many names differ in it alone
    return [word[:i] + word[i + 1 :] for i in range(1, len(word))]
