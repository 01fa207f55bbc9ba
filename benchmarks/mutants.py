"""How many mutants the tests found out, by file: reads what `mutmut results --all true` prints (make mutants)."""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable

ENOUGH = 0.9
FOUND_OUT = frozenset({"killed", "timeout", "segfault"})  # one that never ends is found out, too


def main(lines: Iterable[str]) -> int:
    """Exit code 1 where too many survive; a mutant that no test reaches has survived."""
    by_file = counted(lines)
    together: Counter[str] = sum(by_file.values(), Counter())
    for file, endings in [*sorted(by_file.items()), ("all", together)]:
        print(f"{file:28} {found_out(endings):5} of {endings.total():5}  {share(endings):6.1%}")
    return 0 if share(together) >= ENOUGH else 1


def counted(lines: Iterable[str]) -> dict[str, Counter[str]]:
    """From "    bot.hours.x_at__mutmut_1: killed" and the like."""
    by_file: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        name, _, ending = line.strip().partition(": ")
        by_file[name.rpartition(".")[0]][ending] += 1
    return by_file


def found_out(endings: Counter[str]) -> int:
    return sum(number for ending, number in endings.items() if ending in FOUND_OUT)


def share(endings: Counter[str]) -> float:
    return found_out(endings) / max(1, endings.total())


if __name__ == "__main__":
    sys.exit(main(sys.stdin))
