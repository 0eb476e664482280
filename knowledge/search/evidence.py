"""What is known about a question beside its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from knowledge.models import Moment, Theme


@dataclass(frozen=True)
class Evidence:
    """Given labels filter; guessed ones (label -> probability, 0 to 1) only weigh.

    - `moments`: cards must fit one of these, or no moment at all; `theme`: cards must be about it.
    - `medicines`: groups named in the question; `phase`: before or after the operation or birth.
    - `kinds`: only cards of these kinds (all when empty); `exclude`: ids not to show.
    - `restrict_food`: leave out cards about weight and eating less (a sign of an eating disorder was seen).
    - `act`: what the message does (ask_lifestyle, out_of_scope, ...), empty when not known.
    """

    moments: tuple[Moment, ...] = ()
    theme: Theme | None = None
    guessed_moments: Mapping[Moment, float] = field(default_factory=dict)
    guessed_themes: Mapping[Theme, float] = field(default_factory=dict)
    medicines: tuple[str, ...] = ()
    phase: Literal["before", "after"] | None = None
    kinds: frozenset[str] = frozenset()
    exclude: frozenset[str] = frozenset()
    restrict_food: bool = False
    act: str = ""
