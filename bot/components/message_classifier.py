"""One message, three readings: its act (intent), its moments and its themes (multi-label)."""

import json
import logging
from pathlib import Path
from typing import Any, Dict, List, Text

import scipy.sparse
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.features import Concepts, shape, words
from bot.components.linear import LinearHead, Vectoriser
from bot.components.vocabulary import Vocabulary

logger = logging.getLogger(__name__)
# what a message is about says nothing in its shape; what it does says much
CONTENT, FORM = ("characters", "words"), ("shape",)
MOMENTS = ("surgery", "medication_change", "ggz_waitlist", "diagnosis", "test_result", "birth")
THEMES = (
    "exercise",
    "smoking",
    "alcohol",
    "nutrition",
    "relaxation",
    "sleep",
    "meaning",
    "work",
    "substance_use",
)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class MessageClassifier(IntentClassifier, GraphComponent):
    """Character and word n-grams plus concepts, with logistic regression for the act and for each label.

    Labels are read from the metadata of the training examples (`moments`, `themes`), and come out as entities `moment` and
    `theme` with a confidence. A message in which no content word is known gets `out_of_scope` and no labels: character
    n-grams find something familiar in any nonsense.
    """

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`*_threshold`: the least probability at which a label is kept."""
        return {"concepts": "", "medicines": "", "moment_threshold": 0.5, "theme_threshold": 0.5, "C": 10.0}

    def __init__(self, config: Dict[Text, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._concepts = Concepts({})
        self._content = Vectoriser(*CONTENT)
        self._form = Vectoriser(*FORM)
        self._heads: Dict[Text, LinearHead] = {}
        self._vocabulary = Vocabulary.of(())

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "MessageClassifier":
        """An untrained component."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn act, moments and themes from the examples and their metadata."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT)]
        if not examples:
            raise ValueError("no training examples: data/nlu is empty")
        self._concepts = Concepts.load(Path(self._config["concepts"]), Path(self._config["medicines"]))
        texts = [self._concepts.annotate(e.get(TEXT)) for e in examples]
        matrix = self._content.fit(texts)
        form = self._form.fit([shape(e.get(TEXT)) for e in examples])
        self._vocabulary = Vocabulary.of(word for text in texts for word in words(text))
        labels = [labels_of(e) for e in examples]
        regularisation = float(self._config["C"])
        self._heads = {
            "act": LinearHead.exclusive_labels(
                scipy.sparse.hstack([matrix, form], format="csr"), [e.get(INTENT) for e in examples], regularisation
            ),
            "moment": LinearHead.one_vs_rest(matrix, [row["moments"] for row in labels], MOMENTS, regularisation),
            "theme": LinearHead.one_vs_rest(matrix, [row["themes"] for row in labels], THEMES, regularisation),
        }
        self.persist()
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Add act, moments and themes to each message."""
        for message in messages:
            self._read(message)
        return messages

    def _read(self, message: Message) -> None:
        annotated = self._concepts.annotate(message.get(TEXT) or "")
        if not self._vocabulary.familiar(annotated):
            ranking = [{"name": "out_of_scope", "confidence": 1.0}]
            scores: Dict[Text, Dict[Text, float]] = {"moment": {}, "theme": {}}
        else:
            row = self._content.transform([annotated])
            form = self._form.transform([shape(message.get(TEXT) or "")])
            acts = self._heads["act"].scores(scipy.sparse.hstack([row, form], format="csr"))
            ranking = [{"name": n, "confidence": s} for n, s in sorted(acts.items(), key=lambda item: -item[1])]
            scores = {kind: self._heads[kind].scores(row) for kind in ("moment", "theme")}
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set("intent_ranking", ranking[:5], add_to_output=True)
        message.set("label_scores", scores, add_to_output=True)
        found = [
            {
                "entity": kind,
                "value": name,
                "start": 0,
                "end": len(message.get(TEXT) or ""),
                "confidence_entity": round(score, 4),
                "extractor": type(self).__name__,
            }
            for kind in ("moment", "theme")
            for name, score in sorted(scores[kind].items(), key=lambda item: -item[1])
            if score >= float(self._config[f"{kind}_threshold"])
        ]
        message.set(ENTITIES, [*message.get(ENTITIES, []), *found], add_to_output=True)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing later in the pipeline learns from this reading."""
        return training_data

    def persist(self) -> None:
        """Write numbers and JSON only: no pickle is ever loaded."""
        with self._storage.write_to(self._resource) as folder:
            self._content.save(folder)
            self._form.save(folder)
            for name, head in self._heads.items():
                head.save(folder / f"{name}.npz")
            (folder / "knowledge.json").write_text(
                json.dumps(
                    {"known": sorted(self._vocabulary.known), "phrases": self._concepts.phrases}, ensure_ascii=False
                ),
                encoding="utf-8",
            )

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "MessageClassifier":
        """The trained component; a file that is missing or broken stops the start (never an untrained classifier)."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._content = Vectoriser.load(folder, *CONTENT)
            component._form = Vectoriser.load(folder, *FORM)
            component._heads = {name: LinearHead.load(folder / f"{name}.npz") for name in ("act", "moment", "theme")}
            stored = json.loads((folder / "knowledge.json").read_text(encoding="utf-8"))
        component._vocabulary = Vocabulary.of(stored["known"])
        component._concepts = Concepts(stored["phrases"])
        return component


def labels_of(example: Message) -> Dict[Text, List[Text]]:
    """Moments and themes of a training example: its own metadata, else that of its block."""
    metadata = example.get("metadata") or {}
    merged = {**(metadata.get("intent") or {}), **(metadata.get("example") or {})}
    labels = {"moments": list(merged.get("moments", [])), "themes": list(merged.get("themes", []))}
    for kind, known in (("moments", MOMENTS), ("themes", THEMES)):
        unknown = set(labels[kind]) - set(known)
        if unknown:
            raise ValueError(f"unknown {kind} {sorted(unknown)} at example '{example.get(TEXT)}'")
    return labels
