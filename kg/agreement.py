"""Roll calls → who votes with whom: for every two members the votes both took part in, and those they chose alike.

Choosing alike is choosing the same of for, against and abstained; who was absent took no part. Other measures weigh an
abstention as half a difference (Lijphart 1963, https://doi.org/10.2307/1953075); ``half`` gives that one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from kg.types import COUNTS, RollCall


def agreement(rollcalls: Iterable[RollCall], *, half: bool = False) -> Iterator[tuple[str, str, float, int]]:
    """Pairs of members in alphabetical order: the two ids, the votes in which they chose alike, the votes in common.

    Pairs without a vote in common are left out.

    Args:
        rollcalls: the votes to count.
        half: count a vote in which one of two abstained and the other did not as half alike.
    """
    # One bit a roll call: a pair costs a few operations on integers, however many votes there were.
    chosen: defaultdict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(COUNTS, 0))
    for number, rollcall in enumerate(rollcalls):
        for ballot in rollcall.ballots:
            if ballot.choice in COUNTS:
                chosen[ballot.member][ballot.choice] |= 1 << number
    took_part = {member: bits["for"] | bits["against"] | bits["abstained"] for member, bits in chosen.items()}
    for one, other in combinations(sorted(chosen), 2):
        common = (took_part[one] & took_part[other]).bit_count()
        if common:
            alike = sum((chosen[one][choice] & chosen[other][choice]).bit_count() for choice in COUNTS)
            opposed = sum(
                (chosen[a]["for"] & chosen[b]["against"]).bit_count() for a, b in ((one, other), (other, one))
            )
            yield one, other, alike + (common - alike - opposed) / 2 if half else alike, common
