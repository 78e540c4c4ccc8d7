# SPDX-License-Identifier: Apache-2.0
# Writes the stable texts of one example into ./actual, as the test compares them and bless.sh accepts them.
# shellcheck shell=sh
example_results() { # PLINTH EXAMPLE_DIR
  rm -rf input actual out && mkdir actual && cp -r "$2" input && rm -rf input/expected
  "$1" size input/site.toml >actual/size.txt 2>actual/size.err
  "$1" design input/site.toml -o out >actual/summary.txt 2>actual/findings.txt
  echo "$?" >actual/exit_code
  rm -f actual/size.err
  if [ -f out/bom.csv ]; then cp out/bom.csv actual/; fi
  for text in actual/*; do if [ ! -s "$text" ]; then rm "$text"; fi; done
}
