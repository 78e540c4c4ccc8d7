// SPDX-License-Identifier: Apache-2.0
#include "core/layout/duct_banks.h"

#include <algorithm>
#include <cmath>

namespace plinth::layout {
namespace {

/// A corridor that is this many times as full as it may be counts for one metre more along each metre.
constexpr Millimetres kSteps = 4;
/// No metre counts for more: a way round is seldom longer.
constexpr Millimetres kDearest = 8;
/// Of the diameter of three cores that touch, over that of one.
constexpr double kTrefoil = 2.1547;

Rect area_of(const Network::Link& link, const Corridor& c) {
  return c.along_x ? Rect{link.from, c.area.y0, link.to, c.area.y1} : Rect{c.area.x0, link.from, c.area.x1, link.to};
}

Millimetres width_of(const Corridor& c) { return c.along_x ? c.area.height() : c.area.width(); }

/// In all rows.
Millimetres room_for(Millimetres width, const DuctRoom& room) {
  return std::max<Millimetres>(1, (width - 2 * room.margin) * room.rows);
}

/// Whether two strips of one direction share half of the width of the narrower one.
bool same_ground(const Corridor& a, const Corridor& b) {
  if (a.along_x != b.along_x || !overlap(a.area, b.area)) return false;
  const Millimetres shared = a.along_x ? std::min(a.area.y1, b.area.y1) - std::max(a.area.y0, b.area.y0)
                                       : std::min(a.area.x1, b.area.x1) - std::max(a.area.x0, b.area.x0);
  return 2 * shared >= std::min(width_of(a), width_of(b));
}

}  // namespace

Millimetres duct_width(const Edge& edge, const Catalog& catalog, const DuctRoom& room) {
  if (edge.medium != Medium::mv) return 0;
  const ModuleType* type = edge.item.empty() ? nullptr : catalog.module(edge.item);
  if (type == nullptr) return 0;
  const double core = type->number("outer_diameter") ? *type->number("outer_diameter") * 1e3
                                                     : static_cast<double>(type->width) / kTrefoil;
  return std::max(1, edge.runs) * (static_cast<Millimetres>(std::ceil(core * std::sqrt(3 / room.fill))) + room.spacing);
}

DuctBanks::DuctBanks(Network& network, const std::vector<Corridor>& corridors, const DuctRoom& room)
    : network_(network),
      room_(room),
      beside_(network.links().size()),
      load_(network.links().size()),
      price_(network.links().size(), 1) {
  const auto& links = network.links();
  std::vector<std::vector<std::size_t>> of_corridor(corridors.size());
  for (std::size_t l = 0; l < links.size(); ++l) {
    beside_[l].push_back(l);
    of_corridor[links[l].corridor].push_back(l);
    capacity_.push_back(room_for(width_of(corridors[links[l].corridor]), room));
    apart_.push_back(room.apart * room.rows);
  }
  for (std::size_t a = 0; a < corridors.size(); ++a)
    for (std::size_t b = 0; b < corridors.size(); ++b) {
      if (a == b || !same_ground(corridors[a], corridors[b])) continue;
      for (const std::size_t l : of_corridor[a])
        for (const std::size_t m : of_corridor[b])
          if (overlap(area_of(links[l], corridors[a]), area_of(links[m], corridors[b]))) beside_[l].push_back(m);
    }
}

void DuctBanks::begin(std::string_view path) {
  path_ = number(path);
  for (std::size_t l = 0; l < load_.size(); ++l) set_price(l);
}

std::size_t DuctBanks::add_exit(Millimetres width) {
  const std::size_t link = network_.add_exit();
  beside_.push_back({link});
  load_.emplace_back();
  price_.push_back(1);
  capacity_.push_back(room_for(width, room_));
  apart_.push_back(0);  // a barrier will do for the few metres of an aisle
  return link;
}

Millimetres DuctBanks::load(std::size_t link, Millimetres more) const {
  const auto& [neither, a, b] = load_[link];
  const bool both = (path_ == 1 || a > 0) && (path_ == 2 || b > 0);
  return neither + a + b + more + (both ? apart_[link] : 0);
}

bool DuctBanks::full(const std::vector<std::size_t>& links, Millimetres width) const {
  return std::any_of(links.begin(), links.end(), [&](std::size_t l) { return load(l, width) > capacity_[l]; });
}

void DuctBanks::take(const std::vector<std::size_t>& links, Millimetres width) {
  for (const std::size_t link : links)
    for (const std::size_t l : beside_[link]) {
      load_[l][path_] += width;
      set_price(l);
    }
}

void DuctBanks::set_price(std::size_t link) {
  const Millimetres over = load(link, 0) - capacity_[link];
  const Millimetres price = over <= 0 ? 1 : std::min(kDearest, 2 + kSteps * over / capacity_[link]);
  if (price == price_[link]) return;
  price_[link] = price;
  network_.set_price(link, price);
  ++version_;
}

}  // namespace plinth::layout
