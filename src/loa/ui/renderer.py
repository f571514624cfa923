"""How `{{ form }}` and `{{ field.as_field_group }}` look everywhere."""

from django.forms.renderers import DjangoTemplates


class LookRenderer(DjangoTemplates):
    """Our templates for forms and fields; Django's own for every widget."""

    form_template_name = "ui/components/form.html"
    field_template_name = "ui/components/field.html"
