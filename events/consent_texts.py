"""Texts of consents that organisers can begin with, in both languages."""

from collections.abc import Mapping

from bilingual.choices import Language
from events.choices import Purpose
from events.models import Event

# {organiser}: who is responsible for the data
TEXTS: Mapping[Purpose, Mapping[str, str]] = {
    Purpose.PARTICIPATION: {
        "de": "Ich bin damit einverstanden, dass {organiser} meine Angaben verarbeitet, um diese Veranstaltung "
        "vorzubereiten, durchzuführen und gegenüber dem Fördermittelgeber nachzuweisen. Die Einwilligung kann ich "
        "jederzeit mit Wirkung für die Zukunft widerrufen.",
        "cs": "Souhlasím s tím, aby {organiser} zpracovával mé údaje pro přípravu a konání této akce a pro její "
        "vykázání vůči poskytovateli dotace. Souhlas mohu kdykoli odvolat s účinky do budoucna.",
    },
    Purpose.LIST: {
        "de": "Mein Name und meine Organisation dürfen auf der Teilnehmerliste stehen, die alle Teilnehmenden dieser "
        "Veranstaltung erhalten.",
        "cs": "Mé jméno a má organizace mohou být uvedeny na seznamu účastníků, který obdrží všichni účastníci této "
        "akce.",
    },
    Purpose.PHOTOS: {
        "de": "Ich bin damit einverstanden, dass während der Veranstaltung Foto- und Filmaufnahmen von mir entstehen "
        "und für die Öffentlichkeitsarbeit des Projekts verwendet werden.",
        "cs": "Souhlasím s tím, aby mě pořadatel během akce fotografoval a natáčel a záznamy použil k propagaci "
        "projektu.",
    },
    Purpose.CONTACT: {
        "de": "{organiser} darf mich per E-Mail zu weiteren Veranstaltungen des Projekts einladen.",
        "cs": "{organiser} mi může e-mailem posílat pozvánky na další akce projektu.",
    },
}


def suggested(event: Event, purpose: Purpose) -> dict[str, str]:
    """A text for this purpose in each language, with the organiser's name."""
    organiser = event.organisation.name
    return {language: TEXTS[purpose][language].replace("{organiser}", organiser) for language in Language.values}
