// SPDX-License-Identifier: Apache-2.0
#include "cli/render/replace.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "cli/render/table.h"
#include "core/base/text.h"
#include "core/base/units.h"

namespace plinth {
namespace {

using nlohmann::ordered_json;

constexpr std::array<const char*, 5> words{"possible", "not-chosen", "other-service", "impossible", "unproved"};

std::string head_of(const Replacement& answer) {
  switch (answer.answer) {
    case Replacement::Answers::possible:
      return fmt::format("{} in place of {}: {} instead of {} installed", answer.to, answer.from,
                         answer.installed_after, answer.installed_before);
    case Replacement::Answers::not_chosen:
      return fmt::format("there is nothing to replace: the design has no {}", answer.from);
    case Replacement::Answers::other_service:
      return fmt::format("{} cannot take the place of {}: they do different jobs", answer.to, answer.from);
    case Replacement::Answers::impossible:
      return fmt::format("{} cannot take the place of {}: no design with it exists", answer.to, answer.from);
    case Replacement::Answers::unproved:
      break;
  }
  return fmt::format("no design with {} was found before a limit of the search was reached", answer.to);
}

struct Line {
  const char* name;
  const char* unit;
  double before, after;
  int digits;
};

std::array<Line, 6> lines_of(const Replacement& answer) {
  const Measures &a = answer.before, &b = answer.after;
  return {{{"cost", "million USD", a.cost / 1e6, b.cost / 1e6, 6},
           {"facility power", "kW", a.facility, b.facility, 7},
           {"PUE at the design point", "", a.pue, b.pue, 5},
           {"area used", "m2", a.area, b.area, 6},
           {"longest lead time", "weeks", a.lead_time, b.lead_time, 4},
           {"modules", "", static_cast<double>(a.modules), static_cast<double>(b.modules), 7}}};
}

std::string change_text(double before, double after) {
  if (before == after) return "same";
  const double difference = after - before;
  const std::string sign = difference > 0 ? "+" : "";
  const std::string percent =
      before > 0 ? fmt::format(" ({}{} %)", sign, round_text(100 * difference / before, 3)) : "";
  return sign + round_text(difference, 4) + percent;
}

std::string findings_lines(const std::string& title, const std::vector<Finding>& findings) {
  constexpr std::array<const char*, 3> names{"info", "warning", "error"};
  if (findings.empty()) return "";
  std::string out = "\n" + title + "\n";
  for (const Finding& finding : findings)
    out +=
        fmt::format("  {}[{}]: {}\n", names[static_cast<std::size_t>(finding.severity)], finding.code, finding.message);
  return out;
}

ordered_json measures_json(const Measures& m) {
  return {{"cost_usd", m.cost}, {"facility_kw", m.facility},      {"pue", m.pue},
          {"area_m2", m.area},  {"lead_time_weeks", m.lead_time}, {"modules", m.modules}};
}

ordered_json findings_json(const std::vector<Finding>& findings) {
  constexpr std::array<const char*, 3> names{"info", "warning", "error"};
  ordered_json list = ordered_json::array();
  for (const Finding& finding : findings)
    list.push_back({{"code", finding.code},
                    {"severity", names[static_cast<std::size_t>(finding.severity)]},
                    {"message", finding.message},
                    {"tags", finding.tags}});
  return list;
}

}  // namespace

std::string replacement_text(const Replacement& answer) {
  std::string out = head_of(answer) + "\n";
  for (const std::string& reason : answer.reasons) out += "  " + reason + "\n";
  if (answer.answer != Replacement::Answers::possible) return out;
  Table table({"", "now", "with it", "change", ""});
  for (const Line& line : lines_of(answer))
    table.add({line.name, round_text(line.before, line.digits), round_text(line.after, line.digits),
               change_text(line.before, line.after), line.unit});
  out += "\n" + table.text();
  Table swaps({"service", "now", "with it"});
  for (const Swap& swap : answer.swaps) swaps.add({swap.service, swap.before, swap.after});
  if (!swaps.empty()) out += "\n" + swaps.text();
  return out + findings_lines("findings gained", answer.gained) + findings_lines("findings lost", answer.lost);
}

std::string replacement_json(const Replacement& answer) {
  ordered_json out = {{"schema", 1},
                      {"from", answer.from},
                      {"to", answer.to},
                      {"answer", words[static_cast<std::size_t>(answer.answer)]},
                      {"installed_before", answer.installed_before},
                      {"reasons", answer.reasons},
                      {"before", measures_json(answer.before)}};
  if (answer.answer == Replacement::Answers::possible) {
    out["installed_after"] = answer.installed_after;
    out["after"] = measures_json(answer.after);
    out["swaps"] = ordered_json::array();
    for (const Swap& swap : answer.swaps)
      out["swaps"].push_back({{"service", swap.service}, {"before", swap.before}, {"after", swap.after}});
    out["findings_gained"] = findings_json(answer.gained);
    out["findings_lost"] = findings_json(answer.lost);
  }
  return out.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace plinth
