"""Messages as tokens: lower case, without diacritics, in one spelling per letter."""

from __future__ import annotations

import re
import unicodedata

READ_AT_MOST = 320
"""Characters that are read of a message; the language of a longer one is clear well before."""

_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*", re.UNICODE)


def _folding() -> dict[int, str | int | None]:
    """Latin letters to their base letter, Arabic spelling variants to one, digits to 0-9, marks to nothing."""
    # Letters that stay are in the table too: str.translate is slow on those it has to look for in vain.
    table: dict[int, str | int | None] = {point: point for point in range(0x700)}
    for point in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = "".join(c for c in unicodedata.normalize("NFKD", chr(point)) if not unicodedata.combining(c))
        if base != chr(point):
            table[point] = base
    for letters, plain in (
        ("ı", "i"), ("ł", "l"), ("ß", "ss"), ("ø", "o"), ("đ", "d"), ("æ", "ae"), ("œ", "oe"), ("’ʼ`‘´", "'"),
        ("أإآٱ", "ا"), ("ىیئ", "ي"), ("ة", "ه"), ("ؤ", "و"), ("ک", "ك"), ("ё", "е"),
    ):  # fmt: skip
        table.update(dict.fromkeys(map(ord, letters), plain))
    for first in (0x0660, 0x06F0):
        table.update({first + digit: str(digit) for digit in range(10)})
    dropped = (0x0640, *range(0x0300, 0x0370), *range(0x064B, 0x0660), 0x0670, 0x200C, 0x200D, 0x200E, 0x200F)
    table.update(dict.fromkeys(dropped))
    return table


_FOLDING = _folding()
_MARKS = re.compile("[\u0300-\u036f\u0640\u064b-\u065f\u0670\u200c-\u200f]")


def lower(text: str) -> str:
    """`text` in lower case, composed; the Turkish capital İ becomes a plain i."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", text.replace("İ", "i").lower())


def fold(text: str) -> str:
    """`text` in lower case without diacritics, with one spelling per letter. Cyrillic й and ї stay letters.

    >>> fold("Élevée, ığdır, łódź"), fold("أُمّـــي") == fold("امي")
    ('elevee, igdir, lodz', True)
    """
    return fold_lowered(lower(text))


def fold_lowered(text: str) -> str:
    """`fold` for text that is in lower case and composed already."""
    return text if text.isascii() else text.translate(_FOLDING)


def tokens(text: str) -> list[str]:
    """The words and numbers of `text` in lower case, diacritics kept."""
    return _TOKEN.findall(text.lower() if text.isascii() else _MARKS.sub("", lower(text)))
