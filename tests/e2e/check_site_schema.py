# SPDX-License-Identifier: Apache-2.0
"""Holds `plinth schema site` to the sites that plinth accepts and to some it refuses, with a reader that is not ours.

usage: check_site_schema.py SCHEMA SITE.toml...

Needs the Python package jsonschema (Debian: python3-jsonschema)."""
import copy
import datetime
import json
import sys
import tomllib

from jsonschema import Draft7Validator

SITE = {"project": {"name": "x"}, "it": {"load": "20 MW"},
        "site": {"boundary": [[0, 0], ["850 ft", 0], [0, 180]],
                 "utility": {"voltage": "34.5 kV", "capacity": "40 MVA", "at": ["-77.48 deg", "39.04 deg"]}}}
# what is wrong, the table it is in, and what is written there
WRONG = [("a key that is none", [], {"sight": {}}),
         ("a key of a table that is none", ["site"], {"setbacks": "5 m"}),
         ("a wrong unit", ["it"], {"load": "20 kV"}),
         ("no unit", ["it"], {"load": "20"}),
         ("not a choice", ["project"], {"jurisdiction": "uk"}),
         ("a point of three", ["site"], {"boundary": [[0, 0, 0], [1, 0], [0, 1]]}),
         ("not a list", [], {"storage": {"purposes": "ramp"}}),
         ("a gate without a place", ["site"], {"gate": [{"name": "g"}]}),
         ("racks in two ways", ["it"], {"group": [{"rack": "r", "count": 1, "load": "1 MW"}]}),
         ("near and far", [], {"adjacency": [{"a": "bess", "b": "cdu", "within": "5 m", "apart": "1 m"}]}),
         ("no date", [], {"phase": [{"number": 1, "ready_by": "soon"}]}),
         ("an angle that stands for none", ["site"], {"grid_rotation": "askew"})]


def plain(value):
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def main():
    schema = json.load(open(sys.argv[1], encoding="utf-8"))
    Draft7Validator.check_schema(schema)
    validator, found = Draft7Validator(schema), []
    for path in sys.argv[2:]:
        with open(path, "rb") as file:
            site = plain(tomllib.load(file))
        found += [f"{path}: {'/'.join(map(str, e.path))}: {e.message[:200]}" for e in validator.iter_errors(site)]
    found += [f"the least site: {e.message}" for e in validator.iter_errors(SITE)]
    for what, where, written in WRONG:
        site = copy.deepcopy(SITE)
        table = site
        for name in where:
            table = table[name]
        table.update(written)
        if validator.is_valid(site):
            found.append(f"{what} is not seen")
    print("\n".join(found) or f"{len(sys.argv) - 2} sites hold")
    return 1 if found else 0


sys.exit(main())
