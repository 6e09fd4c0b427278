"""Where political violence is likelier, for names that several places bear."""

from functools import cache

from extractors.incidents.gazetteer_files import read_rows


@cache
def priors() -> dict[tuple[str, str], float]:
    """(ISO country, province or '') → how much likelier political violence is there than elsewhere."""
    return {(row["country"], row["admin1"]): float(row["weight"]) for row in read_rows("place_priors.csv")}
