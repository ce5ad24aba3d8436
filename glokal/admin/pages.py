"""Texts of the site in the administration."""

from django.contrib import admin
from modeltranslation.admin import TabbedTranslationAdmin

from glokal.models import Page
from publishing.admin.access import SuperuserOnly


@admin.register(Page)
class PageAdmin(SuperuserOnly, TabbedTranslationAdmin):
    """Legal and information pages."""

    list_display = ("slug", "title_de", "title_cs", "changed_at")
    fields = ("slug", "title", "body")
