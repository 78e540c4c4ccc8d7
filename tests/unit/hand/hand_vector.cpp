// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/hand/hand_vector.h"

#include <doctest/doctest.h>

#include <cmath>

namespace plinth::test {
namespace {

std::vector<HandRow>& rows() {
  static std::vector<HandRow> all;
  return all;
}

}  // namespace

void check_vector(const HandVector& vector, double got) {
  rows().push_back({vector, got});
  const double room = vector.expected == 0 ? vector.tolerance : vector.tolerance * std::abs(vector.expected);
  INFO(vector.id, ": ", vector.what, " [", vector.unit, "], expected ", vector.expected, ", got ", got);
  CHECK(std::abs(got - vector.expected) <= room);
}

const std::vector<HandRow>& hand_rows() { return rows(); }

}  // namespace plinth::test
