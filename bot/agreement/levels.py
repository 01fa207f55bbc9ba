"""How open a topic is to two people: the stricter of what each chose, and never looser than the programme's floor."""

from collections.abc import Mapping

from bot.playbooks.agreement import Level

FROM_LOOSEST = list(Level)
Levels = Mapping[str, str]  # a level by the topic's key


def stricter(*levels: str) -> Level:
    return max((Level(level) for level in levels), key=FROM_LOOSEST.index)


def offered(floor: Level) -> list[Level]:
    """The floor and all that is stricter."""
    return FROM_LOOSEST[FROM_LOOSEST.index(floor) :]


def together(floors: Mapping[str, Level], *sides: Levels) -> dict[str, Level]:
    """For each topic there is: the strictest of its floor and of what each side said; silence counts as the floor."""
    return {key: stricter(floor, *(side.get(key, floor) for side in sides)) for key, floor in floors.items()}


def moves(before: Levels, after: Levels) -> tuple[list[str], list[str]]:
    """The topics that became stricter, and those that became more open; one that is new was open before."""
    stricter_now = [key for key in after if ranked(before, key) < ranked(after, key)]
    return stricter_now, [key for key in after if ranked(before, key) > ranked(after, key)]


def ranked(levels: Levels, key: str) -> int:
    return FROM_LOOSEST.index(Level(levels.get(key, Level.OPEN)))
