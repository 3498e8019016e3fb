"""The words of excuses: the part of `vocabulary.toml` that is headed so, loaded once and made into patterns."""

import re
from dataclasses import dataclass
from functools import cache

from tallystick.claims.promises.vocabulary import either
from tallystick.claims.vocabulary import ENGLISH, VocabularyError, tables


@dataclass(frozen=True, slots=True)
class Patterns:
    """Each for what is said between figures, or right before or after one."""

    ones: re.Pattern[str]
    a_thing: re.Pattern[str]
    often: re.Pattern[str]
    half_are: re.Pattern[str]
    of_what: re.Pattern[str]
    part_of: re.Pattern[str]
    measured: re.Pattern[str]
    distance: re.Pattern[str]
    either_way: re.Pattern[str]
    more: re.Pattern[str]
    compared: re.Pattern[str]
    choice: re.Pattern[str]
    choice_of_deeds: re.Pattern[str]
    supposed: re.Pattern[str]
    without: re.Pattern[str]
    extremes: re.Pattern[str]
    on_average: re.Pattern[str]
    left: re.Pattern[str]
    came: re.Pattern[str]
    neutral: re.Pattern[str]
    taken_up: re.Pattern[str]
    joined: re.Pattern[str]
    timed: re.Pattern[str]
    from_to: re.Pattern[str]
    to: re.Pattern[str]
    right_from: re.Pattern[str]
    less: re.Pattern[str]
    side: re.Pattern[str]
    than: re.Pattern[str]
    than_us: re.Pattern[str]
    net: re.Pattern[str]
    general: frozenset[str]
    counting: frozenset[str]
    aside: re.Pattern[str]
    wanted: re.Pattern[str]
    aimed_at: re.Pattern[str]
    so_often: re.Pattern[str]
    rounded: re.Pattern[str]
    of_the: re.Pattern[str]
    wholes: frozenset[str]


def _made(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def patterns() -> Patterns:
    """The patterns of the file's words. Raises `VocabularyError` where a list is missing."""
    said = tables(ENGLISH).get("excuses", {})
    try:
        is_ = {name: either(words) for name, words in said.items()}
        return Patterns(
            general=frozenset(said["general"]),
            counting=frozenset(said["counting"]),
            aside=_made(rf"\b{is_['aside']}\b"),
            of_the=_made(rf" {is_['of']} {is_['the_named']} (?P<name>\w+)"),
            wholes=frozenset(said["wholes"]),
            rounded=_made(rf"\b{is_['rounded']}\b"),
            so_often=_made(rf",? {is_['so_often']}\b"),
            aimed_at=_made(rf"[^.,;()]{{0,30}}\b{is_['aimed_at']}\b"),
            wanted=_made(rf"\b{is_['wanted']}\b[^.;]*$"),
            a_thing=_made(rf", {is_['a']} [a-z]"),
            ones=_made(rf"\b{is_['ones']}\b"),
            often=_made(
                rf"\b{is_['times']}(?:\s+{is_['every']}\s|\s*[).,;:])|\b{is_['multiplied']}[;.)]|\b{is_['number_of']}\b"
            ),
            half_are=_made(rf"\b{is_['half']} \w+ {is_['are']}\b"),
            of_what=_made(rf"\b{is_['of_what']}\b"),
            part_of=_made(rf"(?: \w+)? {is_['of']} (?:{is_['the']} )?"),
            measured=_made(rf"\d ?{is_['lengths']} {is_['by']} \d"),
            distance=_made(rf"(?: {is_['a_year']})? {is_['more']} {is_['than']}\b"),
            either_way=_made(rf" {is_['either_way']}\b"),
            more=_made(rf" {is_['more']}\b"),
            compared=_made(rf"\b{is_['compared']} $"),
            choice=_made(rf"\b{is_['or']}\b"),
            choice_of_deeds=_made(rf"\b{is_['or']} (?!{is_['about']}\b)[a-z]+ "),
            supposed=_made(rf"\b{is_['supposed']}\b(?:[^.]|\.\d)*$"),
            without=_made(rf"\b{is_['without']} {is_['them']}\b"),
            extremes=_made(rf"\b{is_['extremes']}\b"),
            on_average=_made(rf" {is_['on_average']}\b"),
            left=_made(rf" (?:\w{{1,20}} )?{is_['left']}\b"),
            came=_made(rf"\b{is_['came']}\b"),
            neutral=_made(rf"\b{is_['from']} [£\d][^.]*\b{is_['went']} {is_['from']} $"),
            taken_up=_made(rf"\b{is_['than']}\s\w{{1,20}}\s(?:\w{{1,20}}\s)?{is_['by']}\b"),
            joined=_made(rf"\b{is_['and']} $"),
            timed=_made(rf"\b{is_['timed']}\b"),
            from_to=_made(rf"\b{is_['from_to']}\b"),
            to=_made(rf" {is_['to']} "),
            right_from=_made(rf"\b{is_['from']} $"),
            less=_made(rf"\b{is_['taken_off']} $"),
            side=_made(rf"\b{is_['side']} $"),
            net=_made(rf"\b{is_['net']}\b[^.]*$"),
            than=_made(rf"\b{is_['than']}\b"),
            than_us=_made(rf"\b{is_['than']} \w+ {is_['and']} $"),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise VocabularyError(f"the words of excuses lack the list {error}: add it to {ENGLISH.name}") from None
