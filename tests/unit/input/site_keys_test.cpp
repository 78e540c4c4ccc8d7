// SPDX-License-Identifier: Apache-2.0
// The table of keys is sound, and documented.
#include "core/input/site_keys.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "core/base/text.h"
#include "core/input/quantity_text.h"
#include "core/input/site_json_schema.h"
#include "tests/support/files.h"

using namespace plinth;

TEST_CASE("every default reads back as a value of its key, and every key with a default says why") {
  for (const SiteKey& row : site_keys()) {
    CAPTURE(std::string(row.key));
    CHECK((row.store != nullptr));
    CHECK(row.fallback.empty() == row.reason.empty());
    CHECK((row.type == SiteKey::Types::word || row.type == SiteKey::Types::words) == !row.choices.empty());
    if (row.type != SiteKey::Types::quantity) continue;
    CHECK(row.least < row.most);
    CHECK(!row.advice.empty());
    if (row.fallback.empty()) continue;
    const auto parsed = parse_quantity(row.fallback, row.dimension);
    REQUIRE(std::holds_alternative<ReadQuantity>(parsed));
    CHECK(std::get<ReadQuantity>(parsed).si >= row.least);
    CHECK(std::get<ReadQuantity>(parsed).si <= row.most);
  }
}

TEST_CASE("the documentation names every key with its default, and every code") {
  const std::string keys = test::read_file(test::source_path("docs/site-toml.md"));
  for (const SiteKey& row : site_keys()) {
    const std::string name = "| `" + std::string(row.table) + "." + std::string(row.key) + "` |";
    const auto at = keys.find(name);
    REQUIRE_MESSAGE(at != std::string::npos, name);
    const std::string line = keys.substr(at, keys.find('\n', at) - at);
    if (!row.fallback.empty()) CHECK_MESSAGE(line.find(std::string(row.fallback)) != std::string::npos, line);
    for (const std::string_view choice : row.choices)
      CHECK_MESSAGE(line.find("`" + std::string(choice) + "`") != std::string::npos, line);
  }
  const std::string errors = test::read_file(test::source_path("docs/errors.md"));
  const std::string codes = test::read_file(test::source_path("core/input/site_context.h"));
  int count = 0;
  for (auto at = codes.find("\"SPC"); at != std::string::npos; at = codes.find("\"SPC", at + 1), ++count) {
    const std::string code = codes.substr(at + 1, 6);
    CHECK_MESSAGE(errors.find("## " + code) != std::string::npos, code);
  }
  CHECK(count > 25);
}

namespace {

/// "`a`, `b`" of a column of the documentation.
std::vector<std::string> quoted(const std::string& cell) {
  std::vector<std::string> out;
  for (auto at = cell.find('`'); at != std::string::npos; at = cell.find('`', at + 1)) {
    const auto end = cell.find('`', at + 1);
    out.push_back(cell.substr(at + 1, end - at - 1));
    at = end;
  }
  return out;
}

/// The part of the schema that describes a dotted key, through lists; null where there is none.
const nlohmann::json* described(const nlohmann::json& schema, const std::string& dotted) {
  const nlohmann::json* here = &schema;
  for (const std::string& name : split(dotted, '.')) {
    if (here->contains("items")) here = &here->at("items");
    if (!here->contains("properties") || !here->at("properties").contains(name)) return nullptr;
    here = &here->at("properties").at(name);
  }
  return here;
}

}  // namespace

TEST_CASE("the schema of the site file has every key that the documentation has") {
  const nlohmann::json schema = nlohmann::json::parse(site_schema());
  const std::string page = test::read_file(test::source_path("docs/site-toml.md"));
  int keys = 0;
  std::string list;
  for (const std::string& line : split(page, '\n')) {
    if (!line.starts_with("| ")) {
      list.clear();
      continue;
    }
    const std::vector<std::string> cells = split(line.substr(2), '|');
    if (cells.size() < 4) continue;
    const std::vector<std::string> first = quoted(cells[0]);
    const bool bracketed = !first.empty() && first[0].starts_with("[[");
    if (bracketed) list = first[0].substr(2, first[0].size() - 4);
    if (!first.empty() && first[0].starts_with("[") && !bracketed) list.clear();
    if (first.size() == 1 && !first[0].starts_with("[") && cells.size() >= 5) {
      CHECK_MESSAGE(described(schema, first[0]) != nullptr, first[0]);
      ++keys;
    } else if (!list.empty()) {
      for (const std::string& key : quoted(cells[1])) {
        CHECK_MESSAGE(described(schema, list + "." + key) != nullptr, list << "." << key);
        ++keys;
      }
    }
  }
  CHECK(keys > 110);
  CHECK(described(schema, "layout.weights") != nullptr);
  CHECK(described(schema, "layout.reserve.blocks") != nullptr);
  CHECK(described(schema, "rules.severity") != nullptr);
  CHECK(described(schema, "site.sight") == nullptr);
}
