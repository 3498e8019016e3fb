"""The words of `vocabulary.toml`, loaded once and checked, in the shapes that reading text needs.

A list that is missing or misspelt stops the program at once with the list's name: a vocabulary that silently lacks "fewer"
would confirm nothing and nobody would know.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_origin

from tallystick.claims.model import Closeness
from tallystick.claims.words import (
    Approximation,
    Conversion,
    Cue,
    Figures,
    Lines,
    Movements,
    Others,
    Placing,
    Relating,
    Rows,
    Vocabulary,
)

__all__ = [
    "ENGLISH",
    "Approximation",
    "Conversion",
    "Cue",
    "Vocabulary",
    "VocabularyError",
    "as_decimal",
    "load",
    "parsed",
]

Part = TypeVar("Part", Figures, Others, Lines, Movements, Placing, Relating, Rows)

ENGLISH = Path(__file__).with_name("vocabulary.toml")


class VocabularyError(ValueError):
    """The file of words lacks a list, or holds one of the wrong form."""


def _of(data: Mapping[str, Any], *path: str) -> Any:
    found: Any = data
    for name in path:
        if not isinstance(found, Mapping) or name not in found:
            raise VocabularyError(f"The vocabulary has no list {'.'.join(path)}: add it, if only as an empty list.")
        found = found[name]
    return found


def _words(data: Mapping[str, Any], *path: str) -> frozenset[str]:
    return frozenset(_in_order(data, *path))


def _in_order(data: Mapping[str, Any], *path: str) -> tuple[str, ...]:
    found = _of(data, *path)
    if not isinstance(found, list) or not all(isinstance(word, str) and word == word.lower() for word in found):
        raise VocabularyError(f"The vocabulary's {'.'.join(path)} must be a list of words in lower case.")
    return tuple(found)


def _part(kind: type[Part], data: Mapping[str, Any], name: str) -> Part:
    """A part of the file whose lists have the names of the fields: as tuples where the order or `startswith` asks for it."""
    lists: dict[str, Any] = {}
    for each in fields(kind):
        found = _in_order(data, name, each.name)
        lists[each.name] = found if get_origin(each.type) is tuple else frozenset(found)
    return kind(**lists)


def _counts(data: Mapping[str, Any], *path: str) -> dict[str, int]:
    found = _of(data, *path)
    if not isinstance(found, Mapping) or not all(isinstance(value, int) for value in found.values()):
        raise VocabularyError(f"The vocabulary's {'.'.join(path)} must give a whole number for each word.")
    return dict(found)


def _pieces(phrase: str) -> tuple[str, ...]:
    """A phrase as the tokens it is read in: signs stand apart, as in "% point"."""
    spaced = "".join(f" {letter} " if not (letter.isalnum() or letter in " '’") else letter for letter in phrase)
    return tuple(spaced.split())


def _by_first(pairs: Iterable[tuple[str, Any]]) -> dict[str, tuple[tuple[tuple[str, ...], Any], ...]]:
    """Phrases by their first word, the longest first, so that the longest match is found at once."""
    found: dict[str, list[tuple[tuple[str, ...], Any]]] = {}
    for phrase, meaning in pairs:
        pieces = _pieces(phrase)
        found.setdefault(pieces[0], []).append((pieces, meaning))
    return {first: tuple(sorted(rest, key=lambda pair: -len(pair[0]))) for first, rest in found.items()}


def _approximation(row: Mapping[str, Any]) -> Approximation:
    try:
        below, above = Fraction(str(row["below"])), Fraction(str(row["above"]))
        return Approximation(Closeness(row["closeness"]), below, above)
    except (KeyError, ValueError) as error:
        raise VocabularyError(
            f"An approximation needs words, closeness, below and above; trouble with {error}."
        ) from None


def _conversion(row: Mapping[str, Any]) -> Conversion:
    try:
        low, high, usual = (Fraction(str(row[name])) for name in ("low", "high", "usual"))
        return Conversion(frozenset(row["from"]), frozenset(row["to"]), low, high, usual)
    except (KeyError, ValueError) as error:
        raise VocabularyError(f"A conversion needs from, to, low, high and usual; trouble with {error}.") from None


def _cues(data: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for cue in Cue:
        if cue is Cue.MULTIPLE:
            yield from ((word, cue.value) for word in _of(data, "multiples"))
        else:
            yield from ((phrase, cue.value) for phrase in sorted(_words(data, "cues", cue.name.lower())))


def _percents(data: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    yield from ((phrase, "percent") for phrase in _words(data, "units", "percent"))
    yield from ((phrase, "points") for phrase in _words(data, "units", "points"))


def parsed(data: Mapping[str, Any]) -> Vocabulary:
    """The vocabulary in a table of lists, or `VocabularyError` naming what is wrong with it."""
    approximations = _by_first(
        [(words, _approximation(row)) for row in _of(data, "approximations") for words in row["words"]]
    )
    cues = _by_first(_cues(data))
    seldom = frozenset().union(*(_words(data, "lines", name) for name in ("voted", "up_or_down", "wasted", "risen")))
    return Vocabulary(
        numbers=_counts(data, "number_words"),
        one=str(_of(data, "one", "word")),
        one_before=_words(data, "one", "before"),
        one_points=_words(data, "one", "points"),
        articles=_words(data, "one", "articles"),
        pointing=_words(data, "one", "pointing"),
        multipliers=_counts(data, "multipliers"),
        suffixes=_counts(data, "suffixes"),
        fractions=_counts(data, "fractions"),
        fraction_tolerance=Fraction(str(_of(data, "fraction_words", "tolerance"))),
        majority=_words(data, "fraction_words", "majority"),
        fraction_after=_words(data, "fraction_words", "after"),
        ordinals=_counts(data, "ordinals"),
        rank_after=_words(data, "ranks", "after"),
        rank_before=_words(data, "ranks", "before"),
        rank_high=_words(data, "ranks", "high"),
        rank_ends=_words(data, "ranks", "ends"),
        rank_tops=_words(data, "ranks", "tops"),
        rank_verbs=_words(data, "ranks", "verbs"),
        rank_after_end=_words(data, "ranks", "after_end"),
        rank_low=_words(data, "ranks", "low"),
        rank_best=_words(data, "ranks", "best"),
        superlatives=frozenset().union(*(_words(data, "ranks", name) for name in ("high", "low", "best", "worst"))),
        ourselves=_words(data, "ranks", "ourselves"),
        approximations=approximations,
        approximating=frozenset(pieces[-1] for phrases in approximations.values() for pieces, _ in phrases),
        percent=_by_first(_percents(data)),
        currency=_words(data, "units", "currency"),
        pence=_words(data, "units", "pence"),
        time=_words(data, "units", "time"),
        counted=_words(data, "units", "counted"),
        measured=_words(data, "units", "measured"),
        choosing=_words(data, "units", "choosing"),
        in_a_year={unit: (int(least), int(most)) for unit, (least, most) in _of(data, "units", "in_a_year").items()},
        filling={span: dict(parts) for span, parts in _of(data, "units", "filling").items()},
        spanning=_words(data, "units", "spanning"),
        each_time=dict(_of(data, "units", "each_time")),
        sharing=_words(data, "units", "for_one", "sharing"),
        shared=_words(data, "units", "for_one", "shared"),
        apiece=_words(data, "units", "for_one", "apiece"),
        heads=_words(data, "units", "for_one", "heads"),
        people=_words(data, "units", "for_one", "people"),
        extremes=_words(data, "units", "for_one", "extremes"),
        plurals=_words(data, "units", "for_one", "plurals"),
        endings=_words(data, "units", "for_one", "endings"),
        yearly=_words(data, "units", "for_one", "yearly"),
        half_years=_words(data, "units", "for_one", "half_years"),
        part_years=_words(data, "units", "for_one", "part_years"),
        conversions=tuple(_conversion(row) for row in _of(data, "conversions")),
        parts_of_time={(larger, smaller): int(many) for larger, smaller, many in _of(data, "units", "parts_of_time")},
        months=_words(data, "months", "names"),
        months_in_order=_in_order(data, "months", "in_order"),
        figures=_part(Figures, data, "figures"),
        others=_part(Others, data, "others"),
        lines=_part(Lines, data, "lines"),
        seldom_cues=seldom,
        rows=_part(Rows, data, "rows"),
        relating=_part(Relating, data, "relating"),
        movements=_part(Movements, data, "movements"),
        placing=_part(Placing, data, "placing"),
        period_before=_words(data, "periods", "before"),
        period_names=_words(data, "periods", "names"),
        year_before=_words(data, "periods", "before_year"),
        earlier=tuple(sorted(_words(data, "cues", "earlier"))),
        times=_words(data, "periods", "times"),
        time_after=_words(data, "periods", "after"),
        time_beyond=_words(data, "periods", "beyond"),
        references=_words(data, "references", "before"),
        grades=_words(data, "references", "grades"),
        names_after=_words(data, "references", "names_after"),
        streets=_words(data, "references", "streets"),
        speeds=_words(data, "sums", "speeds"),
        qualification_before=_words(data, "qualifications", "before"),
        qualification_after=_words(data, "qualifications", "after"),
        age_before=_words(data, "ages", "before"),
        age_limits=_words(data, "ages", "limits"),
        cues=cues,
        # Of most words the letter is known at once: they begin no phrase, and are no cue but one.
        plain_cues={
            word: of[0][1] for word, of in cues.items() if len(of) == len(of[0][0]) == 1 and word not in seldom
        },
        multiples={word: Fraction(str(value)) for word, value in _of(data, "multiples").items()},
        rates=_words(data, "near", "rates"),
        counting=_words(data, "near", "counting"),
        unnaming=_words(data, "near", "unnaming"),
        wholes=_words(data, "near", "wholes"),
        portions=_words(data, "near", "portions"),
        results=_words(data, "near", "results"),
        together=_words(data, "near", "together"),
        referring=_words(data, "near", "referring"),
        populations=_words(data, "near", "populations"),
        savings=_words(data, "near", "savings"),
        not_yet=_words(data, "near", "not_yet"),
        no_plain_sum=_words(data, "sums", "not_plain"),
        residues=_words(data, "sums", "residues"),
        meeting=_words(data, "sums", "meeting"),
        partly=_words(data, "sums", "partly"),
        all_else=_words(data, "sums", "all_else"),
        partings=_words(data, "sums", "partings"),
        single_choice=_words(data, "sums", "single_choice"),
        several_choices=_words(data, "sums", "several_choices"),
        degrees=_words(data, "sums", "degrees"),
        majorities=_words(data, "sums", "majorities"),
        voting_for=_words(data, "sums", "voting_for"),
        voting_against=_words(data, "sums", "voting_against"),
        largest=_words(data, "sums", "largest"),
        smallest=_words(data, "sums", "smallest"),
        over=_words(data, "sums", "over"),
        under=_words(data, "sums", "under"),
        bringing=_words(data, "sums", "bringing"),
        distances=_words(data, "sums", "distances"),
        closing=_words(data, "sums", "closing"),
        inside=_words(data, "beside", "inside"),
        outside=_words(data, "beside", "outside"),
        by_degrees=_words(data, "beside", "by_degrees"),
        articles_of=_words(data, "beside", "articles_of"),
        limits=_words(data, "beside", "limits"),
        ceilings=_words(data, "beside", "ceilings"),
        asked=_words(data, "beside", "asked"),
        high=_words(data, "beside", "high"),
        low=_words(data, "beside", "low"),
        speaking=_words(data, "beside", "speaking"),
        as_given=_words(data, "beside", "as_given"),
        streaks=_words(data, "beside", "streaks"),
        praising=_words(data, "beside", "praising"),
        blaming=_words(data, "beside", "blaming"),
        since=_words(data, "beside", "since"),
        when=_words(data, "beside", "when"),
        carried=_words(data, "beside", "carried"),
        lost=_words(data, "beside", "lost"),
        until_now=_words(data, "beside", "until_now"),
        existing=_words(data, "beside", "existing"),
        following=_words(data, "beside", "following"),
        replacing=_words(data, "beside", "replacing"),
        voting=_words(data, "beside", "voting"),
        multiplied=_words(data, "near_multiples", "multiplied"),
        multiplied_things=_words(data, "near_multiples", "things"),
        outnumbering=_words(data, "near_multiples", "outnumbering"),
        products=_words(data, "near_multiples", "products"),
        costs=_words(data, "near_multiples", "costs"),
        at=_words(data, "near_multiples", "at"),
        repeating=_words(data, "near_multiples", "repeating"),
        consequent=_words(data, "near_multiples", "consequent"),
        often=_words(data, "periods", "often"),
        thousandths={unit: _words(data, "units", "thousandths", unit) for unit in _of(data, "units", "thousandths")},
        opposites=tuple(frozenset(words) for words in _of(data, "sums", "opposites")),
        whole_sets=tuple(frozenset(words) for words in _of(data, "whole_sets", "sets")),
        complements=tuple(frozenset(words) for words in _of(data, "whole_sets", "complements")),
        levels=_words(data, "verdicts", "levels"),
        long_ago=_words(data, "verdicts", "long_ago"),
        on_top=_words(data, "verdicts", "on_top"),
        underneath=_words(data, "verdicts", "underneath"),
        fulfilled=_words(data, "verdicts", "fulfilled"),
        unfulfilled=_words(data, "verdicts", "unfulfilled"),
        several=_words(data, "verdicts", "several"),
        lower_is_better=_words(data, "polarity", "lower_is_better"),
        higher_is_better=_words(data, "polarity", "higher_is_better"),
    )


@cache
def load(path: Path = ENGLISH) -> Vocabulary:
    """The vocabulary in a file, read once in the life of the program."""
    return parsed(tables(path))


@cache
def tables(path: Path) -> Mapping[str, Any]:
    """The parts of a file, each with its lists, read once for all who take words from it."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"{path.name} is not a readable vocabulary: {error}.") from None


def as_decimal(value: Fraction) -> Decimal:
    """A fraction as a decimal of twelve places, for showing."""
    return Decimal(value.numerator) / Decimal(value.denominator)
