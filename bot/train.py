"""Train the bot: `python -m bot.train` writes build/models/leefstijlmoment.tar.gz."""

import shutil
import sys
from pathlib import Path

from rasa.model_training import train

ROOT = Path(__file__).resolve().parents[1]
MODELS = ROOT / "build" / "models"
TRAINING_FILES = [str(ROOT / "data" / "nlu"), str(ROOT / "bot" / "rules.yml")]


def main() -> int:
    """0 when a model was written; an earlier model is replaced only by a complete one."""
    fresh = MODELS / "fresh"
    shutil.rmtree(fresh, ignore_errors=True)
    result = train(
        domain=str(ROOT / "bot" / "domain.yml"),
        config=str(ROOT / "config.yml"),
        training_files=TRAINING_FILES,
        output=str(fresh),
        fixed_model_name="leefstijlmoment",
        force_training=True,
    )
    if result.code or not result.model:
        print("training failed: run `make check` for the reason", file=sys.stderr)
        return 1
    Path(result.model).replace(MODELS / "leefstijlmoment.tar.gz")
    shutil.rmtree(fresh)
    return 0


if __name__ == "__main__":
    sys.exit(main())
