"""The library as one organisation shows it: its own cards in, replaced and hidden ones out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from knowledge.library import Library
from knowledge.models import Card, Moment, Theme
from knowledge.pack_reader import Pack
from knowledge.review import Reviews


def shown_moments(pack: Pack) -> tuple[Moment, ...]:
    """The moments that this organisation offers, in the library's order."""
    return tuple(moment for moment in Moment if moment in (pack.organisation.moments or tuple(Moment)))


def shown_themes(pack: Pack) -> tuple[Theme, ...]:
    """The themes that this organisation offers."""
    return tuple(theme for theme in Theme if theme in (pack.organisation.themes or tuple(Theme)))


def merge(base: Library, pack: Pack) -> Library:
    """A library of its own; the base library stays as it is.

    Questions are never taken away, because a card that stays may offer any of them.
    """
    moments, themes = set(shown_moments(pack)), set(shown_themes(pack))

    def visible(card: Card) -> bool:
        return (not card.moments or bool(moments & set(card.moments))) and card.themes[0] in themes

    replaced = set(pack.overrides.values())
    cards = {name: card for name, card in base.cards.items() if name not in replaced} | dict(pack.cards)
    cards = {name: card for name, card in cards.items() if visible(card)}
    examples = {**base.examples, **pack.examples}
    for own, other in pack.overrides.items():  # whoever asked for the old card now finds the new one
        examples[own] = (*base.examples.get(other, ()), *pack.examples.get(own, ()))
    return replace(
        base,
        cards=cards,
        questions={**base.questions, **pack.questions},
        examples={name: lines for name, lines in examples.items() if name in cards},
        moments={
            name: text.model_copy(update={"themes": tuple(t for t in text.themes if t in themes)})
            for name, text in base.moments.items()
        },
        files={**base.files, **pack.files},
    )


def reviews_of(base: Library, pack: Pack, merged: Library, today: date) -> Reviews:
    """Who vouches for the cards: the library's signatures for its own cards, the pack's for the pack's cards."""
    reviewers = base.root.parent / "reviewers.yml"
    reviews = Reviews.load(pack.root, merged, today, reviewers)
    for name, review in Reviews.load(base.root, base, today, reviewers).items():
        if name in reviews and name not in pack.cards:
            reviews[name] = review
    return reviews
