"""Organisation packs: `python -m knowledge.pack new NAME`, `check`, `sign`.

A pack is a folder under organisations/ that holds data only; docs/organisations.md describes it.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from knowledge.errors import ContentError, Problem
from knowledge.library import CONTENT, Library
from knowledge.pack_check import check_pack
from knowledge.pack_merge import merge
from knowledge.pack_reader import read_pack
from knowledge.pack_scaffold import scaffold
from knowledge.review import Signature, keys
from knowledge.review.reviews import load_reviewers
from knowledge.review.shown import shown
from knowledge.review.signature import encode

FOLDER = Path(__file__).resolve().parents[1] / "organisations"


def packs_in(folder: Path) -> list[Path]:
    """The folders of all packs; a name that starts with a dot or an underscore is not one."""
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.is_dir() and path.name[0] not in "._")


def _new(arguments: argparse.Namespace) -> int:
    try:
        made = scaffold(arguments.folder, arguments.name, date.today())
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{made} staat klaar. Vul organisation.yml in en controleer met: python -m knowledge.pack check")
    return 0


def _check(arguments: argparse.Namespace) -> int:
    base = Library.load(arguments.content / "nl")
    problems: list[Problem] = []
    roots = packs_in(arguments.folder)
    for root in roots:
        try:
            problems += check_pack(read_pack(root, base), base, date.today())
        except ContentError as error:
            problems += error.problems
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(roots)} organisaties gecontroleerd, {len(problems)} te herstellen")
    return 1 if problems else 0


def _sign(arguments: argparse.Namespace) -> int:
    base = Library.load(arguments.content / "nl")
    pack = read_pack(arguments.folder / arguments.name, base)
    card = pack.cards.get(arguments.card)
    if card is None:
        print(f"{pack.id} heeft geen eigen kaart '{arguments.card}'", file=sys.stderr)
        return 1
    problems: list[Problem] = []
    try:
        password = None if arguments.no_password else getpass.getpass("Wachtwoord: ")
        private: Ed25519PrivateKey = keys.read(arguments.key, password)
        reviewers = load_reviewers(arguments.content / "reviewers.yml", problems)
        own = next((r for r in reviewers if r.key == encode(private.public_key())), None)
        if own is None:
            raise ValueError(f"uw sleutel staat niet in {arguments.content / 'reviewers.yml'}")
        text, period = shown(card, merge(base, pack)), (date.today(), arguments.valid_until)
        signature = Signature.make(card.id, text, own, private, period)
    except (OSError, ValueError, TypeError) as error:
        print(error, file=sys.stderr)
        return 1
    signature.write(pack.root / "signatures" / f"{card.id}.yml")
    print(f"{card.id} getekend door {signature.name}, geldig tot en met {signature.valid_until}")
    return 0


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 1 when something must be repaired."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.pack", description=__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="map met alle organisaties")
    parser.add_argument("--content", type=Path, default=CONTENT, help="map met de bibliotheek")
    commands = parser.add_subparsers(required=True)
    new = commands.add_parser("new", help="maak een nieuwe organisatie")
    new.add_argument("name", help="korte naam: kleine letters, cijfers, streepjes")
    new.set_defaults(run=_new)
    commands.add_parser("check", help="controleer alle organisaties").set_defaults(run=_check)
    sign = commands.add_parser("sign", help="teken een eigen kaart van een organisatie")
    sign.add_argument("name")
    sign.add_argument("card")
    sign.add_argument("--key", type=Path, required=True)
    sign.add_argument("--no-password", action="store_true")
    sign.add_argument("--valid-until", type=date.fromisoformat, required=True)
    sign.set_defaults(run=_sign)
    arguments = parser.parse_args(argv)
    try:
        code: int = arguments.run(arguments)
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    return code


if __name__ == "__main__":
    sys.exit(main())
