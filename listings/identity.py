"""What would tell readers whose a cipher demand is: names, places, addresses, numbers and people in a text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bilingual.choices import Language
from companies.choices import LegalForm
from companies.models import Company
from listings.choices import CipherPlace
from organisations.models import Capability, Organisation, Sector, Town
from organisations.reference import folded_names
from search.analysis import fold
from search.analysis.dictionary import knows
from search.analysis.folding import spell_out

WORD = re.compile(r"[^\W_]+")
MAIL = re.compile(
    r"[\w.+-]+\s?(?:@|\(at\)|\[at\]|\(zavináč\))\s?[\w-]+(?:\.|\s?\((?:dot|punkt|tečka)\)\s?)\w+", re.IGNORECASE
)
WEB = re.compile(
    r"https?://\S+|\bwww\.\S+|\b[\w-]{2,}\.(?:de|cz|com|eu|net|org|info|biz|at|sk|pl|io)\b(?!\.?\w)", re.IGNORECASE
)
NUMBER = re.compile(r"\+?\d[\d\s()/.-]{4,}\d")
VAT = re.compile(r"\b(?:DE\s?\d{3}\s?\d{3}\s?\d{3}|CZ\s?\d{8,10})\b", re.IGNORECASE)
REGISTER = re.compile(r"\bHR[AB]\s?\d{2,}\b|\bIČO?\s*:?\s*\d{2,}", re.IGNORECASE)
OWN_DIGITS = 7  # of a phone number, without what is dialled before it
ANY_DIGITS = 9  # of a number that begins as one of a phone does
NAME, TOWN = _("name of the organisation"), _("town")
STREET, POSTCODE, PERSON = _("street"), _("postcode"), _("person")
WEBSITE, MAIL_ADDRESS, PHONE = _("web address"), _("e-mail address"), _("phone number")
REGISTER_NUMBER = _("register number")


@dataclass(frozen=True, slots=True)
class Needle:
    """Words that follow each other; `bends` where other endings of the last one count, too."""

    label: str | Promise
    words: tuple[str, ...]
    bends: bool = False


@dataclass(frozen=True, slots=True)
class Identity:
    """All that names an organisation."""

    needles: Sequence[Needle]
    numbers: Sequence[tuple[str | Promise, str]] = ()
    phones: frozenset[str] = field(default_factory=frozenset)

    def found_in(self, text: str) -> list[str]:
        """What in the text names the organisation, in the reader's words; empty when nothing does."""
        return list(dict.fromkeys(f"“{what}” ({label})" for what, label in self._found(text)))

    def _found(self, text: str) -> Iterator[tuple[str, str | Promise]]:
        yield from _patterns(text)
        bare = re.sub(r"[\s./-]", "", text).casefold()
        yield from ((number, label) for label, number in self.numbers if number.casefold() in bare)
        for found in NUMBER.findall(text):
            digits = re.sub(r"\D", "", found)
            if digits[-OWN_DIGITS:] in self.phones or (found.startswith(("+", "00")) and len(digits) >= ANY_DIGITS):
                yield found.strip(), PHONE
        said = WORD.findall(unicodedata.normalize("NFC", text))
        for words in {tuple(map(fold, said)), tuple(map(spell_out, said))}:
            for needle in self.needles:
                for start in _places(needle, words):
                    yield " ".join(said[start : start + len(needle.words)]), needle.label


def identity_of(organisation: Organisation, place: str = CipherPlace.COUNTRY) -> Identity:
    """What names this organisation to somebody who knows as much of the place as `place` says; three queries."""
    company = Company.objects.filter(pk=organisation.pk).first()
    people = organisation.memberships.values_list("user__first_name", "user__last_name", "user__email")
    members = list(people)
    needles = [
        *_names(organisation),
        *_places_of(organisation, place),
        *_streets(organisation),
        *_people([(organisation.contact_name, ""), *((first, last) for first, last, _mail in members)]),
        *_domains(organisation, [mail for _first, _last, mail in members]),
    ]
    known = {needle: None for needle in needles if all(needle.words)}
    phones = [organisation.phone, organisation.contact_phone]
    return Identity(list(known), list(_numbers(organisation, company)), _ends(phones))


def betrayal(found: Iterable[str]) -> str:
    """What is wrong with a text, in the reader's words."""
    return gettext("A cipher demand must not tell who you are. Found here: %(found)s.") % {"found": ", ".join(found)}


def betrayed_by(entry: Any) -> list[str]:
    """What the texts of a saved cipher demand and of its files' titles tell about the organisation."""
    texts = [text for language in Language.values for text in entry.texts(language).values()]
    titles = entry.attachments.values_list("title", flat=True)
    return identity_of(entry.organisation, entry.cipher_place).found_in("\n".join([*texts, *titles]))


def _patterns(text: str) -> Iterator[tuple[str, str | Promise]]:
    """Addresses and numbers of anybody: they lead to somebody, and a cipher demand has its own way of contact."""
    for pattern, label in ((MAIL, MAIL_ADDRESS), (WEB, WEBSITE), (VAT, REGISTER_NUMBER), (REGISTER, REGISTER_NUMBER)):
        yield from ((found.group().strip(), label) for found in pattern.finditer(text))


def _places(needle: Needle, words: Sequence[str]) -> Iterator[int]:
    length = len(needle.words)
    for start in range(len(words) - length + 1):
        *before, last = words[start : start + length]
        if tuple(before) == needle.words[:-1] and _is_form(last, needle.words[-1], needle):
            yield start


def _is_form(word: str, own: str, needle: Needle) -> bool:
    """Whether a word of a text is the own one, with another ending or as a part of a longer one."""
    if word == own:
        return True
    if not needle.bends or len(own) < 5:
        return False
    # Liberec, v Liberci; Skřivánek, Skřivánku; Brevona, Brevonou
    is_cut = own.endswith(("ek", "ec")) or (needle.label is TOWN and len(own) > 6)
    stem = own[:-2] if is_cut else own[:-1] if own[-1] in "aeiouy" else own
    ends = word.startswith(stem) and len(word) - len(stem) <= 4 and len(stem) >= 4
    return ends or (len(own) >= 7 and own in word)


def _words(text: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in WORD.findall(text))


@lru_cache(1)
def _legal_forms() -> frozenset[tuple[str, ...]]:
    more = (
        "spol. s r.o.",
        "spol. s r. o.",
        "s. r. o.",
        "a. s.",
        "GmbH & Co",
        "e.V.",
        "z.s.",
        "UG",
        "& Co",
        "mbH",
        "Ltd",
    )
    return frozenset(_words(form) for form in (*LegalForm.values, *more))


def _without_form(words: tuple[str, ...]) -> tuple[str, ...]:
    for length in (5, 4, 3, 2, 1):
        if len(words) > length and words[-length:] in _legal_forms():
            return _without_form(words[:-length])
    return words


@lru_cache(1)
def _trade_words() -> frozenset[str]:
    """Words of the classifications, which say what somebody makes and not who it is."""
    rows = (*folded_names(Sector), *folded_names(Capability))
    return frozenset(word for _code, german, czech in rows for name in (german, czech) for word in WORD.findall(name))


@lru_cache(5000)
def _is_common(word: str) -> bool:
    return word in _trade_words() or any(knows(word, language) for language in Language)


def _names(organisation: Organisation) -> Iterator[Needle]:
    yield from _name(organisation.name)
    for name in organisation.other_names.split(";"):
        words = _without_form(_words(name))
        if words and len("".join(words)) > 1:
            yield Needle(NAME, words, bends=True)
            yield from _name(name)


def _name(name: str) -> Iterator[Needle]:
    whole = _words(name)
    words = _without_form(whole)
    if len(words) > 1 or (words and not _is_common(words[0])):
        yield Needle(NAME, words, bends=True)
        # written as one word, as in a domain or a file name
        yield Needle(NAME, ("".join(words),), bends=True)
    else:
        yield Needle(NAME, whole)
    said = dict(zip(whole, WORD.findall(name), strict=True))
    for word in words:
        if len(word) >= 4 and not word.isdigit() and not _is_common(said[word].lower()) and not _is_common(word):
            yield Needle(NAME, (word,), bends=True)
            yield Needle(NAME, (spell_out(said[word]),), bends=True)


def _places_of(organisation: Organisation, place: str) -> Iterator[Needle]:
    """The town in both languages; not where it is the region that is shown anyway."""
    shown = organisation.region if place == CipherPlace.REGION else None
    if organisation.postcode:
        yield Needle(POSTCODE, (organisation.postcode,))
        if organisation.formatted_postcode != organisation.postcode:
            yield Needle(POSTCODE, _words(organisation.formatted_postcode))
    region_words = set(_words(f"{shown.name_de} {shown.name_cs} {shown.short_de} {shown.short_cs}")) if shown else set()
    if set(_words(organisation.town)) <= region_words:
        return
    rows = Town.objects.filter(country=organisation.country, name__iexact=organisation.town)
    others = [name for row in rows for name in re.split(r"[;,|]", row.other_names)]
    for name in (organisation.town, *others):
        words = _words(name)
        if words:
            yield Needle(TOWN, words, bends=len(words) == 1)


def _streets(organisation: Organisation) -> Iterator[Needle]:
    words = _words(organisation.street)
    if words and (len(words) > 1 or not _is_common(words[0])):
        yield Needle(STREET, words)
    elif words and organisation.house_number:
        yield Needle(STREET, (*words, *_words(organisation.house_number)))


def _people(names: Iterable[tuple[str, str]]) -> Iterator[Needle]:
    for first, last in names:
        words = _words(f"{first} {last}")
        if len(words) > 1:
            yield Needle(PERSON, words[-2:], bends=True)
            yield Needle(PERSON, (words[-1], words[-2]))
        if words and len(words[-1]) >= 4 and not _is_common(words[-1]):
            yield Needle(PERSON, words[-1:], bends=True)
        elif words:
            # a name that is a word, too
            yield from (Needle(PERSON, (title, words[-1]), bends=True) for title in TITLES)


def _domains(organisation: Organisation, mails: Iterable[str]) -> Iterator[Needle]:
    """The names before the last dot of the own addresses; those of the large providers say nothing."""
    addresses = [organisation.email, organisation.contact_email, *mails]
    hosts = {address.rpartition("@")[2] for address in addresses if address}
    hosts.add(re.sub(r"^https?://(www\.)?", "", organisation.website).split("/")[0])
    for host in hosts:
        name = host.rsplit(".", 1)[0].rpartition(".")[2] or host.rsplit(".", 1)[0]
        words = _words(name)
        if words and (len(words) > 1 or not _is_common(words[0])) and words[0] not in PROVIDERS:
            yield Needle(WEBSITE, words)
            yield Needle(WEBSITE, ("".join(words),), bends=True)


TITLES = ("herr", "herrn", "frau", "hr", "fr", "pan", "pana", "panu", "panem", "pani", "ing", "dr", "mgr", "bc")
PROVIDERS = frozenset(
    {"gmail", "seznam", "gmx", "web", "outlook", "hotmail", "centrum", "email", "post", "example", "t"}
)


def _numbers(organisation: Organisation, company: Company | None) -> Iterator[tuple[str | Promise, str]]:
    if company:
        for number in (company.register_number, company.company_number, company.vat_id):
            bare = re.sub(r"[\s./-]", "", number)
            if sum(map(str.isdigit, bare)) >= 4:
                yield REGISTER_NUMBER, bare


def _ends(phones: Iterable[str]) -> frozenset[str]:
    digits = (re.sub(r"\D", "", phone) for phone in phones)
    return frozenset(number[-OWN_DIGITS:] for number in digits if len(number) >= OWN_DIGITS)
