"""Holds a score (JSON on standard input) to recorded floors: gate.py FLOORS.json. Exit status 1 when one is not reached.

A floor is named by its path in the score, as in {"headings.f1": 0.95}.
"""

import functools
import json
import sys


def main() -> int:
    with open(sys.argv[1], encoding="utf-8") as file:
        floors = json.load(file)
    score = json.load(sys.stdin)
    fallen = 0
    for path, floor in floors.items():
        value = functools.reduce(lambda part, key: part[key], path.split("."), score)
        held = value >= floor
        fallen += not held
        print(f"{path:<24} {value:.3f}  floor {floor:.3f}  {'held' if held else 'NOT REACHED'}")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
