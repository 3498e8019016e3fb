"""What a person gives to publish or to withdraw."""

from django import forms


class PublishForm(forms.Form):
    """The digest of what the person was shown, so that nothing else is published than what was seen."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    judged_only = forms.BooleanField(widget=forms.HiddenInput, required=False)


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label="Why it is withdrawn",
        help_text="Readers will see this in place of the summaries.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say why the publication is withdrawn"},
    )
