// SPDX-License-Identifier: Apache-2.0
// How a loop splits its flow when no valve balances it.
#include <algorithm>

#include "core/distribution/loop_head.h"
#include "core/physics/pipe_network.h"

namespace plinth {
namespace {

class Network {
 public:
  Network(const WaterLoop& loop, const LoopBasis& basis) : loop_(loop), basis_(basis) { network_.liquid = loop.liquid; }

  NetworkFlows solve() {
    const std::size_t headers = loop_.headers.size();
    std::vector<int> supply_in, supply_out, return_in, return_out;
    for (std::size_t h = 0; h < headers; ++h) {
      supply_in.push_back(node()), supply_out.push_back(node());
      return_in.push_back(node()), return_out.push_back(node());
      resist(supply_in[h], supply_out[h], loop_.header_resistance[h]);
      resist(return_in[h], return_out[h], loop_.header_resistance[h]);
    }
    const Flow each = loop_.flow / loop_.duty_trains;
    for (const LoopTrain& train : loop_.trains) {
      if (!train.duty) continue;
      const int out = node(each), back = node(-1 * each);
      for (std::size_t h = 0; h < headers; ++h) {
        pipe(out, supply_in[h], train.out[h]);
        pipe(return_out[h], back, train.back[h]);
      }
    }
    for (const LoopPod& pod : loop_.pods) {
      const int in = node(), out = node();
      for (std::size_t h = 0; h < headers; ++h) {
        pipe(supply_out[h], in, pod.in[h]);
        pipe(out, return_in[h], pod.out[h]);
      }
      for (const LoopConsumer& consumer : pod.consumers) {
        const int before = node(), after = node();
        pipe(in, before, consumer.in);
        consumers_.push_back(network_.links.size());
        resist(before, after, consumer.resistance + resistance_of(basis_.control_valve, consumer.normal));
        pipe(after, out, consumer.out);
      }
    }
    return solve_network(network_);
  }

  [[nodiscard]] const std::vector<std::size_t>& consumers() const { return consumers_; }

 private:
  const WaterLoop& loop_;
  const LoopBasis& basis_;
  PipeNetwork network_;
  std::vector<std::size_t> consumers_;  ///< links, pod by pod

  int node(Flow inflow = {}) {
    network_.nodes.push_back({inflow, {}});
    return static_cast<int>(network_.nodes.size()) - 1;
  }
  void resist(int from, int to, double resistance) {
    NetworkLink link;
    link.from = from, link.to = to;
    link.resistance = resistance;
    network_.links.push_back(link);
  }
  void pipe(int from, int to, std::size_t run) {
    NetworkLink link;
    link.from = from, link.to = to;
    link.pipe = loop_.runs[run].pipe;
    link.runs = loop_.runs[run].runs;
    network_.links.push_back(link);
  }
};

}  // namespace

double imbalance(const WaterLoop& loop, const LoopBasis& basis, std::vector<Finding>& findings) {
  Network network(loop, basis);
  const NetworkFlows flows = network.solve();
  if (!flows.solved) {
    findings.push_back(remark("DIS203", Severity::warning,
                              "the flow split of loop `" + loop.name() + "` was not found: " + flows.fault));
    return 0;
  }
  double worst = 0;
  std::size_t link = 0;
  for (const LoopPod& pod : loop.pods)
    for (const LoopConsumer& consumer : pod.consumers)
      if (const double flow = flows.flows[network.consumers()[link++]].si; consumer.normal.si > 0)
        worst = std::max(worst, 1.0 - flow / consumer.normal.si);
  return worst;
}

}  // namespace plinth
