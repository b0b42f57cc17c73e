"""Countries by the names that Dutch offices give them, as ISO 3166 alpha-2 codes."""

from functools import lru_cache

from babel import Locale

from data_layer.rules.searching import folded

# In Babel's list, but no country: regions, unions, test locales and reserved island codes.
NO_COUNTRY = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"])

OTHER_NAMES = {  # folded; what people write besides the official Dutch and English names
    "AE": ("emiraten", "vae", "uae"),
    "AF": ("afganistan",),
    "AZ": ("azerbeidjan",),
    "BA": ("bosnie", "bosnia", "bosnie herzegovina"),
    "BQ": ("bonaire", "sint eustatius", "saba"),
    "BY": ("wit rusland", "witrusland"),
    "CD": ("democratische republiek congo", "dr congo", "drc", "democratic republic of the congo", "zaire"),
    "CG": ("republiek congo", "republic of the congo"),
    "CI": ("ivory coast",),
    "CN": ("volksrepubliek china",),
    "CV": ("cabo verde", "kaapverdische eilanden"),
    "CZ": ("tsjechische republiek", "czech republic"),
    "DE": ("bondsrepubliek duitsland",),
    "GB": (
        "uk",
        "engeland",
        "england",
        "schotland",
        "wales",
        "noord ierland",
        "groot brittannie",
        "great britain",
    ),
    "GM": ("the gambia",),
    "HK": ("hongkong", "hong kong"),
    "IR": ("islamitische republiek iran",),
    "KG": ("kirgistan", "kirgizstan"),
    "KZ": ("kazakstan",),
    "MA": ("marocco",),
    "MK": ("macedonie", "macedonia"),
    "MM": ("myanmar", "birma", "burma"),
    "MO": ("macau", "macao"),
    "NL": ("holland", "the netherlands"),
    "PH": ("filippijnen",),
    "PS": ("palestina", "palestine"),
    "RU": ("russische federatie", "russian federation"),
    "SA": ("saudi arabie", "saoudi arabie"),
    "SY": ("syrische arabische republiek", "arabische republiek syrie", "syrian arab republic"),
    "SZ": ("swaziland",),
    "TR": ("turkey",),
    "US": ("vs", "usa", "verenigde staten van amerika", "united states of america", "amerika"),
    "VN": ("viet nam",),
}


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for language in ("nl", "en"):
        for code, name in Locale(language).territories.items():
            if code.isalpha() and code not in NO_COUNTRY:
                for spelling in (code, name, name.replace("&", "and"), name.replace("St.", "Saint")):
                    codes[_plain(spelling)] = code
    codes.update({name: code for code, names in OTHER_NAMES.items() for name in names})
    return codes


def country_code(text: str) -> str | None:
    """The alpha-2 code of a country by its Dutch or English name or its code, or nothing if unknown.

    Case, accents and punctuation do not matter. A state that is no more, and a name that two
    countries share (Congo, Korea), are unknown.
    """
    return _codes().get(_plain(text))


def _plain(name: str) -> str:
    return folded(name.replace(".", ""))  # V.S. is VS
