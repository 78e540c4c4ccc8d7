#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Is an independent reader here that other tests let judge our files? reader_test.sh PLINTH SOURCE_DIR READER
# Where it is missing this test is reported as skipped, so that nobody takes silence for a verdict; with CI=true those that
# come with Debian must be there.
. "$(dirname "$0")/lib.sh"

missing() {
  printf 'SKIPPED: %s is not installed (%s); what it judges is not judged here\n' "$1" "$2" >&2
  [ "$3" = debian ] && [ "${CI:-}" = true ] && fail "with CI=true $1 has to be installed: $2" && finish
  exit 77
}

case $3 in
  shapely)
    python_with shapely >/dev/null || missing Shapely "apt install python3-shapely" debian
    ;;
  jsonschema)
    python_with jsonschema >/dev/null || missing jsonschema "apt install python3-jsonschema" debian
    ;;
  xmllint) command -v xmllint >/dev/null 2>&1 || missing xmllint "apt install libxml2-utils" debian ;;
  occt-import-js | sarif-multitool)
    package=$3
    [ "$3" = sarif-multitool ] && package=@microsoft/sarif-multitool
    command -v node >/dev/null 2>&1 && node -e "require.resolve('$package/package.json')" 2>/dev/null ||
      missing "$3" "npm install $package, then set NODE_PATH" npm
    ;;
  *) fail "unknown reader $3" ;;
esac
finish
