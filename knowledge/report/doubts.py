"""What a reviewer should look at first: the doubts that stand in the cards."""

from __future__ import annotations

from knowledge.library import Library


def doubts(library: Library) -> str:
    """All doubts as Markdown, by card."""
    lines = ["# Twijfels voor de beoordelaar", ""]
    for card in library.cards.values():
        if card.doubts:
            lines += [f"## {card.id}: {card.title}", "", *(f"- {doubt}" for doubt in card.doubts), ""]
    return "\n".join(lines)
