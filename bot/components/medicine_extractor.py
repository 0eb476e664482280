"""Which medicines a message names, also when the name is misspelt."""

import json
import re
from pathlib import Path
from typing import Any, Dict, List, Optional, Text

import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.features import normalise

_TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
SHORTEST_FUZZY = 7


class MedicineNames:
    """Names and the group of each; one letter wrong, missing, extra or swapped is forgiven in names of 7 letters or more.

    >>> MedicineNames({"metformine": "metformin"}).find("ik slik metfromine")
    [(8, 18, 'metformin')]
    """

    def __init__(self, groups: Dict[Text, Text]) -> None:
        self.groups = {normalise(name): group for name, group in groups.items()}
        self._longest = max((len(name.split()) for name in self.groups), default=1)
        self._deletions: Dict[Text, Text] = {}
        for name, group in self.groups.items():
            if len(name) >= SHORTEST_FUZZY and " " not in name:
                for variant in _deletions(name):
                    self._deletions.setdefault(variant, group)

    @classmethod
    def load(cls, folder: Path) -> "MedicineNames":
        """From the library's medicine lists."""
        return cls(
            {
                name: group["id"]
                for file in sorted(folder.glob("*.yml"))
                for group in yaml.safe_load(file.read_text(encoding="utf-8"))
                for name in group["names"]
            }
        )

    def find(self, text: Text) -> List[tuple]:
        """(start, end, group) of each medicine, the longest name first where names overlap."""
        tokens = [(match.start(), match.end(), normalise(match.group())) for match in _TOKEN.finditer(text)]
        found, at = [], 0
        while at < len(tokens):
            for length in range(min(self._longest, len(tokens) - at), 0, -1):
                part = tokens[at : at + length]
                group = self._group(" ".join(token for _, _, token in part))
                if group:
                    found.append((part[0][0], part[-1][1], group))
                    at += length
                    break
            else:
                at += 1
        return found

    def _group(self, name: Text) -> Optional[Text]:
        if name in self.groups:
            return self.groups[name]
        if len(name) < SHORTEST_FUZZY or " " in name:
            return None
        # two spellings that share a deletion differ by one edit (symmetric delete, W. Garbe's SymSpell)
        return next((self._deletions[v] for v in [name, *_deletions(name)] if v in self._deletions), None)


def _deletions(word: Text) -> List[Text]:
    # the first letter stays: people rarely miss it, and many names differ in it alone
    return [word[:i] + word[i + 1 :] for i in range(1, len(word))]


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
        cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
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
        cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource,
        execution_context: ExecutionContext, **kwargs: Any,
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
