"""The B1 gate: rules on words and sentences, each hit with a suggestion. "B1-controle geslaagd", never "is B1"."""

from knowledge.readability.gate import Findings, Gate, Score, score
from knowledge.readability.hits import Finding, Hit, Level
from knowledge.readability.units import Passage, Unit, units

__all__ = ["Finding", "Findings", "Gate", "Hit", "Level", "Passage", "Score", "Unit", "score", "units"]
