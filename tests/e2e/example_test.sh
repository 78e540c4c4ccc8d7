#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# One example from end to end: example_test.sh PLINTH SOURCE_DIR NAME
. "$(dirname "$0")/lib.sh"
. "$source_dir/tests/e2e/results.sh"
example=$source_dir/examples/$3

# Same results as the accepted ones (make bless).
example_results "$plinth" "$example"
diff -ru "$example/expected" actual >diff.txt 2>&1 || {
  fail "results differ from examples/$3/expected; if they are right, make bless"
  head -60 diff.txt >&2
}
code=$(cat actual/exit_code)
case $3 in
  broken-clearances) [ "$code" -eq 1 ] || fail "exit code $code instead of 1" ;;
  too-big) [ "$code" -eq 4 ] || fail "exit code $code instead of 4" ;;
  *) [ "$code" -eq 0 ] || fail "exit code $code instead of 0" ;;
esac
if [ "$code" -eq 4 ]; then
  grep -q 'fits' actual/findings.txt || fail "does not say what would fit"
  [ ! -e out ] || fail "wrote outputs of an infeasible site"
  finish
fi

# Everything that is promised is there.
for file in design.json findings.json findings.sarif bom.csv manifest.json cad/site.step drawings/plan.svg; do has "out/$file"; done
[ "$(find out/checklists -name '*.md' | wc -l)" -gt 5 ] || fail "few checklists"
[ -z "$(find out -name '*.partial')" ] || fail "partial files left"

# The STEP holds one named instance for every placement.
sed -n '/"placements": \[/,/^ *\],*$/p' out/design.json | grep -o '"tag": "[^"]*"' | cut -d'"' -f4 | sort >placed.txt
tr -d '\n' <out/cad/site.step | grep -o "NEXT_ASSEMBLY_USAGE_OCCURRENCE('[^']*','[^']*'" | cut -d"'" -f4 | sort >instances.txt
[ -s placed.txt ] || fail "no placements found in design.json"
comm -23 placed.txt instances.txt >missing.txt
[ ! -s missing.txt ] || fail "$(wc -l <missing.txt) placements have no instance in the STEP, as $(head -1 missing.txt)"
[ -z "$(uniq -d placed.txt)" ] || fail "a tag was placed twice"

# An independent reader sees the same, where it is installed (npm install occt-import-js; 77 = it is not).
if command -v node >/dev/null 2>&1; then
  node "$source_dir/tests/e2e/check_step.mjs" out/cad/site.step out/design.json >node.txt 2>&1
  case $? in 0 | 77) ;; *) fail "the independent STEP reader disagrees: $(tail -3 node.txt)" ;; esac
fi

# The findings keep to their published formats, by readers that are not ours, where these are installed.
"$plinth" schema findings >findings.schema.json
"$plinth" check out/design.json --format json -o checked.json || true
"$plinth" check out/design.json --format junit -o checked.xml || true
if python=$(python_with jsonschema); then
  "$python" "$source_dir/tests/e2e/check_findings.py" findings.schema.json out/findings.json checked.json -- checked.xml \
    >python.txt 2>&1 || fail "findings break their schema: $(tail -3 python.txt)"
fi
if command -v node >/dev/null 2>&1; then
  node "$source_dir/tests/e2e/check_sarif.mjs" out/findings.sarif >node.txt 2>&1
  case $? in 0 | 77) ;; *) fail "sarif-multitool disagrees: $(tail -3 node.txt)" ;; esac
fi

# The manifest tells the truth.
sed -n '/"outputs"/,$p' out/manifest.json | tr -d ' ",' |
  sed -n 's/^path:\(.*\)/\1/p; s/^sha256:\(.*\)/\1/p' | paste - - | while read -r path sum; do
  [ "$(sha256sum <"out/$path" | cut -d' ' -f1)" = "$sum" ] || echo "$path"
done >wrong.txt
[ ! -s wrong.txt ] || fail "manifest and file differ: $(head -1 wrong.txt)"
[ "$(grep -c '"path"' out/manifest.json)" -gt 20 ] || fail "manifest is short"

# Same input, same bytes: again, in another locale and time zone, with other numbers of threads, read from elsewhere.
if command -v localedef >/dev/null 2>&1; then
  mkdir locales && localedef -i de_DE -f UTF-8 locales/de_DE.UTF-8 2>/dev/null || true
fi
run "$code" env LOCPATH="$scratch/locales" LC_ALL=de_DE.UTF-8 TZ=Asia/Kolkata "$plinth" design input/site.toml -o again -j 1
same out again
cd input || exit 1
run "$code" env LC_ALL=C TZ=America/Los_Angeles "$plinth" design site.toml -o ../third --threads 7
rm -f stdout.txt stderr.txt
cd ..
same out third

# A design stands on its own: checked and exported again without the site file.
run "$code" "$plinth" check out/design.json
run 0 "$plinth" export out/design.json bom-csv findings-json -o exported
same exported/bom.csv out/bom.csv
same exported/findings.json out/findings.json
run 0 "$plinth" why out/design.json
run 0 "$plinth" why out/design.json demand.it
says 'site.toml:'
finish
