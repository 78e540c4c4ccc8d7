// SPDX-License-Identifier: Apache-2.0
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "exporters/bom/bom.h"
#include "exporters/exporter.h"

namespace plinth::exporters {
namespace {

using Json = nlohmann::ordered_json;

Json value(const std::optional<double>& number) { return number ? Json(*number) : Json(nullptr); }

Json value(const Spread& spread) {
  return {{"low", value(spread.low)}, {"mid", value(spread.mid)}, {"high", value(spread.high)}};
}

Json value(const BomLine& l) {
  return {{"line_id", l.id},
          {"path", l.path},
          {"level", l.level},
          {"parent", l.parent.empty() ? Json(nullptr) : Json(l.parent)},
          {"item", l.item},
          {"kind", l.kind},
          {"description", l.description},
          {"manufacturer", l.manufacturer},
          {"part_number", l.part_number},
          {"quantity", l.quantity},
          {"quantity_per_parent", value(l.quantity_per_parent)},
          {"uom", l.uom},
          {"tags", l.tags},
          {"unit_mass_kg", value(l.unit_mass_kg)},
          {"ext_mass_kg", value(l.mass_kg)},
          {"total_mass_kg", l.total_mass_kg},
          {"unit_cost", value(l.unit_cost)},
          {"ext_cost", value(l.cost)},
          {"total_cost", value(l.total_cost)},
          {"price_year", value(l.price_year)},
          {"price_status", l.price_status},
          {"price_source", l.price_source},
          {"price_as_of", l.price_as_of},
          {"lead_time_weeks", value(l.lead_time_weeks)},
          {"order_by", l.order_by},
          {"order_by_cautious", l.order_by_cautious},
          {"hs_code", l.hs},
          {"unspsc", l.unspsc},
          {"note", l.note},
          {"phase", l.phase}};
}

std::vector<Artifact> write(const Design& design, const Stamp&) {
  const Bom bom = bill_of_materials(design);
  Json lines = Json::array();
  for (const BomLine& l : bom.lines) lines.push_back(value(l));
  const Json all = {{"schema", 1},
                    {"engine", design.engine},
                    {"project", design.spec.project.name},
                    {"number", design.spec.project.number},
                    {"revision", design.spec.project.revision},
                    {"need_by", bom.need_by},
                    {"currency", bom.currency},
                    {"lines_without_price", bom.unpriced},
                    {"lines", lines}};
  // Bytes that are not UTF-8 cannot stand in JSON; the reader refuses them, a hand-made design may still hold some.
  return {{"bom.json", all.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"}};
}

}  // namespace

extern constinit const Exporter bom_json{"bom-json", "bill of materials with full tag lists (JSON)", false, write};

}  // namespace plinth::exporters
