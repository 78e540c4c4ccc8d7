// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <string>
#include <vector>

#include "core/base/units.h"
#include "exporters/bom/bom.h"
#include "exporters/exporter.h"
#include "exporters/text/table/csv.h"

namespace plinth::exporters {
namespace {

std::string number(std::optional<double> value) { return value ? number_text(*value) : std::string(); }
/// Products of prices and metres carry binary dust; money and mass are shown to a hundredth.
std::string rounded(std::optional<double> value) { return value ? hundredths(*value) : std::string(); }

const std::vector<std::string> columns = {"line_id",
                                          "level",
                                          "parent",
                                          "path",
                                          "item",
                                          "description",
                                          "manufacturer",
                                          "part_number",
                                          "quantity",
                                          "quantity_per_parent",
                                          "uom",
                                          "tags",
                                          "unit_mass_kg",
                                          "ext_mass_kg",
                                          "total_mass_kg",
                                          "unit_cost_low",
                                          "unit_cost_mid",
                                          "unit_cost_high",
                                          "ext_cost_low",
                                          "ext_cost_mid",
                                          "ext_cost_high",
                                          "total_cost_low",
                                          "total_cost_mid",
                                          "total_cost_high",
                                          "currency",
                                          "price_year",
                                          "price_status",
                                          "price_source",
                                          "price_as_of",
                                          "lead_time_weeks_min",
                                          "lead_time_weeks_mid",
                                          "lead_time_weeks_max",
                                          "order_by",
                                          "order_by_cautious",
                                          "hs_code",
                                          "unspsc",
                                          "note",
                                          "phase"};

std::vector<Cell> row(const Bom& bom, const BomLine& l) {
  return {words(l.id),
          figure(std::to_string(l.level)),
          words(l.parent),
          words(l.path),
          words(l.item),
          words(l.description),
          words(l.manufacturer),
          words(l.part_number),
          figure(number(l.quantity)),
          figure(number(l.quantity_per_parent)),
          words(l.uom),
          words(tag_ranges(l.tags)),
          figure(number(l.unit_mass_kg)),
          figure(rounded(l.mass_kg)),
          figure(rounded(l.total_mass_kg)),
          figure(number(l.unit_cost.low)),
          figure(number(l.unit_cost.mid)),
          figure(number(l.unit_cost.high)),
          figure(rounded(l.cost.low)),
          figure(rounded(l.cost.mid)),
          figure(rounded(l.cost.high)),
          figure(rounded(l.total_cost.low)),
          figure(rounded(l.total_cost.mid)),
          figure(rounded(l.total_cost.high)),
          words(bom.currency),
          figure(number(l.price_year)),
          words(l.price_status),
          words(l.price_source),
          figure(l.price_as_of),
          figure(number(l.lead_time_weeks.low)),
          figure(number(l.lead_time_weeks.mid)),
          figure(number(l.lead_time_weeks.high)),
          figure(l.order_by),
          figure(l.order_by_cautious),
          words(l.hs),
          words(l.unspsc),
          words(l.note),
          words(l.phase)};
}

std::vector<Artifact> write(const Design& design, const Stamp&) {
  const Bom bom = bill_of_materials(design);
  std::string bytes;
  std::vector<Cell> head;
  for (const std::string& c : columns) head.push_back(figure(c));
  append_csv_row(bytes, head);
  for (const BomLine& l : bom.lines) append_csv_row(bytes, row(bom, l));
  return {{"bom.csv", std::move(bytes)}};
}

}  // namespace

extern constinit const Exporter bom_csv{"bom-csv", "bill of materials: indented, priced, with order-by dates (CSV)",
                                        true, write};

}  // namespace plinth::exporters
