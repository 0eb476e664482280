"""When something happens or happened."""

from datetime import date
from typing import List, Text

from rasa.engine.recipes.default_recipe import DefaultV1Recipe

from bot.components.dates import find_dates
from bot.components.extractor import Entity, PlainExtractor


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class TimeExtractor(PlainExtractor):
    """Adds an entity `time` whose value is a date (ISO 8601), counted from today."""

    def find(self, text: Text) -> List[Entity]:
        """Dates named in the text."""
        return [
            Entity("time", found.day.isoformat(), found.start, found.end) for found in find_dates(text, date.today())
        ]
