"""Parsing what is typed about people and roles."""

from django import forms

from tallystick_web.councils.models import Role


class PersonForm(forms.Form):
    """A person and the roles to give."""

    name = forms.CharField(max_length=150, error_messages={"required": "Enter the person's name."})
    email = forms.EmailField(
        label="E-mail address", max_length=254, help_text="They sign in with it.",
        error_messages={
            "required": "Enter the person's e-mail address.",
            "invalid": "Enter an e-mail address such as alice@council.gov.uk.",
        },
    )  # fmt: skip
    roles = forms.MultipleChoiceField(
        choices=Role.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one role."},
    )  # fmt: skip
