// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "core/base/text.h"
#include "core/input/read_catalog_parts.h"

namespace plinth {

namespace {

Port placed(const PortRule& rule, const ModuleType& type) {
  Port port{rule.name, rule.medium, rule.inlet, rule.face, 0, 0, 0, rule.size, rule.rating, rule.aif};
  const auto part = [](double fraction, Millimetres of) { return std::llround(fraction * static_cast<double>(of)); };
  port.z = rule.face == Face::top ? type.height : part(rule.height, type.height);
  switch (rule.face) {
    case Face::front:
    case Face::back:
      port.x = part(rule.along, type.length);
      port.y = rule.face == Face::front ? 0 : type.width;
      break;
    case Face::left:
    case Face::right:
      port.x = rule.face == Face::left ? 0 : type.length;
      port.y = part(rule.along, type.width);
      break;
    case Face::top:
      port.x = part(rule.along, type.length);
      port.y = type.width / 2;
      break;
  }
  return port;
}

/// What stands in the open must say that it may.
void check_outdoor(TomlTable& attributes, const Kind& kind, const ModuleType& type) {
  if (kind.zone == "inside" || kind.zone == "route" || type.find("outdoor") == nullptr || type.flag("outdoor")) return;
  attributes.fault_at(cat::not_a_choice, "outdoor",
                      "a " + kind.id + " stands in the open (zone " + kind.zone + "), so `outdoor` must be true");
}

void read_attributes(TomlTable& file, const KindDraft& draft, const Provenance& fallback, ModuleType& type) {
  auto table = file.table("attributes");
  if (!table) {
    if (!file.has("attributes")) file.missing("attributes", "kinds/" + draft.kind.id + ".toml lists them");
    return;
  }
  for (const AttributeDraft& attribute : draft.attributes) {
    const std::string& name = attribute.rule.name;
    if (auto value = read_attribute(*table, attribute, fallback))
      type.attributes.emplace(name, std::move(*value));
    else if (attribute.rule.required && !table->has(name) && !draft.defaults.contains(name))
      table->missing(name, attribute.rule.meaning);
  }
  for (const auto& [name, value] : draft.defaults) type.attributes.emplace(name, value);
  table->finish(
      [&](const std::string&) { return "kinds/" + draft.kind.id + ".toml lists the attributes of this kind"; });
  check_outdoor(*table, draft.kind, type);
  check_plausible(type, *table);
}

const KindDraft* known_kind(TomlTable& file, const std::string& id, const std::map<std::string, KindDraft>& kinds) {
  if (id.empty()) return nullptr;
  const auto found = kinds.find(id);
  if (found != kinds.end()) return &found->second;
  std::vector<std::string> names;
  for (const auto& [name, draft] : kinds) names.push_back(name);
  const std::string near = nearest(id, names);
  file.fault_at(cat::unknown_reference, "kind", "there is no kind \"" + printable(id, 60) + "\"",
                near.empty() ? "the kinds are the files in kinds/" : "did you mean \"" + near + "\"?");
  return nullptr;
}

void check_folder(TomlTable& file, const std::string& kind) {
  const CatalogPlace place = place_of(file.document().file());
  const bool rack = place.folder == "racks";
  if (rack ? kind == "rack" : kind != "rack" && (place.parent.empty() || place.parent == kind)) return;
  const std::string folder = kind == "rack" ? "racks/" : "modules/" + printable(kind, 60) + "/";
  file.fault_at(cat::wrong_place, "kind", "a module of kind \"" + printable(kind, 60) + "\" belongs in " + folder);
}

/// Everything that needs no kind; what a kind governs is marked as known so that it is not called a typo.
Provenance read_head(TomlTable& file, ModuleType& type) {
  type.origin = file.document().origin(file.header());
  check_schema(file, true);
  type.id = read_file_id(file);
  type.kind = read_line_text(file, "kind", true);
  type.title = read_line_text(file, "title", true);
  type.manufacturer = read_line_text(file, "manufacturer", true);
  type.part_number = read_line_text(file, "part_number", false);
  Provenance source;
  if (auto table = file.table("source")) {
    source = read_provenance(*table, nullptr);
    table->finish();
  } else if (!file.has("source")) {
    file.fault(cat::no_provenance, "missing table [source]", file.header(),
               "source, as_of and status hold for every value that does not state its own");
  }
  type.provenance.emplace("source", source);
  read_shape(file, source, type);
  return source;
}

}  // namespace

ModuleType read_module(TomlTable& file, const std::map<std::string, KindDraft>& kinds) {
  ModuleType type;
  const Provenance source = read_head(file, type);
  const KindDraft* draft = known_kind(file, type.kind, kinds);
  if (draft == nullptr) {
    for (const std::string_view key : {"attributes", "codes", "port"}) static_cast<void>(file.find(key));
    file.finish();
    return type;
  }
  check_folder(file, type.kind);
  type.codes = read_codes(file);
  for (const auto& [name, code] : draft->kind.codes) type.codes.emplace(name, code);
  read_attributes(file, *draft, source, type);
  for (const PortRule& rule : read_ports(file, draft->ports, &type, &source)) type.ports.push_back(placed(rule, type));
  file.finish();
  return type;
}

}  // namespace plinth
