// SPDX-License-Identifier: Apache-2.0
#include "core/model/placement_text.h"

#include <doctest/doctest.h>

#include "core/model/module_move.h"

namespace plinth {
namespace {

TEST_CASE("places of a module in the text of a design, in characters, and nothing of other lists") {
  const std::string text =
      "{\"nodes\": [{\"tag\": \"N-01\", \"x_m\": 1}],\n"
      " \"placements\": [\n"
      "  {\"tag\": \"\u00c4-01\", \"module\": \"a]b\\\"c\", \"x_m\": 2.5, \"area\": [1, {\"x_m\": 9}], \"y_m\": -3},\n"
      "  {\"y_m\" : 40 , \"x_m\":7e1,\"tag\":\"B-02\"}],\n"
      " \"after\": [{\"tag\": \"C-03\", \"x_m\": 1}]}";
  const auto places = placement_texts(text);
  REQUIRE(places.size() == 2);
  const PlacementText& first = places.at("\u00c4-01");
  CHECK(first.tag == TextPlace{3, 11, 6});
  CHECK(first.x == TextPlace{3, 46, 3});  // two-byte letters count once
  CHECK(first.x_m == 2.5);
  CHECK(first.y_m == -3);
  const PlacementText& second = places.at("B-02");
  CHECK(second.y == TextPlace{4, 12, 2});
  CHECK(second.x_m == 70);
  CHECK(second.tag.line == 4);
}

TEST_CASE("a text cut off anywhere gives what could be read, and no more") {
  const std::string text = "{\"placements\": [{\"tag\": \"A\", \"x_m\": 1, \"y_m\": 2}]}";
  for (std::size_t end = 0; end <= text.size(); ++end) CHECK(placement_texts(text.substr(0, end)).size() <= 1);
  CHECK(placement_texts(text).size() == 1);
}

TEST_CASE("a move reads back as it is written, and only from the beginning of a hint") {
  for (const ModuleMove& move :
       {ModuleMove{"A-01", 590, 0}, ModuleMove{"A-01", 0, -12340}, ModuleMove{"A-01", -500, 250}}) {
    CHECK(move_in(move_text(move)) == move);
    CHECK(move_in(move_text(move) + ", where it breaks X") == move);
    CHECK(move_in(move_text(move) + ", or order the canopy") == move);
  }
  CHECK(move_text({"A-01", -500, 250}) == "move A-01 0.50 m west and 0.25 m north");
  for (const char* hint : {"", "move", "move the pin", "move it 3 m up, please", "move A-01 x m east",
                           "move A-01 0 m east", "move A-01 0.5 m east and some more words", "remove A-01 0.5 m east"})
    CHECK_FALSE(move_in(hint));
}

}  // namespace
}  // namespace plinth
