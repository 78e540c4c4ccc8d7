// SPDX-License-Identifier: Apache-2.0
// Cards, lists and question lists show all there is.
#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/render/catalog_card.h"
#include "cli/render/catalog_list.h"
#include "cli/render/rfi.h"
#include "core/base/text.h"
#include "tests/support/files.h"

namespace plinth {
namespace {

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

Rfi two_questions() {
  Rfi rfi;
  for (const char* vendor : {"Acme", "Bolt | Co"}) {
    RfiItem item;
    item.id = "catalog.x.rated_heat";
    item.vendor = vendor;
    item.record = "=Unit";
    item.meaning = "Heat";
    item.value = "350 kW";
    item.provenance = {"engineering estimate", "2026-01-01", Status::assumed, {"modules/a/x.toml", 7, 1}};
    item.up.cost = 0.012;
    item.up.swaps = {{"ups", "6 x a", "7 x a"}};
    item.down.designed = false;
    item.score = item.up.score = 2.2;
    rfi.items.push_back(item);
  }
  rfi.unreached = 3;
  return rfi;
}

}  // namespace

TEST_CASE("the card of every shipped type shows each attribute with a mark, each curve point, each port, each source") {
  const Catalog& catalog = test::shipped_catalog();
  for (const ModuleType& type : catalog.modules) {
    CAPTURE(type.id);
    const std::string card = module_card(catalog, type, nullptr);
    std::size_t values = 0;
    for (const auto& [name, attribute] : type.attributes) {
      if (name == "description") continue;
      ++values;
      CHECK(card.find("  " + name + " ") != std::string::npos);
      CHECK(card.find(printable(attribute.provenance.source, 400)) != std::string::npos);
    }
    const std::size_t marks = count_of(card, "●") + count_of(card, "◐") + count_of(card, "○");
    CHECK(marks >= values + 3);  // and the legend
    for (const Port& port : type.ports) CHECK(card.find("  " + port.name + " ") != std::string::npos);
    for (const Contained& part : type.contains) CHECK(card.find(part.module) != std::string::npos);
    const auto json = nlohmann::json::parse(module_card_json(catalog, type, nullptr));
    CHECK(json["attributes"].size() == type.attributes.size());
  }
}

TEST_CASE("lists: one row a type, quantities of a column in one unit, overrides marked") {
  const Catalog& catalog = test::shipped_catalog();
  std::vector<const ModuleType*> types = catalog.modules_of("chiller");
  Finding replaced;
  replaced.code = "CAT008";
  replaced.message = "overrides catalog/x:1";
  replaced.origin = {types.front()->origin.file, 3, 1};
  const std::vector<Finding> overrides{replaced};
  const std::string text = catalog_list_text({catalog, types, overrides});
  CHECK(text.find(types.front()->id + " *") != std::string::npos);
  CHECK(text.find("* " + types.front()->origin.file + ":3: overrides catalog/x:1") != std::string::npos);
  CHECK(text.find("rated_heat [") != std::string::npos);
  CHECK(count_of(catalog_list_csv({catalog, types, {}}), "\r\n") == types.size() + 1);
  const auto json = nlohmann::json::parse(catalog_list_json({catalog, types, overrides}));
  CHECK(json["modules"].size() == types.size());
  CHECK(json["modules"][0]["overrides"] == "overrides catalog/x:1");
  std::vector<const ModuleType*> all;
  for (const ModuleType& type : catalog.modules) all.push_back(&type);
  CHECK(count_of(catalog_list_csv({catalog, all, {}}), "\r\n") == all.size() + 1);
  CHECK(catalog_list_text({catalog, {}, {}}) == "no module type\n");
}

TEST_CASE("question lists: by vendor, safe in tables and spreadsheets, cut where asked") {
  const Rfi rfi = two_questions();
  const std::string md = rfi_md(rfi, 0);
  CHECK(md.find("## Acme") != std::string::npos);
  CHECK(md.find("+10 %: cost +1.2 %, ups 6 x a -> 7 x a; -10 %: no design is left") != std::string::npos);
  CHECK(rfi_csv(rfi, 0).find("'=Unit") != std::string::npos);
  CHECK(count_of(rfi_csv(rfi, 1), "\r\n") == 2);
  CHECK(rfi_text(rfi, 1).find("1 of 2 values shown; 3 more") != std::string::npos);
  CHECK(nlohmann::json::parse(rfi_json(rfi, 0))["items"].size() == 2);
  CHECK(rfi_text(Rfi{}, 0).find("confirmed") != std::string::npos);
}

}  // namespace plinth
