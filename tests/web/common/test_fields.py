"""Forms say what is wrong and how to put it right, beside the field and in a summary."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.template import Context, Template

import tallystick_web
from tallystick_web.common import fields


class Sample(forms.Form):
    title = forms.CharField(label="Title of the priority", help_text="As in the plan")
    gss = forms.CharField(label="GSS code", error_messages={"required": "Enter the code that begins with E"})
    rating = forms.ChoiceField(label="Rating", choices=[("g", "Green"), ("r", "<Red>")], widget=forms.RadioSelect)
    themes = forms.MultipleChoiceField(
        label="Themes", choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple, required=False
    )
    value = forms.DecimalField(
        label="Value",
        required=False,
        widget=forms.TextInput(attrs={"data-suffix": "%", "class": "govuk-input--width-5"}),
    )
    agreed = forms.BooleanField(label="The director has agreed", required=False)
    secret = forms.CharField(label="Password", widget=forms.PasswordInput, required=False)

    def clean(self) -> None:
        if self.data.get("title") == "same":
            raise forms.ValidationError("A priority of this title stands in the plan already")


def render(source: str, form: forms.Form) -> str:
    return Template("{% load tallystick %}" + source).render(Context({"form": form}))


def test_a_text_field_has_label_hint_and_input_tied_together() -> None:
    html = render("{% field form.title %}", Sample())
    assert 'for="id_title"' in html
    assert 'id="id_title_hint"' in html
    assert 'aria-describedby="id_title_hint"' in html
    assert 'class="govuk-input"' in html


def test_an_error_stands_beside_its_field_and_is_read_with_it() -> None:
    html = render("{% field form.title %}", Sample({}))
    assert 'aria-describedby="id_title_hint id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert "govuk-input--error" in html
    assert "Enter the title of the priority" in html


def test_errors_name_the_field_unless_the_form_has_better_words() -> None:
    found = dict(fields.errors(Sample({})))
    assert found == {
        "id_title": "Enter the title of the priority",
        "id_gss": "Enter the code that begins with E",
        "id_rating_0": "Choose the rating",
    }


def test_the_summary_leads_to_each_field() -> None:
    html = render("{% error_summary form %}", Sample({}))
    assert 'href="#id_title"' in html
    assert 'href="#id_rating_0"' in html
    assert 'id="id_rating_0"' in render("{% field form.rating %}", Sample({}))


def test_errors_of_the_whole_form_are_in_the_summary() -> None:
    html = render("{% error_summary form %}", Sample({"title": "same", "gss": "x", "rating": "g"}))
    assert "<li>A priority of this title stands in the plan already</li>" in html


def test_a_form_not_yet_sent_has_no_errors() -> None:
    assert render("{% error_summary form %}", Sample()).strip() == ""


def test_choices_keep_what_was_chosen_and_are_escaped() -> None:
    html = render("{% field form.rating %}{% field form.themes %}", Sample({"rating": "r", "themes": ["b"]}))
    assert re.search(r'value="r" checked', html)
    assert re.search(r'value="b" checked', html)
    assert not re.search(r'value="a" checked', html)
    assert "&lt;Red&gt;" in html
    assert "<fieldset" in html


def test_a_unit_stands_beside_the_input_and_is_no_attribute_of_it() -> None:
    html = render("{% field form.value %}", Sample())
    assert '<div class="govuk-input__suffix" aria-hidden="true">%</div>' in html
    assert "data-suffix" not in html
    assert 'class="govuk-input govuk-input--width-5"' in html


def test_optional_fields_say_so_and_a_single_box_need_not() -> None:
    assert "(optional)" in render("{% field form.value %}", Sample())
    assert "(optional)" not in render("{% field form.agreed %}", Sample())


def test_a_question_may_be_the_heading_of_its_page() -> None:
    assert "<h1" in render("{% field form.title heading=True %}", Sample())
    assert "<h1" in render("{% field form.rating heading=True %}", Sample())


def test_a_page_may_give_its_own_label_and_hint() -> None:
    html = render('{% field form.title label="New title" hint="" %}', Sample())
    assert "New title" in html
    assert "As in the plan" not in html
    assert "aria-describedby" not in html


def test_a_password_can_be_looked_at() -> None:
    assert "govuk-js-password-input-toggle" in render("{% field form.secret %}", Sample())


def test_a_whole_form_comes_out_the_same_way() -> None:
    assert str(Sample()).count("govuk-form-group") == 7
    assert "govuk-form-group" in Sample()["title"].as_field_group()


def test_no_form_answers_an_empty_field_with_its_question() -> None:
    """ "Enter on which day?" is what becomes of a question that has no words of its own."""
    for module in pkgutil.walk_packages(tallystick_web.__path__, "tallystick_web."):
        if "forms" in module.name:
            importlib.import_module(module.name)
    asked = [
        f"{form.__name__}.{name}"
        for form in ours(forms.BaseForm)
        for name, field in form.base_fields.items()
        if field.required and str(field.label).endswith("?") and str(field.error_messages["required"]) == UNNAMED
    ]
    assert asked == []


UNNAMED = str(forms.Field.default_error_messages["required"])


def ours(kind: type) -> Iterator[Any]:
    """Every form of the application."""
    for one in kind.__subclasses__():
        yield from ours(one)
        if one.__module__.startswith("tallystick_web.") and hasattr(one, "base_fields"):
            yield one
