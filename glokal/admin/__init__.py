"""What the roof brings into the administration: texts of the site, and the term list of the search."""

from glokal.admin.pages import PageAdmin
from glokal.admin.terms import TermAdmin

__all__ = ["PageAdmin", "TermAdmin"]
