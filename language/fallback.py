"""langdetect for messages of which no word is known: it sees languages that have no frequency list here."""

from __future__ import annotations

from pathlib import Path

from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

SEED = 7
CODES = tuple(
    [
        "nl",
        "en",
        "de",
        "fr",
        "tr",
        "pl",
        "es",
        "it",
        "pt",
        "ro",
        "hu",
        "hr",
        "so",
        "sq",
        "sw",
        "id",
        "vi",
        "tl",
        "lt",
        "cs",
        "fi",
        "sv",
        "da",
    ]
)


class Fallback:
    """langdetect, restricted to the languages patients here are likely to write, with a fixed seed."""

    def __init__(self) -> None:
        self._factory = DetectorFactory()
        profiles = [(Path(PROFILES_DIRECTORY) / code).read_text(encoding="utf-8") for code in CODES]
        self._factory.load_json_profile(profiles)

    def guess(self, text: str) -> tuple[str, float] | None:
        """The best language and its probability (0 to 1, badly calibrated); None when there is nothing to go on."""
        detector = self._factory.create()
        detector.seed = SEED
        detector.append(text)
        try:
            found = detector.get_probabilities()
        except LangDetectException:
            return None
        return (str(found[0].lang), float(found[0].prob)) if found else None
