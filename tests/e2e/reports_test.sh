#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Reports of a check as other programs read them: JUnit by its schema, CSV by Python's reader, JSON by the schema that is
# published, GitHub's lines by its own unescaping; of a project whose names hold whatever breaks such formats.
. "$(dirname "$0")/lib.sh"

mkdir 'a,b: 100% <odd> & "so"'
cd 'a,b: 100% <odd> & "so"' || exit 1
cp "$source_dir"/examples/broken-clearances/* . 2>/dev/null
run 1 "$plinth" design site.toml -o out
for format in junit github csv json; do run 1 "$plinth" check out/design.json --format "$format" -o "checked.$format"; done
(cd .. && "$plinth" check 'a,b: 100% <odd> & "so"/site.toml' --format junit -o odd.junit) 2>/dev/null
(cd .. && "$plinth" check 'a,b: 100% <odd> & "so"/site.toml' --format github -o odd.github) 2>/dev/null
cp ../odd.junit ../odd.github .
has odd.junit
has odd.github

if command -v xmllint >/dev/null 2>&1; then
  xmllint --noout --schema "$source_dir/tests/e2e/junit.xsd" checked.junit odd.junit 2>lint.txt ||
    fail "JUnit reports break their schema: $(head -3 lint.txt)"
  sed 's/tests="[0-9]*"/tests="many"/' checked.junit >wrong.junit
  xmllint --noout --schema "$source_dir/tests/e2e/junit.xsd" wrong.junit 2>/dev/null && fail "the schema takes anything"
fi
if python=$(python_with jsonschema); then
  "$plinth" schema findings >findings.schema.json
  "$python" "$source_dir/tests/e2e/check_reports.py" findings.schema.json checked >python.txt 2>&1 ||
    fail "reports do not say the same: $(tail -3 python.txt)"
fi
grep -q '^::error file=a%2Cb%3A 100%25 <odd> & "so"/site.toml,line=' odd.github || fail "properties are not escaped: $(head -1 odd.github)"
finish
