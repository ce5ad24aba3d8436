"""Keeping the documents true to what is published."""

from search.services.documents import BATCH, index_later, index_now
from search.services.meaning import embed_now, read_unread
from search.services.rebuilding import rebuild

__all__ = ["BATCH", "embed_now", "index_later", "index_now", "read_unread", "rebuild"]
