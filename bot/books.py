"""The playbook of a programme: the edition that it began with."""

from functools import lru_cache

from bot.models import Programme
from bot.playbooks import Playbook, load, read


def book_of(programme: Programme) -> Playbook:
    """The edition kept for the programme; one of ours, by name, where none was kept."""
    edition = programme.edition
    return load(programme.playbook) if edition is None else parsed(edition.source, edition.name)


@lru_cache(maxsize=64)
def parsed(source: str, name: str) -> Playbook:
    return read(source, name)
