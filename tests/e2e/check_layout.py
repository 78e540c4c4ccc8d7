#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Judges the layout of a design.json with Shapely, which shares no code with Plinth: check_layout.py DESIGN…

Areas of parcels, modules inside the parcel and off every edge by its setback, off keep-outs and existing buildings, apart
from one another with the clearance of each, inside their zones, and roads free of modules. 77: Shapely is not there."""
import json
import sys

try:
    from shapely.geometry import LineString, Polygon, box
    from shapely.strtree import STRtree
except ImportError:
    sys.exit(77)

HAIR = 1e-6  # metres; coordinates are whole millimetres


class Found:
    """Which of these shapes meet another: Shapely 1 answers with shapes, Shapely 2 with their numbers."""

    def __init__(self, shapes):
        self.shapes = shapes
        self.tree = STRtree(shapes)
        self.number = {id(shape): i for i, shape in enumerate(shapes)}

    def meeting(self, shape):
        hits = [self.number[id(h)] if hasattr(h, "intersects") else int(h) for h in self.tree.query(shape)]
        return [k for k in sorted(hits) if self.shapes[k].intersects(shape)]


def polygon(area):
    return Polygon(area["outer_m"], area["holes_m"])


def sides(clearance, rotation):
    """Clearances as they lie south, east, north, west after a counter-clockwise turn."""
    around = [clearance[f] for f in ("front_m", "right_m", "back_m", "left_m")]
    turns = rotation // 90
    return around[-turns:] + around[:-turns] if turns else around


def setback_of(site, a, b):
    for edge in site["edges"]:
        if sorted([edge["a_m"], edge["b_m"]]) == sorted([a, b]):
            return edge["setback_m"]
    return site["setback_m"]


def use_of(zone):
    return {"yard-generator": "generator", "yard-storage": "storage"}.get(
        zone, "blocks" if zone.startswith("block-") else "electrical")


def routes(design, bodies):
    faults, strips = [], {}
    passages = {p["name"]: p for p in design["passages"]}
    carriers = {c["name"]: c for c in design["carriers"]}
    overfull = {(c["passage"], c["form"], c["tier"]) for c in carriers.values() if c["occupied_m"] > c["capacity_m"]}
    found = Found([b for b, _, _ in bodies.values()])
    for r in design["routes"]:
        way = LineString(r["points_m"])
        for a, b in zip(r["points_m"], r["points_m"][1:]):
            if a[0] != b[0] and a[1] != b[1]:
                faults.append(f"{r['edge']} runs obliquely")
        if r["sections"] and abs(way.length + r["rise_m"] - r["length_m"]) > 1e-3:
            faults.append(f"{r['edge']} is not as long as it says")
        for s in r["sections"]:
            carrier = carriers[s["carrier"]]
            passage = passages[carrier["passage"]]
            low, high = sorted((s["from_m"], s["to_m"]))
            half = r["width_m"] / 2
            strip = (low, s["at_m"] - half, high, s["at_m"] + half)
            line = LineString([(low, s["at_m"]), (high, s["at_m"])])
            if not passage["along_x"]:
                strip = (strip[1], strip[0], strip[3], strip[2])
                line = LineString([(s["at_m"], low), (s["at_m"], high)])
            strip = box(*strip)
            if not way.buffer(HAIR).contains(line) or not box(*passage["area_m"]).buffer(HAIR).contains(line):
                faults.append(f"{r['edge']} leaves {passage['name']}")
            key = (carrier["passage"], carrier["form"], carrier["tier"])
            if key in overfull:
                continue
            for k in found.meeting(strip.buffer(-2e-3)):
                faults.append(f"{r['edge']} runs into {list(bodies)[k]} in {s['carrier']}")
            strips.setdefault(key, []).append((r["edge"], strip.buffer(-1e-3)))
    for key, beside in strips.items():
        tree = Found([s for _, s in beside])
        for i, (edge, strip) in enumerate(beside):
            for k in tree.meeting(strip):
                if k > i and beside[k][0] != edge:
                    faults.append(f"{edge} and {beside[k][0]} share room in {key}")
    return faults


def main(path):
    with open(path, encoding="utf-8") as file:
        design = json.load(file)
    site, faults = design["site"], []
    types = {t["id"]: t for t in design["catalog"]["modules"]}
    kinds = {k["id"]: k for k in design["catalog"]["kinds"]}
    parcels = [polygon(p) for p in site["parcels"]]
    bodies = {}
    for p in design["placements"]:
        if p.get("parent"):
            continue
        t = types[p["module"]]
        size = (t["length_m"], t["width_m"])
        w, h = size if p["rotation_deg"] % 180 == 0 else size[::-1]
        body = box(p["x_m"], p["y_m"], p["x_m"] + w, p["y_m"] + h)
        s, e, n, wst = sides(t["clearance"], p["rotation_deg"])
        zone = box(p["x_m"] - wst, p["y_m"] - s, p["x_m"] + w + e, p["y_m"] + h + n)
        bodies[p["tag"]] = (body, zone, use_of(kinds[t["kind"]]["zone"]))
    pinned = {p["tag"] for p in site["pins"]}
    tags = sorted(bodies)
    for i, a in enumerate(tags):
        body, zone, use = bodies[a]
        for b in tags[i + 1:]:
            if a in pinned and b in pinned:
                continue
            other, other_zone, _ = bodies[b]
            if zone.intersection(other).area > HAIR or other_zone.intersection(body).area > HAIR:
                faults.append(f"{a} and {b} stand in one another's way")
        if a in pinned:
            continue
        good = False
        for parcel, stated in zip(parcels, site["parcels"]):
            rings = [stated["outer_m"]] + stated["holes_m"]
            good = good or (parcel.buffer(HAIR).contains(body) and all(
                LineString([r[k], r[(k + 1) % len(r)]]).distance(body) >= setback_of(site, r[k], r[(k + 1) % len(r)]) - HAIR
                for r in rings for k in range(len(r))))
        if not good:
            faults.append(f"{a} is outside the buildable area")
        for keep_out in site["keep_outs"]:
            if polygon(keep_out["area"]).distance(body) < keep_out["clearance_m"] - HAIR or \
                    polygon(keep_out["area"]).intersection(body).area > HAIR:
                faults.append(f"{a} is in {keep_out['name']}")
        for building in site["existing"]:
            if polygon(building["area"]).intersection(body).area > HAIR:
                faults.append(f"{a} is in {building['name']}")
        own = [polygon(z["area"]) for z in site["zones"] if z["holds"] == use]
        if own and not any(z.buffer(HAIR).contains(body) for z in own):
            faults.append(f"{a} is outside its zone")
        for z in site["zones"]:
            if z["holds"] != use and polygon(z["area"]).intersection(body).area > HAIR:
                faults.append(f"{a} is in zone {z['name']}")
    for road in design["roads"]:
        r = road["area_m"]
        lane = box(r["x0"], r["y0"], r["x1"], r["y1"]) if isinstance(r, dict) else box(*r)
        for tag in tags:
            if bodies[tag][0].intersection(lane).area > HAIR:
                faults.append(f"{road['name']} runs through {tag}")
    faults += routes(design, bodies)
    for fault in faults[:20]:
        print(f"{path}: {fault}")
    print(f"{path}: {len(bodies)} modules, {sum(p.area for p in parcels):.3f} m2, {len(faults)} violations")
    return 1 if faults else 0


sys.exit(max(main(path) for path in sys.argv[1:]))
