"""Changing several records at once: ticked in a list, looked at before it is done. What cannot change says why, and stays as it is."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tallystick_web.common import words

Change = tuple[str, str, str]  # what it is, as it is now, as it would be


@dataclass(frozen=True, slots=True)
class Planned:
    """One record: what would change in it, or why nothing will."""

    record: Any
    changes: tuple[Change, ...]
    why_not: str


def planned(record: Any, changes: Iterable[Change], why_not: str | None) -> Planned:
    """What would become of a record whose rules say this."""
    differ = tuple(one for one in changes if one[1] != one[2])
    return Planned(record, () if why_not else differ, why_not or ("" if differ else "Nothing would change."))


def willing(plan: Iterable[Planned]) -> list[Any]:
    """The records in which something would change."""
    return [one.record for one in plan if one.changes]


@dataclass(frozen=True, slots=True)
class Kind:
    """What is changed: its noun, what a record is called here, and the list that people come from and go back to."""

    noun: str
    key: Callable[[Any], Any]
    lines: Callable[[Any], Sequence[str]]
    back: str
    back_name: str


def page(
    request: HttpRequest,
    kind: Kind,
    found: Sequence[Any],
    form: forms.Form,
    plan: Callable[[], Sequence[Planned]],
    change: Callable[[list[Any]], int],
) -> HttpResponse:
    """The page for some chosen records: `do=look` shows what would become of each, `do=change` does it."""
    if not found:
        messages.warning(request, f"Choose at least one {kind.noun} first: tick the boxes in the list.")
        return redirect(kind.back)
    preview = list(plan()) if form.is_bound and form.is_valid() else []
    if (able := willing(preview)) and request.POST.get("do") == "change":
        count = change(able)
        left = len(found) - count
        messages.success(request, f"{count} changed." + (f" {left} left as they are." if left else ""))
        return redirect(kind.back)
    context = {
        "form": form, "kind": kind, "many": words.count(len(found), kind.noun), "willing": words.count(len(able), kind.noun),
        "able": len(able), "chosen": [(kind.key(one), kind.lines(one)) for one in found],
        "preview": [(kind.lines(one.record), one) for one in preview],
    }  # fmt: skip
    return render(request, "common/bulk.html", context)


def bound(request: HttpRequest) -> Any:
    """What the form is made from: nothing on the way in from the list."""
    return request.POST if "do" in request.POST else None
