// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "core/input/catalog_json_schema.h"
#include "core/input/read_catalog_parts.h"
#include "tests/support/files.h"
#include "tests/support/json_schema.h"

namespace plinth {
namespace {

using nlohmann::json;

/// A TOML document as an editor's schema checker sees it: a date is a text.
json as_json(const TomlNode& node) {
  switch (node.type) {
    case TomlNode::Types::table: {
      json object = json::object();
      for (const TomlMember& member : node.members) object[member.key] = as_json(member.value);
      return object;
    }
    case TomlNode::Types::array: {
      json list = json::array();
      for (const TomlNode& item : node.items) list.push_back(as_json(item));
      return list;
    }
    case TomlNode::Types::integer:
      return node.integer;
    case TomlNode::Types::real:
      return node.real;
    case TomlNode::Types::flag:
      return node.flag;
    default:
      return node.text;
  }
}

std::optional<json> document(const SourceFile& file) {
  const auto parsed = TomlDocument::parse(file.bytes, file.path, cat::toml);
  return parsed.ok() ? std::optional(as_json(parsed.value->root())) : std::nullopt;
}

bool is_described(const std::string& path) {
  const std::string folder = place_of(path).folder;
  return folder == "modules" || folder == "racks" || folder == "kinds";
}

const json& whole_schema() {
  static const json schema = json::parse(catalog_schema(test::shipped_catalog()));
  return schema;
}

TEST_CASE("every module, rack and kind file of the shipped catalog is valid under the schema made from its kinds") {
  int looked_at = 0;
  for (const SourceFile& file : test::catalog_files()) {
    if (!is_described(file.path)) continue;
    CAPTURE(file.path);
    const auto value = document(file);
    REQUIRE(value);
    CHECK(test::is_valid(*value, whole_schema()));
    ++looked_at;
  }
  CHECK(looked_at > 200);
}

TEST_CASE("wrong entries of the shape are not valid, those that only lint finds are") {
  // Codes of what a schema can see; a wrong type and an impossible value sometimes, a lint finding never.
  const std::set<std::string> shape{"CAT002", "CAT004", "CAT005", "CAT010", "CAT017"};
  int wrong = 0, sound = 0;
  for (const auto& item : std::filesystem::directory_iterator(test::source_path("tests/catalog_wrong"))) {
    SourceFile file{"", test::read_file(item.path().string())};
    std::istringstream lines(file.bytes);
    std::set<std::string> codes;
    for (std::string line; std::getline(lines, line) && line.starts_with("#");) {
      if (line.starts_with("# path: ")) file.path = line.substr(8);
      if (line.starts_with("# expect: CAT")) codes.insert(line.substr(10, 6));
    }
    const auto value = document(file);
    if (!value || !is_described(file.path)) continue;
    CAPTURE(item.path().filename().string());
    const auto is_shape = [&](const std::string& code) { return shape.contains(code); };
    if (std::any_of(codes.begin(), codes.end(), is_shape)) {
      CHECK_FALSE(test::is_valid(*value, whole_schema()));
      ++wrong;
    } else if (std::all_of(codes.begin(), codes.end(), [](const std::string& code) { return code >= "CAT019"; })) {
      CHECK(test::is_valid(*value, whole_schema()));
      ++sound;
    }
  }
  CHECK(wrong >= 12);
  CHECK(sound >= 60);
}

TEST_CASE("the schema of one kind knows its attributes, their units, choices and what is required") {
  const json schema = json::parse(catalog_schema(test::shipped_catalog(), "chiller"));
  const json& attributes = schema["definitions"]["attributes of chiller"];
  const auto required = attributes["required"].get<std::set<std::string>>();
  CHECK(required.contains("rated_heat"));
  CHECK(required.contains("mass_operating"));
  CHECK_FALSE(required.contains("noise"));
  CHECK(attributes["properties"]["rated_heat"]["description"] == "Cooling at the rated water and ambient temperatures");
  CHECK_FALSE(schema["definitions"].contains("attributes of cdu"));

  json file = *document({"", test::read_file(test::source_path("catalog/modules/chiller/chl-maglev-1200.toml"))});
  REQUIRE(test::is_valid(file, schema));
  const auto still_valid = [&](const json& heat) {
    json other = file;
    other["attributes"]["rated_heat"] = heat;
    return test::is_valid(other, schema);
  };
  CHECK(still_valid("1200 kW"));
  CHECK(still_valid("1.2e3kW"));
  CHECK(still_valid({{"value", "340 RT"}, {"status", "assumed"}}));
  CHECK_FALSE(still_valid("1200"));
  CHECK_FALSE(still_valid(1200));
  CHECK_FALSE(still_valid("1200 kWh"));
  CHECK_FALSE(still_valid("1,2 MW"));
  CHECK_FALSE(still_valid({{"value", "340 RT"}, {"statuss", "assumed"}}));
  CHECK_FALSE(still_valid({{"status", "assumed"}}));
  file["attributes"]["transport"] = "iso41";
  CHECK_FALSE(test::is_valid(file, schema));
  file["attributes"]["transport"] = "oog";
  file["kind"] = "cdu";
  CHECK_FALSE(test::is_valid(file, schema));
}

}  // namespace
}  // namespace plinth
