"""`python -m knowledge review ...`: the reviewer's desk on the command line."""

from __future__ import annotations

import argparse
import getpass
import sys
from datetime import date, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from knowledge.errors import Problem
from knowledge.library import CONTENT, Library
from knowledge.review import keys
from knowledge.review.reviews import Reviews, load_reviewers
from knowledge.review.shown import as_patient, difference, shown
from knowledge.review.signature import Signature, encode

SOON = timedelta(days=60)


def add(review: argparse.ArgumentParser) -> None:
    """The sub-commands of `review`."""
    commands = review.add_subparsers(required=True, metavar="list|show|keygen|sign|verify|diff")
    for name, run, text in (
        ("list", _list, "wat nog concept is, en wat verlopen is of binnen 60 dagen verloopt"),
        ("show", _show, "een kaart zoals de patiënt hem ziet"),
        ("keygen", _keygen, "maak een sleutel om mee te tekenen"),
        ("sign", _sign, "teken een kaart"),
        ("verify", _verify, "controleer alle handtekeningen"),
        ("diff", _diff, "wat er veranderde sinds de handtekening"),
    ):
        sub = commands.add_parser(name, help=text, description=text)
        sub.set_defaults(run=run)
        sub.add_argument("--content", type=Path, default=CONTENT / "nl", help="map met de inhoud van een taal")
        if name in ("show", "sign", "diff"):
            sub.add_argument("card", help="id van de kaart")
        if name in ("keygen", "sign"):
            sub.add_argument("--key", type=Path, required=True, help="bestand met uw eigen sleutel")
            sub.add_argument("--no-password", action="store_true", help="sleutel zonder wachtwoord")
        if name == "sign":
            day = "laatste geldige dag, JJJJ-MM-DD"
            sub.add_argument("--valid-until", type=date.fromisoformat, required=True, help=day)


def _load(arguments: argparse.Namespace) -> tuple[Library, Reviews]:
    library = Library.load(arguments.content)
    return library, Reviews.load(arguments.content, library, date.today())


def _list(arguments: argparse.Namespace) -> int:
    library, reviews = _load(arguments)
    soon = date.today() + SOON
    for card in library.cards:
        review = reviews[card]
        if review.status != "approved":
            print(f"{_STATUS[review.status]:9} {card}")
        elif review.valid_until is not None and review.valid_until <= soon:
            print(f"{'verloopt':9} {card} ({review.valid_until}, {review.reviewed_by})")
    count = sum(review.status == "approved" for review in reviews.values())
    print(f"{count} van {len(reviews)} kaarten goedgekeurd")
    return 0


_STATUS = {"draft": "concept", "expired": "verlopen", "approved": "akkoord"}


def _show(arguments: argparse.Namespace) -> int:
    library, reviews = _load(arguments)
    card = library.cards.get(arguments.card)
    if card is None:
        return _refuse(f"er is geen kaart '{arguments.card}'")
    print(as_patient(card, library))
    print(f"\nStatus: {_STATUS[reviews[card.id].status]}")
    for doubt in card.doubts:
        print(f"Twijfel voor de beoordelaar: {doubt}")
    return 0


def _keygen(arguments: argparse.Namespace) -> int:
    try:
        private = keys.generate(arguments.key, _password(arguments, "Kies een wachtwoord: "))
    except OSError as error:
        return _refuse(f"{arguments.key}: {error.strerror}")
    print(f"Uw sleutel staat in {arguments.key}. Deel dat bestand met niemand.")
    print("Laat de beheerder dit in knowledge/content/reviewers.yml zetten:")
    print(f"- {{name: UW NAAM, role: UW FUNCTIE, organisation: UW ORGANISATIE, key: {encode(private.public_key())}}}")
    return 0


def _sign(arguments: argparse.Namespace) -> int:
    library = Library.load(arguments.content)
    card = library.cards.get(arguments.card)
    if card is None:
        return _refuse(f"er is geen kaart '{arguments.card}'")
    try:
        private = keys.read(arguments.key, _password(arguments, "Wachtwoord: "))
        signature = _made(arguments, library, private)
    except (OSError, ValueError, TypeError) as error:
        return _refuse(str(error))
    signature.write(arguments.content / "signatures" / f"{card.id}.yml")
    print(f"{card.id} getekend door {signature.name}, geldig tot en met {signature.valid_until}")
    return 0


def _made(arguments: argparse.Namespace, library: Library, private: Ed25519PrivateKey) -> Signature:
    problems: list[Problem] = []
    file = arguments.content.parent / "reviewers.yml"
    own = [r for r in load_reviewers(file, problems) if r.key == encode(private.public_key())]
    if not own:
        raise ValueError(f"uw sleutel staat niet in {file}; laat de beheerder hem toevoegen (zie 'review keygen')")
    text = shown(library.cards[arguments.card], library)
    period = date.today(), arguments.valid_until
    return Signature.make(arguments.card, text, own[0], private, period)


def _verify(arguments: argparse.Namespace) -> int:
    _, reviews = _load(arguments)
    for problem in reviews.problems:
        print(problem, file=sys.stderr)
    for card in reviews.changed:
        print(f"veranderd na het tekenen, dus weer concept: {card} (zie 'review diff {card}')")
    expired = [card for card, review in reviews.items() if review.status == "expired"]
    for card in expired:
        print(f"verlopen: {card} ({reviews[card].valid_until})")
    good = sum(review.status == "approved" for review in reviews.values())
    figures = f"{good} geldig, {len(expired)} verlopen, {len(reviews.changed)} veranderd"
    print(f"{figures}, {len(reviews.problems)} niet te vertrouwen")
    return 1 if reviews.problems else 0


def _diff(arguments: argparse.Namespace) -> int:
    library, reviews = _load(arguments)
    signature = reviews.signatures.get(arguments.card)
    if signature is None:
        return _refuse(f"'{arguments.card}' heeft geen handtekening")
    lines = difference(signature.shown, shown(library.cards[arguments.card], library))
    print("\n".join(lines) if lines else "niets veranderd sinds de handtekening")
    return 0


def _password(arguments: argparse.Namespace, prompt: str) -> str | None:
    return None if arguments.no_password else getpass.getpass(prompt)


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 1
