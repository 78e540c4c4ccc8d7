// SPDX-License-Identifier: Apache-2.0
#include "core/model/catalog_choice.h"

#include <doctest/doctest.h>

using namespace plinth;

namespace {

ModuleType made_by(std::string id, std::string manufacturer) {
  ModuleType type;
  type.id = std::move(id);
  type.manufacturer = std::move(manufacturer);
  return type;
}

}  // namespace

TEST_CASE("what a site excludes or prefers is named by id or by manufacturer") {
  const ModuleType a = made_by("a", "North"), b = made_by("b", "North"), c = made_by("c", "South");
  const std::vector<const ModuleType*> all{&a, &b, &c};
  const auto left = [&](std::vector<std::string> prefer, std::vector<std::string> exclude) {
    SiteSpec::CatalogChoice choice;
    choice.prefer = std::move(prefer);
    choice.exclude = std::move(exclude);
    std::string ids;
    for (const ModuleType* type : offered(choice, all)) ids += type->id;
    return ids;
  };
  CHECK(left({}, {}) == "abc");
  CHECK(left({}, {"North"}) == "c");
  CHECK(left({}, {"a"}) == "bc");
  CHECK(left({"North"}, {}) == "ab");
  CHECK(left({"North"}, {"b"}) == "a");
  CHECK(left({"c"}, {"South"}) == "ab");
  CHECK(left({"none of them"}, {}) == "abc");
  CHECK(left({}, {"North", "South"}) == "");
}
