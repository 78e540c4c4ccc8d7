#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The manners of the command line: help, usage errors, streams, formats, interruptions.
. "$(dirname "$0")/lib.sh"

# Help of every command ends with two examples; an unknown word is answered with a near one.
run 0 "$plinth" --help
says 'Designs prefabricated'
commands=$(sed -n '/^Design:/,/^Examples:/p' stdout.txt | sed -n 's/^  \([a-z]*\) .*/\1/p')
for command in init design size layout check export bom checklist fit why catalog rules schema version; do
  echo "$commands" | grep -qx "$command" || fail "--help does not list $command"
done
for command in $commands; do
  run 0 "$plinth" "$command" --help
  [ "$(sed -n '/^Examples:/,$p' stdout.txt | grep -c "^  plinth $command")" -eq 2 ] || fail "$command: not two examples"
done
for command in $commands; do
  grep -q "^plinth $command" "$source_dir/docs/cli.md" || fail "docs/cli.md does not name $command"
done
run 0 "$plinth" export --list
for format in $(sed 1d stdout.txt | cut -d' ' -f1); do
  grep -q "\`$format\`" "$source_dir/docs/exporters.md" || fail "docs/exporters.md does not name $format"
done
run 2 "$plinth"
run 2 "$plinth" desgin
says 'did you mean `design`?'
run 2 "$plinth" design site.toml --fial-on error
says 'did you mean `--fail-on`?'
run 2 "$plinth" size site.toml --format yaml
says 'it has text, json'
run 2 "$plinth" design
run 2 "$plinth" design a b
run 2 "$plinth" design site.toml --threads none
run 2 "$plinth" design site.toml -o
run 2 "$plinth" export
run 2 "$plinth" catalog shwo
says 'did you mean `show`?'
run 2 "$plinth" rules explain SITE99
says 'did you mean'
run 0 "$plinth" --version
grep -qx 'plinth [0-9.]*' stdout.txt || fail "--version"
run 0 "$plinth" version --format json
says '"version"'

# init: something that can be designed, and never over something.
run 0 "$plinth" init hello
run 8 "$plinth" init hello
says 'never overwrites'
run 0 "$plinth" size hello/site.toml
run 0 "$plinth" init --list
says 'campus-20mw'
run 0 "$plinth" init campus --from campus-20mw
has campus/parcel.geojson
[ ! -e campus/expected ] || fail "init copies expected results"
run 2 "$plinth" init other --from campus-20wm
says 'did you mean `campus-20mw`?'

# The five lines shown to every newcomer are a whole site.
for page in README.md docs/site-toml.md; do
  awk '/^```toml/ { on = 1; next } /^```/ { on = 0 } on' "$source_dir/$page" | head -5 >five.toml
  [ "$(grep -c = five.toml)" -eq 5 ] || fail "$page shows no five-line site"
  run 0 "$plinth" design five.toml -o "five-out"
done

# Data on stdout, talk on stderr; "-" is stdin; --set replaces an input.
run 0 "$plinth" size hello/site.toml --format json
grep -q '"selection"' stdout.txt || fail "size --format json"
[ "$(head -c1 stdout.txt)" = "{" ] || fail "size --format json is not JSON alone"
"$plinth" size - <hello/site.toml >piped.txt 2>/dev/null || fail "size -"
run 0 "$plinth" size hello/site.toml
same piped.txt stdout.txt
run 0 "$plinth" size hello/site.toml --set it.load="4 MW"
diff -q piped.txt stdout.txt >/dev/null && fail "--set changed nothing"
run 2 "$plinth" size hello/site.toml --set it.load
run 3 "$plinth" size hello/site.toml --set it.laod="4 MW"
says 'did you mean `load`?'
run 2 "$plinth" design hello/site.toml --timestamp yesterday
run 2 env SOURCE_DATE_EPOCH=x "$plinth" design hello/site.toml

# Colour only when asked for or on a terminal.
run 3 "$plinth" size hello/site.toml --set it.laod=1
grep -q "$(printf '\033')" stderr.txt && fail "colour in a file"
run 3 "$plinth" size hello/site.toml --set it.laod=1 --color always
grep -q "$(printf '\033')" stderr.txt || fail "--color always"

# A design, and everything that is asked of it.
run 0 "$plinth" design hello/site.toml -o out
[ "$(wc -l <stdout.txt)" -eq 11 ] || fail "the summary has $(wc -l <stdout.txt) lines instead of eleven"
run 0 "$plinth" design hello/site.toml -o out --format json -q
[ ! -s stderr.txt ] || fail "-q is not quiet"
says '"outputs"'
run 0 "$plinth" layout out/design.json
run 0 "$plinth" layout hello/site.toml --format json -o layout.json
run 0 "$plinth" check out/design.json --format json -o findings.json
has findings.json
run 0 "$plinth" bom out/design.json
same stdout.txt out/bom.csv
for format in json md; do run 0 "$plinth" bom out/design.json --format "$format"; done
tag=$(basename "$(find out/checklists -name '[A-Z]*-*.md' | sort | head -1)" .md)
run 0 "$plinth" checklist out/design.json "$tag"
same stdout.txt "out/checklists/$tag.md"
run 2 "$plinth" checklist out/design.json NONE-77
run 0 "$plinth" checklist out/design.json -o sheets
run 0 "$plinth" why out/design.json
run 0 "$plinth" why out/design.json selection
run 0 "$plinth" why out/design.json demand.it --depth 1
run 0 "$plinth" why out/design.json demand.it --format json
says '"rests_on"'
run 0 "$plinth" why out/design.json demand.facility --format md
says '## Values it rests on'
run 0 "$plinth" why out/design.json 'selection.*.installed'
[ "$(wc -l <stdout.txt)" -gt 10 ] || fail "why lists few figures for a pattern"
run 0 "$plinth" why out/design.json 'demand.utilit?'
says 'demand.utility = '
run 0 "$plinth" size hello/site.toml --format csv
grep -q '^demand.it,' stdout.txt || fail "size --format csv"
for schema in site design size ledger; do
  run 0 "$plinth" schema "$schema"
  says 'http://json-schema.org/draft-07/schema#'
done
if python=$(python_with jsonschema); then
  "$plinth" schema site >site.schema.json
  "$python" "$source_dir/tests/e2e/check_site_schema.py" site.schema.json "$source_dir"/examples/*/site.toml \
    hello/site.toml >python.txt 2>&1 || fail "sites break their schema: $(tail -3 python.txt)"
fi
run 2 "$plinth" schema ledgre
says 'did you mean `ledger`?'
run 2 "$plinth" why out/design.json demand.ti
says 'did you mean `demand.it`?'
run 0 "$plinth" export --list
says 'step'
run 2 "$plinth" export out/design.json setp
says 'did you mean `step`?'
run 0 "$plinth" export out/design.json plan-svg step -o cad
same cad/cad/site.step out/cad/site.step
run 0 "$plinth" catalog list
run 0 "$plinth" catalog show gb300-nvl72
says 'representative'
run 0 "$plinth" catalog lint
run 0 "$plinth" rules list
run 0 "$plinth" rules explain SITE01

# Findings at the wished severity decide the exit code, after everything is written.
run 0 "$plinth" design hello/site.toml -o never --fail-on never
run 1 "$plinth" design "$source_dir/examples/broken-clearances/site.toml" -o broken
has broken/manifest.json
run 0 "$plinth" design "$source_dir/examples/broken-clearances/site.toml" -o broken --fail-on never

# What an earlier run wrote and this one does not is removed, unless it was edited; foreign files stay.
mkdir -p out/checklists
printf 'old' >out/checklists/OLD-01.md
printf 'mine' >out/checklists/OLD-02.md
printf 'notes' >out/notes.txt
old=$(printf 'old' | sha256sum | cut -d' ' -f1)
sed -i "s|\"outputs\": \[|\"outputs\": [{\"path\":\"checklists/OLD-01.md\",\"sha256\":\"$old\"},{\"path\":\"checklists/OLD-02.md\",\"sha256\":\"$old\"},{\"path\":\"../evil\",\"sha256\":\"$old\"},|" out/manifest.json
printf 'old' >evil
run 0 "$plinth" design hello/site.toml -o out
[ ! -e out/checklists/OLD-01.md ] || fail "a stale output stays"
[ -e out/checklists/OLD-02.md ] || fail "an edited file was removed"
[ -e out/notes.txt ] || fail "a foreign file was removed"
[ -e evil ] || fail "a file outside the folder was removed"
says 'OLD-02.md'

# A full disk and a closed pipe are errors of the file system.
if [ -e /dev/full ]; then
  "$plinth" size hello/site.toml >/dev/full 2>stderr.txt
  [ "$?" -eq 8 ] || fail "a full disk is not exit code 8"
fi
{ "$plinth" why out/design.json; echo "$?" >code.txt; } 2>/dev/null | head -c 1 >/dev/null
[ "$(cat code.txt)" -eq 8 ] || [ "$(cat code.txt)" -eq 0 ] || fail "a closed pipe ends with $(cat code.txt)"
{ sleep 1; "$plinth" size hello/site.toml; echo "$?" >code.txt; } 2>/dev/null | true
[ "$(cat code.txt)" -eq 8 ] || fail "a closed pipe ends with $(cat code.txt) instead of 8"
: >file
run 8 "$plinth" design hello/site.toml -o file/out
if [ "$(id -u)" -ne 0 ]; then
  mkdir closed && chmod 555 closed
  run 8 "$plinth" design hello/site.toml -o closed/out
fi

# An interrupted run leaves no partial file and tells which signal it was.
for signal in INT:130 TERM:143; do
  mkfifo "pipe-${signal%:*}"
  "$plinth" size - <"pipe-${signal%:*}" >/dev/null 2>&1 &
  process=$!
  exec 3>"pipe-${signal%:*}" # hold it open: the program waits for its input
  sleep 0.2
  kill "-${signal%:*}" "$process"
  wait "$process"
  code=$?
  exec 3>&-
  # a shell without job control starts background processes with SIGINT ignored; ours asks for it again
  [ "$code" -eq "${signal#*:}" ] || fail "SIG${signal%:*} ends with $code instead of ${signal#*:}"
done
[ -z "$(find . -name '*.partial')" ] || fail "partial files left"
finish
