"""Three questions to take along, and how to get more."""

from __future__ import annotations

from actions.reply import Reply
from actions.shelf import Shelf
from actions.showing import offer_moments, role_for
from knowledge.models import Role

AT_ONCE, ROLES_AT_MOST = 3, 6


def show_questions(reply: Reply, shelf: Shelf, role: Role | None = None) -> None:
    """Three questions that were not shown yet: for the role that is named, else the top three of the moment."""
    if not reply.moments:
        offer_moments(reply, shelf, reply.say("which_moment"))
        return
    moment = shelf.library.moments[reply.moments[0]]
    reply.role = role or reply.role
    fresh = [q for q in shelf.library.questions_for(moment.id, reply.role) if q.id not in reply.asked]
    if reply.role is None and fresh:
        # not known who is next: the moment's own top three, whoever they are for
        fresh.sort(key=lambda q: (q.top or 4, not set(q.themes) & {reply.theme}))
    elif reply.theme:
        fresh.sort(key=lambda q: (reply.theme not in q.themes, q.top or 4))
    own, others = shelf.button("own", "own"), shelf.role_buttons(moment.id, without=reply.role)[:ROLES_AT_MOST]
    whom = shelf.spoken(role_for(reply, shelf))
    if not fresh:
        reply.add("choices", reply.say("questions_none", role=whom), (own, *others))
        return
    chosen = fresh[:AT_ONCE]
    reply.asked += [q.id for q in chosen]
    more = (shelf.button("more_questions", "questions:more"),) if len(fresh) > AT_ONCE else ()
    text = reply.say("questions", role=whom) if reply.role else reply.say("questions_top", next=moment.next)
    reply.add(
        "questions",
        text,
        (*more, own, *others),
        questions=tuple(shelf.question(q) for q in chosen),
        because=shelf.say("because_questions", moment=moment.short),
    )
    reply.mark("questions")
