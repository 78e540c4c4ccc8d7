// SPDX-License-Identifier: Apache-2.0
#include "cli/render/rfi.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "cli/render/table.h"
#include "core/base/text.h"
#include "core/base/units.h"
#include "exporters/text/table/csv.h"

namespace plinth {
namespace {

using nlohmann::ordered_json;

constexpr const char* kDefinition =
    "score: the larger of both changes of % cost + % facility power + % area + 1 for every service that changes\n"
    "+ 10 for every new error; 100 when no design is left. Each value is changed alone by +10 % and -10 %\n"
    "(a temperature by a tenth of its degC, at least 1 K; a share stays at most 1; a count by at least 1); nominal "
    "voltages and frequencies\n"
    "are left alone.\n";

std::vector<const RfiItem*> first(const Rfi& rfi, std::size_t top) {
  std::vector<const RfiItem*> items;
  for (const RfiItem& item : rfi.items)
    if (top == 0 || items.size() < top) items.push_back(&item);
  return items;
}

std::string percent(double share) {
  if (std::fabs(share) < 5e-7) return "";
  return fmt::format("{}{} %", share > 0 ? "+" : "", round_text(100 * share, 2));
}

/// "cost +1.2 %, area -0.4 %; ups 6 x a -> 7 x a; 1 new error: STO01 …"
std::string effect_text(const RfiMove& move) {
  if (!move.designed) return "no design is left";
  std::vector<std::string> parts;
  for (const auto& [name, share] : {std::pair{"cost", move.cost}, {"power", move.facility}, {"area", move.area}})
    if (const std::string text = percent(share); !text.empty()) parts.push_back(fmt::format("{} {}", name, text));
  if (std::fabs(move.lead_time) > 1e-9)
    parts.push_back(fmt::format("lead time {}{} weeks", move.lead_time > 0 ? "+" : "", round_text(move.lead_time, 3)));
  for (const Swap& swap : move.swaps)
    parts.push_back(fmt::format("{} {} -> {}", swap.service, swap.before.empty() ? "none" : swap.before,
                                swap.after.empty() ? "none" : swap.after));
  for (const std::string& error : move.errors) parts.push_back("new error " + error);
  return parts.empty() ? "no effect" : join(parts, ", ");
}

std::string trust_text(const RfiItem& item) {
  return std::string(text(item.provenance.status)) + (item.stale ? ", stale" : "");
}

std::string score_text(double score) { return round_text(std::round(score * 100) / 100, 4); }

std::string counts_text(const Rfi& rfi, std::size_t shown) {
  return fmt::format(
      "{} of {} values shown; {} more are assumed, representative or stale, but no figure depends on them\n", shown,
      rfi.items.size(), rfi.unreached);
}

ordered_json move_json(const RfiMove& move) {
  ordered_json swaps = ordered_json::array();
  for (const Swap& swap : move.swaps)
    swaps.push_back({{"service", swap.service}, {"before", swap.before}, {"after", swap.after}});
  return {{"value", move.value}, {"designed", move.designed},
          {"cost", move.cost},   {"facility_power", move.facility},
          {"area", move.area},   {"lead_time_weeks", move.lead_time},
          {"swaps", swaps},      {"new_errors", move.errors},
          {"score", move.score}};
}

/// Vendors by their highest score.
std::vector<std::pair<std::string, std::vector<const RfiItem*>>> by_vendor(const std::vector<const RfiItem*>& items) {
  std::vector<std::pair<std::string, std::vector<const RfiItem*>>> groups;
  for (const RfiItem* item : items) {
    auto at =
        std::find_if(groups.begin(), groups.end(), [&](const auto& group) { return group.first == item->vendor; });
    if (at == groups.end()) at = groups.insert(groups.end(), {item->vendor, {}});
    at->second.push_back(item);
  }
  return groups;
}

std::string in_cell(std::string text) {
  for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2) text.replace(at, 1, "\\|");
  return text;
}

}  // namespace

std::string rfi_text(const Rfi& rfi, std::size_t top) {
  const auto items = first(rfi, top);
  if (items.empty()) return "every value that this design rests on is confirmed\n";
  Table table({"score", "value", "now", "trust", "+10 %", "-10 %"});
  for (const RfiItem* item : items)
    table.add({score_text(item->score), item->id, item->value, trust_text(*item), printable(effect_text(item->up), 90),
               printable(effect_text(item->down), 90)});
  return table.text() + "\n" + kDefinition + counts_text(rfi, items.size());
}

std::string rfi_md(const Rfi& rfi, std::size_t top) {
  const auto items = first(rfi, top);
  std::string out =
      "# Requests for information\n\nEach value below is not confirmed by its vendor. Please state the "
      "value with its conditions, and the document it is from.\n";
  for (const auto& [vendor, questions] : by_vendor(items)) {
    out += fmt::format(
        "\n## {}\n\n| no. | item | value asked for | our present value | its source | why it matters | score |\n"
        "|---|---|---|---|---|---|---|\n",
        vendor.empty() ? "no maker named" : vendor);
    for (const RfiItem* item : questions) {
      const auto rank = std::find(items.begin(), items.end(), item) - items.begin() + 1;
      out += fmt::format("| {} | {} (`{}`) | {} | {} | {}: {}, {} | +10 %: {}; -10 %: {} | {} |\n", rank,
                         in_cell(item->record), item->id, in_cell(item->meaning), in_cell(item->value),
                         trust_text(*item), in_cell(item->provenance.source), item->provenance.as_of,
                         in_cell(effect_text(item->up)), in_cell(effect_text(item->down)), score_text(item->score));
    }
  }
  return out + "\n" + kDefinition + "\n" + counts_text(rfi, items.size());
}

std::string rfi_csv(const Rfi& rfi, std::size_t top) {
  using exporters::figure;
  using exporters::words;
  std::string out;
  std::vector<exporters::Cell> head;
  for (const char* name : {"rank", "vendor", "item", "value", "meaning", "present", "status", "stale", "source",
                           "as_of", "file", "line", "effect_up", "effect_down", "score"})
    head.push_back(figure(name));
  append_csv_row(out, head);
  int rank = 0;
  for (const RfiItem* item : first(rfi, top))
    exporters::append_csv_row(
        out, {figure(std::to_string(++rank)), words(item->vendor), words(item->record), words(item->id),
              words(item->meaning), words(item->value), figure(std::string(text(item->provenance.status))),
              figure(item->stale ? "yes" : "no"), words(item->provenance.source), figure(item->provenance.as_of),
              words(item->provenance.origin.file), figure(std::to_string(item->provenance.origin.line)),
              words(effect_text(item->up)), words(effect_text(item->down)), figure(score_text(item->score))});
  return out;
}

std::string rfi_json(const Rfi& rfi, std::size_t top) {
  ordered_json items = ordered_json::array();
  for (const RfiItem* item : first(rfi, top))
    items.push_back({{"id", item->id},
                     {"vendor", item->vendor},
                     {"item", item->record},
                     {"meaning", item->meaning},
                     {"value", item->value},
                     {"status", text(item->provenance.status)},
                     {"stale", item->stale},
                     {"source", item->provenance.source},
                     {"as_of", item->provenance.as_of},
                     {"file", item->provenance.origin.file},
                     {"line", item->provenance.origin.line},
                     {"up", move_json(item->up)},
                     {"down", move_json(item->down)},
                     {"score", item->score}});
  return ordered_json{{"schema", 1},
                      {"definition", kDefinition},
                      {"looked_at", rfi.looked_at},
                      {"unreached", rfi.unreached},
                      {"items", items}}
             .dump(1, ' ', false, ordered_json::error_handler_t::replace) +
         "\n";
}

}  // namespace plinth
