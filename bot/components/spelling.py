"""Which known word a misspelt one is meant to be."""

from itertools import chain
from typing import Dict, Iterable, List, Optional, Text


class Spelling:
    """Known words of `shortest` letters or more; one letter wrong, missing, extra or swapped with its neighbour is forgiven.

    The first letter must be right: people rarely miss it, and many names differ in it alone.

    >>> Spelling(["metformine"], 7).meant("metfromine")
    'metformine'
    """

    def __init__(self, known: Iterable[Text], shortest: int) -> None:
        self._shortest = shortest
        # two words of one edit apart share a deletion (symmetric delete, W. Garbe's SymSpell)
        self._variants: Dict[Text, List[Text]] = {}
        for word in known:
            if len(word) >= shortest:
                for variant in _variants(word):
                    self._variants.setdefault(variant, []).append(word)

    def meant(self, word: Text) -> Optional[Text]:
        """The known word that this one is, or is one edit away from; None when there is none or this one is too short."""
        if len(word) < self._shortest:
            return None
        near = chain.from_iterable(self._variants.get(variant, ()) for variant in _variants(word))
        return next((known for known in near if one_edit(word, known)), None)


def one_edit(left: Text, right: Text) -> bool:
    """Whether two words are the same but for one letter, or two neighbours swapped.

    >>> one_edit("knie", "knei"), one_edit("heup", "hup"), one_edit("rug", "nek")
    (True, True, False)
    """
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    left, right = left[start:], right[start:]
    while left and right and left[-1] == right[-1]:
        left, right = left[:-1], right[:-1]
    return max(len(left), len(right)) <= 1 or (len(left) == 2 and left == right[::-1])


def _variants(word: Text) -> List[Text]:
    return [word, *(word[:i] + word[i + 1 :] for i in range(1, len(word)))]
