"""The base of extractors that learn nothing: text in, entities out."""

from abc import abstractmethod
from typing import Any, Dict, List, NamedTuple, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message


class Entity(NamedTuple):
    """A part of the text (character offsets) and what it means."""

    name: Text
    value: Text
    start: int
    end: int


class PlainExtractor(GraphComponent, EntityExtractorMixin):
    """Subclasses give `find`."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Nothing to set."""
        return {}

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "PlainExtractor":
        """Ready as it is."""
        return cls()

    @abstractmethod
    def find(self, text: Text) -> List[Entity]:
        """The entities in a text."""

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the entities to each message."""
        for message in messages:
            found = [
                {"entity": e.name, "value": e.value, "start": e.start, "end": e.end, "extractor": type(self).__name__}
                for e in self.find(message.get(TEXT) or "")
            ]
            if found:
                message.set(ENTITIES, [*message.get(ENTITIES, []), *found], add_to_output=True)
        return messages
