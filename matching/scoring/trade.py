"""What a machinist sees at once: materials and processes that a text names, in German and Czech."""

import re
from collections.abc import Mapping
from functools import lru_cache

from search.analysis import fold

# patterns of folded words: beginnings, or any part where no letter stands before
MATERIALS: Mapping[str, str] = {
    "stainless_steel": r"edelstahl|rostfrei|nerez|\b1\.?4[0-9]{3}\b|\bv[24]a\b|\bduplex",
    "steel": r"(?<!edel)stahl|\bocel|\b[0-9]{2}(?:crmo|mncr|crni)[0-9]+|\bs[23][35]5\b|\bc45\b|\b1\.?[0127][0-9]{3}\b",
    "aluminium": r"\balu|aluminium|hlinik|\balmg|\balsi",
    "brass": r"messing|\bmosaz|\bcw[0-9]{3}",
    "copper": r"kupfer|\bmeden|\bmedi\b",
    "bronze": r"bronz",
    "cast_iron": r"grauguss|gusseisen|sphaeroguss|\blitin|\bgj[ls]\b",
    "titanium": r"\btitan",
    "plastic": r"kunststoff|\bplast|spritzg|vstrik|\bpp\b|\babs\b|\bpa6|\bpom\b|\bpvc\b|polypropyl|polyamid|regranul",
    "rubber": r"gummi|\bpryz|\bepdm\b|kautschuk|kaucuk",
    "wood": r"holz|\bdrev|buche|\bbuk|eiche|\bdub(?:u|ov)|fichte|smrk|sperrholz|preklizk",
    "glass": r"glas(?!ur|ier|faser)|\bskl[aoe]\b|sklen|sklar",
    "ceramic": r"keramik|porzellan|porcelan",
    "textile": r"textil|gewebe|stoffbahn|\btkanin|\blatk|garn|\bpriz",
    "leather": r"leder|\bkuz[ie]|\bkozen",
    "paper": r"papier|papir|karton|wellpappe|lepenk",
    "stone": r"naturstein|granit|sandstein|\bzul|piskov[ec]",
    "concrete": r"beton",
}
PROCESSES: Mapping[str, str] = {
    "turning": r"(?<!ver)(?<!um)dreh(?:teil|en|maschin|er|bear|masch)|gedreht|langdreh|soustru",
    "milling": r"fraes|fras(?:en|teil|mas)|gefras|frez",
    "grinding": r"schleif|geschliff|\bbrous",
    "eroding": r"erodier|erodov|drahtschneid|elektroeroz",
    "gear_cutting": r"verzahn|zahnrad|stirnr|ozub",
    "welding": r"schweiss|\bsvar",
    "casting": r"(?<!spritz)giess|(?<!spritz)guss|\bodlit|\bslev|\bliti",
    "moulding": r"spritzg|vstrik",
    "forging": r"schmied|\bkova[ncr]|\bvykov|zapustk",
    "forming": r"tiefzieh|tiefgez|stanz|\blisov|hlubokotaz|\btazen",
    "bending": r"biege|gebogen|abkant|\bohyb|ohran",
    "laser_cutting": r"laserschn|laserzuschn|laser\w* rez|palen",
    "hardening": r"haert|\bhart(?:en|ere)|vergut|\bkalen|zuslecht|\bcement",
    "coating": r"pulverbeschicht|lackier|beschicht|praskov\w* lak|lakov|nastrik",
    "plating": r"verzink|galvan|zinkov|pokov|eloxier|eloxov|vernick|niklov|phosphat|fosfat",
    "printing_3d": r"3d-?druck|additiv|metalldruck|3d tisk|aditiv",
    "testing": r"pruefung|prufung|zkous|kalibr|analyt|laborunters|defektoskop",
    "sewing": r"\bnah(?:en|erei|t)|genaht|konfektion|\bsiti|\bsije|konfekc",
    "weaving": r"\bweb|\btkani|\btka[ct]",
    "dyeing": r"farb(?:en|erei)|gefarbt|ausrust|\bbarv",
    "assembly": r"montage|montier|\bmontaz|\bsestav",
    "recycling": r"recycl|rezykl|verwert|regranul|drcen|recyklac",
}
LONGEST_TEXT = 2_000
"""Characters; what a thing is made of stands at the beginning."""
_MATERIALS = {name: re.compile(pattern) for name, pattern in MATERIALS.items()}
_PROCESSES = {name: re.compile(pattern) for name, pattern in PROCESSES.items()}


def materials(text: str) -> frozenset[str]:
    """The materials that a text names."""
    return _found(_MATERIALS, text)


def processes(text: str) -> frozenset[str]:
    """The processes that a text names."""
    return _found(_PROCESSES, text)


# asked for materials and then for processes
_folded = lru_cache(8)(fold)


def _found(patterns: Mapping[str, re.Pattern[str]], text: str) -> frozenset[str]:
    folded = _folded(text[:LONGEST_TEXT])
    return frozenset(name for name, pattern in patterns.items() if pattern.search(folded))
