// SPDX-License-Identifier: Apache-2.0
// Every computed figure is documented: a page of docs/methods names the ledger ids it explains in lines that begin with
// "Ledger:", as patterns in backticks.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "cli/render/ledger_list.h"
#include "core/base/text.h"
#include "tests/property/effects.h"
#include "tests/support/files.h"

using namespace plinth;
using namespace plinth::test;

namespace {

/// Families of ids whose page is being written.
const std::set<std::string> kPending{};

std::vector<std::string> pages() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(source_path("docs/methods")))
    if (entry.path().extension() == ".md") names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> patterns_of(const std::string& page) {
  std::vector<std::string> patterns;
  for (const std::string& line : split(read_file(source_path("docs/methods/" + page)), '\n')) {
    if (!line.starts_with("Ledger:")) continue;
    const std::vector<std::string> words = split(line, '`');
    for (std::size_t i = 1; i < words.size(); i += 2) patterns.push_back(words[i]);
  }
  return patterns;
}

/// Sites that between them buy every sort of plant.
std::vector<SiteText> sites() {
  SiteText large = plain_site(), eu = plain_site(), two_sided = plain_site(), racks = plain_site(),
           chilled = plain_site();
  large["it.load"] = "\"20 MW\"";
  large["site.utility.capacity"] = "\"40 MVA\"";
  large["storage.purposes"] = "[\"ramp\", \"ride-through\"]";
  eu["project.jurisdiction"] = "\"eu\"";
  eu["site.utility.voltage"] = "\"11 kV\"";
  eu["it.supply_temperature"] = "\"45 degC\"";
  two_sided["power.redundancy"] = two_sided["cooling.redundancy"] = "\"2N\"";
  two_sided["site.utility.short_circuit"] = "\"1500 MVA\"";
  racks["it.load"] = "";
  racks["it.group"] = "[{rack = \"generic-liquid-130\", count = 24}, {rack = \"storage-network-14\", count = 8}]";
  chilled["cooling.rejection"] = "\"chiller\"";
  chilled["extras.include"] = "[\"control_room\", \"security\", \"dosing_skid\"]";
  SiteText phased = large;
  phased["phase"] = "[{number = 1, racks = 75}, {number = 2}]";
  return {plain_site(), large, eu, two_sided, racks, chilled, phased};
}

}  // namespace

TEST_CASE("every computed figure of a design is explained on a page of docs/methods") {
  std::map<std::string, std::set<std::string>> unexplained;  // by the first two words of the id
  std::vector<std::string> patterns;
  for (const std::string& page : pages())
    for (std::string& pattern : patterns_of(page)) patterns.push_back(std::move(pattern));
  for (const SiteText& site : sites()) {
    const Design design = designed(spec_of(site), shipped_catalog(), Until::layout);
    std::set<std::string> explained;
    for (const std::string& pattern : patterns)
      for (std::string& id : matching_ids(design.sizing.ledger, pattern)) explained.insert(std::move(id));
    for (const auto& [id, entry] : design.sizing.ledger.entries()) {
      if (entry.kind != EntryKind::derived && entry.kind != EntryKind::solved) continue;
      if (!explained.contains(id)) unexplained[id.substr(0, id.find('.'))].insert(id);
    }
  }
  for (const auto& [family, ids] : unexplained)
    if (!kPending.contains(family))
      CHECK_MESSAGE(
          false, "no \"Ledger:\" line of docs/methods/*.md names " << join(std::vector(ids.begin(), ids.end()), ", "));
}
