"""What the letters alone tell about the language."""

from __future__ import annotations

from collections import Counter

_BLOCKS: tuple[tuple[int, int, str], ...] = (
    (0x0041, 0x024F, "latin"),
    (0x0370, 0x03FF, "el"),
    (0x0400, 0x052F, "cyrillic"),
    (0x0530, 0x058F, "hy"),
    (0x0590, 0x05FF, "he"),
    (0x0600, 0x06FF, "arabic"),
    (0x0750, 0x077F, "arabic"),
    (0x0900, 0x097F, "hi"),
    (0x0980, 0x09FF, "bn"),
    (0x0A00, 0x0A7F, "pa"),
    (0x0B80, 0x0BFF, "ta"),
    (0x0E00, 0x0E7F, "th"),
    (0x10A0, 0x10FF, "ka"),
    (0x1200, 0x139F, "ethiopic"),
    (0x1E00, 0x1EFF, "latin"),
    (0x2D30, 0x2D7F, "ber"),
    (0x2D80, 0x2DDF, "ethiopic"),
    (0x3040, 0x30FF, "ja"),
    (0x3400, 0x9FFF, "zh"),
    (0xAB00, 0xAB2F, "ethiopic"),
    (0xAC00, 0xD7AF, "ko"),
    (0xFB50, 0xFDFF, "arabic"),
    (0xFE70, 0xFEFE, "arabic"),
)
_TIGRINYA = ("ኣ", "ኽ", "ቐ", "ዀ", "ኸ", "ሽኮ", "እየ", "ኢየ", "ኣሎ", "ደልየ", "ክር", "እንታይ", "ኣይ", "ዝኾነ", "ናይ", "ምስ")
_AMHARIC = ("ነው", "ነኝ", "አለ", "አመ", "እኔ", "ምን", "የደም", "አል", "ኝ", "ውን", "እባክ", "ሰላም", "ዶክተር", "ኛል", "ቴን", "ያመ", "ብኝ")
_SORANI, _PASHTO = frozenset("ێۆڕڵەڤ"), frozenset("ښځټړډڼېۍګ")


def dominant_script(text: str) -> str | None:
    """The script of most letters in `text`; None when there are no letters.

    A script is "latin", "cyrillic", "arabic", "ethiopic", or the code of the only language that uses it. Latin words
    count half in a message that also has another script: patients write medicine names in Latin letters.
    """
    counts: Counter[str] = Counter()
    for character in text:
        if character.isascii():
            counts["latin"] += character.isalpha()
            continue
        if not character.isalpha():
            continue
        point = ord(character)
        for first, last, name in _BLOCKS:
            if first <= point <= last:
                counts[name] += 1
                break
    if counts["ja"]:
        counts["ja"] += counts.pop("zh", 0)
    if not any(counts.values()):
        return None
    name, count = max(counts.items(), key=lambda item: (item[1], item[0]))
    if name == "latin":
        others = {key: value for key, value in counts.items() if key != "latin"}
        if others:
            rest, most = max(others.items(), key=lambda item: (item[1], item[0]))
            if most >= 3 and most * 2 >= count:
                return rest
    return name


def ethiopic(text: str) -> str:
    """Tigrinya or Amharic. Some syllables and words are used in one of the two only."""
    tigrinya = sum(text.count(sign) for sign in _TIGRINYA)
    amharic = sum(text.count(sign) for sign in _AMHARIC)
    return "am" if amharic > tigrinya else "ti"


def arabic_neighbour(text: str) -> str | None:
    """Urdu, Sorani Kurdish or Pashto when `text` holds letters that only they use; otherwise None."""
    letters = set(text)
    if letters & _PASHTO:
        return "ps"
    if len(letters & _SORANI) >= 2 or letters & frozenset("ێۆڕڵ"):
        return "ku"
    if letters & frozenset("ٹڈںےڑ"):
        return "ur"
    return None
