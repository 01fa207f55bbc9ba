"""Which item of a playbook belongs to which meeting, for programmes longer or shorter than the playbook."""


def place(number: int, of: int, items: int) -> int:
    """The index of the item for meeting `number` of `of`; needs three items or more.

    The first item opens and the last one closes every programme. Those between come in order, round after
    round; a round that is cut short skips evenly, so that it still gets from the exploring to the trying.
    A meeting beyond the last one opens a further full round.
    """
    if number < 1:
        raise ValueError(f"meetings are numbered from 1, not {number}")
    if number == 1:
        return 0
    if number == of:
        return items - 1
    return 1 + _between(number - 2, max(of - 2, 0), items - 2)


def _between(position: int, positions: int, items: int) -> int:
    done, step = divmod(position, items)
    left = positions - done * items
    if position >= positions or left >= items:
        return step
    return step * items // left
