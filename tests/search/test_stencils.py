"""Stencils: what a template would print, without rendering it each time."""

from pathlib import Path
from typing import Any

import pytest
from django.utils.safestring import SafeString
from django.utils.translation import override

from search import stencils
from search.stencils import Stencil

TEMPLATE = """
<p{% if urgent %} class="urgent"{% endif %}>
  {{ title }}{% if place %}, {{ place }}{% endif %}
  {% for word in words %}<b>{{ word }}</b>{% endfor %} {% translate "Example" %}
</p>
"""


@pytest.fixture
def stencil(tmp_path: Path, settings: Any) -> Stencil:
    (tmp_path / "card.html").write_text(TEMPLATE)
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    return Stencil("card.html")


def test_values_are_escaped_and_parts_come_and_go(stencil: Stencil) -> None:
    with override("de"):
        first = stencil.fill({"title": "<A> & B", "place": "", "words": ["x", "'"]}, urgent=False)
        second = stencil.fill({"title": "", "place": "Zittau", "words": []}, urgent=True)
    assert first.split("\n") == ["<p>", "&lt;A&gt; &amp; B", "<b>x</b><b>&#x27;</b> Beispiel", "</p>"]
    assert second.split("\n") == ['<p class="urgent">', ", Zittau", "Beispiel", "</p>"]


def test_safe_values_stay_as_they_are(stencil: Stencil) -> None:
    filled = stencil.fill(
        {"title": SafeString("<i>A</i>"), "place": "<", "words": ["\ue000title:-1\ue001"]}, urgent=False
    )
    assert "<i>A</i>, &lt;" in filled
    assert "<b>\ue000title:-1\ue001</b>" in filled


def test_one_shape_is_rendered_once_for_each_language(stencil: Stencil, monkeypatch: pytest.MonkeyPatch) -> None:
    rendered: list[str] = []
    render = stencils.render_to_string
    monkeypatch.setattr(stencils, "render_to_string", lambda *args: rendered.append(args[0]) or render(*args))
    monkeypatch.setattr(stencils, "MOST_SHAPES", 3)
    for number in range(5):
        for language, word in (("de", "Beispiel"), ("cs", "Příklad")):
            with override(language):
                filled = stencil.fill(
                    {"title": f"A{number}", "place": f"B{number}", "words": [str(number)]}, urgent=False
                )
                assert f"A{number}, B{number}\n<b>{number}</b> {word}" in filled
    assert len(rendered) == 2
    for number in range(5):
        assert stencil.fill({"title": "A", "place": "", "words": [""] * number}, urgent=False).count("<b>") == number
    assert len(rendered) == 7
    assert len(stencil._kept) <= 3
