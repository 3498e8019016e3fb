"""What the styleguide shows: made-up figures, one of every component. Debug only."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict

from tallystick import charts

_CLAIMANTS = [10.9, 10.8, 11.2, 10.6, None, 10.3, 10.4, 9.9, 9.1, 9.4, 8.8, 8.3]
_VINTAGES = ["validated"] * 7 + ["revised", "corrected", "validated", "estimated", "provisional"]
_PERIODS = [f"Q{quarter} {year}/{year % 100 + 1:02d}" for year in (2007, 2008, 2009) for quarter in (1, 2, 3, 4)]

NARRATIVE = """There were **9,950** recorded crimes from April to September.

# What was done

* extra patrols on [two estates](https://example.org/)
* a task group for burglary

<script>alert("never")</script>"""


class SampleForm(forms.Form):
    """One field of every kind."""

    title = forms.CharField(label="Title of the priority", help_text="As it stands in the plan", max_length=80)
    value = forms.DecimalField(
        label="Value for July to September 2009",
        error_messages={"required": "Enter the value for July to September 2009"},
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5", "data-suffix": "%", "inputmode": "decimal"}),
    )
    narrative = forms.CharField(label="Narrative", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    rating = forms.ChoiceField(
        label="Rating",
        choices=[("green", "Green"), ("amber", "Amber"), ("red", "Red")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a rating"},
    )
    themes = forms.MultipleChoiceField(
        label="Themes",
        choices=[("env", "Environment"), ("hw", "Health and wellbeing")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    service = forms.ChoiceField(label="Service", choices=[("", "Any"), ("a", "Adult social care")], required=False)
    agreed = forms.BooleanField(label="The director has agreed this", required=False)
    tracker = forms.FileField(label="Tracker", help_text="PDF, Word, Excel, CSV or text", required=False)
    secret = forms.CharField(label="Password", widget=forms.PasswordInput, required=False)


class SampleFilters(forms.Form):
    """How a list is narrowed."""

    theme = forms.ChoiceField(choices=[("", "All themes"), ("env", "Environment")], required=False)
    rating = forms.ChoiceField(choices=[("", "All ratings"), ("red", "Red"), ("amber", "Amber")], required=False)
    words = forms.CharField(label="Words in the title", required=False)


def chart() -> charts.SeriesChart:
    """A series with every vintage, a gap, two targets, two comparators and its usual range."""
    return charts.SeriesChart(
        title="Young people not in education, employment or training (%)",
        periods=_PERIODS,
        line=charts.Line("This council", _CLAIMANTS, _VINTAGES),
        targets=[charts.Line("Target", [8.5] * 12), charts.Line("Partnership target", [7.5] * 12)],
        comparators=[
            charts.Line("Core cities", [9.8, 9.9, 10.1, 10.0, 9.9, 9.8, 9.6, 9.7, 9.5, 9.4, 9.2, 9.1]),
            charts.Line("England", [7.9, 7.8, 8.0, 8.1, 8.0, 8.2, 8.1, 8.3, 8.2, 8.4, 8.3, 8.2]),
        ],
        unit="%",
        band=(9.2, 11.4),
    )


def context(query: QueryDict) -> dict[str, Any]:
    """Everything the page shows."""
    return {
        "counts": {"green": 9, "amber": 18, "red": 3, None: 6},
        "five": {"green": 4, "amber_green": 5, "amber": 6, "amber_red": 3, "red": 2, None: 1},
        "ratings": ["green", "amber_green", "amber", "amber_red", "red", ""],
        "statuses": ["on_track", "within_tolerance", "off_track", "no_data", "not_due"],
        "directions": ["improving", "steady", "worsening", "not_known"],
        "strip": list(
            zip(
                ["Q3", "Q4", "Q1", "Q2", "Q3", "Q4", "Q1", "Q2"],
                ["amber", "amber", "red", "amber", None, "amber_red", "amber_green", "green"],
                strict=True,
            )
        ),
        "due": date(2009, 12, 15),
        "amount": Decimal("24282.000"),
        "rate": Decimal("4.85"),
        "change": Decimal("-11.94"),
        "points": _CLAIMANTS,
        "usual": (9.2, 11.4),
        "chart": chart(),
        "narrative": NARRATIVE,
        "form": SampleForm(query if "check" in query else None),
        "filter_form": SampleFilters(query),
        "page": Paginator(range(400), 20).get_page(query.get("page", "6")),
    }
