#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# plinth catalog lint as a catalog owner meets it: catalog_lint_test.sh PLINTH SOURCE_DIR
. "$(dirname "$0")/lib.sh"

run 0 "$plinth" catalog lint --fail-on warning -v
says 'plausibility records'

# A folder without kinds/ is an overlay: it leans on the catalog in use, and only its own faults are told.
mkdir -p vendor/modules/transformer
own=vendor/modules/transformer/tier2-no-load.toml
cp "$source_dir/tests/catalog_wrong/tier2-no-load.toml" "$own"
run 0 "$plinth" catalog lint vendor
says 'warning[CAT030]: no-load loss P0 is 1750 W, at most 1575 W is plausible (transformer.eu_tier2_no_load_liquid)'
says "--> $own:"
says '"1750 W"'
says '548/2014'
says '1 warning'
run 1 "$plinth" catalog lint vendor --fail-on warning
run 1 "$plinth" catalog lint vendor --fail-on warning --format json
says '"code": "CAT030"'

# Ages: to the day asked for, to that of the build, else to the newest date; never to the clock's.
run 2 "$plinth" catalog lint --as-of yesterday
says 'write it as 2026-11-20'
run 1 "$plinth" catalog lint --as-of 2040-01-01 --fail-on warning
says 'CAT033'
run 1 env SOURCE_DATE_EPOCH=2208988800 "$plinth" catalog lint --fail-on warning
says 'before 2040-01-01'
run 1 "$plinth" catalog lint --timestamp 2040-01-01T00:00:00Z --fail-on warning --format json
says 'CAT034'

# The schema for editors.
run 0 "$plinth" schema catalog
says '"$schema": "http://json-schema.org/draft-07/schema#"'
run 0 "$plinth" schema catalog chiller
says 'attributes of chiller'
run 2 "$plinth" schema catalog chillr
says 'did you mean `chiller`?'
run 2 "$plinth" schema design cdu
finish
