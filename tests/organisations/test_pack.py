"""Packs as data: what they may do, what is refused, and that nothing of one shows for another."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from actions.cues import Cues
from api.packs import Base, Packs
from api.settings import Settings
from knowledge.errors import ContentError
from knowledge.library import CONTENT, Library
from knowledge.models import Moment, Theme
from knowledge.pack import FOLDER, main
from knowledge.pack_check import check_pack
from knowledge.pack_map import LocalMap
from knowledge.pack_merge import merge, reviews_of
from knowledge.pack_reader import read_pack
from knowledge.review import Reviewer, Signature
from knowledge.review.shown import shown
from knowledge.review.signature import encode
from knowledge.search import Evidence, Search, SearchResult
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def base() -> Library:
    return Library.load(CONTENT / "nl")


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the diabetes pack to spoil."""
    return Path(shutil.copytree(FOLDER / "demo-diabetes", tmp_path / "demo-diabetes"))


class Nothing:
    """Stands in for an index: finds every card that is not withheld."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def search(self, question: str, evidence: Evidence, limit: int = 3) -> SearchResult:
        self.withheld = evidence.exclude
        return SearchResult("none", ())


def packs(base: Library, folder: Path, search: Search | None = None, environment: str = "development") -> Packs:
    settings = Settings(organisations=folder, environment=environment)  # type: ignore[arg-type]
    made = Packs(settings, Base(base, search or Nothing(base), Cues({}, {})))
    made.refresh(quick=True)
    return made


def problem(root: Path, base: Library) -> str:
    with pytest.raises(ContentError) as caught:
        read_pack(root, base)
    return str(caught.value)


def test_shipped_packs_pass_the_gate_and_are_fictitious(base: Library) -> None:
    for root in sorted(path for path in FOLDER.iterdir() if path.is_dir()):
        pack = read_pack(root, base)
        assert list(check_pack(pack, base, date(2026, 11, 22))) == []
        assert pack.organisation.demo
        for entry in (*pack.local.entries, *pack.organisation.contacts):
            assert entry.phone is None or entry.phone.startswith("000-")
            assert entry.url is None or str(entry.url.host).endswith(".example")


def change(file: str, old: str, new: str) -> Callable[[Path], None]:
    def do(root: Path) -> None:
        text = (root / file).read_text(encoding="utf-8")
        assert old in text
        (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return do


OWN, OVER = "cards/demo-diabetes-peers.md", "cards/demo-diabetes-remission.md"


@pytest.mark.parametrize(
    ("spoil", "place", "remedy"),
    [
        (change("organisation.yml", "id: demo-diabetes", "id: anders"), "organisation.yml:2", "make them the same"),
        (change("organisation.yml", "#7a1f5c", "#ffee00"), "organisation.yml:6", "choose darker"),
        (change("organisation.yml", "logo.svg", "../x.svg"), "organisation.yml:5", "logo"),
        (change("organisation.yml", '["https://diabetes', '["javascript:x'), "organisation.yml:11", "scheme and host"),
        (change("organisation.yml", "birth]", "zwanger]"), "organisation.yml:12", "labels"),
        (change("organisation.yml", "name:", "naam:"), "organisation.yml", "correct its name"),
        (change("map.yml", "1010-1019", "1019-1010"), "map.yml:5", "range from low to high"),
        (change("map.yml", "checked_on: 2026-11-22", "checked_on: gisteren"), "map.yml:11", "YYYY-MM-DD"),
        (change("map.yml", "kind: gli", "kind: fitness"), "map.yml:13", "kind"),
        (change("questions.yml", "q-demo-diabetes-sensor", "q-diagnosis-remission"), "questions.yml:1", "your own"),
        (change("questions.yml", "themes: [nutrition]", "themes: [nutrition], top: 1"), "questions.yml:1", "top"),
        (change(OWN, "id: demo-diabetes-peers", "id: anders"), f"{OWN}:2", "make them the same"),
        (change(OWN, "[q-demo-diabetes-course]", "[q-weg]"), f"{OWN}:11", "questions.yml"),
        (change(OVER, "overrides: diagnosis-nutrition-diabetes-remission", "overrides: weg"), f"{OVER}:3", "of the library"),
        (change(OVER, "themes: [nutrition]", "themes: [sleep]"), f"{OVER}:3", "make them the same"),
        (change(OVER, "eetstoornis", "ziekte"), f"{OVER}:13", "eetstoornis"),
        (change("examples.yml", "demo-diabetes-peers:", "weg:"), "examples.yml:1", "own card"),
        (change("logo.svg", "<path", "<script>x</script><path"), "logo.svg:3", "plain SVG"),
        (change("organisation.yml", "name: Dia", "name: [Dia"), "organisation.yml", "YAML"),
    ],
)  # fmt: skip
def test_a_mistake_names_file_line_and_remedy(
    pack: Path, base: Library, spoil: Callable[[Path], None], place: str, remedy: str
) -> None:
    spoil(pack)
    said = problem(pack, base)
    assert place in said
    assert remedy in said


def test_an_override_may_not_lose_its_warning(pack: Path, base: Library) -> None:
    file = pack / OVER
    lines = file.read_text(encoding="utf-8").split("\n")
    file.write_text("\n".join("caution: null" if x.startswith("caution:") else x for x in lines), encoding="utf-8")
    assert "add a caution" in problem(pack, base)


def test_a_card_of_the_library_is_not_replaced_in_silence(pack: Path, base: Library) -> None:
    name = "diagnosis-nutrition-diabetes-remission"
    text = (pack / OVER).read_text(encoding="utf-8").replace("id: demo-diabetes-remission\n", f"id: {name}\n")
    (pack / "cards" / f"{name}.md").write_text(text.replace(f"overrides: {name}\n", ""), encoding="utf-8")
    assert "exists in the library" in problem(pack, base)


def test_merge_replaces_hides_and_leaves_the_library_alone(base: Library) -> None:
    before = dict(base.cards)
    merged = merge(base, read_pack(FOLDER / "demo-diabetes", base))
    assert "diagnosis-nutrition-diabetes-remission" not in merged.cards
    assert {"demo-diabetes-remission", "demo-diabetes-peers"} <= set(merged.cards)
    assert all(card.moments != (Moment.GGZ_WAITLIST,) for card in merged.cards.values())
    assert all(card.themes[0] != Theme.SUBSTANCE_USE for card in merged.cards.values())
    asked = base.examples["diagnosis-nutrition-diabetes-remission"]
    assert set(asked) <= set(merged.examples["demo-diabetes-remission"])
    assert base.cards == before


def test_nothing_of_one_organisation_shows_for_another(base: Library) -> None:
    made = packs(base, FOLDER)
    for organisation in (None, "demo", "demo-hospital", "bestaat-niet"):
        shelf = made.shelf(organisation)
        assert not [name for name in (*shelf.library.cards, *shelf.library.questions) if "diabetes-peers" in name]
        assert "q-demo-diabetes-sensor" not in shelf.library.questions
        assert "Voorbeelddam" not in {entry.municipality for entry in shelf.local.entries}
    assert len(made.shelf("demo-hospital").moment_buttons()) == 4
    assert len(made.shelf(None).moment_buttons()) == len(made.shelf("bestaat-niet").moment_buttons()) == 6
    assert "theme:substance_use" not in {c.choice for c in made.shelf("demo-diabetes").theme_buttons(None)}
    assert "theme:substance_use" in {c.choice for c in made.shelf("demo-hospital").theme_buttons(None)}


def test_until_its_index_is_there_replaced_and_hidden_cards_are_not_found(base: Library) -> None:
    search = Nothing(base)
    packs(base, FOLDER, search).shelf("demo-diabetes").searcher.search("remissie", Evidence())
    assert "diagnosis-nutrition-diabetes-remission" in search.withheld
    packs(base, FOLDER, search).shelf(None).searcher.search("remissie", Evidence())
    assert search.withheld == frozenset()


def test_production_serves_neither_drafts_nor_demos(base: Library, tmp_path: Path) -> None:
    made = packs(base, FOLDER, environment="production")
    assert "demo-diabetes" not in made
    assert not made.shelf(None).library.cards


def test_a_signature_approves_a_pack_card_until_it_changes(base: Library, tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "nl").mkdir(parents=True)
    root = Path(shutil.copytree(FOLDER / "demo-diabetes", tmp_path / "demo-diabetes"))
    private = Ed25519PrivateKey.generate()
    who = Reviewer(name="Proef Persoon", role="diëtist", organisation="Proef", key=encode(private.public_key()))
    (content / "reviewers.yml").write_text(f"- {who.model_dump_json()}\n", encoding="utf-8")
    moved = replace(base, root=content / "nl")
    pack = read_pack(root, moved)
    today = date.today()
    text = shown(pack.cards["demo-diabetes-peers"], merge(moved, pack))
    signed = Signature.make("demo-diabetes-peers", text, who, private, (today, today + timedelta(days=90)))
    signed.write(root / "signatures" / "demo-diabetes-peers.yml")
    reviews = reviews_of(moved, pack, merge(moved, pack), today)
    assert reviews["demo-diabetes-peers"].status == "approved"
    assert reviews["demo-diabetes-remission"].status == "draft"
    change(OWN, "Neem gerust", "Neem altijd")(root)
    pack = read_pack(root, moved)
    assert reviews_of(moved, pack, merge(moved, pack), today)["demo-diabetes-peers"].status == "draft"


def test_map_knows_postcodes_ranges_and_towns(base: Library) -> None:
    local = read_pack(FOLDER / "demo-diabetes", base).local
    assert [e.kind for e in local.near("1012")] == ["walking_group", "gli"]
    assert [e.name[:10] for e in local.near("1021")] == ["Lotgenoten"]
    assert local.near("9999") == ()
    assert len(local.near("Voorbeelddam", [Theme.NUTRITION])) == 2
    assert local.near("Voorbeelddam", [Theme.NUTRITION])[0].kind == "gli"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("1012", "1012"),
        ("1012 AB", "1012"),
        ("mijn postcode is 9999xx", "9999"),
        ("Ik woon in voorbeelddam", "Voorbeelddam"),
        ("ik loop 8000 stappen", None),
        ("sinds 1958 heb ik suiker", None),
        ("112", None),
        ("06 10121012", None),
        ("", None),
    ],
)
def test_place_in_a_message(base: Library, text: str, place: str | None) -> None:
    assert read_pack(FOLDER / "demo-diabetes", base).local.only_place(text) == place
    assert LocalMap().only_place(text) is None


def test_scaffold_makes_a_pack_that_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--folder", str(tmp_path), "new", "mijn-zorg"]) == 0
    assert main(["--folder", str(tmp_path), "check"]) == 0
    assert main(["--folder", str(tmp_path), "new", "mijn-zorg"]) == 1
    assert "bestaat al" in capsys.readouterr().err
    assert main(["--folder", str(tmp_path), "new", "Mijn Zorg"]) == 1
    assert "kleine letters" in capsys.readouterr().err


def test_check_fails_on_hard_language(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(OWN, "Dat geeft veel mensen rust", "Je krijgt een injectie, en dat geeft rust")(pack)
    assert main(["--folder", str(pack.parent), "check"]) == 1
    said = capsys.readouterr().err
    assert "demo-diabetes-peers.md:" in said and "gebruik 'u' of 'uw'" in said


def test_make_pack_points_at_this_command() -> None:
    assert "knowledge.pack new" in (ROOT / "Makefile").read_text(encoding="utf-8")
