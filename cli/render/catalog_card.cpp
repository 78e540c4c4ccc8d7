// SPDX-License-Identifier: Apache-2.0
#include "cli/render/catalog_card.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>
#include <variant>

#include "cli/render/table.h"
#include "core/base/text.h"
#include "core/base/units.h"

namespace plinth {
namespace {

using nlohmann::ordered_json;

double shown(double si, const std::string& unit, Dimension dimension) {
  const Unit* known = unit.empty() ? nullptr : find_unit(unit, dimension);
  return known ? from_si(si, *known) : si;
}

std::string curve_text(const Curve& curve) {
  std::vector<std::string> points;
  for (const auto& [x, y] : curve.points) points.push_back(fmt::format("{}: {}", round_text(x), round_text(y)));
  return join(points, ", ") + " (SI)";
}

struct ValueText {
  const Attribute& attribute;
  std::string operator()(double si) const {
    const std::string number = round_text(shown(si, attribute.unit, attribute.dimension), 6);
    return attribute.unit.empty() ? number : number + " " + attribute.unit;
  }
  std::string operator()(const std::string& word) const { return word; }
  std::string operator()(bool flag) const { return flag ? "yes" : "no"; }
  std::string operator()(const Curve& curve) const { return curve_text(curve); }
  std::string operator()(const std::vector<std::string>& list) const { return join(list, ", "); }
};

struct ValueJson {
  const Attribute& attribute;
  ordered_json operator()(double si) const {
    return {{"value", shown(si, attribute.unit, attribute.dimension)}, {"unit", attribute.unit}};
  }
  ordered_json operator()(const std::string& word) const { return {{"value", word}}; }
  ordered_json operator()(bool flag) const { return {{"value", flag}}; }
  ordered_json operator()(const Curve& curve) const { return {{"points_si", curve.points}}; }
  ordered_json operator()(const std::vector<std::string>& list) const { return {{"value", list}}; }
};

struct StatusCount {
  int confirmed = 0, representative = 0, assumed = 0;
};

StatusCount statuses(const ModuleType& type) {
  StatusCount count;
  for (const auto& [name, attribute] : type.attributes) {
    switch (attribute.provenance.status) {
      case Status::confirmed:
        ++count.confirmed;
        break;
      case Status::representative:
        ++count.representative;
        break;
      case Status::assumed:
        ++count.assumed;
        break;
    }
  }
  return count;
}

std::string size_text(const ModuleType& type) {
  const auto metres = [](Millimetres length) { return round_text(static_cast<double>(length) / 1e3); };
  return fmt::format("{} x {} x {}", metres(type.length), metres(type.width), metres(type.height));
}

std::string contents_text(const ModuleType& type) {
  std::vector<std::string> parts;
  for (const Contained& part : type.contains)
    parts.push_back(part.count > 0 ? fmt::format("{} {}", part.count, part.module)
                                   : fmt::format("up to {} {}", part.limit, part.module));
  return join(parts, ", ");
}

std::string ports_text(const ModuleType& type) {
  Table table({"port", "medium", "way", "face", "size"});
  for (const Port& port : type.ports)
    table.add({port.name, std::string(text(port.medium)), port.inlet ? "in" : "out", std::string(text(port.face)),
               port.size});
  return table.empty() ? "" : "\n" + table.text();
}

template <class Visit>
void each_listed(const Catalog& catalog, const std::string& kind, Visit visit) {
  for (const ModuleType& type : catalog.modules)
    if (kind.empty() || type.kind == kind) visit(type);
}

}  // namespace

std::string catalog_list(const Catalog& catalog, const std::string& kind) {
  Table table({"module", "kind", "maker", "title", "metres", "confirmed/representative/assumed"});
  each_listed(catalog, kind, [&](const ModuleType& type) {
    const StatusCount count = statuses(type);
    table.add({type.id, type.kind, type.manufacturer, type.title, size_text(type),
               fmt::format("{}/{}/{}", count.confirmed, count.representative, count.assumed)});
  });
  return table.text();
}

std::string catalog_list_json(const Catalog& catalog, const std::string& kind) {
  ordered_json list = ordered_json::array();
  each_listed(catalog, kind, [&](const ModuleType& type) {
    const StatusCount count = statuses(type);
    list.push_back(
        {{"id", type.id},
         {"kind", type.kind},
         {"title", type.title},
         {"manufacturer", type.manufacturer},
         {"size_mm", std::array<Millimetres, 3>{type.length, type.width, type.height}},
         {"values",
          {{"confirmed", count.confirmed}, {"representative", count.representative}, {"assumed", count.assumed}}}});
  });
  return ordered_json{{"schema", 1}, {"modules", list}}.dump(1) + "\n";
}

std::string module_card(const Catalog& catalog, const ModuleType& type) {
  const Kind* kind = catalog.kind(type.kind);
  std::string result = fmt::format(
      "{} – {}\n{}, {}\nkind {}{}\nsize {} m; keep clear front {}, back {}, left {}, right {}, top {} mm\nfile {}\n",
      type.id, type.title, type.manufacturer.empty() ? "no maker named" : type.manufacturer,
      type.part_number.empty() ? "no part number" : type.part_number, type.kind, kind ? " (" + kind->title + ")" : "",
      size_text(type), type.clearance.front, type.clearance.back, type.clearance.left, type.clearance.right,
      type.clearance.top, type.origin.file);
  if (!type.contains.empty()) result += "contains " + contents_text(type) + "\n";
  Table table({"attribute", "value", "status", "as of", "source", "line"});
  for (const auto& [name, attribute] : type.attributes)
    table.add({name, std::visit(ValueText{attribute}, attribute.value), std::string(text(attribute.provenance.status)),
               attribute.provenance.as_of, printable(attribute.provenance.source, 90),
               std::to_string(attribute.provenance.origin.line)});
  return result + "\n" + table.text() + ports_text(type);
}

std::string module_card_json(const Catalog& catalog, const ModuleType& type) {
  const Kind* kind = catalog.kind(type.kind);
  ordered_json attributes = ordered_json::object();
  for (const auto& [name, attribute] : type.attributes) {
    ordered_json json = std::visit(ValueJson{attribute}, attribute.value);
    const Provenance& provenance = attribute.provenance;
    json["status"] = text(provenance.status);
    json["as_of"] = provenance.as_of;
    json["source"] = provenance.source;
    json["file"] = provenance.origin.file;
    json["line"] = provenance.origin.line;
    attributes[name] = std::move(json);
  }
  ordered_json contains = ordered_json::array(), ports = ordered_json::array();
  for (const Contained& part : type.contains)
    contains.push_back({{"module", part.module}, {"count", part.count}, {"limit", part.limit}});
  for (const Port& port : type.ports)
    ports.push_back({{"name", port.name},
                     {"medium", text(port.medium)},
                     {"inlet", port.inlet},
                     {"face", text(port.face)},
                     {"size", port.size}});
  const ordered_json card = {{"schema", 1},
                             {"id", type.id},
                             {"title", type.title},
                             {"kind", type.kind},
                             {"service", kind ? kind->service : ""},
                             {"manufacturer", type.manufacturer},
                             {"part_number", type.part_number},
                             {"size_mm", std::array<Millimetres, 3>{type.length, type.width, type.height}},
                             {"codes", type.codes},
                             {"contains", contains},
                             {"ports", ports},
                             {"attributes", attributes}};
  return card.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace plinth
