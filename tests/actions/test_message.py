"""What goes over the wire."""

from __future__ import annotations

from actions.message import CardView, Choice, Message, QuestionView
from knowledge.library import Library
from knowledge.models import Review


def test_what_a_message_does_not_have_is_left_out() -> None:
    wire = Message(kind="text", text="Dag.", choices=(Choice(title="Ja", choice="yes"),)).wire()
    assert wire == {"kind": "text", "text": "Dag.", "choices": [{"title": "Ja", "choice": "yes"}]}


def test_a_card_always_holds_every_field_of_the_contract(library: Library) -> None:
    card = next(card for card in library.cards.values() if card.caution is None)
    wire = Message(kind="card", text=card.text, card=CardView.of(card, Review(), "abc")).wire()["card"]
    assert wire["caution"] is None
    assert wire["review"]["status"] == "draft"
    assert {"id", "title", "text", "moments", "themes", "sources", "version", "language"} <= wire.keys()


def test_a_question_does_not_tell_its_rank(library: Library) -> None:
    question = next(q for q in library.questions.values() if q.top)
    assert "top" not in QuestionView.of(question).model_dump()
