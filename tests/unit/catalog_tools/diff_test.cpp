// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>

#include "core/catalog/diff.h"
#include "tests/support/files.h"

namespace plinth {
namespace {

const ValueChange* change_of(const std::vector<ValueChange>& changes, const std::string& what) {
  const auto at = std::find_if(changes.begin(), changes.end(), [&](const ValueChange& c) { return c.what == what; });
  return at == changes.end() ? nullptr : &*at;
}

}  // namespace

TEST_CASE("the same value in another unit is no change") {
  const ModuleType& type = *test::shipped_catalog().module("chl-maglev-1200");
  ModuleType other = type;
  other.attributes.at("rated_heat").unit = "MW";
  CHECK(value_changes(fields_of(type), fields_of(other), true).empty());
  std::get<double>(other.attributes.at("rated_heat").value) = 1.5e6;
  const auto changes = value_changes(fields_of(type), fields_of(other), true);
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].before == "1200 kW");
  CHECK(changes[0].after == "1.5 MW");
  CHECK(changes[0].relative.value() == doctest::Approx(0.25));
}

TEST_CASE("a temperature has no percentage; a status counts as a change where asked for") {
  const ModuleType& type = *test::shipped_catalog().module("chl-maglev-1200");
  ModuleType other = type;
  std::get<double>(other.attributes.at("rated_ambient").value) += 5;
  other.attributes.at("mass_dry").provenance.status = Status::confirmed;
  other.clearance.front += 500;
  other.ports.front().size = "DN999";
  other.attributes.erase("noise");
  const auto changes = value_changes(fields_of(type), fields_of(other), true);
  CHECK(changes.size() == 5);
  CHECK_FALSE(change_of(changes, "rated_ambient")->relative.has_value());
  CHECK(change_of(changes, "noise")->after.empty());
  CHECK(change_of(changes, "clearance.front")->relative.has_value());
  CHECK(change_of(changes, "mass_dry (trust)")->after.starts_with("confirmed"));
  CHECK(change_of(value_changes(fields_of(type), fields_of(other), false), "mass_dry (trust)") == nullptr);
}

TEST_CASE("two catalogs: added, removed and changed records of every sort") {
  const Catalog& before = test::shipped_catalog();
  CHECK(catalog_changes(before, before).empty());
  Catalog after = before;
  const std::string gone = after.modules.front().id;
  after.modules.erase(after.modules.begin());
  after.modules.back().title += " II";
  after.kinds.front().zone = "yard-storage";
  after.limits.front().si *= 2;
  after.tests.pop_back();
  after.grid_profiles.front().window = Time{after.grid_profiles.front().window.si + 60};
  const auto changes = catalog_changes(before, after);
  REQUIRE(changes.size() == 6);
  const auto count = [&](const std::string& record, Changes change) {
    return std::count_if(changes.begin(), changes.end(),
                         [&](const RecordChange& c) { return c.record == record && c.change == change; });
  };
  CHECK(count("module", Changes::removed) == 1);
  CHECK(count("module", Changes::changed) == 1);
  CHECK(count("kind", Changes::changed) == 1);
  CHECK(count("limit", Changes::changed) == 1);
  CHECK(count("test", Changes::removed) == 1);
  CHECK(count("grid profile", Changes::changed) == 1);
  const auto back = catalog_changes(after, before);
  CHECK(std::count_if(back.begin(), back.end(), [&](const RecordChange& c) { return c.change == Changes::added; }) ==
        2);
  CHECK(std::any_of(back.begin(), back.end(), [&](const RecordChange& c) { return c.id == gone; }));
}

}  // namespace plinth
