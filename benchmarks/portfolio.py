"""What a portfolio costs: the load of 300 people over 104 weeks, comparing a change, a ranking's sensitivity, the best set of 200 projects.

    python benchmarks/portfolio.py

Prints a line for each figure with its limit, and ends with status 1 where one is missed. Everything is made from fixed seeds. Times
are the best of a few runs; those of the best set, which depends on the portfolio, are the slowest of six portfolios, in seconds of the
processor, with those of the clock beside them: another process on the machine makes the clock's longer. The solver prints a line of its
own now and then.
"""

import os
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np

from tallystick import portfolio
from tallystick.portfolio import (
    Assignment,
    Candidate,
    Capacity,
    Criterion,
    Delay,
    Goal,
    Limits,
    Merge,
    Portfolio,
    Project,
    Stop,
)

START = date(2026, 4, 6)
PROJECTS, PEOPLE, EACH = 200, 300, 6


def main() -> int:
    whole = made(np.random.Generator(np.random.PCG64DXSM(1)))
    changed = portfolio.what_if(whole, [Stop("P1"), Merge(("P2", "P3"), "P2", 0.2), Delay("P4", 6)])
    criteria, scores = judged(np.random.Generator(np.random.PCG64DXSM(2)))
    figures = [
        report("load, 200 projects, 300 people, 104 weeks", best(lambda: portfolio.load(whole, START)), 0.3),
        report("the same with services and spells", best(lambda: overview(whole)), 0.3),
        report("three changes compared", best(lambda: portfolio.compare(whole, changed, START)), 0.6),
        report(
            "sensitivity, 200 projects, 8 criteria, 2,000 draws",
            best(lambda: portfolio.sensitivity(criteria, scores, 1)),
            2.0,
        ),
        report("highest value of 200, 8 quarters and money, slowest of six", slowest(Goal.HIGHEST_VALUE), 5.0),
        report("lowest cost of 200 for a value, the same limits, slowest of six", slowest(Goal.LOWEST_COST), 5.0),
    ]
    print()
    for seed in range(6):
        every, limits = choice(seed, roles=6)
        started = time.perf_counter()
        found = portfolio.best_set(every, limits, seconds=5)
        print(f"     with 6 roles as well, portfolio {seed}: {time.perf_counter() - started:.1f} s; {found.sentence}")
    return int(not all(figures))


def report(what: str, found: float, limit: float) -> bool:
    """One line; whether it is within its limit."""
    print(f"{'ok  ' if found <= limit else 'SLOW'} {what}: {found:.3g} s (limit {limit:g} s)")
    return found <= limit


def best(do: Callable[[], Any], times: int = 5) -> float:
    """Seconds of the quickest run."""
    seconds = []
    for _ in range(times):
        started = time.perf_counter()
        do()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def overview(whole: Portfolio) -> None:
    found = portfolio.load(whole, START)
    portfolio.spells(found)
    portfolio.spells(portfolio.by_service(found, whole.capacities))


def slowest(goal: Goal) -> float:
    """Of six portfolios; for the lowest cost, seven tenths of the highest value are asked for."""
    work, clock = [], []
    for seed in range(6):
        every, limits = choice(seed)
        if goal is Goal.LOWEST_COST:
            wanted = 0.7 * portfolio.best_set(every, limits).value
            limits = Limits(effort=limits.effort, excludes=limits.excludes, least_value=wanted)
        busy, started = time.process_time(), time.perf_counter()
        found = portfolio.best_set(every, limits, goal)
        work.append(time.process_time() - busy)
        clock.append(time.perf_counter() - started)
        assert found.proved
    print(f"     {goal.words}: {max(clock):.2f} s by the clock, load over the last minute {os.getloadavg()[0]:.1f}")
    return max(work)


def made(random: np.random.Generator) -> Portfolio:
    projects: list[Project] = []
    work: list[Assignment] = []
    for n in range(PROJECTS):
        first = START + timedelta(days=int(random.integers(0, 500)))
        last = first + timedelta(days=int(random.integers(60, 400)))
        projects.append(Project(f"P{n}", first, last))
        profile = (0.5, 1.0, 1.5) if n % 5 == 0 else ()
        work += [
            Assignment(f"N{person}", f"P{n}", float(random.integers(2, 15)), first, last, "", profile)
            for person in random.choice(PEOPLE, EACH, replace=False)
        ]
    people = [Capacity(f"N{n}", 30, f"S{n % 20}", leave(random)) for n in range(PEOPLE)]
    return Portfolio(tuple(projects), tuple(work), tuple(people))


def leave(random: np.random.Generator) -> tuple[tuple[date, date], ...]:
    """Six weeks over the two years."""
    firsts = [START + timedelta(days=int(day)) for day in random.integers(0, 700, 6)]
    return tuple((first, first + timedelta(days=6)) for first in firsts)


def judged(random: np.random.Generator) -> tuple[list[Criterion], dict[str, dict[str, float]]]:
    criteria = [Criterion(f"C{k}", float(random.integers(1, 10)), low=0, high=10) for k in range(8)]
    return criteria, {f"P{n}": {f"C{k}": float(random.integers(0, 11)) for k in range(8)} for n in range(PROJECTS)}


def choice(seed: int, roles: int = 0) -> tuple[list[Candidate], Limits]:
    """Projects over one to three of eight quarters; two fifths of the money, nine twentieths of the effort; needs, musts and excludes."""
    random = np.random.Generator(np.random.PCG64DXSM(seed))
    every = []
    for n in range(PROJECTS):
        cost, first, count = int(random.integers(10, 500)), int(random.integers(0, 6)), int(random.integers(1, 4))
        effort = {f"Q{q}": float(random.integers(20, 200)) for q in range(first, first + count)}
        effort |= {
            f"R{r}": float(random.integers(5, 80)) for r in (random.choice(roles, 2, replace=False) if roles else ())
        }
        value = round(cost * random.uniform(0.5, 2) + random.integers(0, 100))
        needs = (f"P{int(random.integers(0, n))}",) if n % 7 == 3 else ()
        every.append(Candidate(f"P{n}", cost, value, effort, needs, must=n % 40 == 0))
    names = {name for one in every for name in one.effort}
    most = {name: round(0.45 * sum(one.effort.get(name, 0) for one in every)) for name in sorted(names)}
    money = round(0.4 * sum(one.cost for one in every))
    return every, Limits(money, most, excludes=tuple((f"P{n}", f"P{n + 1}") for n in range(1, 60, 6)))


if __name__ == "__main__":
    sys.exit(main())
