"""How strong a password has to be."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_noop
from zxcvbn import zxcvbn

LOWEST_SCORE = 3  # of 4: about 10^8 guesses are not enough
LONGEST_EXAMINED = 72  # zxcvbn takes no more, and needs long for it

# what zxcvbn says about a weak password
FEEDBACK = (
    gettext_noop("Use a few words, avoid common phrases."),
    gettext_noop("No need for symbols, digits, or uppercase letters."),
    gettext_noop("Add another word or two. Uncommon words are better."),
    gettext_noop("Straight rows of keys are easy to guess."),
    gettext_noop("Short keyboard patterns are easy to guess."),
    gettext_noop("Use a longer keyboard pattern with more turns."),
    gettext_noop('Repeats like "aaa" are easy to guess.'),
    gettext_noop('Repeats like "abcabcabc" are only slightly harder to guess than "abc".'),
    gettext_noop("Avoid repeated words and characters."),
    gettext_noop('Sequences like "abc" or "6543" are easy to guess.'),
    gettext_noop("Avoid sequences."),
    gettext_noop("Recent years are easy to guess."),
    gettext_noop("Avoid recent years."),
    gettext_noop("Avoid years that are associated with you."),
    gettext_noop("Dates are often easy to guess."),
    gettext_noop("Avoid dates and years that are associated with you."),
    gettext_noop("This is a top-10 common password."),
    gettext_noop("This is a top-100 common password."),
    gettext_noop("This is a very common password."),
    gettext_noop("This is similar to a commonly used password."),
    gettext_noop("A word by itself is easy to guess."),
    gettext_noop("Names and surnames by themselves are easy to guess."),
    gettext_noop("Common names and surnames are easy to guess."),
    gettext_noop("Capitalization doesn't help very much."),
    gettext_noop("All-uppercase is almost as easy to guess as all-lowercase."),
    gettext_noop("Reversed words aren't much harder to guess."),
    gettext_noop("Predictable substitutions like '@' instead of 'a' don't help very much."),
)


class StrengthValidator:
    """Refuses passwords that a guesser would find, however long or colourful they look."""

    def validate(self, password: str, user: object | None = None) -> None:
        """Raise ValidationError, with advice, when `password` is easy to guess."""
        result = zxcvbn(password[:LONGEST_EXAMINED], user_inputs=list(_personal_words(user)))
        if result["score"] >= LOWEST_SCORE:
            return
        feedback = result["feedback"]
        advice = [gettext(line) for line in (feedback["warning"], *feedback["suggestions"]) if line in FEEDBACK]
        message = gettext("This password is too easy to guess.")
        raise ValidationError(" ".join((message, *advice)), code="password_too_weak")

    def get_help_text(self) -> str:
        """What the form says beforehand."""
        return gettext("Several uncommon words make a good password. Your name and your e-mail address do not.")


def _personal_words(user: object | None) -> Iterator[str]:
    """What a guesser knows about this person and this place."""
    yield settings.SITE_NAME
    for field in ("email", "first_name", "last_name"):
        if value := getattr(user, field, ""):
            yield value
            yield from re.split(r"\W+", value)
