"""Time that grows with size and not faster, in seconds of the processor: what else runs on the machine does not count."""

import resource
from collections.abc import Callable

TIMES = 8
MOMENT = 0.003  # what takes less is not told from nothing


def seconds(work: Callable[[], object]) -> float:
    """What some work takes of the processor, in this process and those it ends."""
    before = spent()
    work()
    return spent() - before


def spent() -> float:
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def assert_time_grows_with_size(prepare: Callable[[int], Callable[[], object]], size: int) -> None:
    """Eight times the size takes less than half of what its square would: 64 times as long."""
    small, large = prepare(size), prepare(TIMES * size)
    small()  # what is made once is made
    quick = min(seconds(small) for _ in range(2))
    most = TIMES**2 / 2 * max(quick, MOMENT)
    assert any(
        seconds(large) < most for _ in range(2)
    )  # once more, because a collection of garbage may fall into the first
