"""Hold domain, rules and examples against each other: `python -m bot.validate` (Rasa's own check)."""

import sys
import warnings

from rasa.shared.core.constants import DEFAULT_INTENTS
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.constants import INTENT
from rasa.validator import Validator

from bot.train import ROOT, TRAINING_FILES

# `choose` has no examples: it comes from a button, never from words
FROM_BUTTONS = {"choose", "ping"}


def main() -> int:
    """1 when Rasa finds a contradiction, an unused intent or action, or the same text under two acts."""
    warnings.simplefilter("ignore", DeprecationWarning)
    importer = TrainingDataImporter.load_from_dict(
        config_path=str(ROOT / "config.yml"),
        domain_path=str(ROOT / "bot" / "domain.yml"),
        training_data_paths=TRAINING_FILES,
    )
    validator = Validator.from_importer(importer)
    examples = validator.intents
    # not `examples.intents`: that holds the acts that only a rule names as well
    acts = {example.get(INTENT) for example in examples.intent_examples}
    missing = set(validator.domain.intents) - acts - FROM_BUTTONS - set(DEFAULT_INTENTS)
    for intent in sorted(missing):
        print(
            f"bot/domain.yml: intent '{intent}' has no examples -> add some to data/nlu or remove it", file=sys.stderr
        )
    sound = [
        not missing,
        validator.verify_example_repetition_in_intents(ignore_warnings=False),
        validator.verify_actions_in_stories_rules(),
        validator.verify_utterances_in_stories(ignore_warnings=False),
        validator.verify_story_structure(ignore_warnings=False),
        validator.verify_domain_duplicates() if hasattr(validator, "verify_domain_duplicates") else True,
    ]
    print(f"{len(examples.intent_examples)} training examples, {len(acts)} acts")
    return 0 if all(sound) else 1


if __name__ == "__main__":
    sys.exit(main())
