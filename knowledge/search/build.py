"""`python -m knowledge.search.build`: check the library and build its index where content or embedding changed."""

import sys

from knowledge.errors import ContentError
from knowledge.library import Library
from knowledge.search.searcher import Searcher


def main() -> int:
    """1 with every problem when the library cannot be used."""
    try:
        Searcher.build(Library.load())
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
