"""Showing cards and buttons: what several actions do in the same way."""

from __future__ import annotations

from actions.browse import SIGNAL_EATING_DISORDER, withheld
from actions.message import Choice, Kind
from actions.nearby import contacts
from actions.reply import Reply
from actions.shelf import Shelf
from actions.turn import Turn
from knowledge.models import Card, Moment, Role, Theme
from knowledge.search import Evidence, SearchResult

CHOICES_AT_MOST = 5


def evidence(
    turn: Turn, reply: Reply, shelf: Shelf, theme: Theme | None = None, kinds: frozenset[str] = frozenset()
) -> Evidence:
    """What this turn knows, as evidence for the search."""
    return Evidence(
        moments=turn.moments or turn.memory.moments,
        theme=theme,
        guessed_themes=turn.theme_scores,
        medicines=reply.medicines if turn.medicines else (),
        phase=reply.phase,
        kinds=kinds,
        exclude=withheld(turn, reply, shelf),
        restrict_food=SIGNAL_EATING_DISORDER in turn.signals,
    )


def find(
    turn: Turn,
    reply: Reply,
    shelf: Shelf,
    theme: Theme | None,
    kinds: frozenset[str] = frozenset(),
    *,
    query: str = "",
) -> SearchResult:
    """Search with the words of the turn, or with `query` when the words say nothing themselves."""
    return shelf.searcher.search(query or turn.text, evidence(turn, reply, shelf, theme, kinds))


def show_card(turn: Turn, reply: Reply, shelf: Shelf, card: Card, because: str | None = None) -> None:
    """A card with the reason why, then one question: does the step fit?"""
    reply.shown.append(card.id)
    reply.theme = card.themes[0]
    view = shelf.view(card)
    near = shelf.local.near(reply.place, card.themes)[:1] if reply.place and card.kind == "process" else ()
    whom = contacts(near) or None
    why = because or reason(turn, reply, shelf, card)
    reply.awaiting = "fit"
    question = reply.say("fit")
    if reply.fits(f"{card.text} {question}"):
        reply.add("card", card.text, card=view, because=why, contacts=whom)
        reply.add("text", question, fit_buttons(shelf))
    else:
        reply.add("card", card.text, fit_buttons(shelf), card=view, because=why, contacts=whom)


def fit_buttons(shelf: Shelf) -> tuple[Choice, ...]:
    """After a card: yes, no, questions, more, something else."""
    return (
        shelf.button("fit_yes", "fit:yes"),
        shelf.button("fit_no", "fit:no"),
        shelf.button("questions", "questions"),
        shelf.button("more", "more"),
        shelf.button("other_theme", "themes"),
    )


def reason(turn: Turn, reply: Reply, shelf: Shelf, card: Card) -> str:
    """Why this card: what was named now, remembered, or asked; and how long is left when the card is about before."""
    about = [shelf.library.moments[m].short for m in card.moments if m in turn.moments]
    about += [shelf.library.themes[t].about for t in card.themes if t in turn.themes]
    named = [name for name in turn.medicines for group in card.medicines if name == group]
    if named:
        because = shelf.say("because_medicine", what=shelf.library.medicines[named[0]].title.lower())
    elif about:
        because = shelf.say("because_said", what=" en ".join(about[:2]))
    elif reply.moments and set(reply.moments) & set(card.moments):
        because = shelf.say("because_remembered", what=shelf.library.moments[reply.moments[0]].short)
    else:
        because = shelf.say("because_asked")
    return f"{because} {time_left(turn, shelf, card)}".strip()


def time_left(turn: Turn, shelf: Shelf, card: Card) -> str:
    """How long until the date that was named, on cards of that moment; that it is over, on cards about afterwards."""
    if turn.date is None or not (card.moments and set(card.moments) & set(turn.known_moments)):
        return ""
    days = (turn.date - turn.today).days
    if days < 0:
        return shelf.say("date_past") if card.phase == "after" else ""
    if card.phase == "after":
        return ""
    return shelf.say("today") if days == 0 else shelf.say("one_day_left" if days == 1 else "days_left", days=days)


def offer_themes(reply: Reply, shelf: Shelf, text: str, moment: Moment | None, because: str | None = None) -> None:
    """Ask which theme; the patient may always type instead."""
    reply.add("choices", text, shelf.theme_buttons(moment), because=because)
    reply.awaiting = "permission"


def offer_moments(reply: Reply, shelf: Shelf, text: str, kind: Kind = "choices") -> None:
    """Ask which moment it is about."""
    reply.add(kind, text, shelf.moment_buttons())


def offer_cards(reply: Reply, shelf: Shelf, result: SearchResult) -> None:
    """Half sure: ask which card is meant."""
    choices = tuple(Choice(title=f.card.title, choice=f"card:{f.card.id}") for f in result.found[:CHOICES_AT_MOST])
    reply.add("clarify", reply.say("clarify"), (*choices, shelf.button("none", "themes")))


def role_for(reply: Reply, shelf: Shelf) -> Role:
    """The professional to speak with: the one that was named, else the one that fits the moment, else the huisarts."""
    if reply.role:
        return reply.role
    return shelf.library.moments[reply.moments[0]].role if reply.moments else Role.GP
