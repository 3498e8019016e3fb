"""Makes `{{ form }}` and `{{ form.field.as_field_group }}` come out in the markup of GOV.UK Frontend (see `fields`)."""

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Django's own widgets inside our templates of fields and forms; named by the setting FORM_RENDERER."""

    form_template_name = "common/forms/form.html"
    field_template_name = "common/forms/field.html"
