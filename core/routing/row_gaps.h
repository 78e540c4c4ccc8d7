// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <tuple>
#include <vector>

#include "core/routing/passage_map.h"

namespace plinth::routing {

/// The gaps through each row of modules, from which a route that crosses it may choose.
class RowGaps {
 public:
  explicit RowGaps(const std::vector<Passage>& passages);

  /// A straight way through the same rows.
  struct Way {
    Extent room;                        ///< across, less margins
    std::vector<std::size_t> passages;  ///< one for each row
  };
  /// Straight ways at least `width` across through the rows that these gaps lead through, inside `reach`, in order.
  [[nodiscard]] std::vector<Way> ways(const std::vector<std::size_t>& gaps, Extent reach, Millimetres margin,
                                      Millimetres width) const;

 private:
  using Row = std::tuple<bool, Millimetres, Millimetres>;  ///< direction of its gaps, where they begin and end
  [[nodiscard]] static Row row_of(const Passage& p) { return {p.along_x, along(p).low, along(p).high}; }

  const std::vector<Passage>& passages_;
  std::map<Row, std::vector<std::size_t>> rows_;  ///< by place across
};

}  // namespace plinth::routing
