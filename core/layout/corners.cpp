// SPDX-License-Identifier: Apache-2.0
#include "core/layout/corners.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/layout/inventory.h"
#include "core/physics/swept_path.h"

namespace plinth::layout {
namespace {

constexpr Millimetres kMost = 20000;  // no corner keeps more

struct Lookup {
  const Catalog& catalog;
  std::string_view jurisdiction;
  LimitsRead* read;
  [[nodiscard]] std::optional<double> operator()(std::string_view id) const {
    const Limit* limit = catalog.limit(id, jurisdiction);
    if (limit == nullptr) return std::nullopt;
    if (read != nullptr) read->emplace(id);
    return limit->si;
  }
};

double metres(Millimetres length) { return 1e-3 * static_cast<double>(length); }

/// How far from one edge a fillet of this radius still reaches, by how far from the other.
double fillet(double radius, double away) {
  if (away >= radius) return 0;
  return radius - std::sqrt(radius * radius - (radius - away) * (radius - away));
}

std::optional<SweptTurn> longest_delivery(const Lookup& limit, const Inventory& inventory, Millimetres lane) {
  const auto tractor = limit("vehicle.tractor"), width = limit("vehicle.width"), margin = limit("vehicle.margin"),
             least = limit("vehicle.least"), share = limit("vehicle.axle_length"), steered = limit("vehicle.steered"),
             turning = limit("vehicle.turning");
  if (!tractor || !width || !margin || !least || !share || !steered || !turning) return std::nullopt;
  const double half = *width / 2 + *margin;
  if (metres(lane) < 2 * half || *tractor <= 0 || *least <= 0 || *turning <= 0) return std::nullopt;
  double longest = 0;
  for (const Item& item : inventory.items) {
    if (item.parent != kNone || item.type == nullptr) continue;
    longest = std::max(
        longest, item.type->number("shipping_length").value_or(metres(std::max(item.type->length, item.type->width))));
  }
  const Lorry lorry{Length{*tractor}, Length{std::max(*least, *steered * *share * longest)}, Length{*width},
                    Length{*margin}};
  return SweptTurn(lorry, Length{metres(lane)}, Length{std::max(*turning, metres(lane) - half)});
}

}  // namespace

Corner corner_of(const Catalog& catalog, Jurisdiction jurisdiction, const Inventory& inventory, Millimetres lane,
                 LimitsRead* read) {
  const Lookup limit{catalog, text(jurisdiction), read};
  const double inner = limit("road.turn.inner").value_or(0), outer = limit("road.turn.outer").value_or(0);
  const double radius = std::min(metres(kMost), std::max({0.0, inner, outer - metres(lane)}));
  const std::optional<SweptTurn> lorry = longest_delivery(limit, inventory, lane);
  Corner corner;
  Millimetres back = kMost;  // how far in the strip must be entered for it to stay below `away`
  for (Millimetres away = 0; away <= kMost; away += Corner::kStep) {
    double need = fillet(radius, metres(away));
    if (lorry) {
      while (back > 0 && lorry->reach(Length{metres(back - Corner::kStep)}).si <= metres(away)) back -= Corner::kStep;
      need = std::max({need, metres(back), lorry->reach(Length{metres(away)}).si});
    }
    if (need <= 0) break;
    corner.along.push_back(std::min(kMost, millimetres_up(need)));
  }
  return corner;
}

}  // namespace plinth::layout
