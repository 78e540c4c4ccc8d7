#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Accepts the present results of every example as the expected ones: bless.sh PLINTH
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
plinth=$(realpath "$1")
. "$root/tests/e2e/results.sh"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
for example in "$root"/examples/*/; do
  set +e
  example_results "$plinth" "$example"
  set -e
  rm -rf "$example/expected"
  cp -r actual "$example/expected"
done
