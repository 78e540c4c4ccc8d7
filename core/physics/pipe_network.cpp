// SPDX-License-Identifier: Apache-2.0
#include "core/physics/pipe_network.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/units.h"
#include "core/physics/pipe_size.h"
#include "core/physics/sparse_ldl.h"

namespace plinth {
namespace {

constexpr double kResidual = 1e-9, kAim = 1e-12;
constexpr int kMostIterations = 200;
/// Below this flow, m3/s, a quadratic loss is taken as linear: its slope must not vanish.
constexpr double kLinearBelow = 1e-8;

struct Loss {
  double drop = 0, slope = 0;
};

std::size_t index(int i) { return static_cast<std::size_t>(i); }

Loss quadratic(double resistance, double flow) {
  const double size = std::abs(flow);
  if (size < kLinearBelow) return {resistance * kLinearBelow * flow, resistance * kLinearBelow};
  return {resistance * flow * size, 2 * resistance * size};
}

/// Minus the rise of a pump, falling in flow everywhere.
Loss lift(const QuadraticCurve& pump, double flow) {
  const double peak = pump.a < 0 && pump.b > 0 ? -pump.b / (2 * pump.a) : 0.0;
  if (flow > peak) return {-pump.at(Flow{flow}).si, -(2 * pump.a * flow + pump.b)};
  const double highest = pump.at(Flow{peak}).si;
  if (flow >= 0)
    return {-highest + 1e-6 * highest * (flow - peak) / std::max(peak, 1e-3), 1e-6 * highest / std::max(peak, 1e-3)};
  constexpr double kShut = 1e10;  // Pa per m3/s through a closed non-return valve
  return {-highest + kShut * flow, kShut};
}

Loss loss_of(const NetworkLink& link, double flow, const Liquid& liquid) {
  Loss loss;
  if (link.pipe) {
    const PipeLoss each = pipe_loss(*link.pipe, Flow{flow / link.runs}, liquid);
    loss = {each.drop.si, each.slope / link.runs};
  }
  if (link.resistance > 0) {
    const Loss more = quadratic(link.resistance, flow);
    loss.drop += more.drop, loss.slope += more.slope;
  }
  if (link.pump) {
    const Loss more = lift(*link.pump, flow);
    loss.drop += more.drop, loss.slope += more.slope;
  }
  loss.slope = std::max(loss.slope, 1e-6);
  return loss;
}

/// A flow to begin with: 1 m/s in pipes, a usual drop in equipment, a third of a pump's runout.
double first_flow(const NetworkLink& link) {
  if (link.pipe) return link.runs * flow_at(link.pipe->bore, Speed{1.0}).si;
  if (link.resistance > 0) return std::sqrt(2e4 / link.resistance);
  if (link.pump && link.pump->a < 0) return std::sqrt(std::max(1.0, -link.pump->c / link.pump->a)) / 3;
  return 1e-3;
}

class Solver {
 public:
  explicit Solver(const PipeNetwork& network) : network_(network) {}

  NetworkFlows run() && {
    result_.flows.assign(network_.links.size(), Flow{});
    result_.pressures.assign(network_.nodes.size(), Pressure{});
    if (check() && anchor()) iterate();
    return std::move(result_);
  }

 private:
  const PipeNetwork& network_;
  NetworkFlows result_;
  std::vector<Loss> losses_;  ///< of links, at the present flows
  std::vector<int> unknown_;  ///< of a node, -1 where the pressure is fixed
  int unknowns_ = 0;

  bool refuse(std::string why) {
    result_.fault = std::move(why);
    return false;
  }

  bool check() {
    const int nodes = static_cast<int>(network_.nodes.size());
    for (std::size_t i = 0; i < network_.links.size(); ++i) {
      const NetworkLink& link = network_.links[i];
      const std::string name = "link " + std::to_string(i);
      if (link.from < 0 || link.to < 0 || link.from >= nodes || link.to >= nodes || link.from == link.to)
        return refuse(name + " does not join two nodes");
      const bool sound = link.runs >= 1 && link.resistance >= 0 && (link.pipe || link.pump || link.resistance > 0);
      if (!sound || (link.pipe && !(link.pipe->bore.si > 0 && link.pipe->length.si >= 0 && link.pipe->fittings >= 0)))
        return refuse(name + " has no loss that rises with flow");
    }
    if (!(network_.liquid.density.si > 0 && network_.liquid.viscosity.si > 0))
      return refuse("the liquid has no density");
    return true;
  }

  /// Every connected part needs one node of known pressure.
  bool anchor() {
    std::vector<int> part(network_.nodes.size());
    std::iota(part.begin(), part.end(), 0);
    const auto root = [&](int i) {
      while (part[index(i)] != i) i = part[index(i)] = part[index(part[index(i)])];
      return i;
    };
    for (const NetworkLink& link : network_.links)
      if (link.open) part[index(root(link.to))] = root(link.from);
    std::vector<double> sum(part.size()), size(part.size());
    std::vector<char> held(part.size());
    for (std::size_t i = 0; i < part.size(); ++i) {
      const std::size_t r = index(root(static_cast<int>(i)));
      sum[r] += network_.nodes[i].inflow.si;
      size[r] += std::abs(network_.nodes[i].inflow.si);
      if (network_.nodes[i].fixed) held[r] = 1;
    }
    for (std::size_t i = 0; i < part.size(); ++i) {
      const std::size_t r = index(root(static_cast<int>(i)));
      if (network_.nodes[i].fixed || held[r]) {
        unknown_.push_back(network_.nodes[i].fixed ? -1 : unknowns_++);
        result_.pressures[i] = network_.nodes[i].fixed.value_or(Pressure{});
        continue;
      }
      if (std::abs(sum[r]) > 1e-9 * size[r])
        return refuse("node " + std::to_string(i) + " is in a part of the network where " + round_text(sum[r], 3) +
                      " m3/s more enters than leaves, with no fixed pressure to balance it");
      held[r] = 1;
      unknown_.push_back(-1);
    }
    return true;
  }

  void iterate() {
    std::vector<std::size_t> open;
    std::vector<std::pair<int, int>> pairs;
    std::vector<int> pair_of(network_.links.size(), -1);
    for (std::size_t i = 0; i < network_.links.size(); ++i) {
      const NetworkLink& link = network_.links[i];
      if (!link.open) continue;
      open.push_back(i);
      result_.flows[i] = Flow{first_flow(link)};
      const int a = unknown_[index(link.from)], b = unknown_[index(link.to)];
      if (a < 0 || b < 0) continue;
      pair_of[i] = static_cast<int>(pairs.size());
      pairs.emplace_back(a, b);
    }
    SparseLdl matrix(unknowns_, pairs);
    losses_.resize(network_.links.size());
    measure(open);
    std::vector<double> right;
    double best = 1e300;
    int stalled = 0;
    for (int& n = result_.iterations; n < kMostIterations;) {
      ++n;
      assemble(open, pair_of, matrix, right);
      if (!matrix.solve(right)) return static_cast<void>(refuse("the network's equations are singular"));
      const double step = n < 40 ? 1.0 : 0.5;  // a damped tail ends the rare swings between flow regimes
      for (const std::size_t i : open) {
        const NetworkLink& link = network_.links[i];
        const double change = change_at(link.from, right) - change_at(link.to, right);
        result_.flows[i].si -= step * (losses_[i].drop - fall_over(link) - change) / losses_[i].slope;
      }
      for (std::size_t i = 0; i < unknown_.size(); ++i)
        result_.pressures[i].si += step * change_at(static_cast<int>(i), right);
      measure(open);
      const double now = std::max(result_.energy_residual, result_.mass_residual);
      stalled = now < 0.5 * best ? 0 : stalled + 1;
      best = std::min(best, now);
      if (now <= kAim || (best <= kResidual && stalled > 3 && now <= kResidual)) break;
    }
    result_.solved = result_.energy_residual <= kResidual && result_.mass_residual <= kResidual;
    if (!result_.solved)
      refuse("no steady flow after " + std::to_string(result_.iterations) + " steps; residual " +
             round_text(std::max(result_.energy_residual, result_.mass_residual), 3));
  }

  [[nodiscard]] double fall_over(const NetworkLink& link) const {
    return (result_.pressures[index(link.from)] - result_.pressures[index(link.to)]).si;
  }

  [[nodiscard]] double change_at(int node, const std::vector<double>& changes) const {
    const int unknown = unknown_[index(node)];
    return unknown < 0 ? 0.0 : changes[index(unknown)];
  }

  /// Equations for the change of every pressure: small numbers near the end, where absolute ones would lose digits.
  void assemble(const std::vector<std::size_t>& open, const std::vector<int>& pair_of, SparseLdl& matrix,
                std::vector<double>& right) const {
    matrix.clear();
    right.assign(index(unknowns_), 0.0);
    for (std::size_t i = 0; i < unknown_.size(); ++i)
      if (unknown_[i] >= 0) right[index(unknown_[i])] += network_.nodes[i].inflow.si;
    for (const std::size_t i : open) {
      const NetworkLink& link = network_.links[i];
      const double flow = result_.flows[i].si;
      const double p = 1.0 / losses_[i].slope, rest = flow - p * (losses_[i].drop - fall_over(link));
      const int a = unknown_[index(link.from)], b = unknown_[index(link.to)];
      if (a >= 0) {
        matrix.add_diagonal(a, p);
        right[index(a)] -= rest;
      }
      if (b >= 0) {
        matrix.add_diagonal(b, p);
        right[index(b)] += rest;
      }
      if (pair_of[i] >= 0) matrix.add(index(pair_of[i]), -p);
    }
  }

  /// Losses at the present flows, and how far mass and energy are from closing.
  void measure(const std::vector<std::size_t>& open) {
    std::vector<double> sum(network_.nodes.size());
    double largest_flow = 1e-12, largest_drop = 1e-6, misfit = 0, surplus = 0;
    for (std::size_t i = 0; i < sum.size(); ++i) {
      sum[i] = network_.nodes[i].inflow.si;
      largest_flow = std::max(largest_flow, std::abs(sum[i]));
    }
    for (const std::size_t i : open) {
      const NetworkLink& link = network_.links[i];
      const double flow = result_.flows[i].si;
      losses_[i] = loss_of(link, flow, network_.liquid);
      const double drop = losses_[i].drop;
      sum[index(link.from)] -= flow;
      sum[index(link.to)] += flow;
      largest_flow = std::max(largest_flow, std::abs(flow));
      largest_drop = std::max(largest_drop, std::abs(drop));
      misfit = std::max(misfit, std::abs(drop - fall_over(link)));
    }
    for (std::size_t i = 0; i < sum.size(); ++i)
      if (unknown_[i] >= 0) surplus = std::max(surplus, std::abs(sum[i]));
    result_.mass_residual = surplus / largest_flow;
    result_.energy_residual = misfit / largest_drop;
  }
};

}  // namespace

double resistance_of(Pressure drop, Flow flow) { return drop.si / (flow.si * flow.si); }

NetworkFlows solve_network(const PipeNetwork& network) { return Solver(network).run(); }

}  // namespace plinth
