"""Markdown of the operator's pages as HTML that is safe to show."""

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

_markdown = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
TAGS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "a", "strong", "em", "code", "blockquote", "br", "hr",
        "table", "thead", "tbody", "tr", "th", "td"}  # fmt: skip


def render(text: str) -> SafeString:
    """The text as HTML of a few harmless elements; a first-level heading is left out, the page has its own."""
    html = nh3.clean(_markdown.render(text), tags=TAGS, clean_content_tags={"h1"}, link_rel="noopener")
    return SafeString(html)
