"""Which language a message is in, and what it is about when that is not Dutch.

The room stands alone: it imports only wordfreq, langdetect, PyYAML and the standard library.
"""

from language.detector import Language, LanguageDetector
from language.lexicon import Lexicon, LexiconReading

__all__ = ["Language", "LanguageDetector", "Lexicon", "LexiconReading"]
