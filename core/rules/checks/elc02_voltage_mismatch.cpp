// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>
#include <map>
#include <optional>
#include <utility>

#include "core/rules/check_context.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

constexpr std::string_view kTolerance = "voltage.tolerance";

struct Range {
  std::optional<double> least, most;
  std::string what;
};

Range between(const ModuleType& type, const std::string& name) {
  return {type.number(name + "_min"), type.number(name + "_max"), name};
}

/// What the module accepts or gives at a port, from whichever attribute its kind has for it.
std::optional<Range> range_at(const ModuleType& type, const Port& port) {
  if (port.medium == Medium::dc) {
    if (const Range range = between(type, "dc_voltage"); range.least || range.most) return range;
    if (const std::optional<double> volts = type.number("dc_output_voltage"))
      return Range{volts, volts, "dc_output_voltage"};
    if (const std::optional<double> volts = type.number("rated_dc_voltage"))
      return Range{{}, volts, "rated_dc_voltage"};
    return std::nullopt;
  }
  for (const char* name : {"connection_voltage", "supply_voltage"})
    if (const Range range = between(type, name); range.least || range.most) return range;
  if (port.inlet)
    if (const Range range = between(type, "primary_voltage"); range.least || range.most) return range;
  if (!port.inlet)
    for (const char* name : {"output_voltage", "secondary_voltage"})
      if (const std::optional<double> volts = type.number(name)) return Range{volts, volts, name};
  if (const std::optional<double> volts = type.number("rated_voltage")) return Range{{}, volts, "rated_voltage"};
  return std::nullopt;
}

std::string volts_text(double volts) {
  return volts >= 1000.0 ? round_text(volts / 1000.0) + " kV" : round_text(volts) + " V";
}

std::string text(const Range& range) {
  if (!range.least) return "up to " + volts_text(*range.most);
  if (!range.most) return volts_text(*range.least) + " and above";
  if (*range.least == *range.most) return volts_text(*range.least);
  return volts_text(*range.least) + " to " + volts_text(*range.most);
}

/// Ranges at the ports of module types: thousands of connections meet at the ports of a few.
class Ranges {
 public:
  const std::optional<Range>& at(const ModuleType& type, const Port& port) {
    const auto [known, fresh] = known_.try_emplace(&port);
    if (fresh) known->second = range_at(type, port);
    return known->second;
  }

 private:
  std::map<const Port*, std::optional<Range>> known_;
};

void check_end(const Edge& edge, double volts, const ModuleType& type, const Port& port,
               const std::optional<Range>& range, const std::string& tag, double tolerance, Reporter& out) {
  if (!range) return;
  out.measured();
  const bool low = range->least && volts < *range->least * (1.0 - tolerance);
  const bool high = range->most && volts > *range->most * (1.0 + tolerance);
  if (!low && !high) return;
  Finding finding;
  finding.tags = {tag, edge.id};
  finding.actual = Measured{volts, "V"};
  finding.required = Measured{low ? *range->least : *range->most, "V"};
  finding.message = fmt::format("{} brings {} to {}.{}; `{}` states {} {}", edge.id, volts_text(volts), tag, port.name,
                                type.id, range->what, text(*range));
  out.report(std::move(finding));
}

/// The cable or busway of a connection, where it states a rated voltage.
struct Item {
  const ModuleType* type = nullptr;
  Port passes;
  std::optional<Range> range;
};

Item item_of(const CheckContext& context, const Edge& edge, bool direct) {
  const ModuleType* type = edge.item.empty() ? nullptr : context.module(edge.item);
  if (type == nullptr || !type->number(direct ? "rated_dc_voltage" : "rated_voltage")) return {};
  const Port passes{"", edge.medium, true, Face::front, 0, 0, 0, "", "", ""};
  return {type, passes, range_at(*type, passes)};
}

void check(const CheckContext& context, Reporter& out) {
  const Limit* limit = context.limit(kTolerance);
  if (limit == nullptr) return out.not_checked(missing_limit(context, kTolerance));
  Ranges ranges;
  std::map<std::string_view, std::optional<double>> voltages;
  std::map<std::pair<std::string_view, Medium>, Item> items;
  for (const EdgeView& view : context.edges) {
    const Edge& edge = *view.edge;
    const bool direct = edge.medium == Medium::dc && !edge.voltage.empty();  // batteries state a power alone
    if (edge.medium != Medium::mv && edge.medium != Medium::lv && !direct) continue;
    const auto [known, fresh] = voltages.try_emplace(edge.voltage);
    if (fresh) known->second = volts_of(edge.voltage);
    const std::optional<double> volts = known->second;
    if (!volts) {
      out.not_checked(fmt::format("{} states no voltage", edge.id));
      continue;
    }
    for (const auto& [index, port, end] :
         {std::tuple{view.from, view.from_port, &edge.from}, std::tuple{view.to, view.to_port, &edge.to}}) {
      if (port == nullptr) continue;
      const ModuleType& type = *context.nodes[static_cast<std::size_t>(index)].type;
      check_end(edge, *volts, type, *port, ranges.at(type, *port), end->tag, limit->si, out);
    }
    const auto [item, unseen] = items.try_emplace({edge.item, edge.medium});
    if (unseen) item->second = item_of(context, edge, direct);
    if (item->second.type != nullptr)
      check_end(edge, *volts, *item->second.type, item->second.passes, item->second.range, item->second.type->id,
                limit->si, out);
  }
}

constexpr std::array<std::string_view, 1> kLimits{kTolerance};

}  // namespace

extern constinit const Rule elc02_voltage_mismatch{
    .code = "ELC02",
    .name = "voltage-mismatch",
    .severity = Severity::error,
    .basis = "nameplate voltages of the catalog; IEC 60038 nominal voltages",
    .explain = R"(The voltage of every electrical connection fits both of its ends and the cable or busway between them:
within the primary or connection range, equal to the output voltage, within the supply range of a rack, not above a rated
voltage.)",
    .check = check,
    .limits = kLimits,
};

}  // namespace plinth::rules
