"""Finding the card that fits a patient's words, or knowing that there is none."""

from knowledge.search.evidence import Evidence
from knowledge.search.searcher import Found, Searcher, SearchResult

__all__ = ["Evidence", "Found", "SearchResult", "Searcher"]
