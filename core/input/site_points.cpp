// SPDX-License-Identifier: Apache-2.0
#include "core/input/site_points.h"

#include <cmath>

#include "core/base/text.h"
#include "core/input/quantity_text.h"
#include "core/input/site_context.h"

namespace plinth {

namespace {

// A coordinate as metres (number or length) or, where `degrees` may be set, as an angle.
std::optional<double> coordinate(TomlTable& table, const TomlNode& node, const std::string& where, bool* degrees) {
  if (node.is_number() && std::isfinite(node.real) && std::abs(node.real) <= farthest_m) return node.real;
  if (node.is_number()) {
    table.fault(spc::out_of_range, where + " is " + node.text + " m; at most 100 km from the origin", node.span,
                "coordinates are local metres, x east and y north");
    return std::nullopt;
  }
  if (node.type != TomlNode::Types::text) {
    table.fault(spc::not_a_point, where + " must be a number of metres, not " + std::string(words(node.type)),
                node.span);
    return std::nullopt;
  }
  if (degrees != nullptr)
    if (const auto angle = parse_quantity(node.text, Dimension::angle); std::holds_alternative<ReadQuantity>(angle)) {
      *degrees = true;
      return from_si(std::get<ReadQuantity>(angle).si, usual_unit(Dimension::angle));
    }
  const auto length = parse_quantity(node.text, Dimension::length);
  if (const auto* fault = std::get_if<QuantityFault>(&length)) {
    table.fault(spc::not_a_point, fault->message + " in " + where, node.span, fault->hint);
    return std::nullopt;
  }
  if (std::abs(std::get<ReadQuantity>(length).si) <= farthest_m) return std::get<ReadQuantity>(length).si;
  table.fault(spc::out_of_range, where + " is more than 100 km from the origin", node.span);
  return std::nullopt;
}

}  // namespace

std::optional<ReadPoint> point_of(TomlTable& table, const TomlNode& node, const std::string& where, bool may_be_map) {
  if (node.type != TomlNode::Types::array || node.items.size() != 2) {
    table.fault(spc::not_a_point, where + " must be a point [x, y]", node.span,
                "write [120.5, 40]: metres east, north");
    return std::nullopt;
  }
  bool x_degrees = false, y_degrees = false;
  const auto x = coordinate(table, node.items[0], where, may_be_map ? &x_degrees : nullptr);
  const auto y = coordinate(table, node.items[1], where, may_be_map ? &y_degrees : nullptr);
  if (!x || !y) return std::nullopt;
  if (x_degrees != y_degrees || (x_degrees && (std::abs(*x) > 180 || std::abs(*y) > 90))) {
    table.fault(spc::not_a_point, where + " is no longitude and latitude", node.span,
                "write [\"-77.48 deg\", \"39.04 deg\"]: longitude first");
    return std::nullopt;
  }
  return ReadPoint{*x, *y, x_degrees};
}

PlanPoint plan_point(double x_m, double y_m) { return {std::llround(x_m * 1000.0), std::llround(y_m * 1000.0)}; }

std::optional<PlanPoint> read_point(TomlTable& table, std::string_view key) {
  const TomlNode* node = table.find(key);
  if (node == nullptr) return std::nullopt;
  const auto point = point_of(table, *node, "`" + table.path_of(key) + "`", false);
  if (!point) return std::nullopt;
  return plan_point(point->x, point->y);
}

}  // namespace plinth
