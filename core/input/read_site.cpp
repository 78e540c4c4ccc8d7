// SPDX-License-Identifier: Apache-2.0
#include "core/input/read_site.h"

#include <algorithm>
#include <set>

#include "core/base/text.h"
#include "core/input/site_climate.h"
#include "core/input/site_context.h"
#include "core/input/site_geometry.h"
#include "core/input/site_keys.h"
#include "core/input/site_layout.h"
#include "core/input/site_lists.h"
#include "core/input/site_phases.h"
#include "core/input/site_rules.h"
#include "core/input/site_series.h"
#include "core/input/site_zones.h"
#include "core/input/toml_document.h"

namespace plinth {

namespace {

constexpr TomlCodes codes{spc::syntax, spc::unknown_key, spc::wrong_type, spc::missing_key};
constexpr std::size_t longest_text = 200;  // of a value shown as it was written

// Where a key belongs that was written into the wrong table, or a table that was written without its parent.
std::string place_of(const std::string& key) {
  std::set<std::string> tables;
  for (const SiteKey& row : site_keys()) {
    if (row.key == key) tables.insert("[" + std::string(row.table) + "]");
    if (row.table == "site." + key) return "write [" + std::string(row.table) + "]";
  }
  for (const std::string_view list : {"keep_out", "gate", "existing", "overhead_line", "edge", "road"})
    if (key == list) return "write [[site." + key + "]]";
  if (key == "group") return "write [[it.group]]";
  if (key == "boundary") tables.insert("[site]");
  if (key == "at") tables.insert("[site.utility]");
  if (tables.empty()) return {};
  return "`" + key + "` belongs in " + join(std::vector<std::string>(tables.begin(), tables.end()), " or ");
}

void finish(TomlTable& table) {
  table.finish([](const std::string& key) { return place_of(key); });
}

void read_schema(SiteContext& context, TomlTable& root) {
  if (!root.has("schema")) return context.use_default("schema", "1", "the only version there is");
  const auto version = root.integer("schema");
  if (version && *version != 1)
    root.fault_at(spc::schema, "schema", "schema " + std::to_string(*version) + " is not known to this version",
                  "write schema = 1");
}

void default_frequency(SiteContext& context, TomlTable& utility) {
  SiteSpec& spec = context.spec;
  if (utility.has("frequency")) {
    const double hertz = spec.utility.frequency.si;
    if (hertz > 50.0 && hertz < 60.0)
      utility.fault_at(spc::out_of_range, "frequency", "`site.utility.frequency` is neither 50 Hz nor 60 Hz",
                       "grids run at \"50 Hz\" or \"60 Hz\"");
    return;
  }
  const bool american = spec.project.jurisdiction == Jurisdiction::us;
  spec.utility.frequency = Frequency{american ? 60.0 : 50.0};
  context.use_default("site.utility.frequency", american ? "60 Hz" : "50 Hz",
                      "of the grids of jurisdiction \"" + std::string(text(spec.project.jurisdiction)) + "\"");
}

// What the catalog and the climate decide later: said here, so that it is listed with the other defaults.
void default_ground(SiteContext& context, TomlTable& ground) {
  if (!ground.has("bearing"))
    context.use_default("site.ground.bearing", "limit ground.bearing",
                        "presumptive; a geotechnical report has the real one");
  if (!ground.has("frost_depth"))
    context.use_default("site.ground.frost_depth", "from site.climate.minimum",
                        "limit ground.frost.per_kelvin; the building authority has the real one");
}

// The value in TOML's own words, shortened.
std::string written(const TomlNode& node) {
  if (node.type != TomlNode::Types::array) return node.text;
  std::string out = "[";
  for (const TomlNode& item : node.items) {
    if (out.size() > longest_text) return out + " …]";
    if (out.size() > 1) out += ", ";
    out += item.type == TomlNode::Types::text ? "\"" + item.text + "\"" : written(item);
  }
  return out + "]";
}

void record_origins(SiteContext& context, const TomlNode& node, const std::string& path) {
  const bool tables =
      node.type == TomlNode::Types::array && !node.items.empty() && node.items[0].type == TomlNode::Types::table;
  if (node.type == TomlNode::Types::table) {
    for (const TomlMember& member : node.members)
      record_origins(context, member.value, path.empty() ? member.key : path + "." + member.key);
  } else if (tables) {
    for (std::size_t i = 0; i < node.items.size(); ++i)
      record_origins(context, node.items[i], path + "." + std::to_string(i + 1));
  } else {
    context.spec.origins[path] = context.document.origin(node.span);
    context.spec.texts[path] = written(node);
  }
}

// A table that may be absent: then its keys are still read, for their defaults and for what is missing.
TomlTable table_or_empty(SiteContext& context, TomlTable& parent, std::string_view key, const TomlNode& empty) {
  if (auto table = parent.table(key)) return *table;
  return {context.document, empty, parent.path_of(key), TextSpan{}, context.findings};
}

void read_all(SiteContext& context) {
  const TomlNode empty;
  TomlTable root(context.document, context.findings);
  read_schema(context, root);
  const auto open = [&](TomlTable& parent, std::string_view key) {
    return table_or_empty(context, parent, key, empty);
  };
  TomlTable project = open(root, "project"), site = open(root, "site"), it = open(root, "it");
  TomlTable utility = open(site, "utility"), climate = open(site, "climate"), ground = open(site, "ground");
  TomlTable power = open(root, "power"), storage = open(root, "storage"), cooling = open(root, "cooling");
  TomlTable objective = open(root, "objective"), catalog = open(root, "catalog"), extras = open(root, "extras");
  TomlTable rules = open(root, "rules"), layout = open(root, "layout"), reserve = open(layout, "reserve");
  TomlTable* tables[] = {&project, &site,      &utility, &climate, &ground, &it,      &power, &storage,
                         &cooling, &objective, &catalog, &extras,  &rules,  &reserve, &layout};
  for (TomlTable* table : tables) read_keys(context, *table);
  default_frequency(context, utility);
  default_ground(context, ground);
  read_climate(context, site, climate);
  read_grid(context, site);
  read_weights(context, layout);
  read_racks(context, it);
  read_storage_series(context, storage);
  read_geometry(context, root, site, utility);
  read_pins(context, root);
  read_adjacencies(context, root);
  read_phases(context, root);
  read_waivers(context, root);
  read_rule_severities(context, rules);
  read_evidence(context, root);
  for (TomlTable* table : tables) finish(*table);
  finish(root);
}

// In the order of the file; what came from `--set` first, other files last.
void sort_findings(std::vector<Finding>& findings, const std::string& file) {
  const auto place = [&](const Finding& f) {
    const int group = f.origin.file == "--set" ? 0 : f.origin.file == file ? 1 : 2;
    return std::tuple(group, group == 2 ? f.origin.file : std::string(), f.origin.line, f.origin.column);
  };
  std::stable_sort(findings.begin(), findings.end(),
                   [&](const Finding& a, const Finding& b) { return place(a) < place(b); });
}

bool apply_overrides(TomlDocument& document, std::span<const Override> overrides, std::vector<Finding>& findings) {
  bool good = true;
  for (const Override& set : overrides) {
    const std::string why = document.set(set.key, set.value);
    if (why.empty()) continue;
    good = false;
    findings.push_back(document.fault(spc::bad_override, "cannot set " + printable(set.key, 80) + ": " + why,
                                      override_span, "keys are written as in --set it.load=22MW"));
  }
  return good;
}

}  // namespace

std::optional<std::string> read_named_file(SiteContext& context, TomlTable& table, std::string_view key,
                                           const std::string& path) {
  auto bytes = context.world.read_file ? context.world.read_file(path) : std::nullopt;
  if (!bytes)
    table.fault_at(spc::unreadable, key, "cannot read " + printable(path, 200),
                   "paths are relative to the folder of " + printable(context.document.file(), 80));
  return bytes;
}

Outcome<SiteSpec> read_site(std::string_view toml, const std::string& file, const SiteWorld& world,
                            std::span<const Override> overrides) {
  Outcome<SiteSpec> outcome;
  auto parsed = TomlDocument::parse(toml, file, codes);
  outcome.findings = std::move(parsed.findings);
  if (!parsed.ok()) return outcome;
  if (!apply_overrides(*parsed.value, overrides, outcome.findings)) return outcome;
  SiteSpec spec;
  SiteContext context{*parsed.value, world, spec, outcome.findings};
  read_all(context);
  sort_findings(outcome.findings, file);
  if (has_errors(outcome.findings)) return outcome;
  record_origins(context, parsed.value->root(), "");
  std::sort(spec.defaults.begin(), spec.defaults.end(),
            [](const DefaultUsed& a, const DefaultUsed& b) { return a.key < b.key; });
  outcome.value = std::move(spec);
  return outcome;
}

}  // namespace plinth
