// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <utility>
#include <vector>

#include "core/base/hash.h"
#include "core/catalog/lock.h"

namespace plinth {
namespace {

Lock sample() {
  Lock lock;
  lock.engine = "plinth 1.2.3";
  lock.overlays = {"vendor/", "a \"b\"\\c"};
  lock.files = {{"catalog/racks/a.toml", sha256("a")},
                {"catalog/standards/x.toml", sha256("x")},
                {"standards/kinds/odd \"name\".toml", sha256("y")},
                {"vendor/racks/a.toml", sha256("b")}};
  return lock;
}

}  // namespace

TEST_CASE("a lock reads back equal, limits in a table of their own") {
  const std::string text = lock_text(sample());
  const Outcome<Lock> back = read_lock(text, "plinth.lock");
  REQUIRE(back.ok());
  CHECK(*back.value == sample());
  CHECK(lock_text(*back.value) == text);
  CHECK(text.find("[rules]\n\"catalog/standards/x.toml\"") != std::string::npos);
}

TEST_CASE("every difference is one finding with its own code") {
  const Lock locked = sample();
  CHECK(lock_differences(locked, sample(), "plinth.lock").empty());
  Lock present = sample();
  present.engine = "plinth 1.3.0";
  present.overlays = {};
  present.files.erase("vendor/racks/a.toml");
  present.files["vendor/racks/b.toml"] = sha256("b");
  present.files["catalog/standards/x.toml"] = sha256("other");
  std::string codes;
  for (const Finding& finding : lock_differences(locked, present, "plinth.lock")) codes += finding.code + " ";
  CHECK(codes == "LCK010 LCK011 LCK012 LCK013 LCK014 ");
}

TEST_CASE("what is no lock file is refused with its line") {
  const std::string sound = lock_text(sample());
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"schema = 1", "schema = 2"}, {"engine =", "engin ="}, {sha256("a"), "123"}, {"[rules]", "[rules"}}) {
    std::string text = sound;
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    const Outcome<Lock> read = read_lock(text, "plinth.lock");
    CHECK_FALSE(read.ok());
    REQUIRE_FALSE(read.findings.empty());
    CHECK(read.findings.back().code.starts_with("LCK00"));
    CHECK(read.findings.back().origin.file == "plinth.lock");
  }
}

}  // namespace plinth
