"""The bases of our extractors: text in, entities out."""

import json
from abc import abstractmethod
from typing import Any, ClassVar, Dict, FrozenSet, List, NamedTuple, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData


class Entity(NamedTuple):
    """A part of the text (character offsets) and what it means."""

    name: Text
    value: Text
    start: int
    end: int


class PlainExtractor(GraphComponent, EntityExtractorMixin):
    """An extractor that learns nothing. Subclasses give `find`."""

    yields_to: ClassVar[FrozenSet[Text]] = frozenset()

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
            earlier = message.get(ENTITIES, [])
            found = [
                {"entity": e.name, "value": e.value, "start": e.start, "end": e.end, "extractor": type(self).__name__}
                for e in self.find(message.get(TEXT) or "")
                if not self._taken(e, earlier)
            ]
            if found:
                message.set(ENTITIES, [*earlier, *found], add_to_output=True)
        return messages

    def _taken(self, entity: Entity, earlier: List[Dict[Text, Any]]) -> bool:
        """Whether a component before this one has read these letters as something that goes first (`yields_to`)."""
        return any(
            other["entity"] in self.yields_to and entity.start < other["end"] and other["start"] < entity.end
            for other in earlier
        )


class ListExtractor(PlainExtractor):
    """An extractor with lists that are read when the model is trained, and kept in the model as JSON.

    Subclasses give `find`, `read` and `take`, and in `file` the name of what is kept.
    """

    file: ClassVar[Text]

    def __init__(self, config: Dict[Text, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self.take({})

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "ListExtractor":
        """Without lists until it is trained."""
        return cls(config, model_storage, resource)

    @abstractmethod
    def read(self) -> Dict[Text, Any]:
        """The lists, from the files that the settings name."""

    @abstractmethod
    def take(self, lists: Dict[Text, Any]) -> None:
        """Use these lists from now on."""

    def train(self, training_data: TrainingData) -> Resource:
        """Take the lists into the model; the examples are not looked at."""
        lists = self.read()
        self.take(lists)
        with self._storage.write_to(self._resource) as folder:
            (folder / self.file).write_text(json.dumps(lists, ensure_ascii=False), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "ListExtractor":
        """With the lists of the model."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component.take(json.loads((folder / cls.file).read_text(encoding="utf-8")))
        return component

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing later in the pipeline learns from these entities."""
        return training_data
