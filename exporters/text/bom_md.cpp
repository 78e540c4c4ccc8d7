// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <cmath>
#include <optional>
#include <string>

#include "core/base/units.h"
#include "exporters/bom/bom.h"
#include "exporters/exporter.h"

namespace plinth::exporters {
namespace {

/// Text inside a table cell: a bar or a line end would end the cell.
std::string cell(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '|' || c == '\\') out += '\\';
    out += c == '\n' || c == '\r' ? ' ' : c;
  }
  return out;
}

std::string money(std::optional<double> value) { return value ? fmt::format("{:.0f}", *value) : "–"; }

std::string indented(const BomLine& l) {
  std::string out;
  for (int i = 1; i < l.level; ++i) out += "&emsp;";
  return out + "`" + l.item + "`";
}

std::string quantity(const BomLine& l) {
  return l.uom == "MTR" ? fmt::format("{:.1f} m", l.quantity) : fmt::format("{:.0f}", l.quantity);
}

std::string heading(const Design& design, const Bom& bom) {
  std::string out = "# Bill of materials: " + cell(design.spec.project.name) + "\n\n";
  if (!design.spec.project.number.empty()) out += "Project " + cell(design.spec.project.number) + ", ";
  out += "revision " + cell(design.spec.project.revision) + ", " + design.engine + ". Prices in " + bom.currency + ".";
  if (!bom.need_by.empty()) out += " Needed on site by " + bom.need_by + ".";
  return out + "\n\n";
}

std::string row(const BomLine& l) {
  return fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |\n", indented(l), cell(l.description),
                     cell(l.part_number), quantity(l), money(l.unit_cost.mid), money(l.cost.mid), l.price_status,
                     l.lead_time_weeks.mid ? round_text(*l.lead_time_weeks.mid) : "–",
                     l.order_by.empty() ? "–" : l.order_by, cell(l.note.empty() ? tag_ranges(l.tags) : l.note));
}

std::string totals(const Bom& bom) {
  const BomLine& root = bom.lines.front();
  std::string out =
      fmt::format("\n**Total {} {}** (range {} to {}), {:.0f} t.", money(root.total_cost.mid), bom.currency,
                  money(root.total_cost.low), money(root.total_cost.high), std::round(root.total_mass_kg / 1000.0));
  if (bom.unpriced > 0) out += fmt::format(" {} lines have no price and are not in the total.", bom.unpriced);
  return out + "\n";
}

std::vector<Artifact> write(const Design& design, const Stamp&) {
  const Bom bom = bill_of_materials(design);
  std::string out = heading(design, bom);
  out +=
      "| item | description | part number | quantity | unit cost | cost | price is | lead time, weeks | order by | "
      "tags |\n";
  out += "|---|---|---|---:|---:|---:|---|---:|---|---|\n";
  for (const BomLine& l : bom.lines)
    if (l.level > 0) out += row(l);
  return {{"bom.md", out + totals(bom)}};
}

}  // namespace

extern constinit const Exporter bom_md{"bom-md", "bill of materials to read (Markdown)", false, write};

}  // namespace plinth::exporters
