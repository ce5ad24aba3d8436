"""What the sides write to each other, and the files that go with it."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bilingual.choices import Language
from enquiries.choices import Side
from enquiries.models.conversation import LONGEST_TEXT, Conversation, Enquiry

FOLDER = "enquiries"  # within the media


class Message(models.Model):
    """One word of one side; the first one of a conversation is the enquiry itself."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages")
    side = models.CharField(_("side"), max_length=9, choices=Side.choices)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("author")
    )
    text = models.TextField(_("text"), max_length=LONGEST_TEXT, blank=True)
    language = models.CharField(_("language of the text"), max_length=2, choices=Language.choices)
    by_mail = models.BooleanField(default=False)
    """Written behind the link of a mail, without signing in."""
    form_key = models.UUIDField(unique=True, editable=False)
    created_at = models.DateTimeField(_("written on"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.conversation_id}: {self.created_at}"


def attachment_name(_attachment: "Attachment", _file_name: str) -> str:
    """Where a file lies: under a name that nobody can guess and that says nothing."""
    return f"{FOLDER}/{secrets.token_hex(16)}"


class Attachment(models.Model):
    """A file of an enquiry, which all its recipients may read, or of one message."""

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, null=True, blank=True, related_name="attachments")
    message = models.ForeignKey(Message, models.CASCADE, null=True, blank=True, related_name="attachments")
    file = models.FileField(_("file"), upload_to=attachment_name)
    file_name = models.CharField(_("file name"), max_length=120)
    content_type = models.CharField(_("file type"), max_length=60)
    size = models.PositiveIntegerField(_("size in bytes"))

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(enquiry__isnull=True, message__isnull=False)
                | Q(enquiry__isnull=False, message__isnull=True),
                name="enquiry_file_has_one_owner",
            )
        ]

    def __str__(self) -> str:
        return self.file_name
