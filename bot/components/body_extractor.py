"""Which procedures and parts of the body a message names."""

from pathlib import Path
from typing import Any, Dict, List, Text

from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from bot.components.body_names import BodyNames, Name
from bot.components.extractor import Entity, ListExtractor


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class BodyExtractor(ListExtractor):
    """Adds entities `procedure` and `body_part` whose value is the Dutch name, whatever the patient calls it.

    It stands behind the MedicineExtractor: what was read as a medicine is no part of the body.
    """

    file = "body.json"
    yields_to = frozenset({"medicine"})

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`concepts` and `names`: the lists, read when the model is trained."""
        return {"concepts": "", "names": ""}

    def read(self) -> Dict[Text, Any]:
        """Kind and name of each phrase."""
        return dict(BodyNames.load(Path(self._config["concepts"]), Path(self._config["names"])).phrases)

    def take(self, lists: Dict[Text, Any]) -> None:
        """Know these phrases."""
        self._names = BodyNames({phrase: Name(*name) for phrase, name in lists.items()})

    def find(self, text: Text) -> List[Entity]:
        """The procedures and parts of the body in a text."""
        return [Entity(f.name.kind, f.name.value, f.start, f.end) for f in self._names.find(text)]
