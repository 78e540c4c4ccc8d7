#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every file shown in docs/adding.md is what it says: C++ compiles under our warnings and defines the constant that the
# registry expects, catalog files pass lint and are found. adding_test.sh PLINTH SOURCE_DIR CXX
. "$(dirname "$0")/lib.sh"
compiler=$3

awk '/^```[a-z]+ file=/ { sub(/^.*file=/, ""); file = "tree/" $0; dir = file; sub(/\/[^\/]*$/, "", dir);
       system("mkdir -p " dir); next }
     /^```/ { file = "" }
     file { print > file }' "$source_dir/docs/adding.md"

sources=$(find tree -name '*.cpp')
[ "$(echo "$sources" | wc -l)" -eq 3 ] || fail "found $(echo "$sources" | wc -l) source files in docs/adding.md"
for source in $sources; do
  stem=$(basename "$source" .cpp)
  [ ! -e "$source_dir/${source#tree/}" ] || fail "${source#tree/} exists already: show another"
  run 0 "$compiler" -std=c++20 -Wall -Wextra -Wconversion -Wsign-conversion -Wshadow -Wold-style-cast -Werror \
    -I "$source_dir" -c "$source" -o object.o
  case $source in
    *rules*) space=rules type=Rule ;;
    *exporters*) space=exporters type=Exporter ;;
    *) space=commands type=Command ;;
  esac
  nm -C object.o | grep -q " [RDdrB] plinth::$space::$stem\$" || fail "$source defines no $type $stem"
done

cp -r "$source_dir/catalog" shipped
run 0 "$plinth" catalog lint shipped
cp stdout.txt before.txt
cp -r tree/catalog/. shipped/
run 0 "$plinth" catalog lint shipped
same before.txt stdout.txt
run 0 "$plinth" catalog show tank-acme-30 --catalog shipped
says 'Acme'
run 0 "$plinth" catalog list weather_mast --catalog shipped

# An overlay does the same for one site.
mkdir site && "$plinth" init site -q && cp -r tree/catalog site/vendor
run 0 "$plinth" size site/site.toml --set 'catalog.overlay=["vendor/"]' --set 'catalog.prefer=["tank-acme-30"]'
says 'tank-acme-30'

# A stranger copies one file of a chiller, makes it the better one, and touches nothing else: it is chosen, drawn,
# modelled, priced, tested and documented. The brand-new kind of docs/adding.md, two files, comes along as an extra.
cat >small.toml <<'EOF'
project.name = "Stranger"
site.boundary = [[0, 0], [200, 0], [200, 160], [0, 160]]
it.load = "2 MW"
site.utility.voltage = "34.5 kV"
site.utility.capacity = "10 MVA"
extras.include = ["weather_mast"]
EOF
run 0 "$plinth" size small.toml --format json --catalog shipped
cp stdout.txt first.json
best=$(tr -d ' \n' <first.json | sed 's/.*"service":"chiller","module":"\([^"]*\)".*/\1/')
has "shipped/modules/chiller/$best.toml"
sed -e 's/^id = .*/id = "chl-stranger"/' -e 's/^title = .*/title = "Stranger chiller"/' \
  -e 's/^manufacturer = .*/manufacturer = "Stranger"/' \
  -e 's/^cost_low = .*/cost_low = "1 kUSD"/' -e 's/^cost_mid = .*/cost_mid = "7777 USD"/' \
  -e 's/^mass_operating = .*/mass_operating = "12345 kg"/' \
  "shipped/modules/chiller/$best.toml" >shipped/modules/chiller/chl-stranger.toml
run 0 "$plinth" catalog lint shipped
run 0 "$plinth" catalog show chl-stranger --catalog shipped
says 'Stranger chiller'
run 0 "$plinth" design small.toml -o out -q --catalog shipped --fail-on never
for file in out/design.json out/bom.csv out/drawings/plan*.svg out/cad/*.step; do
  grep -q 'chl-stranger' "$file" || fail "no chl-stranger in $file"
  grep -q 'mast-acme-10' "$file" || fail "no mast-acme-10 in $file"
done
grep 'chl-stranger' out/bom.csv | grep -q '7777' || fail "the bill does not price chl-stranger"
grep -q 'Guy wires' out/bom.csv || fail "the bill lacks the line of the kind"
sheet=$(grep -l 'Stranger chiller' out/checklists/*CHL-01*)
has "$sheet"
mast=$(ls out/checklists/*WXM-01*)
grep -q 'WX-01' "$mast" || fail "no test of the new kind on $mast"
grep -q '10 m' "$mast" || fail "no limit of the new kind on $mast"
run 0 "$plinth" why out/design.json selection.chiller.installed
says 'chl-stranger'
run 0 "$plinth" why out/design.json catalog.chl-stranger.rated_heat
run 0 "$plinth" why out/design.json extras.weather_mast.power
says 'one windward, one leeward'
finish
