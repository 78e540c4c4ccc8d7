// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

namespace plinth::test {

/// One published or hand-calculated figure and what we get. Every one is a row of docs/verification.md.
struct HandVector {
  std::string id;      ///< of the reference: "cooling T5", "power 12", "storage R1"
  std::string what;    ///< what is computed, from which inputs
  std::string source;  ///< publication, or "hand calculation"
  std::string unit;    ///< "" for a ratio
  double expected = 0;
  double tolerance = 0;  ///< relative; of an expected zero, absolute
};

/// Checks `got` against the vector (a doctest CHECK) and notes the row.
void check_vector(const HandVector& vector, double got);

/// Rows noted so far.
struct HandRow {
  HandVector vector;
  double got = 0;
};
[[nodiscard]] const std::vector<HandRow>& hand_rows();

}  // namespace plinth::test
