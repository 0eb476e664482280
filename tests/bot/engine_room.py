"""Runs in Rasa's environment, in a house of its own: answers one request a line (JSON) with one line (see `conftest.py`)."""

import contextlib
import importlib
import io
import json
import sys
import tempfile
import traceback
from pathlib import Path

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

CONTEXT = ExecutionContext(GraphSchema({}))
KEPT = ("intent", "intent_ranking", "entities", "label_scores")


class Room:
    """Components live here between requests, under the name of their module."""

    def __init__(self):
        self._storage = LocalModelStorage(Path(tempfile.mkdtemp()))
        self._components = {}

    def make(self, module, settings=None, examples=None):
        """Make a component; with `examples`: train it, and load it anew as the service does. Answers the files it wrote."""
        name = "".join(part.title() for part in module.split("_"))
        kind = getattr(importlib.import_module(f"bot.components.{module}"), name)
        config = {**kind.get_default_config(), **(settings or {})}
        resource = Resource(module)
        component = kind.create(config, self._storage, resource, CONTEXT)
        files = []
        if examples is not None:
            component.train(TrainingData([Message.build(**example) for example in examples]))
            component = kind.load(config, self._storage, resource, CONTEXT)
            with self._storage.read_from(resource) as folder:
                files = sorted(file.name for file in folder.iterdir())
        self._components[module] = component
        return files

    def load_without(self, module, file, settings):
        """Load a trained component whose `file` is gone."""
        kind = type(self._components[module])
        with self._storage.read_from(Resource(module)) as folder:
            content = (folder / file).read_bytes()
            (folder / file).unlink()
            try:
                kind.load({**kind.get_default_config(), **settings}, self._storage, Resource(module), CONTEXT)
            finally:
                (folder / file).write_bytes(content)

    def read(self, modules, texts):
        """What components, one after the other, make of each text."""
        messages = [Message.build(text) for text in texts]
        for module in modules:
            messages = self._components[module].process(messages)
        return [{name: message.get(name) for name in KEPT} for message in messages]

    def call(self, module, function, arguments):
        """Call a function of a module of the house."""
        return getattr(importlib.import_module(module), function)(*arguments)


def main():
    """Until the input ends. What is printed on the way comes back as `said`."""
    room, out = Room(), sys.stdout
    for line in sys.stdin:
        request = json.loads(line)
        said = io.StringIO()
        answer = {}
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            try:
                answer["result"] = getattr(room, request["do"])(**request["with"])
            except Exception as error:  # noqa: BLE001 - whatever it is, the test that asked must see it
                answer["error"] = f"{type(error).__name__}: {error}"
                traceback.print_exc()
        answer["said"] = said.getvalue()
        out.write(json.dumps(answer) + "\n")
        out.flush()


if __name__ == "__main__":
    main()
