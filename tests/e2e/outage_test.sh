#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# plinth outage: what docs/methods/outage.md shows is what the program says; single outages, pairs, formats, odd input.
. "$(dirname "$0")/lib.sh"

run 0 "$plinth" design "$source_dir/examples/edge-1mw/site.toml" -o out --no-progress --fail-on never

ln -s "$source_dir/examples" examples

# Every command of the page, and each line that stands below it.
shown=0
awk '/^```/ { inside = 0 } inside { print } /^```console/ { inside = 1 }' "$source_dir/docs/methods/outage.md" >page.txt
while IFS= read -r line; do
  case $line in
  '$ plinth '*)
    # shellcheck disable=SC2086
    run 0 "$plinth" ${line#'$ plinth '}
    tr -s ' ' <stdout.txt >said.txt
    ;;
  '') ;;
  *)
    shown=$((shown + 1))
    grep -qF -- "$(printf '%s' "$line" | tr -s ' ')" said.txt || fail "the page shows what is not said: $line"
    ;;
  esac
done <page.txt
[ "$shown" -ge 8 ] || fail "the page shows only $shown lines"

# The formats tell of the same elements.
run 0 "$plinth" outage out/design.json --format csv
rows=$(($(wc -l <stdout.txt) - 1))
run 0 "$plinth" outage out/design.json --format json
[ "$(grep -c '"alike": \[' stdout.txt)" -eq "$rows" ] || fail "JSON and CSV do not hold the same elements"
says '"pairs_not_checked": 0.0'
says '"pairs_complete": true'

# One outage of one's own: everything on one side is survived, both sides are not.
run 0 "$plinth" outage out/design.json --remove MVS-01,PWR-01
says '1080 of 1080 kW of IT served'
run 0 "$plinth" outage out/design.json --remove MVS-01,MVS-02
says '0 of 1080 kW of IT served'
run 2 "$plinth" outage out/design.json --remove MVS-1
says 'did you mean `MVS-01`?'
run 2 "$plinth" outage out/design.json --remove ,
says '--remove names nothing'
run 2 "$plinth" outage out/design.json --remove MVS-01 --format csv

# A class is demanded by its pack, and a design below it fails.
run 1 "$plinth" check "$source_dir/examples/edge-1mw/site.toml" --set 'rules.packs=["uptime-tier3"]'
says 'RED07'
says 'Uptime Tier III asks for concurrently maintainable'

finish
