// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "core/rules/check_context.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

constexpr std::string_view kTotal = "voltage_drop.total";
constexpr std::string_view kInside = "basis.voltage_drop.inside";

/// Drops along the way down to each node, counted from the last transformer or UPS.
class Drops {
 public:
  Drops(const CheckContext& context, double inside) : context_(context), inside_(inside) {
    for (const Circuit& circuit : context.design.distribution.circuits) circuits_[circuit.edge] = &circuit;
  }

  [[nodiscard]] const Circuit* circuit(const Edge& edge) const {
    const auto found = circuits_.find(edge.id);
    return found == circuits_.end() ? nullptr : found->second;
  }
  /// From the source to the receiving end of this edge, both modules' own wiring included.
  [[nodiscard]] double to_end(const EdgeView& view, int depth = 0) const {
    const Circuit* own = circuit(*view.edge);
    double above = inside_;
    if (view.from >= 0 && depth < 8 && !starts_anew(view.from)) above += upstream(view.from, depth);
    return (own == nullptr ? 0.0 : own->drop) + above + inside_;
  }

 private:
  const CheckContext& context_;
  double inside_;
  std::map<std::string_view, const Circuit*> circuits_;

  [[nodiscard]] bool starts_anew(int node) const {
    const NodeView& view = context_.nodes[static_cast<std::size_t>(node)];
    const auto is = [](const std::string& kind) {
      return kind == "transformer" || kind == "ups" || kind == "rectifier";
    };
    return is(view.node->kind) || std::any_of(view.children.begin(), view.children.end(), [&](int c) {
             return is(context_.nodes[static_cast<std::size_t>(c)].node->kind);
           });
  }
  [[nodiscard]] double upstream(int node, int depth) const {
    double worst = 0;
    for (const int e : context_.nodes[static_cast<std::size_t>(node)].in) {
      const EdgeView& view = context_.edges[static_cast<std::size_t>(e)];
      if (view.edge->medium == Medium::lv && circuit(*view.edge) != nullptr)
        worst = std::max(worst, to_end(view, depth + 1));
    }
    return worst;
  }
};

void check(const CheckContext& context, Reporter& out) {
  const Limit *total = context.limit(kTotal), *inside = context.limit(kInside);
  if (total == nullptr) return out.not_checked(missing_limit(context, kTotal));
  if (inside == nullptr) return out.not_checked(missing_limit(context, kInside));
  const Drops drops(context, inside->si);
  for (const EdgeView& view : context.edges) {
    const Edge& edge = *view.edge;
    if ((edge.medium != Medium::lv && edge.medium != Medium::dc) || drops.circuit(edge) == nullptr) continue;
    out.measured();
    const double drop = drops.to_end(view);
    if (drop <= total->si * (1.0 + 1e-9)) continue;
    Finding finding;
    finding.tags = {edge.from.tag, edge.id, edge.to.tag};
    finding.actual = Measured{drop * 100, "%"};
    finding.required = Measured{total->si * 100, "%"};
    finding.message = fmt::format("{} % of the voltage is lost on the way to {}, {} of it in {}; at most {}",
                                  round_text(drop * 100, 3), edge.to.tag,
                                  round_text(drops.circuit(edge)->drop * 100, 3) + " %", edge.id, limit_text(*total));
    finding.hint =
        "place it nearer to its supply, or lower `basis.voltage_drop.circuit` so that larger stock is chosen";
    out.report(std::move(finding));
  }
  if (out.measured_count() == 0) out.not_checked("no low-voltage circuit at a real length");
}

constexpr std::array<std::string_view, 2> kLimits{kTotal, kInside};

}  // namespace

extern constinit const Rule elc04_voltage_drop{
    .code = "ELC04",
    .name = "voltage-drop",
    .severity = Severity::warning,
    .basis = "IEC 60364-5-52:2009 annex G; NEC 215.2 informational notes",
    .explain =
        R"(From the last transformer or UPS to the consumer no more of the nominal voltage is lost than the limit, at
the design current and hot conductors. Routed circuits count with their real length; the wiring inside each factory-built
module on the way counts with `basis.voltage_drop.inside`.)",
    .check = check,
    .limits = kLimits,
};

}  // namespace plinth::rules
