#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Configures a preset when it is new and builds it, or the named targets of it: build.sh PRESET [TARGET…]
set -eu
cd "$(dirname "$0")/.."
preset=$1
shift
[ -f "build/$preset/build.ninja" ] || cmake --preset "$preset" >/dev/null
exec ninja -C "build/$preset" -j"${JOBS:-2}" --quiet "$@"
