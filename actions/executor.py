"""All actions, registered with the SDK's executor; the api mounts it at the webhook that Rasa calls."""

from __future__ import annotations

from rasa_sdk.executor import ActionExecutor

from actions.action import ShelfFor, TalkAction
from actions.ahead import LookAhead
from actions.choose import Choose
from actions.correct import Correct
from actions.hear import Hear
from actions.inform import Inform
from actions.local import Local
from actions.motivate import Motivate
from actions.offers import Continue, Encourage, Obstacle, OfferThemes, Respect
from actions.questions import Questions
from actions.refer import Refer
from actions.smalltalk import Close, ExplainBot, Feedback, Smalltalk, StartAgain, Thank
from actions.unknown import Unknown

ACTIONS: tuple[type[TalkAction], ...] = (
    Hear, Inform, Questions, Refer, Local, Motivate, ExplainBot, Smalltalk, OfferThemes, Encourage, Obstacle, Respect,
    Continue, LookAhead, Correct, Close, Feedback, Thank, StartAgain, Unknown, Choose,
)  # fmt: skip


def create_executor(shelf_for: ShelfFor) -> ActionExecutor:
    """An executor in which every action takes from the shelf of the organisation in the message's metadata."""
    executor = ActionExecutor()
    for action in ACTIONS:
        executor.register_action(action(shelf_for))
    return executor
