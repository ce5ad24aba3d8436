"""Names of materials and processes as readers see them."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MATERIALS: dict[str, str | Promise] = {
    "stainless_steel": _("stainless steel"),
    "steel": _("steel"),
    "aluminium": _("aluminium"),
    "brass": _("brass"),
    "copper": _("copper"),
    "bronze": _("bronze"),
    "cast_iron": _("cast iron"),
    "titanium": _("titanium"),
    "plastic": _("plastic"),
    "rubber": _("rubber"),
    "wood": _("wood"),
    "glass": _("glass"),
    "ceramic": _("ceramic"),
    "textile": _("textile"),
    "leather": _("leather"),
    "paper": _("paper and board"),
    "stone": _("natural stone"),
    "concrete": _("concrete"),
}
PROCESSES: dict[str, str | Promise] = {
    "turning": pgettext_lazy("process", "turning"),
    "milling": pgettext_lazy("process", "milling"),
    "grinding": pgettext_lazy("process", "grinding"),
    "eroding": pgettext_lazy("process", "eroding"),
    "gear_cutting": pgettext_lazy("process", "gear cutting"),
    "welding": pgettext_lazy("process", "welding"),
    "casting": pgettext_lazy("process", "casting"),
    "moulding": pgettext_lazy("process", "injection moulding"),
    "forging": pgettext_lazy("process", "forging"),
    "forming": pgettext_lazy("process", "pressing and deep drawing"),
    "bending": pgettext_lazy("process", "bending"),
    "laser_cutting": pgettext_lazy("process", "laser cutting"),
    "hardening": pgettext_lazy("process", "hardening"),
    "coating": pgettext_lazy("process", "coating"),
    "plating": pgettext_lazy("process", "plating"),
    "printing_3d": pgettext_lazy("process", "3D printing"),
    "testing": pgettext_lazy("process", "testing"),
    "sewing": pgettext_lazy("process", "sewing"),
    "weaving": pgettext_lazy("process", "weaving"),
    "dyeing": pgettext_lazy("process", "dyeing"),
    "assembly": pgettext_lazy("process", "assembly"),
    "recycling": pgettext_lazy("process", "recycling"),
}


def joined(codes: Iterable[str], names: dict[str, str | Promise]) -> str:
    """The names of these codes, those that have one."""
    return ", ".join(str(names[code]) for code in codes if code in names)
