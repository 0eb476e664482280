"""What the bot does: from what Rasa understood to cards, questions and sentences of the library, and back."""

from actions.executor import create_executor
from actions.message import Message

__all__ = ["Message", "create_executor"]
