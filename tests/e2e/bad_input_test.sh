#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Whatever is wrong with the input, the answer is a clear message and the documented exit code.
. "$(dirname "$0")/lib.sh"

# site NAME LINE…: a good five-line site with lines replaced or added
site() {
  name=$1
  shift
  {
    echo '[project]'
    echo 'name = "Bad"'
    echo '[site]'
    echo "${boundary:-boundary = [[0, 0], [260, 0], [260, 180], [0, 180]]}"
    echo '[site.utility]'
    echo 'voltage = "34.5 kV"'
    echo 'capacity = "40 MVA"'
    echo '[it]'
    for line in "$@"; do echo "$line"; done
  } >"$name.toml"
}

# bad CODE TEXT NAME: designing NAME.toml must end so, and leave nothing behind
bad() {
  run "$1" "$plinth" design "$3.toml" -o "out-$3"
  says "$2"
  [ ! -e "out-$3" ] || fail "$3: wrote outputs"
  ! grep -q 'internal error' stderr.txt || fail "$3: internal error"
}

site typo 'laod = "5 MW"'
bad 3 'did you mean `load`?' typo
says 'typo.toml:9:1'
says '^^^^'
site typo2 'load = "5 MW"' '[power]' 'reduncancy = "N+1"'
bad 3 'did you mean `redundancy`?' typo2
site energy 'load = "50 MWh"'
bad 3 'write "50 MW"' energy
boundary='boundary = [[0, 0], [100, 100], [100, 0], [0, 100]]'
site crossing 'load = "5 MW"'
bad 3 'crosses itself' crossing
boundary='boundary = "missing.geojson"'
site missing 'load = "5 MW"'
bad 8 'missing.geojson' missing
unset boundary
site negative 'load = "-5 MW"'
bad 3 'SPC007' negative
site huge 'load = "1e30 MW"'
bad 3 'SPC007' huge
site zero 'load = "0 MW"'
bad 3 'SPC007' zero
site nan 'load = "nan MW"'
bad 3 'not a finite number' nan
site infinite 'load = "inf MW"'
bad 3 'SPC00' infinite
site bare 'load = 20'
bad 3 'SPC003' bare
site unknown_rack 'load = "5 MW"' 'rack = "gb300-nvl27"'
bad 3 'did you mean `gb300-nvl72`?' unknown_rack

# All faults at once.
site many 'laod = "5 MW"' 'rack = 5' '[power]' 'redundancy = "M+1"'
bad 3 'SPC002' many
says 'SPC008'
says 'SPC010'

# Files that are none.
run 8 "$plinth" design nowhere.toml -o out
says 'No such file'
run 8 "$plinth" design . -o out
says 'it is a folder'
: >empty.toml
bad 3 'SPC009' empty
printf '\0\0\0' >nul.toml
bad 3 'SPC001' nul
head -c 100000000 /dev/urandom >random.toml
bad 3 'random.toml' random
run 3 "$plinth" check random.toml
printf '{"schema": 1, ' >cut.json
run 3 "$plinth" check cut.json
printf '{"schema": 999}' >future.json
run 3 "$plinth" check future.json
head -c 100000 /dev/zero | tr '\0' '[' >deep.toml
bad 3 'deep.toml' deep
{ printf '{"a":'; head -c 1000000 /dev/zero | tr '\0' '['; } >deep.json
run 3 "$plinth" check deep.json

# Catalogs that are none.
site good 'load = "5 MW"'
mkdir no-catalog
run 3 "$plinth" size good.toml --catalog no-catalog
says 'holds no .toml file'
run 8 "$plinth" size good.toml --catalog nowhere
says 'no catalog folder'
mkdir -p one/modules/cdu && echo 'id = ' >one/modules/cdu/x.toml
run 3 "$plinth" size good.toml --catalog one
run 1 "$plinth" catalog lint one
finish
