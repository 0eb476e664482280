"""Finding the card that fits a patient's words, or knowing that there is none."""

from knowledge.search.evidence import Evidence
from knowledge.search.searcher import Found, NoSearch, Search, Searcher, SearchResult

__all__ = ["Evidence", "Found", "NoSearch", "Search", "SearchResult", "Searcher"]
