"""Which medicines a message names, also when the name is misspelt."""

from pathlib import Path
from typing import Any, Dict, List, Text

import yaml
from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from bot.components.extractor import Entity, ListExtractor
from bot.components.medicine_names import MedicineNames


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class MedicineExtractor(ListExtractor):
    """Adds an entity `medicine` whose value is the id of the medicine group."""

    file = "medicines.json"

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`medicines`: the folder with the lists; `names`: the file with the everyday words. Read when the model is trained."""
        return {"medicines": "", "names": ""}

    def read(self) -> Dict[Text, Any]:
        """The group of each name."""
        everyday = yaml.safe_load(Path(self._config["names"]).read_text(encoding="utf-8"))["no_medicine"]
        return dict(MedicineNames.load(Path(self._config["medicines"]), everyday).groups)

    def take(self, lists: Dict[Text, Any]) -> None:
        """Know these names."""
        self._names = MedicineNames(lists)

    def find(self, text: Text) -> List[Entity]:
        """The medicines in a text."""
        return [Entity("medicine", group, start, end) for start, end, group in self._names.find(text)]
