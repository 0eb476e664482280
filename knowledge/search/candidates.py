"""Which cards are worth weighing: in a large library nearly all share nothing with the question."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

WHOLE_BELOW = 500  # cards; a library no larger than this is weighed whole
MOST_BY_WORDS = 200  # cards that are weighed for their words in a larger one


def candidates(
    lexical: NDArray[np.float32], vector: NDArray[np.float32], allowed: NDArray[np.bool_] | None = None
) -> NDArray[np.intp]:
    """The positions, ascending, of the allowed cards with the best words, and of all that a vector speaks for.

    >>> candidates(np.zeros(3, np.float32), np.zeros(3, np.float32), np.array([True, False, True]))
    array([0, 2])
    """
    if allowed is None:
        allowed = np.ones(len(lexical), dtype=bool)
    if len(lexical) <= WHOLE_BELOW:
        return np.flatnonzero(allowed)
    chosen = vector > 0
    # cards without a word in common are left out first: equal values make partitioning slow
    sharing = np.flatnonzero(allowed & (lexical > 0))
    if len(sharing) > MOST_BY_WORDS:
        sharing = sharing[np.argpartition(lexical[sharing], -MOST_BY_WORDS)[-MOST_BY_WORDS:]]
    chosen[sharing] = True
    return np.flatnonzero(chosen & allowed)
