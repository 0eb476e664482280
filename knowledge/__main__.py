"""Commands for those who keep the library: `python -m knowledge check`, `counts`, `doubts`, `report`, `review`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from knowledge.contacts import load_contacts, stale
from knowledge.errors import ContentError, Problem
from knowledge.library import CONTENT, Library
from knowledge.readability import Findings, Gate, units
from knowledge.readability.calibration import calibrate
from knowledge.report import Counts, doubts, render, uncovered
from knowledge.review import Reviews, unlisted
from knowledge.review.commands import add as add_review

REPORT = Path("build/report/index.html")


def _check(arguments: argparse.Namespace) -> int:
    """Schema, language, coverage, freshness and signatures; 1 when something must be repaired."""
    library = Library.load(arguments.content)
    findings = Findings(library)
    today = date.today()
    problems = [hit.problem() for hit in findings.failures]
    problems += uncovered(library)
    contacts = load_contacts(arguments.content.parent / "contacts.yml")
    problems += [*stale(contacts, today), *unlisted(units(library), contacts)]
    problems += Reviews.load(arguments.content, library, today).problems
    for problem in problems:
        print(_near(problem), file=sys.stderr)
    if arguments.warnings:
        for hit in findings.warnings:
            print(f"advies: {_near(hit.problem())}")
    print(Counts.of(library))
    passed = "B1-controle geslaagd" if not findings.failures else f"B1-controle: {len(findings.failures)} te herstellen"
    print(f"{passed}, {len(findings.warnings)} adviezen (--warnings toont ze); in totaal {len(problems)} te herstellen")
    return 1 if problems else 0


def _counts(arguments: argparse.Namespace) -> int:
    print(Counts.of(Library.load(arguments.content)))
    return 0


def _doubts(arguments: argparse.Namespace) -> int:
    _write(doubts(Library.load(arguments.content)), arguments.output)
    return 0


def _report(arguments: argparse.Namespace) -> int:
    library = Library.load(arguments.content)
    today = date.today()
    reviews = Reviews.load(arguments.content, library, today)
    contacts = arguments.content.parent / "contacts.yml"
    _write(render(library, reviews, Findings(library), today, contacts), arguments.output)
    print(arguments.output)
    return 0


def _calibrate(arguments: argparse.Namespace) -> int:
    easy, hard = (_lines(file) for file in (arguments.easy, arguments.hard))
    print(calibrate(Gate.of(Library.load(arguments.content)), easy, hard))
    return 0


def _lines(file: Path) -> list[str]:
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def _write(text: str, output: Path | None) -> None:
    if output is None:
        print(text)
    else:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text, encoding="utf-8")


def _near(problem: Problem) -> Problem:
    """The same problem with its file as seen from where the editor stands."""
    here = Path.cwd()
    return replace(problem, file=problem.file.relative_to(here)) if problem.file.is_relative_to(here) else problem


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m knowledge", description=__doc__)
    commands = parser.add_subparsers(required=True)

    def command(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text)
        sub.add_argument("--content", type=Path, default=CONTENT / "nl", help="content folder of one language")
        sub.set_defaults(run=run)
        return sub

    check = command("check", _check, "schema, language, freshness and signatures of everything a patient reads")
    check.add_argument("--warnings", action="store_true", help="show advice as well")
    command("counts", _counts, "how much the library holds")
    command("doubts", _doubts, "the doubts list for the reviewer").add_argument("--output", type=Path)
    command("report", _report, "the editors' report in HTML").add_argument("--output", type=Path, default=REPORT)
    calibration = command("calibrate", _calibrate, "precision and recall of the language check on labelled sentences")
    calibration.add_argument("easy", type=Path, help="one easy sentence a line")
    calibration.add_argument("hard", type=Path, help="one hard sentence a line")
    add_review(commands.add_parser("review", help="show, sign and verify cards"))
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 1 when something must be repaired."""
    arguments = _parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
    except ContentError as error:
        for problem in error.problems:
            print(_near(problem), file=sys.stderr)
        print(f"{len(error.problems)} problem(s)", file=sys.stderr)
        return 1
    return code


if __name__ == "__main__":
    sys.exit(main())
