// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <tuple>

#include "core/base/text.h"
#include "exporters/text/checklist/markdown.h"

namespace plinth::checklist {
namespace {

std::string_view medium_title(Medium medium) {
  constexpr std::array<std::string_view, medium_count> titles{"MV",         "LV",         "DC",         "TCS supply",
                                                              "TCS return", "FWS supply", "FWS return", "CHW supply",
                                                              "CHW return", "fuel",       "water",      "control"};
  return titles[static_cast<std::size_t>(medium)];
}

/// Connections that differ only in their far end, as one row.
struct Connection {
  Medium medium = Medium::lv;
  bool entering = true;
  std::string path, port, voltage, unit, item;
  int runs = 1;
  std::vector<std::string> far;
  double normal = 0, worst = 0;
  [[nodiscard]] auto same() const { return std::tie(medium, entering, path, port, voltage, unit, item, runs); }
};

std::vector<Connection> connections_of(const DesignIndex& index, const Node& node) {
  std::vector<Connection> rows;
  const auto found = index.edges_of.find(node.tag);
  if (found == index.edges_of.end()) return rows;
  for (const Edge* edge : found->second) {
    const bool entering = edge->to.tag == node.tag;
    const EdgeEnd& own = entering ? edge->to : edge->from;
    const EdgeEnd& other = entering ? edge->from : edge->to;
    Connection row{edge->medium, entering, edge->path, own.port, edge->voltage, edge->rating.unit, edge->item,
                   edge->runs,   {},       0,          0};
    auto same = std::find_if(rows.begin(), rows.end(), [&](const Connection& r) { return r.same() == row.same(); });
    if (same == rows.end()) same = rows.insert(rows.end(), std::move(row));
    same->far.push_back(other.tag);
    same->normal += edge->normal;
    same->worst = std::max(same->worst, edge->worst);
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Connection& a, const Connection& b) {
    return std::tuple(!a.entering, a.medium, a.path) < std::tuple(!b.entering, b.medium, b.path);
  });
  return rows;
}

std::string number_with(double value, const std::string& unit) {
  const Unit* found = find_unit(unit);
  if (found == nullptr) return round_text(value, 4) + (unit.empty() ? "" : " " + unit);
  return shown({to_si(value, *found), exponents(found->dimension)}, unit);
}

std::string made_of(const std::string& item, int runs) {
  if (item.empty()) return {};
  return (runs > 1 ? std::to_string(runs) + " x " : std::string()) + cell(item);
}

void write_connections(const DesignIndex& index, const Node& node, std::string& out) {
  const std::vector<Connection> rows = connections_of(index, node);
  if (rows.empty()) return;
  out +=
      "\n## Connections\n\n| | Medium | Path | Port | Other end | Design flow | Largest single, worst failure | Made "
      "of "
      "|\n|---|---|---|---|---|---|---|---|\n";
  for (const Connection& row : rows)
    fmt::format_to(std::back_inserter(out), "| {} | {}{} | {} | {} | {} | {} | {} | {} |\n",
                   row.entering ? "fed from" : "feeds", medium_title(row.medium),
                   row.voltage.empty() ? "" : " " + cell(row.voltage), cell(row.path), cell(row.port),
                   cell(tag_list(row.far)), number_with(row.normal, row.unit), number_with(row.worst, row.unit),
                   made_of(row.item, row.runs));
}

/// Bookkeeping attributes do not belong on a test sheet.
bool is_duty(const AttributeRule& rule) {
  static constexpr std::string_view other[] = {"cost_", "lead_time_",  "price_",    "shipping_", "mass_", "mtbf",
                                               "mttr",  "description", "transport", "outdoor",   "noise"};
  return std::none_of(std::begin(other), std::end(other), [&](std::string_view o) { return rule.name.starts_with(o); });
}

std::string attribute_text(const Attribute& attribute) {
  if (const auto* number = std::get_if<double>(&attribute.value))
    return shown({*number, exponents(attribute.dimension)}, attribute.unit);
  if (const auto* word = std::get_if<std::string>(&attribute.value)) return *word;
  if (const auto* flag = std::get_if<bool>(&attribute.value)) return *flag ? "yes" : "no";
  return {};
}

void write_ratings(const ModuleType& type, const Kind& kind, std::string& out) {
  out += "\n## Ratings and duties\n\n| | Value | |\n|---|---|---|\n";
  for (const AttributeRule& rule : kind.attributes) {
    const Attribute* attribute = is_duty(rule) ? type.find(rule.name) : nullptr;
    const std::string value = attribute == nullptr ? "" : attribute_text(*attribute);
    if (value.empty()) continue;
    fmt::format_to(std::back_inserter(out), "| {} | {}{} | {} |\n", cell(rule.name), cell(value),
                   attribute->provenance.status == Status::assumed ? "\\*" : "", cell(rule.meaning));
  }
}

void write_duties(const Symbols& symbols, std::string& out) {
  for (std::string_view name : {"design_duty_normal", "design_duty_worst", "demand"})
    if (const auto found = symbols.find(name))
      fmt::format_to(std::back_inserter(out), "| {} | {} | {} |\n", name, shown(found->value, found->unit),
                     cell(found->origin));
}

void write_parts(const DesignIndex& index, const Node& node, std::string& out) {
  if (!node.parent.empty()) fmt::format_to(std::back_inserter(out), "\nPart of [{0}]({0}.md).\n", cell(node.parent));
  const auto found = index.children_of.find(node.tag);
  if (found == index.children_of.end()) return;
  std::vector<std::string> tags;
  for (const Node* child : found->second) tags.push_back(child->tag);
  out += "\nIts parts have sheets of their own: " + cell(tag_list(tags)) + ".\n";
}

/// The figures the factory looks for first, and the lines that wait for the supplier by number.
std::string counts(const Sheet& sheet) {
  std::string waiting;
  for (const Section& section : sheet.sections)
    for (const Line& line : section.lines)
      if (line.by_supplier) waiting += (waiting.empty() ? "" : ", ") + std::to_string(line.number);
  std::string out = fmt::format("{}: {} hold point{}, {} to witness", sheet.lines, sheet.hold,
                                sheet.hold == 1 ? "" : "s", sheet.witness);
  if (!waiting.empty()) out += fmt::format("; {} with a value by the supplier (no. {})", sheet.by_supplier, waiting);
  return out;
}

void write_row(std::string_view name, std::string_view value, std::string& out) {
  fmt::format_to(std::back_inserter(out), "| {} | {} |\n", name, value);
}

void write_title(const Heading& heading, const std::string& tag, const ModuleType& type, const Kind& kind,
                 const std::string& place, const Sheet& sheet, std::string& out) {
  constexpr std::string_view blank = "________________________";
  const SiteSpec::Project& project = heading.design.spec.project;
  const bool known = !type.manufacturer.empty() && lower(type.manufacturer) != "generic";
  fmt::format_to(std::back_inserter(out), "# {} {}\n\n| | |\n|---|---|\n", cell(tag), cell(type.title));
  write_row("Tag", cell(tag), out);
  write_row("Serial no.", blank, out);
  write_row("Module type", cell(type.id) + " (" + cell(kind.title) + ")", out);
  write_row("Manufacturer", known ? cell(type.manufacturer) : std::string(blank), out);
  write_row("Part no.", type.part_number.empty() ? std::string(blank) : cell(type.part_number), out);
  write_row("Project",
            cell(project.name) + (project.number.empty() ? "" : ", " + cell(project.number)) + ", revision " +
                cell(project.revision),
            out);
  write_row("Design mark",
            heading.mark + ", " + cell(heading.design.engine) +
                (heading.stamp.time_utc.empty() ? "" : ", printed " + cell(heading.stamp.time_utc)),
            out);
  write_row("Place", place, out);
  write_row("Lines", counts(sheet), out);
}

}  // namespace

std::string head_of_module(const Heading& heading, const DesignIndex& index, const Node& node, const ModuleType& type,
                           const Kind& kind, const Symbols& symbols, const Sheet& sheet) {
  const std::string place = (node.block == 0 ? std::string("site yard") : fmt::format("block {}", node.block)) +
                            (node.path.empty() ? "" : ", path " + cell(node.path)) +
                            (node.spare ? ", spare unit" : "") +
                            (node.phase == 0 ? "" : fmt::format(", phase {}", node.phase));
  std::string out;
  write_title(heading, node.tag, type, kind, place, sheet, out);
  write_parts(index, node, out);
  write_ratings(type, kind, out);
  write_duties(symbols, out);
  write_connections(index, node, out);
  return out;
}

std::string head_of_stock(const Heading& heading, const ModuleType& type, const Kind& kind,
                          const std::vector<const Edge*>& edges, const Sheet& sheet) {
  std::map<std::string_view, const Route*> routes;
  for (const Route& route : heading.design.layout.routes) routes.emplace(route.edge, &route);
  std::string out, table;
  double metres = 0;
  for (const Edge* edge : edges) {
    const auto route = routes.find(edge->id);
    const double length = route == routes.end() ? 0 : static_cast<double>(route->second->length) * 1e-3;
    metres += length * edge->runs;
    fmt::format_to(std::back_inserter(table), "| {} | {} {} | {} {} | {} | {} | {} | {} | {} |  |\n", cell(edge->id),
                   cell(edge->from.tag), cell(edge->from.port), cell(edge->to.tag), cell(edge->to.port),
                   cell(edge->path), edge->runs, length > 0 ? fmt::format("{:.1f} m", length) : "",
                   number_with(edge->normal, edge->rating.unit), number_with(edge->worst, edge->rating.unit));
  }
  write_title(heading, type.id, type, kind,
              fmt::format("{} connection{}{}", edges.size(), edges.size() == 1 ? "" : "s",
                          metres > 0 ? fmt::format(", {:.0f} m in all", metres) : ""),
              sheet, out);
  write_ratings(type, kind, out);
  out +=
      "\n## Runs\n\nLines marked \"on site\" are done for each run and ticked here.\n\n"
      "| Connection | From | To | Path | Runs | Length | Design flow | Worst | Done |\n"
      "|---|---|---|---|--:|--:|--:|--:|---|\n";
  return out + table;
}

}  // namespace plinth::checklist
