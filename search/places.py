"""Distances in the border region, on a plane that is true to half a percent."""

import math

MIDDLE_LATITUDE = 50.8
KM_PER_DEGREE_OF_LONGITUDE = 111.320 * math.cos(math.radians(MIDDLE_LATITUDE))
KM_PER_DEGREE_OF_LATITUDE = 110.574


def plane(longitude: float, latitude: float) -> tuple[float, float]:
    """The kilometres (x, y) of a place given in degrees; their difference is the distance in kilometres."""
    return longitude * KM_PER_DEGREE_OF_LONGITUDE, latitude * KM_PER_DEGREE_OF_LATITUDE
