"""A card is vouched for only while a known key signed exactly what is shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from knowledge.__main__ import main
from knowledge.library import Library
from knowledge.review import Reviewer, Reviews, Signature, servable
from knowledge.review.shown import as_patient, difference, shown
from knowledge.review.signature import encode
from tests.knowledge.conftest import CARD, Content

CARD_ID = "ggz-sleep-rhythm"
SIGNED, LAST = date(2026, 11, 22), date(2027, 11, 22)


class Desk:
    """A reviewer with a throw-away key, and a library to sign in."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.private = Ed25519PrivateKey.generate()
        self.reviewer = Reviewer(
            name="T. Test", role="huisarts", organisation="Testpraktijk", key=encode(self.private.public_key())
        )
        self.file = content.root / "signatures" / f"{CARD_ID}.yml"
        self.know(self.reviewer)

    def know(self, *reviewers: Reviewer) -> None:
        """Write these as the reviewers whose signature counts."""
        records = [reviewer.model_dump(mode="json") for reviewer in reviewers]
        (self.content.root.parent / "reviewers.yml").write_text(yaml.safe_dump(records), encoding="utf-8")

    def sign(self) -> None:
        """Sign the card as it now stands."""
        library = self.content.library()
        text = shown(library.card(CARD_ID), library)
        Signature.make(CARD_ID, text, self.reviewer, self.private, (SIGNED, LAST)).write(self.file)

    def reviews(self, today: date = SIGNED) -> Reviews:
        """All reviews on a day."""
        return Reviews.load(self.content.root, self.content.library(), today)

    def alter(self, **fields: object) -> None:
        """Change fields of the stored signature by hand."""
        record = yaml.safe_load(self.file.read_text(encoding="utf-8"))
        self.file.write_text(yaml.safe_dump({**record, **fields}), encoding="utf-8")


@pytest.fixture
def desk(content: Content) -> Desk:
    return Desk(content)


def test_unsigned_is_draft(desk: Desk) -> None:
    assert desk.reviews()[CARD_ID].status == "draft"


def test_signed_is_approved_with_name_and_dates(desk: Desk) -> None:
    desk.sign()
    review = desk.reviews()[CARD_ID]
    assert review.status == "approved"
    assert review.reviewed_by == "T. Test, huisarts, Testpraktijk"
    assert (review.reviewed_on, review.valid_until) == (SIGNED, LAST)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("uw hoofd is druk", "uw hoofd is drukk"),
        ("Zet voor morgen één wekker.", "Zet voor morgen een wekker."),
        ("caution: null", "caution: Let op."),
        ("title: Beter slapen", "title: Beter  slapen"),
        ("organisation: Thuisarts", "organisation: Thuisartz"),
        ("audience: []", "audience: [adults]"),
        ("kind: do", "kind: why"),
    ],
)
def test_one_changed_byte_makes_it_draft(desk: Desk, old: str, new: str) -> None:
    desk.sign()
    desk.content.edit(old, new)
    reviews = desk.reviews()
    assert reviews[CARD_ID].status == "draft"
    assert reviews.changed == [CARD_ID]


def test_a_changed_question_makes_its_cards_draft(desk: Desk) -> None:
    desk.sign()
    file = desk.content.root / "questions" / "ggz_waitlist.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("beter te slapen", "goed te slapen"), encoding="utf-8")
    assert desk.reviews()[CARD_ID].status == "draft"


def test_what_a_patient_never_sees_is_not_signed(desk: Desk) -> None:
    desk.sign()
    desk.content.edit("verschilt per bron", "verschilt per site")
    assert desk.reviews()[CARD_ID].status == "approved"


def test_signature_counts_on_its_last_day_and_not_after(desk: Desk) -> None:
    desk.sign()
    assert desk.reviews(LAST)[CARD_ID].status == "approved"
    assert desk.reviews(date(2027, 11, 23))[CARD_ID].status == "expired"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"valid_until": "2037-11-22"}, "klopt niet"),
        ({"name": "A. Ander"}, "klopt niet"),
        ({"shown": "{}"}, "klopt niet"),
        ({"signature": "AAAA"}, "klopt niet"),
        ({"key": "AAAA"}, "onbekende sleutel"),
        ({"card": "another-card"}, "die kaart is er niet"),
        ({"sha256": "x"}, "sha256"),
        ({"extra": 1}, "extra"),
    ],
)
def test_tampering_with_a_signature_is_named(desk: Desk, fields: dict[str, object], reason: str) -> None:
    desk.sign()
    desk.alter(**fields)
    reviews = desk.reviews()
    assert reviews[CARD_ID].status == "draft"
    (problem,) = reviews.problems
    assert problem.file == desk.file
    assert reason in problem.reason


def test_a_stranger_cannot_sign(desk: Desk) -> None:
    desk.sign()
    desk.know()
    reviews = desk.reviews()
    assert reviews[CARD_ID].status == "draft"
    assert "onbekende sleutel" in reviews.problems[0].reason


def test_a_known_key_cannot_sign_in_another_name(desk: Desk) -> None:
    desk.reviewer = desk.reviewer.model_copy(update={"name": "A. Ander"})
    desk.sign()
    assert "verschilt van 'T. Test'" in desk.reviews().problems[0].reason


def test_a_revoked_key_no_longer_counts(desk: Desk) -> None:
    desk.sign()
    desk.know(desk.reviewer.model_copy(update={"revoked_on": date(2026, 12, 1)}))
    assert "ingetrokken" in desk.reviews().problems[0].reason


def test_a_signature_for_one_card_does_not_fit_another(desk: Desk) -> None:
    desk.sign()
    other = "ggz-sleep-other"
    desk.content.write(f"cards/ggz_waitlist/{other}.md", CARD.replace(CARD_ID, other))
    desk.file.with_name(f"{other}.yml").write_bytes(desk.file.read_bytes())
    assert desk.reviews()[other].status == "draft"


def test_a_broken_signature_file_is_named_and_stops_nothing(desk: Desk) -> None:
    desk.file.parent.mkdir()
    desk.file.write_text("{broken", encoding="utf-8")
    reviews = desk.reviews()
    assert reviews[CARD_ID].status == "draft"
    assert "not valid YAML" in reviews.problems[0].reason


def test_production_serves_valid_approvals_only(desk: Desk) -> None:
    desk.content.write("cards/ggz_waitlist/ggz-sleep-other.md", CARD.replace(CARD_ID, "ggz-sleep-other"))
    desk.sign()
    library = desk.content.library()
    assert servable(library, desk.reviews(), "development") == {CARD_ID, "ggz-sleep-other"}
    assert servable(library, desk.reviews(), "production") == {CARD_ID}
    assert servable(library, desk.reviews(date(2028, 1, 1)), "production") == frozenset()
    assert servable(library, desk.reviews(), "prodcution") == {CARD_ID}


def test_nothing_shipped_is_signed(shipped: Library) -> None:
    reviews = Reviews.load(shipped.root, shipped, SIGNED)
    assert {review.status for review in reviews.values()} == {"draft"}
    assert reviews.signatures == {} and reviews.problems == []
    assert servable(shipped, reviews, "production") == frozenset()


def test_difference_shows_the_changed_line(desk: Desk) -> None:
    desk.sign()
    desk.content.edit("title: Beter slapen", "title: Goed slapen")
    library = desk.content.library()
    lines = difference(desk.reviews().signatures[CARD_ID].shown, shown(library.card(CARD_ID), library))
    changed = [line for line in lines[2:] if line[0] in "+-"]
    assert changed == ['- "title": "Beter slapen terwijl u wacht"', '+ "title": "Goed slapen terwijl u wacht"']


def test_the_patient_view_holds_everything_that_is_signed(desk: Desk) -> None:
    library = desk.content.library()
    card = library.card(CARD_ID)
    text = as_patient(card, library)
    source = card.sources[0]
    parts = (card.link, card.text, card.step, library.questions[card.ask[0]].text, source.title, str(source.url))
    assert all(part in text for part in parts)


def test_from_key_to_approval_and_back_on_the_command_line(
    content: Content, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, root = tmp_path / "own.pem", ["--content", str(content.root)]

    def run(*words: str) -> tuple[int, str]:
        code = main(["review", *words, *root])
        output = capsys.readouterr()
        return code, output.out + output.err

    sign = ("sign", CARD_ID, "--key", str(key), "--no-password", "--valid-until", "2099-01-01")
    code, text = run("keygen", "--key", str(key), "--no-password")
    assert code == 0 and key.stat().st_mode & 0o077 == 0
    assert run("keygen", "--key", str(key), "--no-password")[0] == 1, "an existing key is never overwritten"
    code, refused = run(*sign)
    assert code == 1 and "staat niet in" in refused
    record = text[text.index("- {") :].replace("UW NAAM", "T. Test").replace("UW FUNCTIE", "arts")
    (content.root.parent / "reviewers.yml").write_text(record.replace("UW ORGANISATIE", "Test"), encoding="utf-8")
    assert run(*sign)[0] == 0
    assert run("verify") == (0, "1 geldig, 0 verlopen, 0 veranderd, 0 niet te vertrouwen\n")
    assert run("list")[1] == "1 van 1 kaarten goedgekeurd\n"
    assert "akkoord" in run("show", CARD_ID)[1]
    assert run("diff", CARD_ID)[1] == "niets veranderd sinds de handtekening\n"
    content.edit("Zet voor morgen één wekker.", "Zet voor morgen twee wekkers.")
    assert "concept   ggz-sleep-rhythm" in run("list")[1]
    assert "veranderd na het tekenen" in run("verify")[1]
    assert "twee wekkers" in run("diff", CARD_ID)[1]
    assert run("show", "no-such-card") == (1, "er is geen kaart 'no-such-card'\n")


def test_a_key_with_a_password_needs_it(
    content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    key = str(tmp_path / "own.pem")
    root = ["--content", str(content.root)]
    monkeypatch.setattr("getpass.getpass", lambda prompt: "goed")
    assert main(["review", "keygen", "--key", key, *root]) == 0
    monkeypatch.setattr("getpass.getpass", lambda prompt: "fout")
    assert main(["review", "sign", CARD_ID, "--key", key, "--valid-until", "2099-01-01", *root]) == 1
    assert main(["review", "sign", CARD_ID, "--key", key, "--no-password", "--valid-until", "2099-01-01", *root]) == 1
    assert not (content.root / "signatures").exists()
