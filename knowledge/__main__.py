"""Commands for those who keep the library: `python -m knowledge check`, `counts`, `doubts`, `report`, `review`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from knowledge.errors import ContentError
from knowledge.library import CONTENT, Library
from knowledge.readability import Findings


def _check(arguments: argparse.Namespace) -> int:
    library = Library.load(arguments.content)
    findings = Findings(library)
    problems = [hit.problem() for hit in findings.failures]
    for problem in problems:
        print(problem, file=sys.stderr)
    if arguments.warnings:
        for hit in findings.warnings:
            print(f"advies: {hit.problem()}")
    print(f"{len(problems)} to repair, {len(findings.warnings)} advice (--warnings shows it)")
    return 1 if problems else 0


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 1 when something must be repaired."""
    parser = argparse.ArgumentParser(prog="python -m knowledge", description=__doc__)
    commands = parser.add_subparsers(required=True)

    def command(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text)
        sub.add_argument("--content", type=Path, default=CONTENT / "nl", help="content folder of one language")
        sub.set_defaults(run=run)
        return sub

    check = command("check", _check, "schema, language and freshness of everything a patient reads")
    check.add_argument("--warnings", action="store_true", help="show advice as well")
    arguments = parser.parse_args(argv)
    try:
        code: int = arguments.run(arguments)
    except ContentError as error:
        print(error, file=sys.stderr)
        print(f"{len(error.problems)} problem(s)", file=sys.stderr)
        return 1
    return code


if __name__ == "__main__":
    sys.exit(main())
