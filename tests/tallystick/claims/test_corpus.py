"""How well prose is read, on passages with known answers: few misses, and no false alarm that people would see."""

import importlib.util
import sys
from pathlib import Path

import pytest

PARTS = ["tuning", "held_out", "seen", "unseen"]
BENCHMARK = Path(__file__).parents[3] / "benchmarks" / "claims.py"


@pytest.fixture(scope="module")
def benchmark():
    spec = importlib.util.spec_from_file_location("claims_benchmark", BENCHMARK)
    module = importlib.util.module_from_spec(spec)
    sys.modules["claims_benchmark"] = module
    spec.loader.exec_module(module)
    return module


def test_there_are_enough_passages_and_enough_without_a_claim_apart_from_those_tuned_on(benchmark):
    passages = benchmark.passages("unseen")
    assert len(passages) >= 120
    assert sum(not passage.get("expect") for passage in passages) >= 40


@pytest.mark.parametrize("part", PARTS)
def test_what_is_called_inconsistent_is(benchmark, part):
    score = benchmark.score(part)
    assert score.precision >= 0.95, score.misses


@pytest.mark.parametrize("part", PARTS)
def test_most_stated_relations_are_found(benchmark, part):
    score = benchmark.score(part)
    assert score.recall >= 0.85, score.misses


def test_passages_without_a_claim_raise_no_alarm(benchmark):
    for part in PARTS:
        for passage in benchmark.passages(part):
            if not passage.get("expect"):
                found = benchmark.claims.examine(passage["text"]).findings
                assert not [each for each in found if each.verdict == "inconsistent"], passage["title"]


def test_passages_that_look_wrong_and_are_not_raise_no_alarm(benchmark):
    assert benchmark.false_alarms() == []


def test_random_mutations_of_the_passages_break_nothing(benchmark):
    assert benchmark.break_it(400) == 400
