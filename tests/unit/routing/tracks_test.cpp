// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "core/routing/path_parts.h"
#include "core/routing/record.h"
#include "core/routing/tracks.h"

namespace plinth::routing {
namespace {

Basis basis() {
  Basis b;
  b.apart_module = 1'200, b.apart_yard = 3'000, b.barrier = 100, b.margin = 100;
  b.tiers_tray = 2, b.tiers_duct = 2, b.tiers_pipe = 3;
  b.pitch_tray = 400, b.pitch_duct = 300, b.pitch_pipe = 600;
  b.depth_duct = 900, b.depth_trench = 600, b.height_aisle = 2'500, b.height_corridor = 5'000;
  b.crossing = 100;
  return b;
}

/// A connection that comes from the south (or north), runs along x in one passage and leaves to the south (or north).
Line line(int side, Millimetres width, Millimetres from = 0, Millimetres to = 10'000, int lean = -2,
          Form form = Form::tray) {
  Line out;
  out.side = side;
  out.strand = {form, width, 50, 0};
  const auto port = [&](int where) { return where < 0 ? Millimetres{-5'000} : Millimetres{15'000}; };
  Leg in, mid, last;
  in.along_x = last.along_x = false;
  in.at = from, in.from = port(lean), in.to = 1'500;
  last.at = to, last.from = 1'500, last.to = port(lean);
  mid.from = from, mid.to = to, mid.at = 1'500, mid.span = {from, to};
  mid.fixed = false, mid.laid = true, mid.lean = lean, mid.passages = {0};
  out.legs = {in, mid, last};
  return out;
}

/// Lays lines along one passage of this width.
void lay(std::vector<Line>& lines, Millimetres width, const std::string& use = "aisle") {
  const std::vector<Passage> passages{{"P0001", use, {-20'000, 0, 20'000, width}, true, width / 2}};
  for (Line& l : lines) l.legs[1].room = {100, width - 100};
  lay_tracks(lines, passages, PassageMap(passages), basis());
}

Millimetres gap(const Line& a, const Line& b) {
  const auto low = [](const Line& l) { return l.legs[1].at - l.strand.width / 2; };
  return std::max(low(b) - low(a) - a.strand.width, low(a) - low(b) - b.strand.width);
}

}  // namespace

TEST_CASE("the nearest free place among taken ones") {
  const auto at = [](Millimetres wanted, Extent range, std::vector<Extent> taken) {
    return nearest_free(wanted, range, taken).value_or(-1);
  };
  CHECK(at(50, {0, 100}, {}) == 50);
  CHECK(at(-9, {0, 100}, {}) == 0);
  CHECK(at(50, {0, 100}, {{40, 70}}) == 40);  // an end is free: touching is allowed
  CHECK(at(60, {0, 100}, {{40, 70}}) == 70);
  CHECK(at(50, {0, 100}, {{40, 70}, {70, 90}, {20, 40}}) == 40);  // between two that touch
  CHECK(at(50, {0, 100}, {{-10, 110}}) == -1);
  CHECK(at(50, {0, 100}, {{-10, 100}}) == 100);
  CHECK(at(50, {0, 100}, {{20, 30}, {10, 99}, {-5, 15}}) == 99);  // one inside another
  CHECK(at(50, {10, 9}, {}) == -1);
}

TEST_CASE("two paths keep exactly the distance where the passage is just wide enough") {
  // 100 margin, 200, 1200, 200, 100 margin.
  std::vector<Line> lines{line(-1, 200), line(1, 200)};
  lay(lines, 1'800);
  CHECK(lines[0].legs[1].at == 200);
  CHECK(lines[1].legs[1].at == 1'600);
  CHECK(gap(lines[0], lines[1]) == 1'200);
  // One millimetre less, and only a barrier can part them.
  lay(lines = {line(-1, 200), line(1, 200)}, 1'799);
  CHECK(gap(lines[0], lines[1]) == 1'199);
  CHECK(lines[1].legs[1].tier == 1);
  // Over each other is no distance: the second tier does not help path B.
  lay(lines = {line(-1, 200), line(1, 200), line(1, 600)}, 1'400);
  CHECK(gap(lines[0], lines[1]) >= 100);
  CHECK(gap(lines[0], lines[2]) >= 100);
  // A corridor asks for more than an aisle.
  lay(lines = {line(-1, 200), line(1, 200)}, 3'600, "corridor");
  CHECK(gap(lines[0], lines[1]) == 3'000);
}

TEST_CASE("a crowded corridor is parted between the paths, and what is left over keeps clear of the other path") {
  // Two tiers: path A takes 12 x 0.5 m, 3 m across, path B 1 m across; 3.8 m less a barrier are parted 3 to 1.
  std::vector<Line> lines;
  for (int i = 0; i < 16; ++i) {
    lines.push_back(line(i % 4 == 0 ? 1 : -1, 500));
    lines.back().legs[1].runs_in = 1;
  }
  const std::vector<Passage> passages{{"P0001", "corridor", {-20'000, 0, 20'000, 4'000}, true, 2'000}};
  Crowded crowded;
  crowded[static_cast<std::size_t>(Form::tray)] = {0};
  const AllPathParts all = path_parts(lines, passages, basis(), crowded);
  const auto& parts = all[static_cast<std::size_t>(Form::tray)][0];
  REQUIRE(parts.has_value());
  CHECK(parts->a.low == 100);
  CHECK(parts->a.high == 100 + 2'775);
  CHECK(parts->b.low == 100 + 2'775 + 100);
  CHECK(parts->b.high == 3'900);
  CHECK(!all[static_cast<std::size_t>(Form::duct)][0].has_value());

  lay(lines, 4'000, "corridor");
  int over = 0;
  for (const Line& l : lines) {
    over += l.legs[1].over ? 1 : 0;
    for (const Line& other : lines)
      if (other.side != l.side) CHECK(gap(l, other) >= 100);
  }
  CHECK(over > 0);  // two tiers of 3.8 m less a barrier: fourteen places for sixteen
}

TEST_CASE("a full tier is followed by the next, and the last one is overfull") {
  std::vector<Line> lines;
  for (int i = 0; i < 5; ++i) lines.push_back(line(0, 500));
  lay(lines, 1'200);  // room for two on each of two tiers
  int first = 0, second = 0;
  for (const Line& l : lines) (l.legs[1].tier == 1 ? first : second) += 1;
  CHECK(first == 2);
  CHECK(second == 3);
  // One behind the other they share a track.
  lay(lines = {line(0, 900, 0, 5'000), line(0, 900, 5'000, 9'000)}, 1'200);
  CHECK(lines[0].legs[1].at == lines[1].legs[1].at);
  CHECK(lines[1].legs[1].tier == 1);
}

TEST_CASE("routes that turn off first lie outside") {
  std::vector<Line> lines{line(0, 100, 0, 9'000), line(0, 100, 2'000, 4'000), line(0, 100, 1'000, 6'000, 2),
                          line(0, 100, 0, 9'000, 2)};
  lay(lines, 2'000);
  CHECK(lines[1].legs[1].at < lines[0].legs[1].at);  // to the south: the short one farther south
  CHECK(lines[2].legs[1].at > lines[3].legs[1].at);  // to the north: the short one farther north
  CHECK(lines[0].legs[1].at < lines[3].legs[1].at);
}

TEST_CASE("forms do not compete") {
  std::vector<Line> lines{line(0, 1'000), line(0, 1'000, 0, 10'000, -2, Form::duct),
                          line(0, 1'000, 0, 10'000, -2, Form::pipe)};
  lay(lines, 1'300);
  for (const Line& l : lines) CHECK(l.legs[1].tier == 1);
}

TEST_CASE("levels: ducts downwards, trays above the pipes of the passage") {
  const Basis b = basis();
  const Passage aisle{"P1", "aisle", {}, true, 0}, corridor{"P2", "corridor", {}, true, 0};
  CHECK(b.level(Form::duct, aisle, 1, 0) == -900);
  CHECK(b.level(Form::duct, corridor, 2, 3) == -1'200);
  CHECK(b.level(Form::trench, aisle, 1, 0) == -600);
  CHECK(b.level(Form::pipe, aisle, 2, 2) == 3'100);
  CHECK(b.level(Form::tray, aisle, 1, 0) == 2'500);
  CHECK(b.level(Form::tray, corridor, 2, 2) == 6'600);
}

TEST_CASE("corners follow the legs") {
  Line l = line(0, 100);
  l.legs[1].at = 700;
  const std::vector<PlanPoint> points = corners({{0, -5'000}, {0, 1'500}, {10'000, 1'500}, {10'000, -5'000}}, l.legs);
  CHECK(points == std::vector<PlanPoint>{{0, -5'000}, {0, 700}, {10'000, 700}, {10'000, -5'000}});
}

TEST_CASE("room to bend") {
  CHECK(room_to_bend({{0, 0}, {5'000, 0}}) == 0);
  CHECK(room_to_bend({{0, 0}, {1'000, 0}, {1'000, 400}}) == 400);
  CHECK(room_to_bend({{0, 0}, {1'000, 0}, {1'000, 600}, {5'000, 600}, {5'000, 900}}) == 300);
  // 200 mm aside with 1 m before and behind: (2000^2 + 200^2) / (4 * 200)
  CHECK(room_to_bend({{0, 0}, {1'000, 0}, {1'000, 200}, {2'000, 200}}) == 5'050);
  CHECK(room_to_bend({{0, 0}, {1'000, 0}, {1'000, 400}}, 0, 300) == 700);  // it rises 300 mm to its port
  // There and back is no step aside: half of what lies between.
  CHECK(room_to_bend({{0, 0}, {1'000, 0}, {1'000, 200}, {0, 200}}) == 100);
}

TEST_CASE("a line is cut where passages change") {
  const std::vector<Passage> passages{{"P1", "aisle", {0, 0, 10'000, 2'000}, true, 1'000},
                                      {"P2", "corridor", {12'000, -1'000, 20'000, 3'000}, true, 1'000},
                                      {"P3", "corridor", {15'000, -5'000, 40'000, 5'000}, true, 0},
                                      {"P4", "corridor", {0, 0, 2'000, 30'000}, false, 1'000}};
  const PassageMap map(passages);
  const auto pieces = map.pieces(true, 1'000, -500, 30'000);
  REQUIRE(pieces.size() == 3);
  CHECK(pieces[0].passage == 0);
  CHECK(pieces[0].from == 0);
  CHECK(pieces[0].to == 10'000);
  CHECK(pieces[1].from == 12'000);
  CHECK(pieces[1].to == 20'000);  // on its axis, though the next one reaches farther
  CHECK(pieces[2].passage == 2);
  CHECK(pieces[2].to == 30'000);
  CHECK(map.beside(1) == std::vector<std::size_t>{2});
  CHECK(map.beside(0).empty());
  CHECK(map.pieces(true, 9'000, 0, 10'000).empty());
}

}  // namespace plinth::routing
