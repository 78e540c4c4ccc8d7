// SPDX-License-Identifier: Apache-2.0
#include "core/distribution/loop_head.h"

#include <algorithm>

namespace plinth {
namespace {

double square(double x) { return x * x; }

/// The next larger way to lay a run: the next bore, or one more pipe of the largest.
bool next_larger(LoopRun& run, const PipeStock& stock) {
  if (run.size + 1 < stock.sizes.size()) {
    ++run.size;
    run.pipe.bore = stock.sizes[run.size].bore;
    return true;
  }
  ++run.runs;
  return run.runs <= 12;
}

Pressure drop_of(const LoopRun& run, Flow flow, const Liquid& liquid) {
  return pipe_drop(run.pipe, Flow{flow.si / run.runs}, liquid);
}

/// Drops of a loop's runs by flow, remembered until a run changes: while pipes are enlarged one by one, all others lose
/// what they lost before, and a run carries one flow per state.
class Drops {
 public:
  explicit Drops(const WaterLoop& loop) : loop_(loop), known_(loop.runs.size()) {}

  Pressure operator()(std::size_t run, Flow flow) {
    for (const auto& [at, drop] : known_[run])
      if (at == flow) return drop;
    return known_[run].emplace_back(flow, run_drop(loop_, run, flow)).second;
  }
  void forget(std::size_t run) { known_[run].clear(); }

 private:
  const WaterLoop& loop_;
  std::vector<std::vector<std::pair<Flow, Pressure>>> known_;  ///< by run
};

}  // namespace

Pressure run_drop(const WaterLoop& loop, std::size_t run, Flow flow) {
  return drop_of(loop.runs[run], flow, loop.liquid);
}

namespace {

/// Head in one state, the largest over all paths. Flows are the design flows: control valves hold them.
LoopHead head_in(const WaterLoop& loop, const LoopBasis& basis, const LoopState& state, Drops& drops) {
  const std::size_t headers = loop.headers.size();
  const bool lost = state.header_out != kNoRun;
  LoopHead worst;
  worst.state = state;
  worst.share = 1.0 / static_cast<double>(headers - (lost ? 1 : 0));
  worst.train_flow = loop.flow / loop.duty_trains;
  const Flow train_part = worst.share * worst.train_flow;
  for (std::size_t h = 0; h < headers; ++h) {
    if (h == state.header_out) continue;
    LoopHead path = worst;
    path.header = h;
    path.headers = Pressure{2 * loop.header_resistance[h] * square(loop.flow.si * worst.share)};
    path.fouling = basis.fouling;
    path.valve = basis.control_valve;
    Pressure most{-1};
    for (std::size_t t = 0; t < loop.trains.size(); ++t) {
      // A spare takes the place of any other: every train must be able to run.
      const LoopTrain& train = loop.trains[t];
      const Pressure unit{train.resistance * square(worst.train_flow.si)};
      const Pressure all = unit + drops(train.to_pump, worst.train_flow) + drops(train.out[h], train_part) +
                           drops(train.back[h], train_part);
      if (all > most) most = all, path.train = t, path.unit = unit;
    }
    path.head = most + path.headers + path.fouling + path.valve;
    const Pressure before = path.head;
    most = Pressure{-1};
    for (std::size_t p = 0; p < loop.pods.size(); ++p) {
      const LoopPod& pod = loop.pods[p];
      const Flow part = worst.share * pod.flow;
      const Pressure ways = drops(pod.in[h], part) + drops(pod.out[h], part);
      for (std::size_t c = 0; c < pod.consumers.size(); ++c) {
        const LoopConsumer& consumer = pod.consumers[c];
        const Flow flow = state.consumer_out ? consumer.worst : consumer.normal;
        const Pressure unit{consumer.resistance * square(flow.si)};
        const Pressure all = ways + unit + drops(consumer.in, flow) + drops(consumer.out, flow);
        if (all <= most) continue;
        most = all;
        path.pod = p, path.consumer = c;
        path.pod_flow = pod.flow, path.consumer_flow = flow, path.consumer_unit = unit;
      }
    }
    path.head = before + most;
    if (path.head > worst.head) worst = path;
  }
  return worst;
}

LoopHead worst_head(const WaterLoop& loop, const LoopBasis& basis, Drops& drops) {
  LoopHead worst = head_in(loop, basis, {}, drops);
  std::vector<LoopState> states{{kNoRun, true}};
  if (loop.headers.size() > 1)
    for (std::size_t h = 0; h < loop.headers.size(); ++h) states.push_back({h, false});
  for (const LoopState& state : states) {
    const LoopHead head = head_in(loop, basis, state, drops);
    if (head.head > worst.head) worst = head;
  }
  return worst;
}

}  // namespace

LoopHead worst_head(const WaterLoop& loop, const LoopBasis& basis) {
  Drops drops(loop);
  return worst_head(loop, basis, drops);
}

std::vector<PathRun> path_of(const WaterLoop& loop, const LoopHead& head) {
  const LoopTrain& train = loop.trains[head.train];
  const LoopPod& pod = loop.pods[head.pod];
  const LoopConsumer& consumer = pod.consumers[head.consumer];
  const Flow train_part = head.share * head.train_flow, pod_part = head.share * head.pod_flow;
  return {{train.to_pump, head.train_flow},     {train.out[head.header], train_part}, {pod.in[head.header], pod_part},
          {consumer.in, head.consumer_flow},    {consumer.out, head.consumer_flow},   {pod.out[head.header], pod_part},
          {train.back[head.header], train_part}};
}

LoopHead enlarge(WaterLoop& loop, const LoopBasis& basis, const PipeStock& stock, Pressure target) {
  Drops drops(loop);
  LoopHead head = worst_head(loop, basis, drops);
  while (head.head > target) {
    double best = 0;
    std::size_t chosen = kNoRun;
    for (const PathRun& part : path_of(loop, head)) {
      LoopRun larger = loop.runs[part.run];
      const double before = drop_of(larger, part.flow, loop.liquid).si;
      const double cost = larger.runs * stock.cost[larger.size];
      if (!next_larger(larger, stock)) continue;
      const double gain = before - drop_of(larger, part.flow, loop.liquid).si;
      const double price = std::max(1.0, (larger.runs * stock.cost[larger.size] - cost) * larger.pipe.length.si);
      if (gain < 10.0 || gain / price <= best) continue;  // below 10 Pa nothing is won
      best = gain / price;
      chosen = part.run;
    }
    if (chosen == kNoRun) break;
    next_larger(loop.runs[chosen], stock);
    drops.forget(chosen);
    head = worst_head(loop, basis, drops);
  }
  return head;
}

}  // namespace plinth
