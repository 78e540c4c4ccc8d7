#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every starter becomes a project that designs as it stands. starters_test.sh PLINTH SOURCE_DIR
. "$(dirname "$0")/lib.sh"

run 0 "$plinth" init --list
cp stdout.txt list.txt
[ "$(find "$source_dir/starters" -mindepth 2 -maxdepth 2 -name site.toml | wc -l)" -ge 7 ] || fail "fewer than seven starters"
for site in "$source_dir"/starters/*/site.toml; do
  name=$(basename "$(dirname "$site")")
  grep -Eq "^$name +[A-Z0-9]" list.txt || fail "init --list has no summary of $name"
  run 0 "$plinth" init "$name" --starter "$name"
  for file in site.toml README.md .gitignore vendor/README.md; do has "$name/$file"; done
  run 0 "$plinth" design "$name/site.toml" -o "$name/out"
  has "$name/out/design.json"
  has "$name/vendor/modules/buffer_tank/tank-example-25.toml"
  # Nothing is written over, not even one file of many.
  run 8 "$plinth" init "$name" --starter "$name"
done
run 0 "$plinth" catalog list --site training-20mw/site.toml --text example
says 'tank-example-25'
mkdir mine && echo mine >mine/README.md
run 8 "$plinth" init mine
[ "$(cat mine/README.md)" = mine ] || fail "init wrote over a file"
[ ! -e mine/site.toml ] || fail "init wrote although a file was there"
run 2 "$plinth" init other --starter training-20wm
says 'did you mean `training-20mw`?'
finish
