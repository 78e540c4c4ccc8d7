// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <string_view>
#include <vector>

#include "core/layout/limits.h"
#include "core/layout/network.h"

namespace plinth::layout {

/// What three cores of each run take across in the ground; 0: the connection is no medium-voltage cable.
[[nodiscard]] Millimetres duct_width(const Edge& edge, const Catalog& catalog, const DuctRoom& room);

/// How full the ground of the corridors, and of the aisles that lead to them, is of ducts, and what a metre along them
/// counts for by that: as long as there is room one metre, beyond that more the fuller it is, so that cables go where
/// there is room.
class DuctBanks {
 public:
  DuctBanks(Network& network, const std::vector<Corridor>& corridors, const DuctRoom& room);

  /// A link for the end of an aisle of this width.
  [[nodiscard]] std::size_t add_exit(Millimetres width);
  /// Which path the cables to come belong to: cables of the other one take the distance between them as well.
  void begin(std::string_view path);
  void take(const std::vector<std::size_t>& links, Millimetres width);
  /// Whether as much more finds no room along one of these.
  [[nodiscard]] bool full(const std::vector<std::size_t>& links, Millimetres width) const;
  /// Changes whenever a price does.
  [[nodiscard]] int prices() const { return version_; }

 private:
  void set_price(std::size_t link);
  [[nodiscard]] Millimetres load(std::size_t link, Millimetres more) const;
  [[nodiscard]] static std::size_t number(std::string_view path) { return path == "A" ? 1 : path == "B" ? 2 : 0; }

  Network& network_;
  const DuctRoom& room_;
  std::vector<Millimetres> capacity_, apart_;     ///< by link: in all rows; between both paths
  std::vector<std::vector<std::size_t>> beside_;  ///< by link: those that lie on the same ground, itself first
  std::vector<std::array<Millimetres, 3>> load_;  ///< by link: of neither path, of A, of B
  std::vector<Millimetres> price_;                ///< by link
  std::size_t path_ = 0;
  int version_ = 0;
};

}  // namespace plinth::layout
