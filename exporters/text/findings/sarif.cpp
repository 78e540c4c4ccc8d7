// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "core/base/text.h"
#include "core/model/module_move.h"
#include "exporters/text/findings/formats.h"

namespace plinth::exporters {
namespace {

using Json = nlohmann::ordered_json;

const char* level_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::info:
      return "note";
  }
  return "none";
}

/// A relative reference, of an absolute path a file URI: what a URI may not hold is percent-encoded.
std::string uri_of(const std::string& path) {
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    uri += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return uri;
}

Json artifact(const std::string& file) { return {{"uri", uri_of(file)}}; }

Json rule_of(const std::string& code, const std::string& name, const std::string& basis, Severity severity,
             bool has_page) {
  Json rule = {{"id", code}};
  if (!name.empty()) rule["name"] = name;
  rule["shortDescription"] = {{"text", name.empty() ? code : name}};
  if (!basis.empty()) rule["fullDescription"] = {{"text", basis}};
  if (has_page) rule["help"] = {{"text", "plinth rules explain " + code}};
  rule["defaultConfiguration"] = {{"level", level_of(severity)}};
  return rule;
}

Json region_of(const Finding& finding) {
  Json region = {{"startLine", std::max(1, finding.origin.line)}};
  if (finding.origin.line > 0 && finding.origin.column > 0) {
    region["startColumn"] = finding.origin.column;
    if (finding.caret_length > 1) region["endColumn"] = finding.origin.column + finding.caret_length;
  }
  return region;
}

Json location_of(const FindingsSource& source, const Finding& finding) {
  const std::string& file = finding.origin.known() ? finding.origin.file : source.file;
  Json location = {{"physicalLocation", {{"artifactLocation", artifact(file)}, {"region", region_of(finding)}}}};
  Json modules = Json::array();
  for (const std::string& tag : finding.tags) modules.push_back({{"name", tag}, {"kind", "object"}});
  if (!modules.empty()) location["logicalLocations"] = modules;
  return location;
}

/// Replaces the value of the key as it was written; nothing when the key stands nowhere.
Json fix_of(const FindingsSource& source, const SiteEdit& edit) {
  const auto origin = source.spec.origins.find(edit.key);
  const auto written = source.spec.texts.find(edit.key);
  if (origin == source.spec.origins.end() || written == source.spec.texts.end() || origin->second.line < 1) return {};
  const auto points = std::count_if(written->second.begin(), written->second.end(),
                                    [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
  const int quotes = edit.value.starts_with('"') ? 2 : 0;
  const Json deleted = {{"startLine", origin->second.line},
                        {"startColumn", origin->second.column},
                        {"endColumn", origin->second.column + static_cast<int>(points) + quotes}};
  const Json replacement = {{"deletedRegion", deleted}, {"insertedContent", {{"text", edit.value}}}};
  return {{"description", {{"text", "set " + edit.key + " to " + edit.value}}},
          {"artifactChanges", Json::array({{{"artifactLocation", artifact(origin->second.file)},
                                            {"replacements", Json::array({replacement})}}})}};
}

Json replaced(const TextPlace& place, const std::string& text) {
  const Json deleted = {
      {"startLine", place.line}, {"startColumn", place.column}, {"endColumn", place.column + place.length}};
  return {{"deletedRegion", deleted}, {"insertedContent", {{"text", text}}}};
}

std::string metres(double value) { return fmt::format("{}", std::round(value * 1000.0) / 1000.0 + 0.0); }

/// The places of the module and of everything inside it, shifted in the design as its hint says.
Json fix_of_move(const FindingsSource& source, const ModuleMove& move) {
  Json replacements = Json::array();
  for (const auto& [tag, at] : source.placements) {
    if (tag != move.tag && !tag.starts_with(move.tag + ".")) continue;
    if (at.x.line < 1 || at.y.line < 1) return {};
    if (move.dx != 0) replacements.push_back(replaced(at.x, metres(at.x_m + static_cast<double>(move.dx) / 1000.0)));
    if (move.dy != 0) replacements.push_back(replaced(at.y, metres(at.y_m + static_cast<double>(move.dy) / 1000.0)));
  }
  if (replacements.empty()) return {};
  const Json change = {{"artifactLocation", artifact(source.design_file)}, {"replacements", std::move(replacements)}};
  return {{"description", {{"text", move_text(move)}}}, {"artifactChanges", Json::array({change})}};
}

Json fixes_of(const FindingsSource& source, const Finding& finding) {
  Json fixes = Json::array();
  if (finding.edit)
    if (Json fix = fix_of(source, *finding.edit); !fix.is_null()) fixes.push_back(std::move(fix));
  if (const auto move = move_in(finding.hint); move && finding.hint.find("breaks") == std::string::npos)
    if (Json fix = fix_of_move(source, *move); !fix.is_null()) fixes.push_back(std::move(fix));
  return fixes;
}

Json measured_of(const Measured& measured) { return {{"value", measured.value}, {"unit", measured.unit}}; }

Json result_of(const FindingsSource& source, const Finding& finding, std::size_t rule) {
  std::string text = finding.message;
  if (!finding.hint.empty()) text += ". Hint: " + finding.hint;
  Json result = {{"ruleId", finding.code},
                 {"ruleIndex", rule},
                 {"level", level_of(finding.severity)},
                 {"message", {{"text", text}}},
                 {"locations", Json::array({location_of(source, finding)})}};
  if (!finding.waived.empty())
    result["suppressions"] =
        Json::array({{{"kind", "external"}, {"status", "accepted"}, {"justification", finding.waived}}});
  if (Json fixes = fixes_of(source, finding); !fixes.empty()) result["fixes"] = std::move(fixes);
  Json properties = Json::object();
  if (finding.actual) properties["actual"] = measured_of(*finding.actual);
  if (finding.required) properties["required"] = measured_of(*finding.required);
  if (!properties.empty()) result["properties"] = properties;
  return result;
}

}  // namespace

std::string sarif_of(const FindingsSource& source) {
  Json rules = Json::array(), results = Json::array();
  std::map<std::string, std::size_t> index;
  for (const Verdict& verdict : source.report.verdicts) {
    index[verdict.code] = rules.size();
    rules.push_back(rule_of(verdict.code, verdict.name, verdict.basis, verdict.severity, true));
  }
  for (const Finding& finding : source.report.findings) {
    const auto [place, added] = index.try_emplace(finding.code, rules.size());
    if (added) rules.push_back(rule_of(finding.code, "", "", finding.severity, false));
    results.push_back(result_of(source, finding, place->second));
  }
  const std::size_t space = source.engine.find(' ');
  Json driver = {{"name", "plinth"}, {"rules", rules}};
  if (space != std::string::npos) driver["version"] = source.engine.substr(space + 1);
  const Json run = {{"tool", {{"driver", driver}}}, {"columnKind", "unicodeCodePoints"}, {"results", results}};
  const Json log = {
      {"$schema", "https://json.schemastore.org/sarif-2.1.0.json"}, {"version", "2.1.0"}, {"runs", Json::array({run})}};
  return log.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

bool moves_something(const CheckReport& report) {
  return std::any_of(report.findings.begin(), report.findings.end(),
                     [](const Finding& finding) { return move_in(finding.hint).has_value(); });
}

std::string site_file_of(const Design& design) {
  for (const auto& [key, origin] : design.spec.origins)
    if (origin.known() && origin.file != "--set") return origin.file;
  return "site.toml";
}

}  // namespace plinth::exporters
