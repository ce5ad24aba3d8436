"""One row per findable thing, ready for lists and search; written by `search.services` only."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pgvector.django import HalfVectorField, HnswIndex

from bilingual.choices import Language, TextState
from search.analysis.tokens import LONGEST_WORD
from search.choices import TermSource, TermState
from search.functions import Point
from search.queries import DocumentQuerySet
from search.registry import source_of
from search.semantics.meaning import DIMENSIONS

LONGEST_NAME = 120
"""Characters of a name in the term list."""

DocumentManager = models.Manager.from_queryset(DocumentQuerySet)


class Document(models.Model):
    """What lists, cards and the search need to know of one published thing."""

    kind = models.CharField(max_length=30)
    object_id = models.BigIntegerField()
    # the owning organisation
    owner_id = models.BigIntegerField(null=True)
    slug = models.CharField(max_length=255)
    # in the original language
    title = models.TextField()
    title_de = models.TextField()
    title_cs = models.TextField()
    summary_de = models.TextField()
    summary_cs = models.TextField()
    # labels of the first things it can do
    highlights_de = ArrayField(models.TextField(), default=list)
    highlights_cs = ArrayField(models.TextField(), default=list)
    original_language = models.CharField(max_length=2, choices=Language.choices)
    state_de = models.CharField(max_length=10, choices=TextState.choices)
    state_cs = models.CharField(max_length=10, choices=TextState.choices)
    place = models.TextField()
    # codes of ISO 3166 and NUTS, or empty
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=10)
    # kilometres on the plane of search.places
    x_km = models.FloatField(null=True)
    y_km = models.FloatField(null=True)
    # codes behind their facet's name, region:DED2D
    facets = ArrayField(models.TextField(), default=list)
    is_example = models.BooleanField(default=False)
    published_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    indexed_at = models.DateTimeField()

    # C: the keys are made to be compared byte by byte, whatever the server's language is
    sort_key_de = models.TextField(db_collation="C")
    sort_key_cs = models.TextField(db_collation="C")
    # analysed words of both languages
    terms = SearchVectorField()
    # what the texts mean: null until a job has read them
    embedding = HalfVectorField(dimensions=DIMENSIONS, null=True)
    # fingerprints of the passages as they are now, and as they were when the embedding was made
    passages = models.CharField(max_length=40, db_default="")
    embedded_passages = models.CharField(max_length=40, db_default="")

    objects = DocumentManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_document_once")]
        indexes = [
            models.Index(F("kind"), F("published_at").desc(), F("id").desc(), name="search_newest"),
            models.Index(F("kind"), F("confirmed_at").desc(nulls_last=True), F("id").desc(), name="search_confirmed"),
            models.Index(fields=["kind", "sort_key_de", "id"], name="search_name_de"),
            models.Index(fields=["kind", "sort_key_cs", "id"], name="search_name_cs"),
            GistIndex(F("kind"), Point("x_km", "y_km"), name="search_nearest"),
            GinIndex(fields=["facets"], name="search_facets"),
            GinIndex(fields=["terms"], name="search_terms"),
            models.Index(fields=["owner_id"], name="search_owner"),
            HnswIndex(fields=["embedding"], opclasses=["halfvec_ip_ops"], name="search_meaning"),
            models.Index(fields=["id"], condition=~Q(passages=F("embedded_passages")), name="search_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.title}"

    def get_absolute_url(self) -> str:
        """The page of the thing itself."""
        return reverse(source_of(self.kind).url_name, args=[self.slug])


class Word(models.Model):
    """A folded word that stands in a document: what a misspelt word may have meant.

    Far fewer than documents, so that spelling is compared with words and never with texts.
    """

    word = models.CharField(max_length=LONGEST_WORD, primary_key=True)

    class Meta:
        indexes = [GinIndex(OpClass("word", name="gin_trgm_ops"), name="search_word_spelling")]

    def __str__(self) -> str:
        return self.word


class IndexVersion(models.Model):
    """The single row that changes with every change of a document: caches carry its number in their keys."""

    number = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.number)


class Rebuild(models.Model):
    """A rebuild that has begun and not ended: where the next run goes on."""

    kind = models.CharField(max_length=30, primary_key=True)
    started_at = models.DateTimeField()
    # all things up to this id are done
    last_id = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.kind} up to {self.last_id}"


def _names(label: Any) -> ArrayField:
    return ArrayField(models.CharField(max_length=LONGEST_NAME), verbose_name=label, default=list, blank=True)


class Term(models.Model):
    """All names of one thing in both languages, written by `search.terms.services` only; accepted ones are searched."""

    de = _names(_("in German"))
    cs = _names(_("in Czech"))
    # of the CPV, or empty
    cpv = models.CharField(_("category (CPV)"), max_length=10, blank=True)
    note = models.TextField(_("note"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=TermState.choices, default=TermState.SUGGESTED)
    source = models.CharField(_("source"), max_length=10, choices=TermSource.choices)
    suggested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("suggested by")
    )
    # in which the note was written
    language = models.CharField(_("language of the note"), max_length=2, choices=Language.choices, blank=True)
    # which line of the list that comes with Glokal it is
    list_key = models.CharField(max_length=2 * LONGEST_NAME + 1, null=True, unique=True, editable=False)
    # the words of each name with their forms, German ones first; see search.terms.keys
    keys = ArrayField(models.TextField(), default=list, editable=False)
    created_at = models.DateTimeField(_("created on"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed on"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms in two languages")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=TermState.ACCEPTED) | Q(de__len__gt=0, cs__len__gt=0),
                name="search_term_accepted_in_both",
            ),
            models.CheckConstraint(condition=Q(de__len__gt=0) | Q(cs__len__gt=0), name="search_term_has_a_name"),
        ]
        indexes = [models.Index(fields=["state", "-changed_at"], name="search_term_state")]

    def __str__(self) -> str:
        return " – ".join(filter(None, [", ".join(self.de), ", ".join(self.cs)]))
