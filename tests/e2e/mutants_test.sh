#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Damage: hundreds of single random ones to the design of every example, each of which something has to name; and a few
# by hand, through the command line.
. "$(dirname "$0")/lib.sh"
mutants=$3

for site in "$source_dir"/examples/*/site.toml; do
  example=$(basename "$(dirname "$site")")
  [ "$example" = too-big ] || "$plinth" layout "$site" --format json -o "$example.json" --fail-on never 2>talk.txt ||
    fail "$example: $(cat talk.txt)"
done
"$mutants" ./*.json >mutants.txt 2>&1 || fail "$(cat mutants.txt)"

# An untouched design passes the audit.
"$plinth" check edge-1mw.json --format json >checked.json
grep -q '"code": "AUD01", "name": "altered-design", "outcome": "passed"' checked.json || fail "an untouched design is blamed"

# damaged SED-SCRIPT TAG: exit 1 or 3, and the tag is named
damaged() {
  sed "$1" edge-1mw.json >damaged.json
  cmp -s edge-1mw.json damaged.json && fail "$1 changes nothing"
  "$plinth" check damaged.json >said.txt 2>&1
  code=$?
  [ $code -eq 1 ] || [ $code -eq 3 ] || fail "$1: exit $code"
  grep -E 'error' said.txt | grep -q "$2" || fail "$1: $2 is not named: $(grep -E 'error' said.txt | head -3)"
}
damaged 's/{"tag": "POD-01", "module": "\([^"]*\)", "x_m": /&1/' POD-01
damaged 's/"to": {"tag": "MVS-01", "port": "/&x/' MVS-01
damaged '/^ *{"tag": "GEN-01", "module": [^}]*"service"/d' GEN-01
damaged 's/{"service": "genset", \(.*\)"installed": [0-9]*/{"service": "genset", \1"installed": 1/' genset

# Another version's designs are checked by the rules; the audit says why it cannot look.
sed 's/"engine": "plinth [^"]*"/"engine": "plinth 0.0.1"/' edge-1mw.json >older.json
"$plinth" check older.json >said.txt 2>&1 || fail "older.json: $(tail -3 said.txt)"
grep -q 'not checked *AUD01.*made by plinth 0.0.1' said.txt || fail "the audit of another version's design: $(grep AUD said.txt)"
finish
