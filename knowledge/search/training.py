"""Training the project's own embedding from the library: example questions beside the cards they belong to."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from pathlib import Path

from knowledge.search.corpus import Corpus
from knowledge.search.ngrams import ngrams

DIMENSIONS, EPOCHS, BATCH, LEARNING_RATE, SEED = 128, 8, 256, 0.02, 20261122
SCALE = 20.0  # of cosines before the softmax, as sentence-transformers has it
COMMON_AT_LEAST = 2


def train_static_embedding(corpus: Corpus, folder: Path) -> None:
    """Write a SentenceTransformer with one StaticEmbedding over character n-grams; the same corpus, the same model.

    Questions learn to lie near the other questions and the text of their card, and away from those of other cards in
    the batch (the multiple negatives ranking loss, Henderson et al. 2017).
    """
    # imported here: only building needs torch
    import torch  # noqa: PLC0415
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding  # noqa: PLC0415
    from tokenizers import Tokenizer, models, pre_tokenizers  # noqa: PLC0415

    torch.set_num_threads(1)  # small steps: more threads only wait for each other
    torch.manual_seed(SEED)
    torch.use_deterministic_algorithms(True)
    order = random.Random(SEED)  # noqa: S311 - shuffling, not secrets
    passages = corpus.headlines
    vocabulary = _vocabulary([*passages, *(line for line, _ in corpus.lines)])
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))  # noqa: S106 - the name of a token
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    # sparse: one step touches only the n-grams of its batch, not all of them
    bag = torch.nn.EmbeddingBag(len(vocabulary), DIMENSIONS, mode="mean", sparse=True)
    optimiser = torch.optim.SparseAdam(bag.parameters(), lr=LEARNING_RATE)
    ids = {text: _ids(text, vocabulary) for text in {*passages, *(line for line, _ in corpus.lines)}}

    def encode(texts: list[str]) -> torch.Tensor:
        parts = [ids[text] for text in texts]
        starts = torch.tensor([0, *itertools.accumulate(len(part) for part in parts[:-1])])
        return torch.nn.functional.normalize(bag(torch.tensor(list(itertools.chain.from_iterable(parts))), starts))

    pairs = _pairs(corpus, passages, order)
    for _ in range(EPOCHS):
        order.shuffle(pairs)
        for batch in _batches(pairs):
            optimiser.zero_grad()
            similarity = encode([pair[0] for pair in batch]) @ encode([pair[1] for pair in batch]).T
            loss = torch.nn.functional.cross_entropy(similarity * SCALE, torch.arange(len(batch)))
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()  # type: ignore[no-untyped-call]
    weights = bag.weight.detach().numpy()
    weights[0] = 0.0  # unknown n-grams say nothing
    module = StaticEmbedding(tokenizer, embedding_weights=weights)
    SentenceTransformer(modules=[module], device="cpu").save(str(folder), create_model_card=False)


def _vocabulary(texts: list[str]) -> dict[str, int]:
    """N-grams that occur in at least COMMON_AT_LEAST texts, numbered from 1; 0 is the unknown one."""
    counts = Counter(gram for text in texts for gram in set(ngrams(text)))
    common = sorted(gram for gram, count in counts.items() if count >= COMMON_AT_LEAST)
    return {"[UNK]": 0, **{gram: number for number, gram in enumerate(common, 1)}}


def _ids(text: str, vocabulary: dict[str, int]) -> list[int]:
    """The numbers of a text's known n-grams, each once: long texts stay cheap."""
    return sorted({vocabulary[gram] for gram in ngrams(text) if gram in vocabulary}) or [0]


def _pairs(corpus: Corpus, passages: list[str], order: random.Random) -> list[tuple[str, str, int]]:
    """Each line beside its card's text, and beside another line of the same card."""
    by_card: dict[int, list[str]] = {}
    for line, position in corpus.lines:
        by_card.setdefault(position, []).append(line)
    pairs = []
    for position, lines in by_card.items():
        for line in lines:
            pairs.append((line, passages[position], position))
            others = [other for other in lines if other != line]
            if others:
                pairs.append((line, order.choice(others), position))
    return pairs


def _batches(pairs: list[tuple[str, str, int]]) -> list[list[tuple[str, str, int]]]:
    """Batches in which no card stands twice: no right answer counts as a wrong one. Small leftovers are dropped."""
    batches: list[list[tuple[str, str, int]]] = []
    waiting = pairs
    while len(waiting) > BATCH // 8:
        batch: list[tuple[str, str, int]] = []
        left: list[tuple[str, str, int]] = []
        seen: set[int] = set()
        for pair in waiting:
            if pair[2] in seen or len(batch) == BATCH:
                left.append(pair)
            else:
                seen.add(pair[2])
                batch.append(pair)
        batches.append(batch)
        if len(batch) < 2:
            break
        waiting = left
    return batches
