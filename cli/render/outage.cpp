// SPDX-License-Identifier: Apache-2.0
#include "cli/render/outage.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/render/summary.h"
#include "cli/render/table.h"
#include "core/base/text.h"
#include "core/base/units.h"
#include "core/rules/outage/report.h"
#include "exporters/text/table/csv.h"

namespace plinth {
namespace {

using nlohmann::ordered_json;

std::string kw(double watts) { return watts > 0 ? round_text(watts / 1000.0, 5) : "-"; }
std::string seconds(const std::optional<Time>& time) { return time ? round_text(time->si, 3) : "-"; }
std::string minutes(const std::optional<Time>& time) { return time ? round_text(time->si / 60.0, 3) : "-"; }

const std::string& tag_of(const CheckContext& context, int node) {
  return context.nodes[static_cast<std::size_t>(node)].node->tag;
}

std::string survivor_words(const CheckContext& context, const Survivor& survivor) {
  if (survivor.node < 0) return "-";
  return fmt::format("{} {} %", tag_of(context, survivor.node), round_text(100.0 * survivor.load, 3));
}

double away_lost(const OutageRecord& record) { return record.element.backup ? record.away.it_lost : 0.0; }

/// Elements worth a line: those that stop IT, or all; the worst first.
std::vector<const OutageRecord*> chosen(const OutageView& view, bool all) {
  std::vector<const OutageRecord*> list;
  for (const OutageRecord& record : view.study.records)
    if (all || record.worst() > 0.0) list.push_back(&record);
  std::stable_sort(list.begin(), list.end(),
                   [](const OutageRecord* a, const OutageRecord* b) { return a->worst() > b->worst(); });
  return list;
}

std::string availability_lines(const Ledger& ledger) {
  const auto ranking = availability_ranking(ledger);
  if (ranking.empty()) return "";
  Table table({"service", "minutes a year", "share of all", "id"});
  double sum = 0.0;
  for (const Contribution& one : ranking) sum += one.unavailability;
  for (const Contribution& one : ranking)
    table.add({one.name, round_text(one.unavailability * 525600.0, 3),
               sum > 0.0 ? round_text(100.0 * one.unavailability / sum, 3) + " %" : "-", one.id});
  return "\nDowntime by service (some IT not served)\n" + table.text();
}

std::string pair_lines(const OutageView& view) {
  if (!view.pairs || view.study.pairs.empty()) return "";
  constexpr std::size_t most = 40;
  Table table({"in maintenance", "fails", "pairs alike", "IT lost kW"});
  for (std::size_t i = 0; i < std::min(most, view.study.pairs.size()); ++i) {
    const PairRecord& pair = view.study.pairs[i];
    table.add({pair.maintained, pair.failed, round_text(pair.alike, 6), kw(pair.it_lost)});
  }
  const std::size_t more = view.study.pairs.size() - std::min(most, view.study.pairs.size());
  return "\nPairs that stop IT where neither does alone\n" + table.text() +
         (more > 0 ? fmt::format("and {} more sorts of pairs; --format json has them all\n", more) : "");
}

std::string head(const OutageView& view) {
  const OutageStudy& study = view.study;
  std::size_t fatal = 0;
  for (const OutageRecord& record : study.records)
    if (record.worst() > 0.0) fatal += record.names.size();
  const std::string names = names_of_level(view.context.design.catalog, study.level);
  std::vector<SummaryLine> lines{
      {"class", std::string(text(study.level)) + (names.empty() ? "" : " (" + names + ")")},
      {"elements",
       fmt::format("{} taken out one at a time, {} computed, {} stop IT", study.elements, study.records.size(), fatal)},
      {"pairs",
       fmt::format("{} of {} looked at{}, {} computed, {} sorts stop IT",
                   round_text(study.pairs_of - study.pairs_unchecked, 9), round_text(study.pairs_of, 9),
                   study.pairs_complete ? "" : fmt::format(", {} not checked", round_text(study.pairs_unchecked, 9)),
                   study.pairs_tried, study.pairs.size())}};
  const Ledger& ledger = view.context.design.sizing.ledger;
  if (const LedgerEntry* total = ledger.find("availability.total"))
    lines.push_back(
        {"availability", fmt::format("{} %, {} min a year in which some IT is not served", round_text(total->value, 7),
                                     round_text(ledger.find("availability.total.downtime")->value, 3))});
  return in_columns(lines);
}

}  // namespace

std::string outage_text(const OutageView& view) {
  if (const std::string why = no_study(view.context); !why.empty()) return "not looked at: " + why + "\n";
  Table table({"element", "out of service", "alike", "IT lost kW", "grid away kW", "racks", "coolant s", "battery min",
               "most loaded survivor"});
  constexpr std::size_t most = 60;
  const std::vector<const OutageRecord*> list = chosen(view, view.all);
  for (std::size_t i = 0; i < list.size() && (view.all || i < most); ++i) {
    const OutageRecord& r = *list[i];
    table.add({std::string(text(r.element.kind)), r.element.name, std::to_string(r.names.size()), kw(r.present.it_lost),
               kw(away_lost(r)), std::to_string(r.present.racks.size()), seconds(r.present.thermal),
               minutes(r.present.battery), survivor_words(view.context, r.survivor)});
  }
  std::string out = head(view);
  if (!table.empty()) out += (view.all ? "\nOutages\n" : "\nSingle points of failure\n") + table.text();
  if (!view.all && list.size() > most)
    out += fmt::format("and {} more; --all or --format json has them all\n", list.size() - most);
  return out + availability_lines(view.context.design.sizing.ledger) + pair_lines(view);
}

std::string outage_csv(const OutageView& view) {
  using exporters::figure, exporters::words;
  std::string out;
  std::vector<exporters::Cell> heading;
  for (const char* name : {"element", "name", "alike", "it_lost_kw", "it_inside_kw", "away_lost_kw", "racks",
                           "coolant_s", "battery_min", "on_gensets", "survivor", "survivor_load"})
    heading.push_back(figure(name));
  exporters::append_csv_row(out, heading);
  const auto power = [](double watts) { return figure(number_text(watts / 1000.0)); };
  for (const OutageRecord* r : chosen(view, true))
    exporters::append_csv_row(
        out, {figure(std::string(text(r->element.kind))), words(r->element.name),
              figure(std::to_string(r->names.size())), power(r->present.it_lost), power(r->present.it_inside),
              power(r->away.it_lost), figure(std::to_string(r->present.racks.size())),
              figure(r->present.thermal ? number_text(r->present.thermal->si) : ""),
              figure(r->present.battery ? number_text(r->present.battery->si / 60.0) : ""),
              figure(r->present.on_gensets ? "true" : "false"),
              words(r->survivor.node < 0 ? "" : tag_of(view.context, r->survivor.node)),
              figure(number_text(r->survivor.load))});
  return out;
}

namespace {

ordered_json or_null(const std::optional<Time>& time) { return time ? ordered_json(time->si) : ordered_json(nullptr); }

ordered_json survivor_json(const CheckContext& context, const Survivor& survivor) {
  if (survivor.node < 0) return nullptr;
  return {{"tag", tag_of(context, survivor.node)}, {"load", survivor.load}};
}

ordered_json record_json(const CheckContext& context, const OutageRecord& r) {
  return {{"element", text(r.element.kind)},
          {"name", r.element.name},
          {"service", r.element.service},
          {"tags", r.element.tags},
          {"alike", r.names},
          {"it_lost_kw", r.present.it_lost / 1000.0},
          {"it_inside_kw", r.present.it_inside / 1000.0},
          {"away_lost_kw", r.away.it_lost / 1000.0},
          {"racks", r.present.racks.size()},
          {"coolant_s", or_null(r.present.thermal)},
          {"battery_s", or_null(r.present.battery)},
          {"on_gensets", r.present.on_gensets},
          {"survivor", survivor_json(context, r.survivor)}};
}

std::string dumped(const ordered_json& json) {
  return json.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string outage_json(const OutageView& view) {
  const OutageStudy& study = view.study;
  const Ledger& ledger = view.context.design.sizing.ledger;
  ordered_json out = {{"schema", 1},
                      {"it_kw", study.it / 1000.0},
                      {"not_looked_at", no_study(view.context)},
                      {"level", static_cast<int>(study.level)},
                      {"class", text(study.level)},
                      {"redundant", study.redundant},
                      {"maintainable", study.maintainable},
                      {"controlled", study.controlled},
                      {"tolerant", study.tolerant},
                      {"compartmented", study.compartmented},
                      {"elements", study.elements},
                      {"outages", ordered_json::array()},
                      {"pairs_computed", study.pairs_tried},
                      {"pairs_of", study.pairs_of},
                      {"pairs_not_checked", study.pairs_unchecked},
                      {"pairs_complete", study.pairs_complete},
                      {"pairs", ordered_json::array()},
                      {"availability", ordered_json::array()}};
  for (const OutageRecord* record : chosen(view, true)) out["outages"].push_back(record_json(view.context, *record));
  for (const PairRecord& pair : study.pairs)
    out["pairs"].push_back({{"maintained", pair.maintained},
                            {"failed", pair.failed},
                            {"alike", pair.alike},
                            {"it_lost_kw", pair.it_lost / 1000.0}});
  for (const Contribution& one : availability_ranking(ledger))
    out["availability"].push_back({{"service", one.name},
                                   {"unavailability", one.unavailability},
                                   {"minutes_per_year", one.unavailability * 525600.0},
                                   {"id", one.id}});
  return dumped(out);
}

std::string asked_outage_text(const Outages& outages, const AskedOutage& asked) {
  const Services& services = outages.services();
  const CheckContext& context = services.context;
  const auto served = [&](const Consequence& c) {
    return fmt::format("{} of {} kW of IT served",
                       round_text(std::round(services.it - c.it_inside - c.it_lost) / 1000.0, 6),
                       round_text(services.it / 1000.0, 6));
  };
  std::vector<SummaryLine> lines{{"removed", join(asked.removed, ", ")}, {"grid there", served(asked.present)}};
  if (asked.has_backup) lines.push_back({"grid away", served(asked.away)});
  const Consequence& c = asked.present;
  if (c.it_inside > 0) lines.push_back({"inside", kw(c.it_inside) + " kW of IT is part of what was removed"});
  if (c.dark > 0) lines.push_back({"dark", kw(c.dark) + " kW of IT has no supply left"});
  if (c.overload > 0) lines.push_back({"overload", kw(c.overload) + " kW is more than the remaining units carry"});
  for (const auto& [n, amount] : c.cooling) {
    const CoolingNetwork& one = services.cooling[static_cast<std::size_t>(n)];
    lines.push_back({"cooling", fmt::format("{} {} {}", round_text(one.shown(amount), 5), one.unit(), one.shortage)});
  }
  if (c.thermal) lines.push_back({"coolant", fmt::format("at its limit after {} s", seconds(c.thermal))});
  if (c.battery)
    lines.push_back({"batteries", fmt::format("hold {} min{}", minutes(c.battery),
                                              c.on_gensets ? ", until the gensets carry" : "")});
  if (asked.survivor.node >= 0) lines.push_back({"most loaded", survivor_words(context, asked.survivor)});
  if (!c.racks.empty()) {
    constexpr std::size_t most = 12;
    std::vector<std::string> tags;
    for (std::size_t i = 0; i < std::min(most, c.racks.size()); ++i) tags.push_back(tag_of(context, c.racks[i]));
    lines.push_back({"racks", fmt::format("{} not served: {}{}", c.racks.size(), join(tags, ", "),
                                          c.racks.size() > most ? " …" : "")});
  }
  return in_columns(lines);
}

std::string asked_outage_json(const Outages& outages, const AskedOutage& asked) {
  const Services& services = outages.services();
  const CheckContext& context = services.context;
  const Consequence& c = asked.present;
  ordered_json cooling = ordered_json::array(), racks = ordered_json::array();
  for (const auto& [n, amount] : c.cooling) {
    const CoolingNetwork& one = services.cooling[static_cast<std::size_t>(n)];
    cooling.push_back({{"short", one.shown(amount)}, {"unit", one.unit()}, {"what", one.shortage}});
  }
  for (const int rack : c.racks) racks.push_back(tag_of(context, rack));
  const auto away = asked.has_backup ? ordered_json(asked.away.it_lost / 1000.0) : ordered_json(nullptr);
  return dumped({{"schema", 1},
                 {"removed", asked.removed},
                 {"it_kw", services.it / 1000.0},
                 {"it_inside_kw", c.it_inside / 1000.0},
                 {"it_lost_kw", c.it_lost / 1000.0},
                 {"it_lost_grid_away_kw", away},
                 {"dark_kw", c.dark / 1000.0},
                 {"overload_kw", c.overload / 1000.0},
                 {"cooling", cooling},
                 {"coolant_s", or_null(c.thermal)},
                 {"battery_s", or_null(c.battery)},
                 {"on_gensets", c.on_gensets},
                 {"survivor", survivor_json(context, asked.survivor)},
                 {"racks", racks}});
}

}  // namespace plinth
