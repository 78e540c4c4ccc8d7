// SPDX-License-Identifier: Apache-2.0
#include "core/rules/outage/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "core/base/text.h"

namespace plinth {
namespace {

constexpr std::string_view kClass = "class.";
constexpr std::size_t kMostTold = 40, kMostTags = 12;

std::string kilowatts(double watts) { return round_text(watts / 1000.0, 4) + " kW"; }

/// Tags for a finding: of what is out, at most a dozen.
std::vector<std::string> some_tags(const CheckContext& context, const OutageRecord& record) {
  std::vector<std::string> tags = record.element.tags;
  for (const int node : record.nodes) tags.push_back(context.nodes[static_cast<std::size_t>(node)].node->tag);
  std::sort(tags.begin(), tags.end());
  tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
  if (tags.size() > kMostTags) tags.resize(kMostTags);
  return tags;
}

void tell_one(const CheckContext& context, Reporter& out, const OutageRecord& record, std::string_view hint) {
  Finding finding;
  finding.tags = some_tags(context, record);
  const std::size_t alike = record.names.size();
  finding.message =
      fmt::format("without {}{}: {}", record.element.name,
                  alike > 1 ? fmt::format(" (or any of {} like it)", alike) : "", consequence_words(record));
  finding.actual = Measured{record.worst() / 1000.0, "kW"};
  finding.required = Measured{0.0, "kW"};
  const bool in_manifold =
      record.element.kind == ElementKind::valve && context.design.spec.cooling.isolation == Isolation::single;
  finding.hint = in_manifold ? "cooling.isolation = \"double\" parts manifolds by valves in pairs" : hint;
  out.report(std::move(finding));
}

void tell_all(const CheckContext& context, Reporter& out, const std::vector<const OutageRecord*>& fatal,
              std::size_t looked_at, std::string_view what) {
  const OutageRecord& worst = *fatal.front();
  std::size_t number = 0;
  for (const OutageRecord* record : fatal) number += record->names.size();
  Finding finding;
  finding.tags = some_tags(context, worst);
  finding.message = fmt::format("{} of {} {} would stop IT; the worst: {}: {}; `plinth outage` lists them", number,
                                looked_at, what, worst.element.name, consequence_words(worst));
  out.report(std::move(finding), Severity::info);
}

}  // namespace

std::optional<AskedClass> asked_class(const SiteSpec& spec, const Catalog& catalog) {
  std::optional<AskedClass> asked;
  for (const std::string& pack : spec.rules.packs)
    for (const Limit& limit : catalog.limits) {
      if (limit.id != std::string(kClass) + pack) continue;
      const Level level = static_cast<Level>(std::clamp(static_cast<int>(limit.si), 0, 4));
      if (!asked || level > asked->level) asked = AskedClass{pack, level, limit.edition};
    }
  return asked;
}

std::string names_of_level(const Catalog& catalog, Level level) {
  std::vector<std::string> names;
  for (const Limit& limit : catalog.limits)
    if (limit.id.starts_with(kClass) && static_cast<int>(limit.si) == static_cast<int>(level))
      names.push_back(limit.edition);
  return join(names, ", ");
}

std::string consequence_words(const OutageRecord& record) {
  const bool away = record.element.backup && record.away.it_lost > record.present.it_lost;
  const Consequence& result = away ? record.away : record.present;
  std::string words = kilowatts(result.it_lost) + " of IT is lost";
  if (!away && !result.racks.empty())
    words += fmt::format(", {} rack{} concerned", result.racks.size(), result.racks.size() == 1 ? "" : "s");
  if (away) words += " while the grid is away";
  if (result.thermal) words += fmt::format(", coolant at its limit in {} s", round_text(result.thermal->si, 3));
  if (result.battery) words += fmt::format(", batteries hold {} min", round_text(result.battery->si / 60.0, 3));
  return words;
}

std::string no_study(const CheckContext& context) {
  if (context.edges.empty()) return "the design has no graph";
  const OutageStudy& study = outages_of(context);
  if (study.it <= 0.0) return "the graph holds no rack that draws power";
  if (!study.sound) return "with everything in service not all IT is served (RED01)";
  return "";
}

void report_outages(const CheckContext& context, Reporter& out, bool (*wanted)(const OutageRecord&), bool demanded,
                    std::string_view what, std::string_view hint) {
  std::vector<const OutageRecord*> fatal;
  std::size_t looked_at = 0;
  for (const OutageRecord& record : outages_of(context).records) {
    if (!wanted(record)) continue;
    looked_at += record.names.size();
    if (record.worst() > 0.0) fatal.push_back(&record);
  }
  out.measured(static_cast<int>(looked_at));
  if (fatal.empty()) return;
  std::stable_sort(fatal.begin(), fatal.end(),
                   [](const OutageRecord* a, const OutageRecord* b) { return a->worst() > b->worst(); });
  if (!demanded || fatal.size() > kMostTold) tell_all(context, out, fatal, looked_at, what);
  if (!demanded) return;
  for (std::size_t i = 0; i < std::min(fatal.size(), kMostTold); ++i) tell_one(context, out, *fatal[i], hint);
}

}  // namespace plinth
