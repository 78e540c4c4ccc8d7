#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Real parcels: every map format gives the same land; setbacks, overhead lines, zones and pairs are kept; broken outlines
# are reported and repaired; a layout edited by hand is kept. Shapely, where it is there, judges each layout anew.
. "$(dirname "$0")/lib.sh"
maps=$source_dir/tests/data/maps
cp "$maps"/* .

site() {
  cat >site.toml <<TOML
project.name = "Parcels"
it.load = "1 MW"
site.utility.voltage = "13.8 kV"
site.utility.capacity = "4 MVA"
site.setback = "8 m"
site.boundary = $1
TOML
}

python=$(python_with shapely)

# judge FILE: the verdict of an independent program; 0 where Shapely is not there
judge() {
  [ -n "$python" ] || return 0
  "$python" "$source_dir/tests/e2e/check_layout.py" "$1" >judge.txt 2>&1
}

# judged FILE AREA: it finds no violation, and the parcel area that plinth reports
judged() {
  judge "$1" || fail "Shapely disagrees about $1: $(tail -3 judge.txt)"
  [ -z "$python" ] || [ -z "${2:-}" ] || awk "BEGIN { split(\"$(tail -1 judge.txt)\", w, \" \"); d = w[4] - $2; exit !(d * d < 1) }" ||
    fail "Shapely finds another area than $2: $(tail -1 judge.txt)"
}

# area TEXT LOW HIGH: plinth reports this parcel area
area() {
  run 0 "$plinth" design site.toml -o out --format json --fail-on never
  found=$(sed -n 's/.*"parcel_area_m2": \([0-9.]*\).*/\1/p' stdout.txt)
  awk "BEGIN { exit !(${found:-0} >= $2 && ${found:-0} <= $3) }" || fail "$1: $found m2, not $2 to $3"
  judged out/design.json "$found"
}

# On the ellipsoid the parcel has 100167 m2: 100200 of the grid, whose scale there is 1.000165.
for map in site.gpkg:parcels site.gpkg:parcels:"Lot 7" site.kml site.kmz parcels.shp; do
  site "\"$map\""
  area "$map" 100117 100217
done
site '"site.dxf:BOUNDARY"'
area drawing 100799 100801
rm parcels.prj
site '"parcels.shp"'
run 3 "$plinth" size site.toml
says 'SPC025'
says 'site.crs'
run 0 "$plinth" size site.toml --set site.crs=EPSG:32618
cp "$maps/parcels.prj" .

# Files in two systems; a layer that is not named; a feature that is not there; a file that is no map.
site '"site.gpkg:parcels"'
cat >>site.toml <<'TOML'
site.front_setback = "15 m"
[[site.keep_out]]
name = "sewer"
area = "site.gpkg:easements"
clearance = "2 m"
roads = true
[[site.overhead_line]]
name = "138 kV"
path = "site.gpkg:lines"
voltage = "138 kV"
[[site.keep_out]]
area = "site.kml:parcels"
clearance = "0 m"
TOML
run 4 "$plinth" layout site.toml
site '"site.gpkg"'
run 3 "$plinth" size site.toml
says 'name one'
says '"easements"'
site '"site.gpkg:parcels:Lot 8"'
run 3 "$plinth" size site.toml
says 'there are "Lot 7"'
printf 'nothing' >broken.gpkg
site '"broken.gpkg"'
run 3 "$plinth" size site.toml
says 'SPC023'

# Everything at once: per-edge setbacks, a line, an easement, zones and a pair.
site '"site.gpkg:parcels"'
cat >>site.toml <<'TOML'
site.front_setback = "15 m"
site.rear_setback = "12 m"
[[site.edge]]
faces = "west"
setback = "20 m"
[[site.keep_out]]
name = "sewer"
area = "site.gpkg:easements"
clearance = "2 m"
roads = true
[[site.overhead_line]]
name = "138 kV"
path = "site.gpkg:lines"
voltage = "138 kV"
[[zone]]
name = "batteries"
for = "storage"
area = [[-40, -140], [60, -140], [60, -40], [-40, -40]]
[[zone]]
name = "later"
for = "reserve"
area = [[-190, 0], [-100, 0], [-100, 100], [-190, 100]]
[[adjacency]]
a = "genset"
b = "it_pod"
apart = "15 m"
TOML
run 0 "$plinth" design site.toml -o controlled --fail-on never
judged controlled/design.json
grep -q 'LAY01' controlled/findings.json && fail "a control was not kept: $(grep -m1 LAY01 controlled/findings.json)"

# Demands that contradict one another are reported with both lines.
site '[[0, 0], [200, 0], [200, 150], [0, 150]]'
cat >>site.toml <<'TOML'
[[adjacency]]
a = "genset"
b = "it_pod"
within = "5 m"
[[adjacency]]
a = "it_pod"
b = "genset"
apart = "50 m"
[[zone]]
for = "storage"
area = [[0, 0], [50, 0], [50, 50], [0, 50]]
[[zone]]
for = "generator"
area = [[40, 40], [90, 40], [90, 90], [40, 90]]
TOML
run 3 "$plinth" layout site.toml
says 'site.toml:11:'
says 'see line 7'
says 'zone 1'
site '[[0, 0], [200, 0], [200, 150], [0, 150]]'
cat >>site.toml <<'TOML'
[[zone]]
name = "batteries"
for = "storage"
area = [[10, 10], [90, 10], [90, 90], [10, 90]]
[[pin]]
tag = "GEN-01"
at = [30, 30]
TOML
run 1 "$plinth" check site.toml
says 'ZON01'
says 'site.toml:7:'

# A broken outline: every place at once, then a repaired copy that works; nothing is overwritten.
printf '%s' '{"type":"Polygon","coordinates":[[[8,50],[8.004,50.003],[8.004,50],[8,50.003],[8,50]]]}' >eight.geojson
site '"eight.geojson"'
run 3 "$plinth" check site.toml
says 'crosses itself'
says '--fix'
run 0 "$plinth" check site.toml --fix
has eight.repaired.geojson
has eight.repaired.svg
run 8 "$plinth" check site.toml --fix
site '"eight.repaired.geojson"'
run 0 "$plinth" size site.toml
site '[[0, 0], [200, 150], [200, 0], [0, 150]]'
run 0 "$plinth" check site.toml --fix
run 0 "$plinth" size site.repaired.toml
run 0 "$plinth" check site.repaired.toml --fix
says 'nothing to repair'

# Every outline of a site file is repaired, not only the boundary.
rm -f site.repaired.*
site '[[0, 0], [200, 0], [200, 150], [0, 150]]'
cat >>site.toml <<'TOML'
[[site.keep_out]]
area = [[10, 10], [30, 30], [30, 10], [10, 30]]
TOML
run 3 "$plinth" size site.toml
run 0 "$plinth" check site.toml --fix
run 0 "$plinth" size site.repaired.toml

# Shapefiles in an archive; a file that brings the map library down is an error like any other.
if command -v python3 >/dev/null 2>&1; then
  python3 -m zipfile -c lots.zip parcels.shp parcels.shx parcels.dbf parcels.prj
  site '"lots.zip"'
  run 0 "$plinth" size site.toml
  site '"lots.zip:lots"'
  run 3 "$plinth" size site.toml
  says '"parcels"'
fi
printf '%s' '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><gx:Track xmlns:gx="http://www.google.com/kml/ext/2.2"><gx:coord>1 2 3</gx:coord></gx:Track></Placemark></Document></kml>' >track.kml
site '"track.kml"'
run 3 "$plinth" size site.toml

# Parts that overlap become one; parts that only touch are no fault.
site '[[[0, 0], [100, 0], [100, 100], [0, 100]], [[90, 50], [200, 50], [200, 150], [90, 150]]]'
run 3 "$plinth" size site.toml
says 'SPC028'
run 0 "$plinth" check site.toml --fix -o joined.toml
run 0 "$plinth" size joined.toml
site '[[[0, 0], [100, 0], [100, 100], [0, 100]], [[100, 50], [200, 50], [200, 150], [100, 150]]]'
run 0 "$plinth" size site.toml

# A design edited by hand: nothing changes without an edit; a moved module stays, and only its connections and those that cross them change.
site '[[0, 0], [200, 0], [200, 150], [0, 150]]'
run 0 "$plinth" design site.toml -o out --fail-on never
run 0 "$plinth" layout out/design.json --keep --format json -o same.json --fail-on never
says 'moved: nothing'
says 're-routed: 0 of'
command -v python3 >/dev/null 2>&1 || finish
python3 - <<'PY'
import json
design = json.load(open("out/design.json"))
for placement in design["placements"]:
    if placement["tag"] == "FUT-01":
        placement["y_m"] -= 0.5
json.dump(design, open("edited.json", "w"))
PY
run 0 "$plinth" layout edited.json --keep --format json -o kept.json --fail-on never
says 'moved: FUT-01 (1 modules)'
judged kept.json
if [ -n "$python" ]; then
  sed '0,/"x_m": [0-9.-]*/s//"x_m": 500/' edited.json >far.json
  judge far.json && fail "Shapely sees nothing wrong with a module off the site"
fi
python3 - <<'PY' || fail "the edited place was not kept, or more than its connections changed"
import json
edited, kept = json.load(open("edited.json")), json.load(open("kept.json"))
place = lambda d: {p["tag"]: (p["x_m"], p["y_m"], p["rotation_deg"]) for p in d["placements"] if not p.get("parent")}
assert place(edited) == place(kept)
way = lambda d: {r["edge"]: r for r in d["routes"]}
ends = {e["id"]: (e["from"]["tag"], e["to"]["tag"]) for e in kept["graph"]["edges"]}
changed = [e for e in way(kept) if way(kept)[e] != way(edited)[e]]
assert changed, "nothing was re-routed"
touched = {t.split(".")[0] for e in changed if "FUT-01" in ends[e][0].split(".") + ends[e][1].split(".") for t in ends[e]}
# Its own connections, and those that lie on tracks beside them at a common end.
assert all(touched & {t.split(".")[0] for t in ends[e]} for e in changed), [ends[e] for e in changed]
assert len(changed) < len(way(kept)) / 10, len(changed)
PY
# A parcel that lies askew: the plant stands along it, and turned back it keeps the setback from the parcel as drawn.
site '[[0, 0], [173.205, 100], [98.205, 229.904], [-75, 129.904]]'
run 0 "$plinth" layout site.toml --format json -o askew.json --fail-on never
judged askew.json 30000
run 0 "$plinth" layout askew.json --keep --format json -o askew-kept.json --fail-on never
says 'moved: nothing'
says 're-routed: 0 of'
if [ -n "$python" ]; then
  "$python" - <<'PY' || fail "turned back, the plant does not stand in the parcel as drawn"
import json, math
from shapely.affinity import rotate
from shapely.geometry import Polygon, box
design = json.load(open("askew.json"))
grid = design["site"]["grid"]
assert abs(grid["rotation_deg"] - 30) < 0.001 and grid["turned"], grid
drawn = Polygon([(0, 0), (173.205, 100), (98.205, 229.904), (-75, 129.904)])
back = lambda shape: rotate(shape, grid["rotation_deg"], origin=(0, 0))
for a, b in zip(back(Polygon(design["site"]["parcels"][0]["outer_m"])).exterior.coords, drawn.exterior.coords):
    assert math.hypot(a[0] - b[0], a[1] - b[1]) < 0.00072, (a, b)
types = {t["id"]: t for t in design["catalog"]["modules"]}
for p in design["placements"]:
    if p.get("parent"):
        continue
    w, h = types[p["module"]]["length_m"], types[p["module"]]["width_m"]
    if p["rotation_deg"] % 180:
        w, h = h, w
    body = back(box(p["x_m"], p["y_m"], p["x_m"] + w, p["y_m"] + h))
    assert drawn.contains(body) and drawn.exterior.distance(body) >= 8, p["tag"]
PY
fi

# Local search: the same bytes for the same moves, whatever stopped it; a finished design is not searched.
run 0 "$plinth" layout site.toml --iterations 120 --seed 7 --format json -o one.json --fail-on never
run 0 "$plinth" layout site.toml --iterations 120 --seed 7 --time 100s --format json -o two.json --fail-on never
cmp -s one.json two.json || fail "the same search gives two results"
run 2 "$plinth" layout one.json --time 1s
run 2 "$plinth" layout site.toml --time soon
run 3 "$plinth" layout site.toml --set layout.strategy=spline
says 'LAY031'
says 'spine'
finish
