// SPDX-License-Identifier: Apache-2.0
// The table of keys is sound, and documented.
#include "core/input/site_keys.h"

#include <doctest/doctest.h>

#include "core/base/text.h"
#include "core/input/quantity_text.h"
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
