"""An organisation in the words of schema.org, for search engines."""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.html import _json_script_escapes  # type: ignore[attr-defined]
from django.utils.safestring import SafeString

from bilingual.text import text_of
from organisations.models import Organisation


def organisation_json_ld(entry: Organisation, request: HttpRequest) -> SafeString:
    """A data block `<script type="application/ld+json">` for the page's head; holds only what the page shows."""
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": entry.name,
        "url": settings.SITE_URL + request.path,
        "description": text_of(entry, "summary").value,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": f"{entry.street} {entry.house_number}".strip(),
            "postalCode": entry.formatted_postcode,
            "addressLocality": entry.town,
            "addressCountry": entry.country,
        },
        "knowsLanguage": list(entry.languages),
        "sameAs": entry.website,
        "email": entry.email,
        "telephone": entry.phone,
        "logo": settings.SITE_URL + entry.logo.url if entry.logo else "",
        "foundingDate": str(getattr(entry, "founded", None) or ""),
        "vatID": getattr(entry, "vat_id", ""),
    }
    return data_block(facts)


def data_block(facts: Mapping[str, Any]) -> SafeString:
    """What is filled of these facts, escaped so that no text can end the block."""
    filled = {key: value for key, value in facts.items() if value}
    text = json.dumps(filled, ensure_ascii=False).translate(_json_script_escapes)
    return SafeString(f'<script type="application/ld+json">{text}</script>')
