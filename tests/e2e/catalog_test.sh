#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The catalog as a user works with it: find, show, compare, import, replace, overlay, lock, ask.
. "$(dirname "$0")/lib.sh"

# list: filters in any unit, formats, faults with a hint.
run 0 "$plinth" catalog list chiller --where 'rated_heat>=1 MW'
says 'chl-maglev-1200'
grep -q chl-maglev-600 stdout.txt && fail "600 kW passes for 1 MW"
cp stdout.txt megawatt.txt
run 0 "$plinth" catalog list chiller --where 'rated_heat >= 1000 kW'
same megawatt.txt stdout.txt
run 0 "$plinth" catalog list --service heat_rejection --status representative --maker BAC --format csv
head -1 stdout.txt | grep -q '^id,kind,manufacturer' || fail "no head in the CSV"
run 0 "$plinth" catalog list chiller --format json
says '"rated_heat"'
run 2 "$plinth" catalog list chillr
says 'did you mean `chiller`?'
run 2 "$plinth" catalog list chiller --where 'rated_heat>=1 MWh'
says 'energy'
run 2 "$plinth" catalog list chiller --where 'rated_haet>=1 MW'
says 'did you mean `rated_heat`?'
run 2 "$plinth" catalog list --status sure
run 0 "$plinth" catalog search vertiv cdu
says 'cdu-vertiv'
run 0 "$plinth" catalog search vertvi
says 'did you mean `vertiv`?'
run 2 "$plinth" catalog search
run 2 "$plinth" catalog
says 'Actions'
for action in list search show diff import replace rfi lint; do
  run 0 "$plinth" catalog "$action" --help
  [ "$(sed -n '/^Examples:/,$p' stdout.txt | grep -c "^  plinth catalog $action")" -eq 2 ] || fail "$action: not two examples"
  grep -q "plinth catalog $action" "$source_dir/docs/catalog.md" || fail "docs/catalog.md does not show $action"
done

# show: every value with a mark, the sources numbered.
run 0 "$plinth" catalog show gb300-nvl72
for words in 'Ratings' 'Curves' 'Envelope and clearances' 'Ports' 'Factory tests that apply' '[1] Lenovo LP2357' '●' '119 L/min'; do
  says "$words"
done
run 0 "$plinth" catalog show gb300-nvl72 --format json
says '"points_si"'
run 2 "$plinth" catalog show gb300-nvl7
says 'did you mean `gb300-nvl72`?'

# diff: of types, and of folders.
run 0 "$plinth" catalog diff chl-maglev-600 chl-maglev-1200
says '+100 %'
cp -r "$source_dir/catalog" mine
sed -i 's/^rated_heat = "1200 kW"/rated_heat = "1.3 MW"/; s/^electrical_power = "205 kW"/electrical_power = "0.205 MW"/' mine/modules/chiller/chl-maglev-1200.toml
rm mine/modules/chiller/chl-freecool-1500.toml
run 0 "$plinth" catalog diff "$source_dir/catalog" mine
says 'rated_heat: 1200 kW -> 1.3 MW  (+8.33 %)'
says '- module chl-freecool-1500'
grep -q electrical_power stdout.txt && fail "another unit is told as a change"
run 2 "$plinth" catalog diff mine chl-maglev-600

# Overlays: several, the later wins; both places told in list, show and results.
run 0 "$plinth" init hello -q
mkdir -p hello/first/racks hello/tests/racks hello/tests/standards
for folder in first tests; do
  sed "s/^title = .*/title = \"Rack of $folder\"/" "$source_dir/catalog/racks/gb300-nvl72.toml" >"hello/$folder/racks/gb300-nvl72.toml"
done
echo 'catalog.overlay = ["vendor/", "first", "tests"]' | cat - hello/site.toml >with.toml && mv with.toml hello/site.toml
run 0 "$plinth" catalog show gb300-nvl72 --site hello/site.toml
says 'Rack of tests'
says 'overrides first/racks/gb300-nvl72.toml:3'
run 0 "$plinth" catalog list rack --overlay hello/first
says 'overrides catalog/racks/gb300-nvl72.toml:3'
run 0 "$plinth" size hello/site.toml --format json
says '"CAT008"'
run 0 "$plinth" design hello/site.toml -o out
[ "$(grep -c CAT008 out/findings.json)" -eq 2 ] || fail "the results do not tell both overrides"
grep -q '"tests/racks/gb300-nvl72.toml"' out/design.json || fail "the file of the overlay is not among the inputs"
run 0 "$plinth" check out/design.json
says 'CAT008'
run 8 "$plinth" size hello/site.toml --set 'catalog.overlay=["nowhere/"]'
says 'no overlay folder'
run 3 "$plinth" size hello/site.toml --set 'catalog.overlay=["vendor/", 7]'

# Lock: holds what was pinned, tells what differs.
run 6 "$plinth" size hello/site.toml --locked
says 'plinth lock SITE'
run 0 "$plinth" lock hello/site.toml
has hello/plinth.lock
cp hello/plinth.lock pinned
run 0 "$plinth" lock hello/site.toml
same pinned hello/plinth.lock
run 0 "$plinth" size hello/site.toml --locked
echo '# a remark' >>hello/first/racks/gb300-nvl72.toml
run 6 "$plinth" design hello/site.toml -o locked --locked
says 'LCK014'
says 'first/racks/gb300-nvl72.toml was changed'
[ ! -e locked ] || fail "a refused run wrote something"
# A company's own rules are pinned as well.
cp -r hello ruled && mkdir ruled/own
sed 's/GEN05/ACME01/; s/narrow-genset-aisle/acme-aisle/' "$source_dir"/catalog/rules/gen05_*.toml >ruled/own/acme01_acme_aisle.toml
printf '[rules]\npacks = ["own/"]\n' >>ruled/site.toml
run 0 "$plinth" lock ruled/site.toml
run 0 "$plinth" size ruled/site.toml --locked
echo '# a remark' >>ruled/own/acme01_acme_aisle.toml
run 6 "$plinth" size ruled/site.toml --locked
says 'own/acme01_acme_aisle.toml was changed'
sed -i '$d' hello/first/racks/gb300-nvl72.toml
cp -r hello/first/racks/gb300-nvl72.toml hello/first/racks/other.toml
sed -i 's/^id = .*/id = "other"/' hello/first/racks/other.toml
mv hello/vendor/modules/buffer_tank/tank-example-25.toml .
sed -i 's/^engine = .*/engine = "plinth 0.0.9"/' hello/plinth.lock
run 6 "$plinth" size hello/site.toml --locked --format json
for code in LCK010 LCK012 LCK013; do says "$code"; done
run 0 "$plinth" size hello/site.toml
run 2 "$plinth" check out/design.json --locked
echo 'schema = 7' >hello/plinth.lock
run 6 "$plinth" size hello/site.toml --locked
says 'LCK00'

# import: the map and the list of docs/catalog.md; all faults in one run; nothing written when there are some.
awk '/^```[a-z]+ file=/ { sub(/^.*file=/, ""); file = $0; next } /^```/ { file = "" } file { print > file }' \
  "$source_dir/docs/catalog.md"
has chillers.map.toml
has prices.csv
run 0 "$plinth" catalog import prices.csv --map chillers.map.toml -o bought
says '2 of 2 rows'
cp -r bought/. mine/
run 0 "$plinth" catalog lint mine
run 0 "$plinth" catalog list chiller --overlay bought --maker Northwind
says 'chl-northwind-nw-900'
run 0 "$plinth" catalog import prices.csv --map chillers.map.toml -o bought
says '0 files written'
sed 's/900;190/900;none/; s/;9.2;/;;/' prices.csv >faulty.csv
run 3 "$plinth" catalog import faulty.csv --map chillers.map.toml -o empty
says 'faulty.csv:2:4'
says 'faulty.csv:2:8'
[ ! -e empty ] || fail "a faulty list was written"
run 1 "$plinth" catalog import faulty.csv --map chillers.map.toml -o empty --partial
[ "$(find empty -type f | wc -l)" -eq 1 ] || fail "--partial wrote $(find empty -type f | wc -l) files"
sed 's/1200;/1210;/' prices.csv >newer.csv
run 8 "$plinth" catalog import newer.csv --map chillers.map.toml -o bought
says '--force'
run 0 "$plinth" catalog import newer.csv --map chillers.map.toml -o bought --force
sed 's/^rated_heat/rated_haet/' chillers.map.toml >wrong.toml
run 3 "$plinth" catalog import prices.csv --map wrong.toml
says 'did you mean "rated_heat"?'
run 2 "$plinth" catalog import prices.csv
run 8 "$plinth" catalog import nothing.csv --map chillers.map.toml
printf 'PK\003\004 no zip' >broken.xlsx
run 3 "$plinth" catalog import broken.xlsx --map chillers.map.toml
says 'XLSX'

# replace and rfi.
cat >small.toml <<'TOML'
project.name = "Small"
site.boundary = [[0, 0], [140, 0], [140, 100], [0, 100]]
site.utility.voltage = "13.8 kV"
site.utility.capacity = "2 MVA"
it.load = "260 kW"
storage.purposes = []
TOML
run 0 "$plinth" size small.toml --format json
set=$(sed -n 's/^ *"module": "\(genset-[^"]*\)".*/\1/p' stdout.txt | head -1)
other=genset-1000-60
[ "$set" = "$other" ] && other=genset-1500-60
run 0 "$plinth" catalog replace "$set" "$other" small.toml --preview
says "$other in place of $set"
says 'PUE at the design point'
run 0 "$plinth" catalog replace "$set" genset-1000-50 small.toml --preview --format json
says '"answer": "impossible"'
run 2 "$plinth" catalog replace "$set" "$other" small.toml
says '--preview'
run 0 "$plinth" catalog rfi small.toml --only gb300-nvl72.cost --format json
says '"catalog.gb300-nvl72.cost_mid"'
run 0 "$plinth" catalog rfi small.toml --only gb300-nvl72.cost --format md
says '## NVIDIA'
run 0 "$plinth" catalog rfi small.toml --only gb300-nvl72.power --until sizing -j 1 --format csv -o one.csv
run 0 "$plinth" catalog rfi small.toml --only gb300-nvl72.power --until sizing -j 3 --format csv -o three.csv
same one.csv three.csv
run 2 "$plinth" catalog rfi small.toml --stale-before yesterday
finish
