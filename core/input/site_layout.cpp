// SPDX-License-Identifier: Apache-2.0
#include "core/input/site_layout.h"

#include <cmath>

#include "core/base/text.h"
#include "core/base/units.h"
#include "core/input/site_keys.h"

namespace plinth {
namespace {

constexpr double kHalfTurn = 3.14159265358979323846;
constexpr double kHeaviest = 1e6;

}  // namespace

void read_grid(SiteContext& context, TomlTable& site) {
  const TomlNode* node = site.find("grid_rotation");
  if (node == nullptr)
    return context.use_default("site.grid_rotation", "auto",
                               "modules stand along the parcel where that is better than along the coordinates");
  if (node->type == TomlNode::Types::text && node->text == "auto") return;
  if (const auto radians = read_quantity(site, "grid_rotation", Dimension::angle, -kHalfTurn, kHalfTurn,
                                         "\"auto\", or the angle from east to plant east, counter-clockwise"))
    context.spec.site.grid.asked_deg = std::round(from_si(*radians, *find_unit("deg")) * 1e9) / 1e9;  // as written
}

void read_weights(SiteContext& context, TomlTable& layout) {
  const auto table = layout.table("weights");
  if (!table) return;
  for (const TomlMember& member : table->node().members) {
    TomlTable copy = *table;
    const auto weight = copy.number(member.key);
    if (!weight) continue;
    if (std::isfinite(*weight) && *weight >= 0 && *weight <= kHeaviest)
      context.spec.layout.weights[member.key] = *weight;
    else
      copy.fault_at(spc::out_of_range, member.key,
                    "`layout.weights." + printable(member.key, 40) + "` must be from 0 to 1e6",
                    "metres of medium-voltage cable that one unit of the term is worth; 0 leaves the term out");
  }
}

}  // namespace plinth
