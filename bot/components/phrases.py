"""Known phrases in a row of words, the longest first."""

from typing import Callable, Iterator, List, Optional, Sequence, Text, Tuple, TypeVar

Meaning = TypeVar("Meaning")


def longest_first(
    words: Sequence[Text], longest: int, known: Callable[[List[Text]], Optional[Meaning]]
) -> Iterator[Tuple[int, int, Optional[Meaning]]]:
    """Every word once, in order: the longest phrase that is `known` (of at most `longest` words), else the word alone.

    Yields where it begins and ends (as a slice of `words`) and what it means; None for a word that is not known.

    >>> known = {"nieuwe knie": "procedure"}
    >>> list(longest_first(["een", "nieuwe", "knie"], 2, lambda phrase: known.get(" ".join(phrase))))
    [(0, 1, None), (1, 3, 'procedure')]
    """
    at = 0
    while at < len(words):
        end, meaning = at + 1, None
        for length in range(min(longest, len(words) - at), 0, -1):
            meaning = known(list(words[at : at + length]))
            if meaning:
                end = at + length
                break
        yield at, end, meaning
        at = end
