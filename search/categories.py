"""Categories (CPV) for a text that somebody writes."""

from search.semantics.categories import ranked_categories

CANDIDATES = 400
FROM_GROUPS = 5
GROUP, CLASS = 3, 4  # digits


def suggest(text: str, *, language: str = "", limit: int = 5) -> list[str]:
    """CPV codes for `text`, likeliest first; its first line counts as the title. None when the text says nothing.

    The first five come from five groups, so that one of them leads to the right shelf; all others from classes not
    yet named. `language` is not needed, as the text tells its language itself.
    """
    ranked = [code for code, _nearness in ranked_categories(text, CANDIDATES)]
    first = list({code[:GROUP]: code for code in reversed(ranked)}.values())
    chosen = sorted(first, key=ranked.index)[: min(limit, FROM_GROUPS)]
    classes = {code[:CLASS] for code in chosen}
    for code in ranked:
        if len(chosen) >= limit:
            break
        if code[:CLASS] not in classes:
            chosen.append(code)
            classes.add(code[:CLASS])
    return chosen
