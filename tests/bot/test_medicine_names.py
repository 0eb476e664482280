"""Every medicine of the library is known by its names, also misspelt; everyday Dutch is no medicine."""

from collections import Counter
from itertools import pairwise

import pytest
import wordfreq
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.components.features import normalise, words
from bot.components.medicine_names import EVERYDAY, SHORTEST_MISSPELT, MedicineNames
from evaluation.sets import training
from tests.bot.conftest import MEDICINES
from tests.conftest import ROOT

LISTED = {
    name: group["id"]
    for file in sorted((ROOT / MEDICINES).glob("*.yml"))
    for group in yaml.safe_load(file.read_text(encoding="utf-8"))
    for name in group["names"]
}
NO_MEDICINE = yaml.safe_load((ROOT / "bot" / "names.yml").read_text(encoding="utf-8"))["no_medicine"]
NAMES = MedicineNames.load(ROOT / MEDICINES, NO_MEDICINE)
SINGLE = sorted(name for name in NAMES.groups if name.isalpha() and NAMES.groups[name] != EVERYDAY)
LONG = [name for name in SINGLE if len(name) >= SHORTEST_MISSPELT]


def test_each_name_leads_to_its_group() -> None:
    assert len(LISTED) >= 600
    for name, group in LISTED.items():
        assert NAMES.find(f"ik slik {name}, twee per dag") == [(8, 8 + len(name), group)], name


@given(st.sampled_from(LONG), st.data())
def test_a_letter_too_few_is_forgiven(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(name) - 1))
    said = name[:at] + name[at + 1 :]
    # six letters are too few to be sure of; three the same become two, and then two letters are missing
    if len(said) >= SHORTEST_MISSPELT and said not in NAMES.groups and normalise(said) == said:
        ((start, end, group),) = NAMES.find(f"mijn {said}")
        assert (start, end) == (5, 5 + len(said))
        assert group in {NAMES.groups[near] for near in SINGLE if abs(len(near) - len(said)) <= 1}


@pytest.mark.parametrize(
    ("said", "group"),
    [("metfromine", "metformin"), ("omperazol", "ppi"), ("predneson", "prednisone"), ("oxasepam", "benzodiazepine")],
)
def test_misspelt_as_patients_do(said: str, group: str) -> None:
    assert NAMES.find(said) == [(0, len(said), group)]


def test_a_longer_name_goes_before_a_shorter_one_in_it() -> None:
    longer = next(name for name in LISTED if " " in name and name.split()[0] in LISTED)
    assert NAMES.find(longer) == [(0, len(longer), LISTED[longer])]


def test_no_everyday_word_is_read_as_a_misspelt_medicine() -> None:
    counted = Counter(word for example in training() for word in words(normalise(example.text)))
    common = [word for word, _ in counted.most_common(3000)]
    taken = [w for w in common if NAMES.find(w) and w not in NAMES.groups and wordfreq.zipf_frequency(w, "nl") > 1.5]
    assert not taken, "put these under no_medicine in bot/names.yml"


def test_no_word_of_the_dutch_language_is_read_as_a_misspelt_medicine() -> None:
    taken = [w for w in wordfreq.top_n_list("nl", 40_000) if NAMES.find(w) and normalise(w) not in NAMES.groups]
    assert not taken, "put these under no_medicine in bot/names.yml"


def test_an_everyday_word_that_is_listed_as_a_medicine_stays_one() -> None:
    assert MedicineNames({"pil": "pill", "afvallen": EVERYDAY}).find("afvallen met een pil") == [(17, 20, "pill")]
    assert MedicineNames.load(ROOT / MEDICINES, ["metformine"]).find("metformine") == [(0, 10, "metformin")]


@given(st.text(max_size=200) | st.lists(st.sampled_from(SINGLE) | st.text(max_size=8), max_size=8).map(" ".join))
def test_any_text_gives_medicines_inside_it_that_do_not_overlap(text: str) -> None:
    found = NAMES.find(text)
    for start, end, group in found:
        assert 0 <= start < end <= len(text) and group
        assert NAMES.find(text[start:end]) == [(0, end - start, group)], "the words of the span are what was read"
    assert all(a[1] <= b[0] for a, b in pairwise(found))
