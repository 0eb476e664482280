"""Which card is shown, why, and what goes with it."""

from __future__ import annotations

from datetime import date, timedelta

from actions.inform import inform
from actions.refer import refer
from actions.shelf import Shelf
from actions.showing import offer_themes, reason, show_card
from knowledge.library import Library
from tests.actions.given import Finds, reply_to, shelf_of

SURGERY = {"moments": ["surgery"]}


def card_about(library: Library, moment: str, theme: str, phase: str = "any") -> str:
    """The id of a card with these labels, not for a medicine."""
    return next(
        card.id
        for card in library.cards.values()
        if moment in card.moments and theme == card.themes[0] and card.phase == phase and card.kind != "medicine"
    )


def test_a_card_says_why_and_asks_one_thing(shelf: Shelf, library: Library) -> None:
    turn, reply = reply_to(shelf, "en roken?", "ask_lifestyle", themes={"smoking": 0.9}, slots=SURGERY)
    show_card(turn, reply, shelf, library.cards[card_about(library, "surgery", "smoking", "before")])
    shown = reply.messages
    assert shown[0].because
    assert sum(message.text.count("?") for message in shown[1:]) <= 1
    assert reply.awaiting == "fit"
    assert any(message.choices for message in shown)


def test_the_days_left_stand_in_the_reason(shelf: Shelf, library: Library) -> None:
    slots = {**SURGERY, "date": (date.today() + timedelta(days=20)).isoformat()}
    turn, reply = reply_to(shelf, "en roken?", themes={"smoking": 0.9}, slots=slots)
    why = reason(turn, reply, shelf, library.cards[card_about(library, "surgery", "smoking", "before")])
    assert why.endswith("Nog 20 dagen.")


def test_half_sure_of_the_card_but_sure_of_the_theme_shows_it(library: Library) -> None:
    wanted = card_about(library, "surgery", "smoking", "before")
    shelf = shelf_of(library, Finds(library, "half", wanted))
    turn, reply = reply_to(shelf, "en roken?", "ask_lifestyle", themes={"smoking": 0.9}, slots=SURGERY)
    inform(turn, reply, shelf)
    assert [m.card.id for m in reply.messages if m.card] == [wanted]


def test_half_sure_and_no_theme_asks_which_card(library: Library) -> None:
    two = card_about(library, "surgery", "smoking", "before"), card_about(library, "surgery", "exercise", "before")
    shelf = shelf_of(library, Finds(library, "half", *two))
    turn, reply = reply_to(shelf, "hoe doe ik dat", "ask_lifestyle", slots=SURGERY)
    inform(turn, reply, shelf)
    assert [m.kind for m in reply.messages] == ["clarify"]


def test_words_that_find_nothing_still_give_a_card_of_the_known_moment_and_theme(shelf: Shelf) -> None:
    turn, reply = reply_to(shelf, "kahve?", "ask_lifestyle", themes={"nutrition": 0.9}, slots={"moments": ["birth"]})
    inform(turn, reply, shelf)
    card = reply.messages[0].card
    assert card is not None
    assert "birth" in card.moments
    assert "nutrition" in card.themes


def test_nothing_known_and_nothing_found_is_said_so(shelf: Shelf) -> None:
    turn, reply = reply_to(shelf, "blablabla", "ask_lifestyle")
    inform(turn, reply, shelf)
    assert [m.kind for m in reply.messages] == ["unknown"]


def test_after_the_operation_no_card_about_the_time_before(shelf: Shelf, library: Library) -> None:
    slots = {**SURGERY, "linked": {"phase": "after"}}
    for theme in ("smoking", "exercise", "nutrition", "alcohol"):
        turn, reply = reply_to(shelf, theme, "ask_lifestyle", themes={theme: 0.9}, slots=slots)
        inform(turn, reply, shelf)
        shown = [library.cards[m.card.id] for m in reply.messages if m.card]
        assert shown
        assert all(card.phase != "before" for card in shown)


def test_signs_of_an_eating_disorder_keep_cards_about_eating_less_away(shelf: Shelf, library: Library) -> None:
    slots = {"moments": ["test_result"], "shown": []}
    for _ in range(12):
        turn, reply = reply_to(
            shelf, "afvallen", "ask_lifestyle", themes={"nutrition": 0.9}, slots=slots, signals=["eating_disorder"]
        )
        inform(turn, reply, shelf)
        assert not any(library.cards[m.card.id].restricts_food for m in reply.messages if m.card)
        slots = reply.slots()


def test_a_medical_question_on_its_own_gets_no_card(shelf: Shelf) -> None:
    turn, reply = reply_to(shelf, "mag ik drinken met deze wond", "ask_medical", themes={"alcohol": 0.9})
    refer(turn, reply, shelf)
    assert [m.kind for m in reply.messages] == ["refer"]
    assert reply.messages[0].own_question == "mag ik drinken met deze wond"


def test_a_medicine_goes_to_the_pharmacist_and_in_pregnancy_to_the_midwife(shelf: Shelf) -> None:
    medicine = {"medicine": "metformin"}
    turn, reply = reply_to(shelf, "mag ik er twee", "ask_medical", entities=medicine)
    refer(turn, reply, shelf)
    assert "apotheker" in reply.messages[0].text
    turn, reply = reply_to(shelf, "mag ik er twee", "ask_medical", entities=medicine, slots={"moments": ["birth"]})
    refer(turn, reply, shelf)
    assert "verloskundige" in reply.messages[0].text
    assert len(reply.messages) == 1


def test_themes_are_offered_in_the_order_that_fits_the_moment(shelf: Shelf, library: Library) -> None:
    _, reply = reply_to(shelf, "ja", "affirm", slots=SURGERY)
    offer_themes(reply, shelf, "Waarover?", reply.moments[0])
    offered = [choice.choice for choice in reply.messages[0].choices or ()]
    assert offered == [f"theme:{theme}" for theme in library.moments[reply.moments[0]].themes]
