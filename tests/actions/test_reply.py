"""The answer under construction."""

from __future__ import annotations

from actions.shelf import Shelf
from tests.actions.given import reply_to


def test_the_same_phrase_is_said_in_other_words_the_next_time(shelf: Shelf) -> None:
    _, first = reply_to(shelf, "ok")
    said = first.say("which_theme")
    _, second = reply_to(shelf, "ok", slots=first.slots())
    assert second.say("which_theme") != said


def test_slots_bring_back_what_was_known(shelf: Shelf) -> None:
    slots = {"moments": ["birth"], "theme": "sleep", "role": "midwife", "shown": ["a"], "linked": {"phase": "after"}}
    _, reply = reply_to(shelf, "ja", "affirm", slots=slots)
    again = reply.slots()
    assert {name: again[name] for name in slots} == slots


def test_starting_again_forgets_everything(shelf: Shelf) -> None:
    known = {"moments": ["birth"], "theme": "sleep", "date": "2026-03-01", "shown": ["a"], "person": "partner"}
    _, reply = reply_to(shelf, "opnieuw", "restart", slots=known)
    reply.forget()
    slots = reply.slots()
    assert not any(slots[name] for name in ("moments", "theme", "date", "shown", "person", "linked"))


def test_nobody_is_given_more_than_120_words_at_a_time(shelf: Shelf) -> None:
    _, reply = reply_to(shelf, "ok")
    reply.add("text", "woord " * 100)
    assert reply.fits("woord " * 20)
    assert not reply.fits("woord " * 21)


def test_the_days_left_count_from_today(shelf: Shelf) -> None:
    slots = {"moments": ["surgery"], "date": "2026-03-21"}
    _, reply = reply_to(shelf, "en roken", slots=slots, today="2026-03-01")
    assert reply.state.days_left == 20
    _, later = reply_to(shelf, "en roken", slots=slots, today="2026-03-22")
    assert later.state.days_left is None
