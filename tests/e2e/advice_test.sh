#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What a refused site is told, and the largest load that a site takes.
. "$(dirname "$0")/lib.sh"

cat >site.toml <<'TOML'
project.name = "Advice"
site.boundary = [[0, 0], [260, 0], [260, 180], [0, 180]]
site.utility.voltage = "13.8 kV"
site.utility.capacity = "12 MVA"
it.load = "20 MW"
TOML

# Infeasible: both lines with their places, and what would do.
run 4 "$plinth" size site.toml
says 'SIZ011'
says 'site.toml:4:25'
says 'site.toml:5:11'
says 'MVA of utility capacity ('
says 'MW of IT ('
run 4 "$plinth" size site.toml --format json
[ "$(grep -c '"SIZ013"' stdout.txt)" -eq 2 ] || fail "the JSON findings do not name two conflicting lines"
run 4 "$plinth" size site.toml --set it.load="2 MW" --set catalog.max_lead_time="10 week"
says 'catalog.max_lead_time is 10 weeks'
says 'hint: catalog.max_lead_time = "'

# Lead times: an order date and a need-by date limit them; without an order date that is said.
run 4 "$plinth" size site.toml --set it.load="2 MW" --set project.order_date=2027-01-01 --set project.need_by=2027-06-01
says 'an order on 2027-01-01'
run 0 "$plinth" size site.toml --set it.load="2 MW" --set project.need_by=2027-06-01
says 'SIZ023'

# fit: the answer can be sized, one rack more cannot; the load may be left out.
run 0 "$plinth" fit site.toml --until sizing --format json
racks=$(sed -n 's/^  "racks": \([0-9]*\),/\1/p' stdout.txt)
power=$(sed -n 's/^  "it_kw": \([0-9.]*\),/\1/p' stdout.txt)
[ "${racks:-0}" -gt 10 ] || fail "fit found $racks racks"
run 0 "$plinth" size site.toml --set it.load="$power kW"
more=$(awk "BEGIN { print $power * ($racks + 1) / $racks - 1 }")
run 4 "$plinth" size site.toml --set it.load="$more kW"
sed '/^it.load/d' site.toml >open.toml
run 0 "$plinth" fit open.toml --until sizing
says "$racks racks"
says 'site.utility.capacity = 12 MVA (open.toml:4:25)'
run 0 "$plinth" fit open.toml --by pod --limit "3 MW"
run 2 "$plinth" fit open.toml --by block
run 2 "$plinth" fit open.toml --until later
run 2 "$plinth" fit open.toml --limit "3 MVA"
run 3 "$plinth" size open.toml
run 4 "$plinth" fit open.toml --set site.utility.capacity="10 kVA"

# why-not: chosen, refused with numbers, dearer with the difference, unknown; a design stands for its site.
cat >good.toml <<'TOML'
project.name = "Why not"
site.boundary = [[0, 0], [260, 0], [260, 180], [0, 180]]
site.utility.voltage = "13.8 kV"
site.utility.capacity = "12 MVA"
it.load = "2 MW"
TOML
run 0 "$plinth" size good.toml --format json
set=$(sed -n 's/^ *"module": "\(genset-[^"]*\)".*/\1/p' stdout.txt | head -1)
run 0 "$plinth" why-not "$set" good.toml
says "$set is chosen"
run 0 "$plinth" why-not genset-1000-50 good.toml
says 'it runs at 50 Hz; the grid at 60 Hz'
other=genset-1000-60
[ "$set" = "$other" ] && other=genset-1500-60
run 0 "$plinth" why-not "$other" good.toml --format json
says '"answer": "dearer"'
run 0 "$plinth" why-not "$other" good.toml --set catalog.exclude="[\"$other\"]"
says 'it is excluded by catalog.exclude'
run 0 "$plinth" design good.toml -o out
run 0 "$plinth" why-not "$other" out/design.json
says 'is worse by'
run 2 "$plinth" why-not genset-1000-600 good.toml
says 'did you mean `genset-1000-60`?'
run 4 "$plinth" why-not genset-1000-60 site.toml

finish
