"""The base of all actions: tracker in, messages and slots out."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.first import answered_first
from actions.moments import settle
from actions.reply import Reply
from actions.shelf import Shelf
from actions.turn import Turn

ShelfFor = Callable[[str | None], Shelf]


class TalkAction(Action):  # type: ignore[misc]
    """An action of the bot. Subclasses give `id` and `answer`.

    The reply travels as custom JSON, one message each, followed by one `{"state": ..., "slots": ...}`:
    the api keeps the slots, so that a conversation survives a Rasa that was started anew.
    """

    id: str

    def __init__(self, shelf_for: ShelfFor) -> None:
        self._shelf_for = shelf_for

    def name(self) -> str:
        """The name in bot/domain.yml."""
        return self.id

    @abstractmethod
    def answer(self, turn: Turn, reply: Reply, shelf: Shelf) -> None:
        """Add messages to the reply and change what it remembers."""

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Called by the executor for each turn."""
        metadata = (tracker.latest_message or {}).get("metadata") or {}
        shelf = self._shelf_for(metadata.get("organisation"))
        turn = settle(Turn.of(tracker), shelf.cues)
        reply = Reply(turn, shelf)
        if not answered_first(turn, reply, shelf):
            self.answer(turn, reply, shelf)
        for message in reply.messages:
            dispatcher.utter_message(json_message=message.wire())
        slots = reply.slots()
        dispatcher.utter_message(json_message={"state": reply.state.model_dump(mode="json"), "slots": slots})
        # the rules look at `awaiting` before the action; what it sets now must not call for another action in this turn
        changed = (SlotSet(name, value) for name, value in slots.items() if tracker.slots.get(name) != value)
        return [*changed, FollowupAction("action_listen")]
