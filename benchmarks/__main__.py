"""`make bench`: prints each figure and writes benchmarks/results.json; exit code 1 where one does not hold."""

import sys

from benchmarks import first_form, long_conversation
from benchmarks.figures import write

MEASURES = (first_form.measure, long_conversation.measure)


def main() -> int:
    figures = [figure for measure in MEASURES for figure in measure()]
    for figure in figures:
        print(figure)
    write(figures)
    return 0 if all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
