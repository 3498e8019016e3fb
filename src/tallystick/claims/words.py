"""The shapes that the words of `vocabulary.toml` have once they are read: what a word does, and which words do what."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tallystick.claims.model import Closeness


class Cue(StrEnum):
    """What a word does in a statement about numbers. Each value is one character: see `stream`."""

    RISE = "u"
    FALL = "d"
    BETTER = "g"
    WORSE = "j"
    CHANGE = "s"
    MORE = "m"
    FEWER = "l"
    THAN = "h"
    ABOVE = "A"
    BELOW = "B"
    EXCEEDS = "X"
    MISSES = "V"
    FROM = "f"
    TO = "t"
    BY = "b"
    ON = "H"
    OF = "o"
    OUT_OF = "O"
    IN = "n"
    AND = "a"
    COMPARED = "c"
    OF_WHICH = "W"
    TOTAL = "T"
    MADE_OF = "S"
    INCLUDING = "I"
    EXCEPT = "F"
    LEAVING = "U"
    AVERAGE = "G"
    NOT_SIMPLE_AVERAGE = "z"
    OTHER_AVERAGE = "Z"
    REMAINING = "r"
    EQUALS = "e"
    IS = "i"
    THIS = "q"
    EARLIER = "L"
    CURRENT = "N"
    EACH = "p"
    DIFFERENCE = "D"
    VARIANCE = "v"
    NOT = "!"
    TARGET = "k"
    BETTER_THAN = ">"
    WORSE_THAN = "<"
    RETURN_ON = "Y"
    RESPECTIVELY = "E"
    MULTIPLE = "x"


@dataclass(frozen=True, slots=True)
class Approximation:
    """How far below and above the figure written the true one may lie, as shares of it."""

    closeness: Closeness
    below: Fraction
    above: Fraction


@dataclass(frozen=True, slots=True)
class Conversion:
    """How many of one unit of time make another: from `low` to `high`, usually `usual`."""

    smaller: frozenset[str]
    larger: frozenset[str]
    low: Fraction
    high: Fraction
    usual: Fraction


@dataclass(frozen=True, slots=True)
class Figures:
    """What belongs to a figure, and what makes it another kind of number: `[figures]`."""

    half: frozenset[str]
    quarter: frozenset[str]
    of: frozenset[str]
    added: frozenset[str]
    a: frozenset[str]
    within: frozenset[str]
    every: frozenset[str]
    out: frozenset[str]
    for_every: frozenset[str]
    per: frozenset[str]
    times: frozenset[str]
    times_as: frozenset[str]
    up_to: frozenset[str]
    between: frozenset[str]
    ordinal_endings: frozenset[str]
    plural: tuple[str, ...]
    of_points: frozenset[str]
    point: frozenset[str]
    percentage: frozenset[str]
    after_quarter: frozenset[str]
    before_half: frozenset[str]
    before_quarters: frozenset[str]
    after_half: frozenset[str]
    of_a_year: frozenset[str]
    after_many: frozenset[str]
    at: frozenset[str]
    lengths: frozenset[str]
    quarter_sign: frozenset[str]
    plain_suffixes: frozenset[str]
    counted_suffixes: frozenset[str]
    years: frozenset[str]
    old: frozenset[str]
    school: frozenset[str]
    stands: frozenset[str]
    being: frozenset[str]
    and_over: frozenset[str]
    older: frozenset[str]
    people: frozenset[str]
    never_about: frozenset[str]
    not_first_about: frozenset[str]
    comparing: frozenset[str]
    compared: frozenset[str]
    no_noun: frozenset[str]
    passed_over: frozenset[str]
    the: frozenset[str]
    way: frozenset[str]
    of_times: frozenset[str]
    deeds: tuple[str, ...]
    aims: frozenset[str]
    by: frozenset[str]
    percentages: frozenset[str]


@dataclass(frozen=True, slots=True)
class Others:
    """The words by which a number is known to be no claim: `[others]`."""

    joins: frozenset[str]
    determiners: frozenset[str]
    period_letters: frozenset[str]
    of_age: frozenset[str]
    before_counts: frozenset[str]
    percent: frozenset[str]
    cent: frozenset[str]
    counted_periods: frozenset[str]
    no_plurals: frozenset[str]
    kinds_of_time: frozenset[str]
    long_times: frozenset[str]
    averaged: frozenset[str]
    than: frozenset[str]
    either: frozenset[str]
    abbreviated: frozenset[str]
    numbered: frozenset[str]
    levels: frozenset[str]
    going_on: frozenset[str]
    touching: frozenset[str]
    limits: frozenset[str]
    lines: frozenset[str]
    called: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lines:
    """Where lines and sentences end, and words that are cues in most places and none in some: `[lines]`."""

    runs_on: frozenset[str]
    leading: frozenset[str]
    voted: frozenset[str]
    after_vote: frozenset[str]
    up_or_down: frozenset[str]
    set_down: frozenset[str]
    wasted: frozenset[str]
    risen: frozenset[str]
    giving: frozenset[str]
    in_so_many: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rows:
    """The words in the headings and labels of tables: `[rows]`."""

    no_sum: frozenset[str]
    changes: frozenset[str]
    apart: frozenset[str]
    per_cents: frozenset[str]
    for_one: frozenset[str]
    per: frozenset[str]
    totals: frozenset[str]
    all: frozenset[str]
    totals_first: tuple[str, ...]
    totals_last: tuple[str, ...]
    partial: tuple[str, ...]
    opening: frozenset[str]
    closing: frozenset[str]
    dated: frozenset[str]
    first_days: frozenset[str]
    last_days: frozenset[str]
    gone: frozenset[str]
    come: frozenset[str]
    come_last: frozenset[str]


@dataclass(frozen=True, slots=True)
class Movements:
    """What is said of an opening figure, a closing one and what moved between them: `[movements]`."""

    beginnings: frozenset[str]
    opening: frozenset[str]
    closing: frozenset[str]
    came: frozenset[str]
    went: frozenset[str]
    joining: frozenset[str]
    untold: frozenset[str]
    part_times: frozenset[str]
    narrowing: frozenset[str]
    pointing: frozenset[str]
    of_ends: frozenset[str]
    new: frozenset[str]
    lacking: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Every phrase that says something of a figure."""
        return self.opening | self.closing | self.came | self.went


@dataclass(frozen=True, slots=True)
class Relating:
    """Words that one relation asks for and no cue stands for: `[relating]`."""

    told: frozenset[str]
    all_told: tuple[str, ...]
    list_totals: frozenset[str]
    for_each: frozenset[str]
    shared: frozenset[str]
    between: frozenset[str]
    over_years: frozenset[str]
    years: frozenset[str]
    step_by_step: frozenset[str]
    up: frozenset[str]
    ballots: frozenset[str]
    negations: frozenset[str]
    undecided: frozenset[str]
    alternatives: frozenset[str]
    aside: frozenset[str]
    as_many: frozenset[str]
    turning: frozenset[str]
    pointing_back: frozenset[str]
    likened: frozenset[str]
    unnamed: frozenset[str]
    counts: tuple[str, ...]
    plain_counts: frozenset[str]
    counted_in: frozenset[str]
    paid_back: frozenset[str]
    participles: tuple[str, ...]
    saved: frozenset[str]
    multiple_over: tuple[str, ...]
    multiple_under: tuple[str, ...]
    multiple_said: tuple[str, ...]
    multiple_about: tuple[str, ...]
    fraction_over: tuple[str, ...]
    fraction_under: tuple[str, ...]
    points: frozenset[str]
    not_placed: frozenset[str]
    signed: frozenset[str]
    reasons: frozenset[str]
    missing: frozenset[str]
    contrasting: frozenset[str]
    moving: frozenset[str]
    overspent: frozenset[str]
    underspent: frozenset[str]
    waited: frozenset[str]
    not_told: frozenset[str]
    offsetting: frozenset[str]
    still_left: frozenset[str]
    left_over: frozenset[str]
    lacking: frozenset[str]
    incomes: frozenset[str]
    outlays: frozenset[str]
    gross: frozenset[str]
    net: frozenset[str]
    budgets: frozenset[str]
    apart: frozenset[str]
    may_be_ours: frozenset[str]
    next_after: frozenset[str]
    rates: frozenset[str]
    predicates: frozenset[str]
    owning: frozenset[str]


@dataclass(frozen=True, slots=True)
class Placing:
    """Words that tell a place beside the figure that has it: `[placing]`."""

    first: frozenset[str]
    next: frozenset[str]
    last: frozenset[str]
    spoken: tuple[str, ...]
    by_itself: frozenset[str]
    reached: frozenset[str]
    place: frozenset[str]


Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything the reading of numbers and relations knows about words."""

    numbers: Mapping[str, int]
    one: str
    one_before: frozenset[str]
    one_points: frozenset[str]
    articles: frozenset[str]
    pointing: frozenset[str]
    multipliers: Mapping[str, int]
    suffixes: Mapping[str, int]
    fractions: Mapping[str, int]
    fraction_tolerance: Fraction
    fraction_after: frozenset[str]
    majority: frozenset[str]
    ordinals: Mapping[str, int]
    rank_after: frozenset[str]
    rank_before: frozenset[str]
    rank_high: frozenset[str]
    rank_low: frozenset[str]
    rank_best: frozenset[str]
    rank_ends: frozenset[str]
    rank_tops: frozenset[str]
    rank_verbs: frozenset[str]
    rank_after_end: frozenset[str]
    superlatives: frozenset[str]
    ourselves: frozenset[str]
    approximations: Mapping[str, tuple[tuple[tuple[str, ...], Approximation], ...]]
    approximating: frozenset[str]
    percent: Phrases
    currency: frozenset[str]
    pence: frozenset[str]
    time: frozenset[str]
    counted: frozenset[str]
    measured: frozenset[str]
    choosing: frozenset[str]
    in_a_year: Mapping[str, tuple[int, int]]
    filling: Mapping[str, Mapping[str, int]]
    spanning: frozenset[str]
    each_time: Mapping[str, str]
    sharing: frozenset[str]
    shared: frozenset[str]
    apiece: frozenset[str]
    heads: frozenset[str]
    people: frozenset[str]
    extremes: frozenset[str]
    plurals: frozenset[str]
    endings: frozenset[str]
    yearly: frozenset[str]
    half_years: frozenset[str]
    part_years: frozenset[str]
    conversions: tuple[Conversion, ...]
    parts_of_time: Mapping[tuple[str, str], int]
    months: frozenset[str]
    months_in_order: tuple[str, ...]
    figures: Figures
    others: Others
    lines: Lines
    seldom_cues: frozenset[str]
    rows: Rows
    relating: Relating
    movements: Movements
    placing: Placing
    period_before: frozenset[str]
    period_names: frozenset[str]
    year_before: frozenset[str]
    earlier: tuple[str, ...]
    times: frozenset[str]
    time_after: frozenset[str]
    time_beyond: frozenset[str]
    references: frozenset[str]
    grades: frozenset[str]
    names_after: frozenset[str]
    streets: frozenset[str]
    speeds: frozenset[str]
    qualification_before: frozenset[str]
    qualification_after: frozenset[str]
    age_before: frozenset[str]
    age_limits: frozenset[str]
    cues: Phrases
    plain_cues: Mapping[str, str]
    multiples: Mapping[str, Fraction]
    rates: frozenset[str]
    counting: frozenset[str]
    unnaming: frozenset[str]
    wholes: frozenset[str]
    portions: frozenset[str]
    results: frozenset[str]
    together: frozenset[str]
    referring: frozenset[str]
    populations: frozenset[str]
    savings: frozenset[str]
    not_yet: frozenset[str]
    no_plain_sum: frozenset[str]
    residues: frozenset[str]
    majorities: frozenset[str]
    voting_for: frozenset[str]
    voting_against: frozenset[str]
    largest: frozenset[str]
    smallest: frozenset[str]
    all_else: frozenset[str]
    partings: frozenset[str]
    single_choice: frozenset[str]
    several_choices: frozenset[str]
    degrees: frozenset[str]
    opposites: tuple[frozenset[str], ...]
    meeting: frozenset[str]
    partly: frozenset[str]
    over: frozenset[str]
    under: frozenset[str]
    bringing: frozenset[str]
    closing: frozenset[str]
    inside: frozenset[str]
    outside: frozenset[str]
    by_degrees: frozenset[str]
    articles_of: frozenset[str]
    limits: frozenset[str]
    ceilings: frozenset[str]
    asked: frozenset[str]
    high: frozenset[str]
    low: frozenset[str]
    speaking: frozenset[str]
    as_given: frozenset[str]
    streaks: frozenset[str]
    praising: frozenset[str]
    blaming: frozenset[str]
    since: frozenset[str]
    when: frozenset[str]
    carried: frozenset[str]
    lost: frozenset[str]
    until_now: frozenset[str]
    existing: frozenset[str]
    following: frozenset[str]
    replacing: frozenset[str]
    voting: frozenset[str]
    distances: frozenset[str]
    multiplied: frozenset[str]
    multiplied_things: frozenset[str]
    outnumbering: frozenset[str]
    products: frozenset[str]
    costs: frozenset[str]
    at: frozenset[str]
    repeating: frozenset[str]
    consequent: frozenset[str]
    often: frozenset[str]
    thousandths: Mapping[str, frozenset[str]]
    whole_sets: tuple[frozenset[str], ...]
    complements: tuple[frozenset[str], ...]
    levels: frozenset[str]
    long_ago: frozenset[str]
    on_top: frozenset[str]
    underneath: frozenset[str]
    fulfilled: frozenset[str]
    unfulfilled: frozenset[str]
    several: frozenset[str]
    lower_is_better: frozenset[str]
    higher_is_better: frozenset[str]
