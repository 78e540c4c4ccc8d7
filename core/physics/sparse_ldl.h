// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <utility>
#include <vector>

namespace plinth {

/// L D L^T of a sparse symmetric positive definite matrix whose pattern stays while its values change: the pattern is
/// ordered by least degree once, so that a network that is nearly a tree stays nearly a tree.
class SparseLdl {
 public:
  /// `pairs`: the off-diagonal places (i, j), i != j, each as often as it is added to; `size` unknowns.
  SparseLdl(int size, const std::vector<std::pair<int, int>>& pairs);

  void clear();
  void add_diagonal(int i, double value) { diagonal_[static_cast<std::size_t>(i)] += value; }
  /// Adds to the place of the `pair`-th entry of the constructor's list.
  void add(std::size_t pair, double value) { values_[place_[pair]] += value; }

  /// Factorises and solves in place; false when the matrix is not positive definite.
  [[nodiscard]] bool solve(std::vector<double>& right);

 private:
  struct Update {
    std::size_t from, by, target;  ///< values_[target] -= values_[from] * values_[by] / d
    int diagonal = -1;             ///< or the diagonal of this unknown, when >= 0
  };
  void order(std::vector<std::vector<int>> neighbours);
  void plan();
  [[nodiscard]] std::size_t place(int a, int b) const;

  std::vector<int> sequence_, rank_;        ///< elimination order and its inverse
  std::vector<std::vector<int>> below_;     ///< of a column: rows eliminated later, by rank
  std::vector<std::size_t> first_, place_;  ///< where a column's values begin; where a pair's value is
  std::vector<std::size_t> update_first_;   ///< per rank, into updates_
  std::vector<Update> updates_;
  std::vector<double> values_, diagonal_;
};

}  // namespace plinth
