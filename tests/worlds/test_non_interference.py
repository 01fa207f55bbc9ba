"""What one side says in private changes nothing that the other side, or an organiser, ever sees.

Two worlds live through the same script; they differ only in what the hidden side says in private (and in whether it
says it at all). The other sides and the organiser see the same bytes in both: messages, changes of messages, their
order, App Home, the agreement, /rm-status. (Whoever helps does see a difference: notes for help are for them.)
`make worlds` compares 500 programmes, `make test` a few of them.
"""

from pathlib import Path

import pytest

from bot.models import Role
from bot.sealing import KeyRing
from tests.worlds.conftest import AT_ONCE
from tests.worlds.deeds import Doing, do
from tests.worlds.recorder import renamed
from tests.worlds.script import Playwright, Step
from tests.worlds.world import Cast, World

LOOKS_EVERY = 6  # steps


@pytest.mark.parametrize("hidden", Role)
def test_private_answers_change_nothing_for_anybody_else(
    template: Path, ring: KeyRing, hidden: Role, first: int
) -> None:
    for seed in range(first, first + AT_ONCE):
        writer = Playwright(seed, hidden)
        cast = writer.cast()
        script = writer.script(len(cast.zones))
        one, other = (lived(template, ring, cast, script, number) for number in range(2))
        for who in one.keys() | other.keys():
            if who.startswith((f"U0{hidden.partner.upper()}", "U0ORLA")):
                assert one[who] == other[who], f"{who} sees the difference (seed {seed}, {hidden} hidden)"


def lived(template: Path, ring: KeyRing, cast: Cast, script: list[Step], number: int) -> dict[str, list[str]]:
    """What everybody has seen in the world of that number, by their Slack id."""
    world = World.begins(template, cast, ring)
    for place, step in enumerate(script):
        world.passes(step.pause)
        if step.secret[number] is not None or step.secret == (None, None):
            world.does(lambda db, step=step: do(step.deed, doing(world, db, step, number)))
        if place % LOOKS_EVERY == 0:
            world.everybody_looks()
    world.passes_to_the_end()
    seen = {who: renamed(world.stream(who)) for who in world.people()}
    world.ends()
    return seen


def doing(world: World, db: object, step: Step, number: int) -> Doing:
    return Doing(db, world.pair(db, step.pair), step.role, step.shared, step.secret[number], world.now)
