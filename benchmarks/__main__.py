"""`make bench`: prints each figure and writes benchmarks/results.json; exit code 1 where one does not hold.

`python -m benchmarks growth request` takes those alone.
"""

import logging
import sys
from collections.abc import Callable, Sequence

from benchmarks import first_form, growth, job_per_prompt, long_conversation, pacing, request
from benchmarks.figures import Figure, write

MEASURES: dict[str, Callable[[], list[Figure]]] = {
    "first_form": first_form.measure,
    "growth": growth.measure,
    "job_per_prompt": job_per_prompt.measure,
    "long_conversation": long_conversation.measure,
    "pacing": pacing.measure,
    "request": request.measure,
}


def main(wanted: Sequence[str]) -> int:
    if unknown := set(wanted) - set(MEASURES):
        print(f"no such measure: {', '.join(sorted(unknown))}; there are {', '.join(MEASURES)}", file=sys.stderr)
        return 2
    for noisy in ("apscheduler", "slack_bolt", "waitress.queue"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
    figures = [figure for name in wanted or MEASURES for figure in shown(MEASURES[name]())]
    write(figures)
    return 0 if all(figure.holds for figure in figures) else 1


def shown(figures: list[Figure]) -> list[Figure]:
    for figure in figures:
        print(figure, flush=True)
    return figures


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
