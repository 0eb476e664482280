"""Whom a message is about: the patient, or someone the patient cares for."""

import re
from typing import Dict, List, Text

from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from bot.components.extractor import Entity, PlainExtractor

PERSONS: Dict[Text, Text] = {
    "child": "zoon|zoontje|dochter|dochtertje|kind|kinderen|kleinkind|kleinzoon|kleindochter|baby|peuter|puber",
    "partner": "man|vrouw|vriend|vriendin|partner|echtgenoot|echtgenote|verloofde",
    "parent": "vader|moeder|pa|ma|papa|mama|ouders|schoonmoeder|schoonvader|opa|oma",
    "relative": "broer|broertje|zus|zusje|oom|tante|neef|nicht|zwager|schoonzus",
}
_PATTERNS = {
    person: re.compile(rf"\b(?:mijn|mn|m'n|me|ons|onze|mij)\s+(?:\w+\s+)?(?:{names})\b", re.IGNORECASE)
    for person, names in PERSONS.items()
}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PersonExtractor(PlainExtractor):
    """Adds an entity `person`: child, partner, parent or relative; none means the patient speaks of themselves."""

    def find(self, text: Text) -> List[Entity]:
        """Relatives named as one's own ("mijn vader", "onze zoon")."""
        return [
            Entity("person", person, match.start(), match.end())
            for person, pattern in _PATTERNS.items()
            for match in pattern.finditer(text)
        ]
