// SPDX-License-Identifier: Apache-2.0
#include "core/rules/plan_index.h"

#include <doctest/doctest.h>

#include <random>

namespace plinth::test {
namespace {

std::vector<std::size_t> found(const PlanIndex& index, const Rect& window) {
  std::vector<std::size_t> items;
  index.near(window, [&](std::size_t i) { items.push_back(i); });
  std::sort(items.begin(), items.end());
  return items;
}

bool touches(const Rect& a, const Rect& b) { return a.x0 <= b.x1 && b.x0 <= a.x1 && a.y0 <= b.y1 && b.y0 <= a.y1; }

}  // namespace

TEST_CASE("an index of nothing finds nothing") {
  int calls = 0;
  PlanIndex().near({0, 0, 10, 10}, [&](std::size_t) { ++calls; });
  PlanIndex(std::span<const Rect>()).near({0, 0, 10, 10}, [&](std::size_t) { ++calls; });
  CHECK(calls == 0);
}

TEST_CASE("touching is near") {
  const std::vector<Rect> items{{0, 0, 10, 10}, {20, 0, 30, 10}};
  const PlanIndex index(items);
  CHECK(found(index, {10, 10, 20, 20}) == std::vector<std::size_t>{0, 1});
  CHECK(found(index, {11, 0, 19, 10}).empty());
  CHECK(found(index, {-100, -100, 100, 100}) == std::vector<std::size_t>{0, 1});
  CHECK(found(index, {500, 500, 600, 600}).empty());
}

TEST_CASE("finds each item once, as trying all of them does") {
  std::mt19937 random(7);
  const auto pick = [&](int below) { return static_cast<Millimetres>(random() % static_cast<unsigned>(below)); };
  for (int round = 0; round < 200; ++round) {
    std::vector<Rect> items;
    const int spread = round % 3 == 0 ? 50 : 100000;
    for (Millimetres i = 0, n = 1 + pick(60); i < n; ++i) {
      const Millimetres x = pick(spread) - spread / 2, y = round % 5 == 0 ? 0 : pick(spread);
      items.push_back({x, y, x + 1 + pick(spread / 4), y + 1 + pick(2000)});
    }
    const PlanIndex index(items);
    for (int query = 0; query < 20; ++query) {
      const Millimetres x = pick(spread) - spread / 2, y = pick(spread);
      const Rect window{x, y, x + 1 + pick(spread / 2), y + 1 + pick(spread / 2)};
      std::vector<std::size_t> expected;
      for (std::size_t i = 0; i < items.size(); ++i)
        if (touches(items[i], window)) expected.push_back(i);
      REQUIRE(found(index, window) == expected);
    }
  }
}

}  // namespace plinth::test
