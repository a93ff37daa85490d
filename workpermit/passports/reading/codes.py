"""Codes of states and others that a zone may name as issuer or nationality (ICAO 9303-3, section 5).

Those of ISO 3166-1 and those of ICAO's own. A zone with a code that is missing here is not read, which harms nobody: an
officer looks at the page.
"""

from functools import lru_cache

import pycountry

from workpermit.passports.zone import FILLER

_OF_ICAO = (
    *("D", "GBD", "GBN", "GBO", "GBP", "GBS", "RKS", "EUE", "UNK", "UNO", "UNA"),
    *("XAA", "XBA", "XCC", "XCE", "XCO", "XDC", "XEC", "XES", "XIM", "XMP", "XOM", "XPO"),
    *("XXA", "XXB", "XXC", "XXX"),
)


@lru_cache(maxsize=1)
def country_codes() -> tuple[str, ...]:
    """Each as the three characters of a zone."""
    known = (str(one.alpha_3) for one in pycountry.countries)
    return tuple(sorted({code.ljust(3, FILLER) for code in (*known, *_OF_ICAO)}))
