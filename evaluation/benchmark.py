"""`make bench`: speed and memory, everything in one run, so that the ratios hold on any machine.

Prints the tables and writes them to `evaluation/report/benchmark.md`. BENCH_CARDS=0 leaves the 100,000 cards out.
`python -m evaluation.benchmark search vectors` prints only those parts and writes nothing; the parts: http, search,
vectors, start.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import faiss
import httpx
import numpy as np

from evaluation.calibrate import evidence
from evaluation.rasa_side import readings
from evaluation.report import table
from evaluation.service import rasa_address, running
from evaluation.sets import DEVELOPMENT, REPORT, ROOT, messages, questions
from knowledge.library import Library
from knowledge.models import Moment
from knowledge.search import Searcher
from knowledge.search.build import FOLDER, ensure_index
from knowledge.search.corpus import Corpus
from knowledge.search.embedding import OWN_MODEL, Vectors
from knowledge.search.index import SearchIndex, own_embedding
from knowledge.search.ranking import Ranking
from knowledge.search.searcher import load_thesaurus
from knowledge.search.vectors import EF_BUILD, EF_SEARCH, NEIGHBOURS

MANY = int(os.environ.get("BENCH_CARDS", "100000"))
SEED = 7
ROUNDS, TURNS = 150, 3
TOKEN = "benchmark-token-of-this-run"  # noqa: S105 - for a Rasa that lives as long as this run
OPEN = (
    "import json,time;from pathlib import Path;s=time.perf_counter();{torch}"
    "from knowledge.library import Library;from knowledge.search import Evidence,Searcher;"
    "from knowledge.search.build import FOLDER;"
    "x=Searcher.open(Library.load(),FOLDER);x.search('roken voor mijn operatie',Evidence());"
    "kb=Path('/proc/self/status').read_text().split('VmRSS:')[1].split()[0];"
    "print(json.dumps([time.perf_counter()-s,int(kb)/1024]))"
)
TORCH = (
    "from sentence_transformers import SentenceTransformer;"
    "from knowledge.search.build import FOLDER;from knowledge.search.index import own_embedding;"
    "SentenceTransformer(str(own_embedding(FOLDER)),device='cpu').encode('x');"
)
# milliseconds (95th percentile) and times the shipped library's; what a search may cost at most
SHIPPED_WITHIN, TENFOLD_WITHIN, MANY_WITHIN = 5.0, 2.0, 20.0


def taken(act: Callable[[int], object], rounds: int = ROUNDS, warm: int = 10) -> list[float]:
    """What each round took in milliseconds; `act` gets the number of the round."""
    for i in range(warm):
        act(i)
    times = []
    for i in range(rounds):
        started = time.perf_counter()
        act(i)
        times.append((time.perf_counter() - started) * 1000)
    return times


def timed(act: Callable[[int], object]) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds."""
    return median_and_slow(taken(act))


def median_and_slow(times: list[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    return float(np.percentile(times, 50)), float(np.percentile(times, 95))


def grown(corpus: Corpus, cards: int, short: bool) -> Corpus:
    """A corpus of `cards` generated cards: the words of real ones, mixed anew and with invented endings.

    `short`: title and one line only, so that 100,000 of them fit in memory.
    """
    draw = random.Random(SEED)  # noqa: S311 - made-up text, not secrets
    lines: dict[int, list[str]] = {}
    for line, owner in corpus.lines:
        lines.setdefault(owner, []).append(line)

    def changed(text: str) -> str:
        return " ".join(word + draw.choice(("", "", "", "je", "tje", "ing", "er")) for word in text.split())

    made, texts, new_lines = [], [], []
    for number in range(cards):
        source = draw.randrange(len(corpus.cards))
        card = corpus.cards[source]
        made.append(card.model_copy(update={"id": f"{card.id}-{number}"}))
        own = [changed(draw.choice(lines[source]))] if short else [changed(line) for line in lines[source]]
        texts.append(" ".join([card.title, *own]) if short else changed(corpus.texts[source]))
        new_lines += [(line, number) for line in own]
    return Corpus(tuple(made), tuple(texts), tuple(new_lines))


def search(library: Library) -> str:
    """Search alone (the bot's reading is given), by size of the library, and whether that is quick enough."""
    corpus = Corpus.of(library)
    thesaurus, ranking = load_thesaurus(library.root), Ranking.load(OWN_MODEL)
    asked = questions(DEVELOPMENT)
    known = [
        evidence(u, Moment(q.moment) if q.moment else None)
        for q, u in zip(asked, readings([q.text for q in asked]), strict=True)
    ]
    contents = [corpus, grown(corpus, 10 * len(corpus.cards), short=False)]
    if MANY:
        contents.append(grown(corpus, MANY, short=True))
    searchers = [Searcher(corpus, ensure_index(library), thesaurus, ranking)]
    for content in contents[1:]:
        with tempfile.TemporaryDirectory() as folder:
            index = SearchIndex.create(content, Path(folder) / "index", OWN_MODEL, own_embedding(FOLDER))
            searchers.append(Searcher(content, index, thesaurus, ranking))
    times: list[list[float]] = [[] for _ in contents]
    worked = [0.0] * len(contents)
    for searcher in searchers:
        for question, about in zip(asked[:10], known[:10], strict=True):
            searcher.search(question.text, about)
    for _ in range(TURNS):  # by turns: what else the machine does meets every size alike
        for number, (searcher, mine) in enumerate(zip(searchers, times, strict=True)):

            def one(i: int, searcher: Searcher = searcher) -> object:
                return searcher.search(asked[i % len(asked)].text, known[i % len(asked)])

            started = time.process_time()
            mine.extend(taken(one, len(asked), warm=0))
            worked[number] += (time.process_time() - started) * 1000 / (TURNS * len(asked))
    base = median_and_slow(times[0])
    rows: list[list[object]] = []
    for number, (content, mine) in enumerate(zip(contents, times, strict=True)):
        median, slow = median_and_slow(mine)
        size = f"{len(content.cards)} cards, {len(content.lines)} lines" + (" (short cards)" if number == 2 else "")
        rows.append([size, median, slow, worked[number], median / base[0], slow / base[1]])
        print("  search:", rows[-1], flush=True)
    slow_of = [float(str(row[2])) for row in rows]
    goals: list[list[object]] = [
        ["shipped library, p95 (ms)", SHIPPED_WITHIN, slow_of[0], _met(slow_of[0], SHIPPED_WITHIN)],
        ["ten times the content, p95 against shipped", TENFOLD_WITHIN, rows[1][5], _met(rows[1][5], TENFOLD_WITHIN)],
    ]
    if MANY:
        goals.append([f"{MANY} cards, p95 (ms)", MANY_WITHIN, slow_of[2], _met(slow_of[2], MANY_WITHIN)])
    # processor time beside the clock: where the clock says much more, the machine was doing something else
    head = ["library", "p50", "p95", "processor time, mean", "p50 against shipped", "p95 against shipped"]
    sizes = table(head, rows)
    return sizes + "\n" + table(["goal", "at most", "measured", ""], goals)


def _met(measured: object, at_most: float) -> str:
    return "met" if float(str(measured)) <= at_most else "not met"


def vectors(library: Library) -> list[list[object]]:
    """The nearest-vector part alone: faiss exact, numpy, HNSW."""
    index = ensure_index(library)
    corpus = Corpus.of(library)
    real = index.embedder.questions([line for line, _ in corpus.lines])
    asked = index.embedder.questions([q.text for q in questions(DEVELOPMENT)])
    draw = np.random.default_rng(SEED)
    rows: list[list[object]] = []
    for size in (len(real), max(MANY, 10 * len(real))):
        data = real
        if size > len(real):
            noisy = real[draw.integers(0, len(real), size)] + draw.normal(0, 0.08, (size, real.shape[1]))
            data = np.asarray(noisy / np.linalg.norm(noisy, axis=1, keepdims=True), dtype=np.float32)
        flat = faiss.IndexFlatIP(data.shape[1])
        flat.add(data)
        graph = faiss.IndexHNSWFlat(data.shape[1], NEIGHBOURS, faiss.METRIC_INNER_PRODUCT)
        graph.hnsw.efConstruction = EF_BUILD
        graph.add(data)
        graph.hnsw.efSearch = EF_SEARCH
        exact = flat.search(asked, 10)[1]
        near = graph.search(asked, 10)[1]
        recall = float(np.mean([len(set(a) & set(b)) / 10 for a, b in zip(exact, near, strict=True)]))

        def query(i: int) -> Vectors:
            return np.asarray(asked[i % len(asked)][np.newaxis, :])

        def plain(i: int, data: Vectors = data) -> object:
            scores = data @ asked[i % len(asked)]
            return np.argpartition(-scores, 200)[:200]

        for name, act in (
            ("faiss, exact", lambda i, flat=flat: flat.search(query(i), 200)),
            ("numpy", plain),
            (f"faiss, HNSW (recall@10 {recall:.3f})", lambda i, graph=graph: graph.search(query(i), 200)),
        ):
            rows.append([size, name, *timed(act)])
    return rows


def start_up() -> list[list[object]]:
    """A fresh process until the first answer of the search, as shipped and with torch loaded."""
    rows: list[list[object]] = []
    for name, torch in (("own embedding, no torch", ""), ("with torch and sentence-transformers", TORCH)):
        said = subprocess.run(  # noqa: S603 - our own code
            [sys.executable, "-W", "ignore", "-c", OPEN.format(torch=torch)],
            cwd=ROOT, check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
        seconds, megabytes = json.loads(said.splitlines()[-1])
        rows.append([name, seconds, round(megabytes)])
    return rows


def over_http() -> list[list[object]]:
    """Understanding and whole turns over HTTP, beside turns of Rasa alone with the same model."""
    texts = [m.text for m in messages(DEVELOPMENT) if len(m.text) < 300]
    talk = [m.text for m in messages(DEVELOPMENT) if m.act in ("report", "ask_lifestyle") and len(m.text) < 300]
    with running(token=TOKEN) as base, httpx.Client(base_url=base, timeout=30) as client:
        address = rasa_address(TOKEN)
        rasa = httpx.Client(base_url=address, timeout=30, headers={"Authorization": f"Bearer {TOKEN}"})

        conversation = client.post("/v1/conversations", json={}).json()["id"]

        def whole(i: int) -> object:
            return client.post(f"/v1/conversations/{conversation}/messages", json={"text": talk[i % len(talk)]})

        def ping(i: int) -> object:
            return rasa.post("/webhooks/rest/webhook", json={"sender": f"bench-{i // 6}", "message": "/ping"})

        def parse(i: int) -> object:
            return rasa.post("/model/parse", params={"token": TOKEN}, json={"text": texts[i % len(texts)]})

        rows: list[list[object]] = [
            ["`POST /v1/analyze`", *timed(lambda i: client.post("/v1/analyze", json={"text": texts[i % len(texts)]}))],
            ["Rasa alone: understand a message", *timed(parse)],
            ["Rasa alone: a turn with a fixed answer, nothing to understand", *timed(ping)],
            ["Rasa alone: understand, then a turn with a fixed answer", *timed(lambda i: (parse(i), ping(i)))],
            ["a whole turn over HTTP: danger, language, Rasa, search, answer", *timed(whole)],
        ]
        rasa.close()
    return rows


def over_http_text(library: Library) -> str:
    """The table of `over_http`, and a whole turn against a bare one."""
    rows = over_http()
    ratio = float(str(rows[4][2])) / float(str(rows[3][2]))
    return table(["what", "p50", "p95"], rows) + (
        f"\nA whole turn takes {ratio:.2f} times a bare Rasa turn (p95; understand, fixed answer).\n"
    )


PARTS: dict[str, tuple[str, Callable[[Library], str]]] = {
    "http": ("Over HTTP, one at a time (ms)", over_http_text),
    "search": ("Search (ms)", search),
    "vectors": ("Nearest vectors (ms)", lambda library: table(["vectors", "how", "p50", "p95"], vectors(library))),
    "start": ("A fresh process until the first search", lambda _: table(["", "seconds", "MB in use"], start_up())),
}


def main(wanted: list[str]) -> int:
    """Run the parts that are wanted (all when none is named) and print their tables; all together are also written."""
    unknown = set(wanted) - set(PARTS)
    if unknown:
        print(f"no such part: {', '.join(sorted(unknown))}; the parts: {', '.join(PARTS)}", file=sys.stderr)
        return 1
    library = Library.load()
    text = "# Speed\n\nWritten by `make bench`, all in one run: compare rows with each other, not with a clock.\n"
    for name, (title, part) in PARTS.items():
        if not wanted or name in wanted:
            text += f"\n## {title}\n\n{part(library)}"
    if not wanted:
        REPORT.mkdir(exist_ok=True)
        (REPORT / "benchmark.md").write_text(text, encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
