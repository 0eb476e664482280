"""A library of six cards, its index, and a transformer of a few kilobytes: searching from end to end in seconds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from knowledge.library import CONTENT, Library
from knowledge.search import Searcher
from knowledge.search.build import ensure_index
from knowledge.search.corpus import Corpus
from knowledge.search.index import MANIFEST, SearchIndex
from knowledge.search.ranking import SETTINGS
from tests.knowledge.conftest import BODY, CARD, QUESTIONS

# id -> moments, theme, title, link, examples
CARDS = {
    "surgery-smoking": (
        "surgery",
        "smoking",
        "Stoppen met roken voor uw operatie",
        "U wordt geopereerd. Niet roken helpt de wond te genezen.",
        ("mag ik roken voor mijn operatie", "helpt stoppen met roken voor de ingreep", "sigaretten en narcose"),
    ),
    "surgery-exercise": (
        "surgery",
        "exercise",
        "Fitter worden voor uw operatie",
        "U wordt geopereerd. Wie nu wandelt, herstelt sneller.",
        ("kan ik trainen voor mijn operatie", "hoe word ik fit voor de ingreep", "wandelen of fietsen vooraf"),
    ),
    "ggz-sleep": (
        "ggz_waitlist",
        "sleep",
        "Beter slapen terwijl u wacht",
        "U wacht op hulp. Goed slapen maakt het wachten iets lichter.",
        ("ik lig elke nacht wakker", "slecht slapen tijdens het wachten", "hoe kom ik in slaap met piekeren"),
    ),
    "birth-alcohol": (
        "birth",
        "alcohol",
        "Geen alcohol als u zwanger bent",
        "U bent zwanger. Zonder alcohol groeit uw kind beter.",
        ("mag ik een glas wijn als ik zwanger ben", "alcohol tijdens de zwangerschap", "een biertje en de baby"),
    ),
    "diagnosis-nutrition": (
        "diagnosis",
        "nutrition",
        "Gezond eten met diabetes",
        "U heeft diabetes. Wat u eet, doet veel met uw bloedsuiker.",
        ("wat mag ik eten met suikerziekte", "brood en aardappels bij diabetes", "welk eten is goed voor mijn suiker"),
    ),
    "general-relaxation": (
        "",
        "relaxation",
        "Rustig ademen bij stress",
        "U heeft veel aan uw hoofd. Rustig ademen helpt meteen.",
        ("wat helpt tegen stress", "ik ben zo gespannen", "oefening om rustig te worden"),
    ),
}
RETRAINED = "mag ik paffen voor mijn operatie"


def write_content(root: Path) -> Path:
    """The content folder of the six cards."""
    for name in ("moments.yml", "themes.yml", "roles.yml", "messages.yml"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes((CONTENT / "nl" / name).read_bytes())
    (root / "questions").mkdir()
    (root / "questions" / "ggz_waitlist.yml").write_text(QUESTIONS, encoding="utf-8")
    (root / "thesaurus.yml").write_text("roken: [paffen]\n", encoding="utf-8")
    (root / "examples").mkdir()
    for card_id, (moment, theme, title, link, examples) in CARDS.items():
        text = CARD.replace("ggz-sleep-rhythm", card_id).replace("[ggz_waitlist]", f"[{moment}]")
        text = text.replace("[sleep]", f"[{theme}]").replace("Beter slapen terwijl u wacht", title)
        text = text.replace("U wacht op hulp. Goed slapen maakt het wachten iets lichter.", link)
        text = text.replace(BODY, f"{title}. {link} Kleine stappen helpen. Vraag uw huisarts om hulp.")
        folder = root / "cards" / (moment or "general")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{card_id}.md").write_text(text, encoding="utf-8")
        lines = "".join(f"  - {line}\n" for line in examples)
        file = root / "examples" / f"{moment or 'general'}.yml"
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        file.write_text(f"{before}{card_id}:\n{lines}", encoding="utf-8")
    return root


def add_example(root: Path) -> None:
    """One more example question for the smoking card: the content is another one now."""
    file = root / "examples" / "surgery.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("surgery-smoking:\n", f"surgery-smoking:\n  - {RETRAINED}\n"), encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_content(tmp_path / "nl")


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library.load(write_content(tmp_path_factory.mktemp("content") / "nl"))


@pytest.fixture(scope="session")
def built(small: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the small library, its embedding trained for it; only to be read."""
    folder = tmp_path_factory.mktemp("build") / "index"
    SearchIndex.create(Corpus.of(small), folder)
    return folder


@pytest.fixture(scope="session")
def searcher(small: Library, built: Path) -> Searcher:
    return Searcher.open(small, built)


@pytest.fixture(scope="session")
def shipped_searcher(shipped: Library) -> Searcher:
    """The search as it is shipped; its index is built when it is not there yet."""
    ensure_index(shipped)
    from knowledge.search.build import FOLDER

    return Searcher.open(shipped, FOLDER)


@pytest.fixture
def version(built: Path) -> Path:
    """The folder with the files of the small library's index."""
    return built / json.loads((built / MANIFEST).read_text(encoding="utf-8"))["version"]


def make_transformer(folder: Path, seed: int = 1) -> Path:
    """A BERT of one layer with drawn weights, saved as a sentence-transformers model. It understands nothing."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    words = {word for card in CARDS.values() for text in (*card[2:4], *card[4]) for word in text.lower().split()}
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "query", "passage", ":", ".", *sorted(words)]
    parts = folder.with_name(f"{folder.name}-parts")
    parts.mkdir()
    (parts / "vocab.txt").write_text("\n".join(vocabulary) + "\n", encoding="utf-8")
    BertTokenizerFast(vocab=str(parts / "vocab.txt")).save_pretrained(parts)
    torch.manual_seed(seed)
    layers = {"num_hidden_layers": 1, "num_attention_heads": 2, "hidden_size": 16, "intermediate_size": 32}
    BertModel(BertConfig(vocab_size=len(vocabulary), max_position_embeddings=64, **layers)).save_pretrained(parts)
    model = SentenceTransformer(modules=[Transformer(str(parts)), Pooling(16)], device="cpu")
    model.save(str(folder), create_model_card=False)
    return folder


@pytest.fixture(scope="session")
def transformer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model folder whose name says that it is of the e5 family."""
    return make_transformer(tmp_path_factory.mktemp("models") / "e5-tiny")


@pytest.fixture
def settings(transformer: Path, tmp_path: Path) -> Path:
    """A ranking file with thresholds for the transformer beside those of the own embedding."""
    known = json.loads(SETTINGS.read_text(encoding="utf-8"))
    own = known["own-static-ngrams"]
    file = tmp_path / "ranking.json"
    file.write_text(json.dumps({**known, str(transformer): {**own, "sure": 0.9, "half": 0.6}}), encoding="utf-8")
    return file
