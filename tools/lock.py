"""Write the lock files from what is installed now: `python tools/lock.py` (run inside the app environment).

PyTorch must stay a CPU build, which no resolver can say without naming an index; so the lock is the closure of the wanted
packages over the environment that was installed and tested, not the answer of a resolver.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

FOLDER = Path(__file__).parents[1] / "requirements"


def wanted(file: Path) -> list[Requirement]:
    """The requirements named in an `.in` file, those of the files it includes first."""
    found: list[Requirement] = []
    for line in file.read_text().splitlines():
        if line.startswith("-r "):
            found += wanted(file.parent / line[3:].strip())
        elif line.strip():
            found.append(Requirement(line))
    return found


def closure(requirements: list[Requirement]) -> dict[str, str]:
    """Name and version of everything the requirements need in this environment."""
    versions: dict[str, str] = {}
    queue = [(requirement, extra) for requirement in requirements for extra in ("", *requirement.extras)]
    seen: set[tuple[str, str]] = set()
    while queue:
        requirement, extra = queue.pop()
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        try:
            package = distribution(name)
        except PackageNotFoundError:
            sys.exit(f"{name} is not installed: install requirements/*.in first, then lock again")
        versions[name] = package.version
        for text in package.requires or []:
            needed = Requirement(text)
            if needed.marker is None or needed.marker.evaluate({"extra": extra}):
                queue += [(needed, e) for e in ("", *needed.extras)]
    return versions


def main() -> None:
    """Write app.txt and test.txt; test.txt holds only what app.txt does not."""
    app = closure(wanted(FOLDER / "app.in"))
    test = closure(wanted(FOLDER / "test.in"))
    for name, pins in (("app.txt", app), ("test.txt", {k: v for k, v in test.items() if k not in app})):
        lines = [f"{package}=={version.split('+')[0]}" for package, version in sorted(pins.items())]
        (FOLDER / name).write_text("\n".join(lines) + "\n")
        print(f"{name}: {len(lines)} packages")


if __name__ == "__main__":
    main()
