// SPDX-License-Identifier: Apache-2.0
#include "core/distribution/loops.h"

#include <algorithm>
#include <map>

#include "core/distribution/loop_head.h"
#include "core/distribution/loop_record.h"
#include "core/distribution/loop_store.h"
#include "core/distribution/tcs_loop.h"

namespace plinth {
namespace {

/// A water loop worked out, kept until it is known which one governs.
struct Worked {
  WaterLoop loop;
  LoopHead head;
  LoopPumping pumping;
  LoopStore store;
  [[nodiscard]] double tightness() const { return head.head.si / pumping.available.si; }
};

/// Writes chosen pipes into the edges and lists the runs.
void lay(const WaterLoop& loop, const PipeStock& stock, Design& design) {
  for (const LoopRun& run : loop.runs) {
    if (!run.routed) continue;
    Edge& edge = design.sizing.graph.edges[run.edge];
    edge.item = stock.types[run.size]->id;
    edge.runs = run.runs;
    edge.rating.value = run.runs * stock.sizes[run.size].most.si / edge_flow(edge, 1.0).si;
    const Flow flow = edge_flow(edge, std::max(edge.normal, edge.worst)), each{flow.si / run.runs};
    design.distribution.pipes.push_back({edge.id, edge.item, run.runs, run.pipe.length, flow,
                                         velocity(each, run.pipe.bore), pipe_drop(run.pipe, each, loop.liquid)});
  }
}

Speed fastest(const WaterLoop& loop, const Design& design) {
  Speed most{0};
  for (const LoopRun& run : loop.runs) {
    const Edge& edge = design.sizing.graph.edges[run.edge];
    most =
        std::max(most, velocity(Flow{edge_flow(edge, std::max(edge.normal, edge.worst)).si / run.runs}, run.pipe.bore));
  }
  return most;
}

Loop summary(const Worked& worked, const Design& design, const Catalog& catalog, double flow_imbalance) {
  Loop out;
  out.name = worked.loop.name();
  out.flow = worked.loop.flow;
  out.head = worked.head.head;
  out.available = worked.pumping.available;
  out.pump_power = worked.pumping.power;
  out.volume = worked.store.total;
  out.expansion = worked.store.vessel.nominal;
  out.ride_through = worked.store.ride_through;
  out.worst_path = worked.loop.pods[worked.head.pod].consumers[worked.head.consumer].node->tag;
  out.flow_imbalance = flow_imbalance;
  out.velocity = fastest(worked.loop, design);
  for (const Node* vessel : worked.loop.vessels) out.vessel += catalog.module(vessel->module)->get<Volume>("volume");
  return out;
}

void size_water_loops(Design& design, const Catalog& catalog, const LoopBasis& basis, const PipeStock& stock,
                      Book& book, std::vector<Finding>& findings) {
  std::vector<WaterLoop> loops = water_loops(design, catalog, book, basis, stock, findings);
  std::map<int, Flow> of_block;
  for (const WaterLoop& loop : loops) of_block[loop.block] += loop.flow;
  std::map<std::string, Worked> governing;
  for (WaterLoop& loop : loops) {
    Worked worked;
    const Pressure target = pumping_of(loop, worst_head(loop, basis), catalog, basis).target;
    worked.head = enlarge(loop, basis, stock, target);
    worked.pumping = pumping_of(loop, worked.head, catalog, basis);
    worked.store = store_of(loop, catalog, basis, loop.flow / of_block[loop.block]);
    lay(loop, stock, design);
    const double uneven = imbalance(loop, basis, findings);
    worked.loop = std::move(loop);
    design.distribution.loops.push_back(summary(worked, design, catalog, uneven));
    if (worked.pumping.power > worked.pumping.sized)
      findings.push_back(remark("DIS205", Severity::warning,
                                "pumps of loop `" + worked.loop.name() + "` take " +
                                    round_text(worked.pumping.power / kW) + " kW at the real head; sizing charged " +
                                    round_text(worked.pumping.sized / kW) + " kW",
                                "raise basis.pump_head or lower basis.pump_efficiency"));
    const auto [at, first] = governing.try_emplace(worked.loop.medium);
    if (first || worked.tightness() > at->second.tightness()) at->second = std::move(worked);
  }
  for (const auto& [medium, worked] : governing)
    record_water_loop(worked.loop, worked.head, worked.pumping, worked.store, design, catalog, stock, book);
}

void size_tcs_loops(Design& design, const Catalog& catalog, const LoopBasis& basis, const PipeStock& stock, Book& book,
                    std::vector<Finding>& findings) {
  std::map<std::string, std::pair<TcsLoop, TcsResult>> known;
  const std::pair<TcsLoop, TcsResult>* tightest = nullptr;
  std::map<std::string, std::string> without_curve;
  for (TcsLoop& loop : tcs_loops(design, catalog, book, basis, stock)) {
    const Node& pod = *loop.pod;
    const auto [at, made] = known.try_emplace(key_of(loop));
    if (made) {
      at->second.second = work_out(loop, catalog, basis, stock);
      if (loop.curve_missing) without_curve.emplace(loop.rows.front().racks.front()->module, pod.tag);
      at->second.first = std::move(loop);
    }
    const auto& [same, result] = at->second;
    const TcsRow& row = same.rows[result.row];
    const std::string rack = row.racks[result.place]->tag;
    Loop out;
    out.name = "tcs " + pod.tag;
    out.flow = same.flow;
    out.head = result.head;
    out.available = result.available;
    out.pump_power = result.pump_power;
    out.volume = result.store.total;
    out.expansion = result.store.vessel.nominal;
    out.ride_through = result.store.ride_through;
    out.worst_path = pod.tag + rack.substr(same.pod->tag.size());
    out.flow_imbalance = result.imbalance;
    out.velocity = result.velocity;
    design.distribution.loops.push_back(std::move(out));
    const auto tight = [](const TcsResult& r) { return r.head.si / r.available.si; };
    if (tightest == nullptr || tight(result) > tight(tightest->second)) tightest = &at->second;
  }
  for (const auto& [rack, pod] : without_curve)
    findings.push_back(remark("DIS204", Severity::info,
                              "rack `" + rack + "` states no pressure drop curve: " +
                                  round_text(basis.rack_drop / kPa) + " kPa are assumed (basis.drop.rack)"));
  if (tightest != nullptr) record_tcs_loop(tightest->first, tightest->second, catalog, stock, book);
}

}  // namespace

void size_loops(Design& design, const Catalog& catalog, Book& book, std::vector<Finding>& findings) {
  const std::optional<LoopBasis> basis = read_loop_basis(design, catalog, findings);
  if (!basis) return;
  const PipeStock stock = pipe_stock(design, catalog);
  if (stock.sizes.empty()) {
    findings.push_back(remark("DIS206", Severity::warning, "the catalog has no pipe: water loops are not worked out"));
    return;
  }
  size_water_loops(design, catalog, *basis, stock, book, findings);
  size_tcs_loops(design, catalog, *basis, stock, book, findings);
  const auto by_edge = [](const PipeRun& a, const PipeRun& b) { return a.edge < b.edge; };
  const auto by_name = [](const Loop& a, const Loop& b) { return a.name < b.name; };
  std::sort(design.distribution.pipes.begin(), design.distribution.pipes.end(), by_edge);
  std::sort(design.distribution.loops.begin(), design.distribution.loops.end(), by_name);
}

}  // namespace plinth
