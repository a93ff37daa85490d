"""What a comparison of faces goes by, from `th/faces.toml`: bands of advice, and what a picture must be."""

import tomllib
from functools import lru_cache
from typing import Literal

import msgspec

from workpermit.catalogue.reading import HERE, BadCatalogue
from workpermit.faces.compare import Quality


class Band(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A band of distances: the first whose `below` is greater than the distance counts."""

    band: str
    below: float


class FaceRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`records`: which of fingers and irises a counter takes besides the face."""

    note: str
    records: tuple[Literal["finger", "iris"], ...]
    bands: tuple[Band, ...]
    quality: Quality

    def band_of(self, distance: float) -> str:
        """How alike two faces of this distance are: the name of a band."""
        return next((one.band for one in self.bands if distance < one.below), self.bands[-1].band)


@lru_cache(maxsize=1)
def face_rules() -> FaceRules:
    """Raises BadCatalogue."""
    try:
        found = msgspec.convert(tomllib.loads((HERE / "faces.toml").read_text(encoding="utf-8")), FaceRules)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as wrong:
        raise BadCatalogue(f"faces.toml: {wrong}") from wrong
    ends = [one.below for one in found.bands]
    if not ends or ends != sorted(set(ends)):
        raise BadCatalogue("faces.toml: bands: each ends above the one before")
    return found
