"""The review in the administration: queue, review page, history."""

from publishing.admin.queue import ReviewItemAdmin
from publishing.admin.revisions import RevisionAdmin

__all__ = ["ReviewItemAdmin", "RevisionAdmin"]
