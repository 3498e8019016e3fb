"""Two trials: many people at work at the same time, and a server that is killed again and again under them."""

import random
import threading
import time
from typing import Any

from concurrency.installation import Installation
from concurrency.people import Browser, Person, Record


def crowd(place: Installation, told: dict[str, Any], seconds: float) -> tuple[Record, dict[str, Any]]:
    """Everybody works for so long; what they noticed, and the figures."""
    record, stop = Record(), threading.Event()
    place.starts()
    everybody = [Person(place.port, one, told["people"], record, stop) for one in told["people"]]
    began = time.monotonic()
    for one in everybody:
        one.start()
    stop.wait(seconds)
    stop.set()
    for one in everybody:
        one.join(90)
    return record, record.figures(time.monotonic() - began)


def power_cuts(place: Installation, told: dict[str, Any], times: int) -> Record:
    """The server is killed so many times, every process at once, while everybody writes, and started again."""
    record, stop, chance = Record(), threading.Event(), random.Random(times)  # noqa: S311
    place.starts()
    everybody = [Person(place.port, one, told["people"], record, stop, hardy=True) for one in told["people"]]
    for one in everybody:
        one.start()
    for _ in range(times):
        before, patience = len(record.acknowledged), time.monotonic() + 30
        while len(record.acknowledged) < before + 10 and time.monotonic() < patience:
            time.sleep(0.02)
        time.sleep(chance.uniform(0, 0.5))
        place.ends()
        place.starts()
    stop.set()
    for one in everybody:
        one.join(90)
    return record


def at_the_same_moment(
    place: Installation, told: dict[str, Any], path: str, fields: Any = (), team: bool = False
) -> list[int]:
    """What the server answers when everybody (of the performance team) sends the same form at once."""
    people = [one for one in told["people"] if one["team"] or not team]
    together, answers = threading.Barrier(len(people)), []

    def sends(one: dict[str, Any]) -> None:
        browser = Browser(place.port, one["session"])
        together.wait()
        answers.append(browser.asks("POST", path, fields).status)

    threads = [threading.Thread(target=sends, args=(one,)) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
