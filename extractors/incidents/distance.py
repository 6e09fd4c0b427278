"""How far apart places are."""

from math import asin, cos, radians, sin, sqrt

from extractors.incidents.gazetteer import Place

_EARTH_KM = 6371.0
_REDRAWN_KM = 150.0  # from the seat of a large district


def km_between(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Kilometres between two points in degrees, along a great circle."""
    a, b, c, d = map(radians, (latitude, longitude, other_latitude, other_longitude))
    return 2 * _EARTH_KM * asin(sqrt(sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2))


def may_have_lain_in(town: Place, division: Place) -> bool:
    """Whether a town of another district of the same province may have been of this one, before or after.

    Farther away from it lies another town of the name.
    """
    if division.admin1 is None or town.admin1 != division.admin1:
        return False
    if division.kind == "admin1" or town.latitude is None or division.latitude is None:
        return True
    east, other_east = town.longitude or 0.0, division.longitude or 0.0
    return km_between(town.latitude, east, division.latitude, other_east) <= _REDRAWN_KM
