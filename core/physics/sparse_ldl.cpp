// SPDX-License-Identifier: Apache-2.0
#include "core/physics/sparse_ldl.h"

#include <algorithm>
#include <set>

namespace plinth {
namespace {

void insert_sorted(std::vector<int>& sorted, int value) {
  const auto at = std::lower_bound(sorted.begin(), sorted.end(), value);
  if (at == sorted.end() || *at != value) sorted.insert(at, value);
}

void erase_sorted(std::vector<int>& sorted, int value) {
  const auto at = std::lower_bound(sorted.begin(), sorted.end(), value);
  if (at != sorted.end() && *at == value) sorted.erase(at);
}

std::size_t index(int i) { return static_cast<std::size_t>(i); }

}  // namespace

SparseLdl::SparseLdl(int size, const std::vector<std::pair<int, int>>& pairs) {
  std::vector<std::vector<int>> neighbours(index(size));
  for (const auto& [a, b] : pairs) {
    insert_sorted(neighbours[index(a)], b);
    insert_sorted(neighbours[index(b)], a);
  }
  diagonal_.assign(index(size), 0.0);
  order(std::move(neighbours));
  plan();
  for (const auto& [a, b] : pairs) place_.push_back(place(a, b));
}

void SparseLdl::order(std::vector<std::vector<int>> neighbours) {
  const std::size_t n = neighbours.size();
  rank_.assign(n, 0);
  below_.resize(n);
  std::set<std::pair<std::size_t, int>> by_degree;
  for (std::size_t i = 0; i < n; ++i) by_degree.emplace(neighbours[i].size(), static_cast<int>(i));
  while (!by_degree.empty()) {
    const int chosen = by_degree.begin()->second;
    by_degree.erase(by_degree.begin());
    rank_[index(chosen)] = static_cast<int>(sequence_.size());
    sequence_.push_back(chosen);
    const std::vector<int>& around = neighbours[index(chosen)];
    for (const int a : around) {
      std::vector<int>& row = neighbours[index(a)];
      by_degree.erase({row.size(), a});
      erase_sorted(row, chosen);
      for (const int b : around)
        if (b != a) insert_sorted(row, b);
      by_degree.emplace(row.size(), a);
    }
    below_[index(chosen)] = around;
  }
}

void SparseLdl::plan() {
  const std::size_t n = below_.size();
  first_.assign(n + 1, 0);
  std::size_t count = 0;
  for (std::size_t i = 0; i < n; ++i) {
    std::sort(below_[i].begin(), below_[i].end(), [&](int a, int b) { return rank_[index(a)] < rank_[index(b)]; });
    first_[i] = count;
    count += below_[i].size();
  }
  first_[n] = count;
  values_.assign(count, 0.0);
  for (const int column : sequence_) {
    update_first_.push_back(updates_.size());
    const std::vector<int>& rows = below_[index(column)];
    const std::size_t start = first_[index(column)];
    for (std::size_t i = 0; i < rows.size(); ++i) {
      updates_.push_back({start + i, start + i, 0, rows[i]});
      for (std::size_t j = i + 1; j < rows.size(); ++j)
        updates_.push_back({start + i, start + j, place(rows[i], rows[j]), -1});
    }
  }
  update_first_.push_back(updates_.size());
}

std::size_t SparseLdl::place(int a, int b) const {
  if (rank_[index(a)] > rank_[index(b)]) std::swap(a, b);
  const std::vector<int>& rows = below_[index(a)];
  const auto at =
      std::lower_bound(rows.begin(), rows.end(), b, [&](int x, int y) { return rank_[index(x)] < rank_[index(y)]; });
  return first_[index(a)] + static_cast<std::size_t>(at - rows.begin());
}

void SparseLdl::clear() {
  std::fill(values_.begin(), values_.end(), 0.0);
  std::fill(diagonal_.begin(), diagonal_.end(), 0.0);
}

bool SparseLdl::solve(std::vector<double>& right) {
  const std::size_t n = sequence_.size();
  for (std::size_t k = 0; k < n; ++k) {
    const std::size_t column = index(sequence_[k]);
    const double d = diagonal_[column];
    if (!(d > 0)) return false;
    for (std::size_t u = update_first_[k]; u < update_first_[k + 1]; ++u) {
      const Update& update = updates_[u];
      const double amount = values_[update.from] * values_[update.by] / d;
      (update.diagonal >= 0 ? diagonal_[index(update.diagonal)] : values_[update.target]) -= amount;
    }
    for (std::size_t i = first_[column]; i < first_[column] + below_[column].size(); ++i) values_[i] /= d;
    for (std::size_t i = 0; i < below_[column].size(); ++i)
      right[index(below_[column][i])] -= values_[first_[column] + i] * right[column];
  }
  for (std::size_t k = n; k-- > 0;) {
    const std::size_t column = index(sequence_[k]);
    double x = right[column] / diagonal_[column];
    for (std::size_t i = 0; i < below_[column].size(); ++i)
      x -= values_[first_[column] + i] * right[index(below_[column][i])];
    right[column] = x;
  }
  return true;
}

}  // namespace plinth
