// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/rules/check_context.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

/// A conversion skid with the storage units behind it.
struct Skid {
  std::string tag;
  double power = 0;   ///< W it passes on
  double units = 0;   ///< W of the units behind it
  double energy = 0;  ///< J of the units behind it, new
  double unit_power = 0, unit_energy = 0;
  std::string unit;  ///< tag of one of them
};

double carried(const Skid& skid) { return std::min(skid.power, skid.units); }

/// Skids that feed units of this kind, by tag.
std::vector<Skid> skids_of(const CheckContext& context, std::string_view kind, double derating) {
  std::map<std::string, Skid> skids;
  for (const EdgeView& edge : context.edges) {
    if (edge.edge->medium != Medium::dc || edge.from < 0 || edge.to < 0) continue;
    const NodeView& unit = context.nodes[static_cast<std::size_t>(edge.from)];
    const NodeView& pcs = context.nodes[static_cast<std::size_t>(edge.to)];
    if (unit.type == nullptr || pcs.type == nullptr || unit.type->kind != kind || pcs.type->kind != "pcs") continue;
    Skid& skid = skids[pcs.node->tag];
    skid.tag = pcs.node->tag;
    skid.power = pcs.type->number("rated_power").value_or(0) * pcs.type->number("efficiency").value_or(0) * derating;
    skid.unit_power = unit.type->number("power").value_or(0);
    skid.unit_energy = unit.type->number("energy").value_or(0);
    skid.units += skid.unit_power;
    skid.energy += skid.unit_energy;
    skid.unit = unit.node->tag;
  }
  std::vector<Skid> out;
  for (auto& [tag, skid] : skids) out.push_back(skid);
  return out;
}

struct Left {
  double power = 0, energy = 0;
};

Left total(const std::vector<Skid>& skids) {
  Left left;
  for (const Skid& skid : skids) left.power += carried(skid), left.energy += skid.energy;
  return left;
}

void check_loss(const std::string& lost, const Left& left, const Left& need, Severity severity, Reporter& out) {
  out.measured();
  const bool power = left.power < need.power * (1 - 1e-9), energy = left.energy < need.energy * (1 - 1e-9);
  if (!power && !energy) return;
  Finding finding;
  finding.tags = {lost};
  const char* unit = power ? "MW" : "MWh";
  const double scale = power ? 1e6 : 3.6e9;
  finding.actual = Measured{(power ? left.power : left.energy) / scale, unit};
  finding.required = Measured{(power ? need.power : need.energy) / scale, unit};
  finding.message = fmt::format("without {} the storage has {} {}; its purposes need {} {}", lost,
                                round_text(finding.actual->value), unit, round_text(finding.required->value), unit);
  finding.hint = "storage.redundancy = \"N+1\" buys a spare of each";
  out.report(std::move(finding), severity);
}

void check_group(const CheckContext& context, std::string_view kind, const char* power, const char* energy,
                 Reporter& out) {
  const auto needed = context.ledger_si(power, Dimension::power);
  const auto stored = context.ledger_si(energy, Dimension::energy);
  const double derating = context.ledger_si("storage.pcs_derating", Dimension::ratio).value_or(1);
  const std::vector<Skid> skids = skids_of(context, kind, derating);
  if (skids.empty() || !needed || !stored) return;
  const Left need{*needed, *stored}, all = total(skids);
  const Severity severity = context.design.spec.storage.redundancy == Redundancy::n ? Severity::info : Severity::error;
  for (const Skid& skid : skids) {
    check_loss(skid.tag, {all.power - carried(skid), all.energy - skid.energy}, need, severity, out);
    Skid less = skid;
    less.units -= skid.unit_power;
    check_loss(skid.unit, {all.power - carried(skid) + carried(less), all.energy - skid.unit_energy}, need, severity,
               out);
  }
}

void check(const CheckContext& context, Reporter& out) {
  check_group(context, "bess", "storage.power", "storage.nameplate", out);
  check_group(context, "supercapacitor", "storage.capacitor_power", "storage.capacitor_nameplate", out);
  if (out.measured_count() == 0) out.not_checked("the design has no storage behind conversion skids");
}

}  // namespace

extern constinit const Rule sto01_storage_without_spare{
    .code = "STO01",
    .name = "storage-without-spare",
    .severity = Severity::error,
    .basis = "`storage.redundancy`; power and energy of the purposes",
    .explain =
        R"(What the purposes of the storage need, power and nameplate energy, is still there after the loss of any one
storage unit, and of any one conversion skid with all units behind it. With `storage.redundancy = "N"` a shortfall is a
remark: it was not asked to be survived.)",
    .check = check,
};

}  // namespace plinth::rules
