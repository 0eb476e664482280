"""Questions to take along: three for the next professional, more on request."""

from __future__ import annotations

from actions.action import TalkAction
from actions.reply import Reply
from actions.shelf import Shelf
from actions.showing import offer_moments, role_for
from actions.turn import Turn
from knowledge.models import Role

AT_ONCE = 3


class Questions(TalkAction):
    """Answers `ask_questions`, and a yes to the offer of questions."""

    id = "action_questions"

    def answer(self, turn: Turn, reply: Reply, shelf: Shelf) -> None:
        """Three questions, or first the moment they are about."""
        show_questions(reply, shelf, shelf.cues.role(turn.text))


def show_questions(reply: Reply, shelf: Shelf, role: Role | None = None) -> None:
    """Three questions that were not shown yet: for the role that is named, else the top three of the moment."""
    if not reply.moments:
        offer_moments(reply, shelf, reply.say("which_moment"))
        return
    moment = reply.moments[0]
    reply.role = role or reply.role
    fresh = [q for q in shelf.library.questions_for(moment, reply.role) if q.id not in reply.asked]
    if reply.role is None and fresh:
        # not known who is next: the moment's own top three, whoever they are for
        fresh.sort(key=lambda q: (q.top or 4, not set(q.themes) & {reply.theme}))
    elif reply.theme:
        fresh.sort(key=lambda q: (reply.theme not in q.themes, q.top or 4))
    whom = shelf.spoken(role_for(reply, shelf))
    others = shelf.role_buttons(moment, without=reply.role)[:6]
    if not fresh:
        reply.add("choices", reply.say("questions_none", role=whom), others)
        return
    chosen = fresh[:AT_ONCE]
    reply.asked += [q.id for q in chosen]
    reply.add(
        "questions",
        reply.say("questions", role=whom),
        (*((shelf.button("more_questions", "questions:more"),) if len(fresh) > AT_ONCE else ()), *others),
        questions=tuple(shelf.question(q) for q in chosen),
        because=shelf.say("because_questions", moment=shelf.library.moments[moment].short),
    )
