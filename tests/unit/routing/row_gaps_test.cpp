// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>

#include "core/routing/least_width.h"
#include "core/routing/row_gaps.h"
#include "core/routing/tracks.h"

namespace plinth::routing {
namespace {

Basis basis() {
  Basis b;
  b.apart_module = 1'200, b.apart_yard = 3'000, b.barrier = 100, b.margin = 100;
  b.tiers_tray = 1, b.tiers_duct = 1, b.tiers_pipe = 2;
  return b;
}

/// An aisle south of a row of modules and one north of it, and three gaps through the row: 1 m, 1 m and 2 m wide.
std::vector<Passage> row() {
  return {{"A1", "aisle", {0, 0, 40'000, 3'000}, true, 1'500},
          {"A2", "aisle", {0, 8'000, 40'000, 11'000}, true, 9'500},
          {"G1", "gap", {5'000, 3'000, 6'000, 8'000}, false, 5'500},
          {"G2", "gap", {15'000, 3'000, 16'000, 8'000}, false, 15'500},
          {"G3", "gap", {25'000, 3'000, 27'000, 8'000}, false, 26'000}};
}

/// From the south to the north of the row through the first gap.
Line through(Millimetres width, int side = 0, Form form = Form::tray) {
  Line line;
  line.side = side;
  line.strand = {form, width, 50, 0};
  const auto leg = [](bool along_x, Millimetres at, Millimetres from, Millimetres to) {
    Leg l;
    l.along_x = along_x, l.at = at, l.from = from, l.to = to;
    l.span = {l.low(), l.high()};
    return l;
  };
  line.legs = {leg(false, 1'000, -2'000, 1'500), leg(true, 1'500, 1'000, 5'500), leg(false, 5'500, 1'500, 9'500),
               leg(true, 9'500, 5'500, 2'000), leg(false, 2'000, 9'500, 12'000)};
  const std::size_t passages[]{0, 2, 1};
  const Extent rooms[]{{100, 2'900}, {5'100, 5'900}, {8'100, 10'900}};
  for (std::size_t i = 0; i < 3; ++i) {
    Leg& l = line.legs[i + 1];
    l.fixed = false, l.laid = true, l.passages = {passages[i]}, l.runs_in = 1, l.room = rooms[i];
  }
  return line;
}

}  // namespace

TEST_CASE("other gaps through the same row") {
  const std::vector<Passage> passages = row();
  const RowGaps gaps(passages);
  const auto rooms = [&](Extent reach, Millimetres width) {
    std::vector<Millimetres> out;
    for (const RowGaps::Way& way : gaps.ways({2}, reach, 100, width)) out.push_back(way.room.low);
    return out;
  };
  CHECK(rooms({0, 40'000}, 800) == std::vector<Millimetres>{5'100, 15'100, 25'100});  // exactly as wide as the first
  CHECK(rooms({0, 40'000}, 801) == std::vector<Millimetres>{25'100});
  CHECK(rooms({0, 20'000}, 500) == std::vector<Millimetres>{5'100, 15'100});
  CHECK(rooms({5'600, 40'000}, 301) == std::vector<Millimetres>{15'100, 25'100});  // half of the first is out of reach
  CHECK(rooms({30'000, 40'000}, 100).empty());
}

TEST_CASE("what finds its gap full takes the next, and its ways in the aisles follow") {
  const std::vector<Passage> passages = row();
  std::vector<Line> lines{through(500), through(500), through(500), through(500)};
  lay_tracks(lines, passages, PassageMap(passages), basis());
  int first = 0, second = 0, third = 0;
  for (const Line& line : lines) {
    const Millimetres at = line.legs[2].at;
    CHECK_FALSE(line.legs[2].over);
    CHECK(line.legs[1].to == at);
    CHECK(line.legs[3].from == at);
    (at < 6'000 ? first : at < 16'000 ? second : third) += 1;
  }
  CHECK(first == 1);
  CHECK(second == 1);
  CHECK(third == 2);
  // A fifth has no gap left.
  lines = {through(500), through(500), through(500), through(500), through(1'300)};
  lay_tracks(lines, passages, PassageMap(passages), basis());
  CHECK(std::count_if(lines.begin(), lines.end(), [](const Line& l) { return l.legs[2].over; }) == 1);
}

TEST_CASE("the paths cross a row in different gaps where one is near, else side by side with a barrier") {
  std::vector<Passage> passages = row();
  std::vector<Line> lines{through(300, -1), through(300, 1)};
  lay_tracks(lines, passages, PassageMap(passages), basis());
  CHECK(lines[0].legs[2].at == 5'250);
  CHECK(lines[1].legs[2].at == 5'750);                // 200 from edge to edge: room for a barrier of 100
  passages[3].area = {10'400, 3'000, 11'400, 8'000};  // 5 m from the middle of the first to the room in the second
  lay_tracks(lines = {through(300, -1), through(300, 1)}, passages, PassageMap(passages), basis());
  CHECK((lines[0].legs[2].at < 6'000) != (lines[1].legs[2].at < 6'000));
  passages[3].area = {10'401, 3'000, 11'401, 8'000};
  lay_tracks(lines = {through(300, -1), through(300, 1)}, passages, PassageMap(passages), basis());
  CHECK(lines[0].legs[2].at < 6'000);
  CHECK(lines[1].legs[2].at < 6'000);
}

TEST_CASE("the least width that holds what lies in a passage") {
  const Passage aisle{"A1", "aisle", {0, 0, 40'000, 1'500}, true, 750};
  const auto least = [&](const std::vector<Occupant>& all, Form form = Form::tray) {
    return least_width(aisle, form, all, basis());
  };
  CHECK(least({}) == 0);
  CHECK(least({{0, 10'000, 500, 0}}) == 700);
  CHECK(least({{0, 10'000, 500, 0}, {5'000, 20'000, 300, 0}}) == 1'000);
  CHECK(least({{0, 10'000, 500, 0}, {10'000, 20'000, 300, 0}}) == 700);             // one behind the other
  CHECK(least({{0, 10'000, 500, 0}, {5'000, 20'000, 500, 0}}, Form::pipe) == 700);  // on two tiers
  // Two paths: a barrier of 100 between them, each in its half.
  const Millimetres both = least({{0, 10'000, 500, -1}, {0, 10'000, 500, 1}});
  CHECK(both >= 1'300);
  CHECK(both <= 1'350);
  // The wider one of two passages that run north is measured across as well.
  const Passage north{"A2", "aisle", {0, 0, 1'500, 40'000}, false, 750};
  CHECK(least_width(north, Form::tray, {{0, 10'000, 500, 0}}, basis()) == 700);
}

}  // namespace plinth::routing
