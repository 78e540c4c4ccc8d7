// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/catalog/small_catalog.h"

#include <algorithm>
#include <stdexcept>

namespace plinth::test {

namespace {

constexpr const char* common_toml = R"(schema = 1

[[attribute]]
name = "mass_operating"
dimension = "mass"
required = true
optional_in = ["route"]
meaning = "Mass in service"

[[attribute]]
name = "outdoor"
type = "flag"
required = true
optional_in = ["inside", "route"]
meaning = "May stand in the open"

[[attribute]]
name = "cost_low"
dimension = "money"
meaning = "Price, low"

[[attribute]]
name = "cost_mid"
dimension = "money"
meaning = "Price, likely"

[[attribute]]
name = "transport"
type = "text"
choices = ["iso20", "crate"]
meaning = "How it travels"
)";

constexpr const char* kind_toml = R"(schema = 1
id = "cdu"
title = "Coolant distribution unit"
prefix = "CDU"
service = "cdu"
zone = "inside"
colour = "#4C78A8"

[codes]
hs = "8419.89"
ifc = "IfcHeatExchanger"

[[attribute]]
name = "rated_heat"
dimension = "power"
required = true
meaning = "Heat moved"

[[attribute]]
name = "efficiency"
type = "curve"
x = "ratio"
dimension = "ratio"
most = "100 %"
meaning = "Over load"

[[attribute]]
name = "coolant"
type = "text"
meaning = "What it is filled with"

[[port]]
name = "fws_supply"
medium = "fws_supply"
direction = "in"
face = "back"
along = 0.25
height = 0.5
size = "DN150"

[[port]]
name = "lv_a"
medium = "lv"
direction = "in"
face = "right"
along = 0.5
height = 1.0

[[port]]
name = "lv_b"
medium = "lv"
direction = "in"
face = "top"
along = 0.75
height = 0.1
)";

constexpr const char* module_toml = R"(schema = 1
id = "cdu-a"
kind = "cdu"
title = "CDU A"
manufacturer = "Maker"

[source]
source = "Maker data sheet 7"
as_of = "2026-03-01"
status = "confirmed"

[envelope]
length = "1200 mm"
width = "900 mm"
height = "2000 mm"

[clearance]
front = "914 mm"
back = "0 mm"
left = "0 mm"
right = "0 mm"
top = "0.3 m"

[attributes]
rated_heat = "1350 kW"
mass_operating = { value = "1.1 t", source = "engineering estimate", as_of = "2026-11-20", status = "assumed" }
efficiency = { points = [["25 %", "96 %"], [0.5, "97 %"]], status = "representative" }
cost_low = "100 kUSD"
cost_mid = "120 kUSD"
transport = "iso20"

[[port]]
name = "fws_supply"
size = "DN100"
)";

}  // namespace

std::vector<SourceFile> small_catalog() {
  return {{"kinds/_common.toml", common_toml}, {"kinds/cdu.toml", kind_toml}, {"modules/cdu/cdu-a.toml", module_toml}};
}

std::vector<SourceFile> small_catalog_with(const std::string& path, const std::string& from, const std::string& to) {
  std::vector<SourceFile> files = small_catalog();
  const auto file = std::find_if(files.begin(), files.end(), [&](const SourceFile& f) { return f.path == path; });
  if (file == files.end()) throw std::runtime_error("no file " + path);
  const std::size_t at = file->bytes.find(from);
  if (at == std::string::npos || file->bytes.find(from, at + 1) != std::string::npos)
    throw std::runtime_error("\"" + from + "\" is not exactly once in " + path);
  file->bytes.replace(at, from.size(), to);
  return files;
}

std::string brief(const Finding& finding) {
  return finding.code + " " + finding.origin.file + ":" + std::to_string(finding.origin.line);
}

}  // namespace plinth::test
