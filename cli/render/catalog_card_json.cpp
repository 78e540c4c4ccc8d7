// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <nlohmann/json.hpp>

#include "cli/render/catalog_card.h"
#include "core/base/units.h"

namespace plinth {
namespace {

using nlohmann::ordered_json;

struct ValueJson {
  const Attribute& attribute;
  ordered_json operator()(double si) const {
    const Unit* unit = attribute.unit.empty() ? nullptr : find_unit(attribute.unit, attribute.dimension);
    return {{"value", unit == nullptr ? si : from_si(si, *unit)}, {"unit", attribute.unit}};
  }
  ordered_json operator()(const std::string& word) const { return {{"value", word}}; }
  ordered_json operator()(bool flag) const { return {{"value", flag}}; }
  ordered_json operator()(const Curve& curve) const {
    return {{"points_si", curve.points}, {"x", name(curve.x)}, {"y", name(curve.y)}};
  }
  ordered_json operator()(const std::vector<std::string>& list) const { return {{"value", list}}; }
};

ordered_json attributes_json(const Kind* kind, const ModuleType& type) {
  ordered_json attributes = ordered_json::object();
  for (const auto& [name, attribute] : type.attributes) {
    ordered_json json = std::visit(ValueJson{attribute}, attribute.value);
    const Provenance& provenance = attribute.provenance;
    if (kind != nullptr)
      for (const AttributeRule& rule : kind->attributes)
        if (rule.name == name) json["meaning"] = rule.meaning;
    json["status"] = text(provenance.status);
    json["as_of"] = provenance.as_of;
    json["source"] = provenance.source;
    json["file"] = provenance.origin.file;
    json["line"] = provenance.origin.line;
    attributes[name] = std::move(json);
  }
  return attributes;
}

}  // namespace

std::string module_card_json(const Catalog& catalog, const ModuleType& type, const Finding* replaced) {
  const Kind* kind = catalog.kind(type.kind);
  ordered_json contains = ordered_json::array(), ports = ordered_json::array();
  for (const Contained& part : type.contains)
    contains.push_back({{"module", part.module}, {"count", part.count}, {"limit", part.limit}});
  for (const Port& port : type.ports)
    ports.push_back({{"name", port.name},
                     {"medium", text(port.medium)},
                     {"inlet", port.inlet},
                     {"face", text(port.face)},
                     {"at_mm", std::array<Millimetres, 3>{port.x, port.y, port.z}},
                     {"size", port.size},
                     {"rating", port.rating},
                     {"aif", port.aif}});
  const Clearances& clear = type.clearance;
  ordered_json card = {{"schema", 1},
                       {"id", type.id},
                       {"title", type.title},
                       {"kind", type.kind},
                       {"service", kind ? kind->service : ""},
                       {"manufacturer", type.manufacturer},
                       {"part_number", type.part_number},
                       {"file", type.origin.file},
                       {"size_mm", std::array<Millimetres, 3>{type.length, type.width, type.height}},
                       {"clearance_mm",
                        {{"front", clear.front},
                         {"back", clear.back},
                         {"left", clear.left},
                         {"right", clear.right},
                         {"top", clear.top}}},
                       {"codes", type.codes},
                       {"tests", kind ? kind->test_families : std::vector<std::string>{}},
                       {"contains", contains},
                       {"ports", ports},
                       {"attributes", attributes_json(kind, type)}};
  if (replaced != nullptr) card["overrides"] = replaced->message;
  return card.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace plinth
