"""Which medicines a message names, also when the name is misspelt."""

import json
from pathlib import Path
from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.medicine_names import MedicineNames


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class MedicineExtractor(GraphComponent, EntityExtractorMixin):
    """Adds an entity `medicine` whose value is the id of the medicine group."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`medicines`: the folder with the lists, read when the model is trained."""
        return {"medicines": ""}

    def __init__(self, config: Dict[Text, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._names = MedicineNames({})

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "MedicineExtractor":
        """Without names until it is trained."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Take the names into the model."""
        self._names = MedicineNames.load(Path(self._config["medicines"]))
        with self._storage.write_to(self._resource) as folder:
            text = json.dumps(self._names.groups, ensure_ascii=False)
            (folder / "medicines.json").write_text(text, encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "MedicineExtractor":
        """With the names of the model."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._names = MedicineNames(json.loads((folder / "medicines.json").read_text(encoding="utf-8")))
        return component

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the entities."""
        for message in messages:
            text = message.get(TEXT) or ""
            found = [
                {"entity": "medicine", "value": group, "start": start, "end": end, "extractor": type(self).__name__}
                for start, end, group in self._names.find(text)
            ]
            if found:
                message.set(ENTITIES, [*message.get(ENTITIES, []), *found], add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing later in the pipeline learns from these entities."""
        return training_data
