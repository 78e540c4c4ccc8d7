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
finish
