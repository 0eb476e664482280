"""Training the project's own embedding from the library: example questions beside the cards they belong to."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from knowledge.search.corpus import Corpus
from knowledge.search.ngrams import ngrams

DIMENSIONS, EPOCHS, BATCH, LEARNING_RATE, SEED = 128, 12, 256, 0.02, 20261122
COMMON_AT_LEAST = 2


def train_static_embedding(corpus: Corpus, folder: Path) -> None:
    """Write a SentenceTransformer with one StaticEmbedding over character n-grams; the same corpus, the same model.

    Questions learn to lie near the other questions and the text of their card, and away from those of other cards in
    the batch (MultipleNegativesRankingLoss, Henderson et al. 2017).
    """
    # imported here: only building needs torch
    import torch  # noqa: PLC0415
    from sentence_transformers import SentenceTransformer, losses  # noqa: PLC0415
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding  # noqa: PLC0415
    from tokenizers import Tokenizer, models, pre_tokenizers  # noqa: PLC0415

    torch.manual_seed(SEED)
    order = random.Random(SEED)  # noqa: S311 - shuffling, not secrets
    counts = Counter(gram for text in corpus.texts for gram in set(ngrams(text)))
    counts.update(gram for line, _ in corpus.lines for gram in set(ngrams(line)))
    vocabulary = {"[UNK]": 0}
    for gram, count in sorted(counts.items()):
        if count >= COMMON_AT_LEAST:
            vocabulary[gram] = len(vocabulary)
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))  # noqa: S106 - the name of a token
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    module = StaticEmbedding(tokenizer, embedding_dim=DIMENSIONS)
    model = SentenceTransformer(modules=[module], device="cpu")
    loss = losses.MultipleNegativesRankingLoss(model)
    optimiser = torch.optim.Adam(model.parameters(), lr=LEARNING_RATE)
    pairs = _pairs(corpus, order)
    for _ in range(EPOCHS):
        order.shuffle(pairs)
        for batch in _batches(pairs):
            sides = ([ngrams(question) for question, _, _ in batch], [ngrams(answer) for _, answer, _ in batch])
            features = [module.preprocess([" ".join(grams) for grams in side]) for side in sides]
            optimiser.zero_grad()
            loss(features, torch.zeros(len(batch))).backward()
            optimiser.step()
    with torch.no_grad():
        module.embedding.weight[0] = 0.0  # unknown n-grams say nothing
    model.save(str(folder), create_model_card=False)


def _pairs(corpus: Corpus, order: random.Random) -> list[tuple[str, str, int]]:
    """Each line beside its card's text, and beside another line of the same card."""
    by_card: dict[int, list[str]] = {}
    for line, position in corpus.lines:
        by_card.setdefault(position, []).append(line)
    pairs = []
    for position, lines in by_card.items():
        card = corpus.cards[position]
        for line in lines:
            pairs.append((line, f"{card.title} {card.link} {card.text}", position))
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
