"""How forms become HTML."""

from django.forms.renderers import TemplatesSetting


class ComponentRenderer(TemplatesSetting):
    """`{{ form }}` and `{{ field.as_field_group }}` in the look of the house; the widgets stay Django's own."""

    form_template_name = "components/form.html"
    formset_template_name = "components/formset.html"
    field_template_name = "components/field.html"
