// SPDX-License-Identifier: Apache-2.0
#include "core/sizing/graph_builder.h"

#include <algorithm>
#include <cmath>

#include "core/base/assert.h"

namespace plinth {
namespace {

std::string numbered(const std::string& prefix, int number, int count) {
  const std::size_t digits = std::max<std::size_t>(2, std::to_string(count).size());
  const std::string text = std::to_string(number);
  return prefix + "-" + std::string(digits - std::min(digits, text.size()), '0') + text;
}

/// Batteries state a power, not a voltage: their cables are chosen with their converters.
bool is_electrical(Medium medium, const EdgeFlow& flow) {
  return medium == Medium::mv || medium == Medium::lv || (medium == Medium::dc && flow.volts > 0);
}
bool is_fluid(Medium medium) {
  return medium == Medium::fws_supply || medium == Medium::fws_return || medium == Medium::chw_supply ||
         medium == Medium::chw_return;
}

}  // namespace

double line_current(double watts, double power_factor, double volts) {
  return watts / power_factor / (std::sqrt(3.0) * volts);
}

GraphBuilder::GraphBuilder(const Problem& problem)
    : problem_(problem),
      busways_(candidates(problem, "busway")),
      cables_(candidates(problem, "mv_cable")),
      pipes_(candidates(problem, "pipe")) {}

void GraphBuilder::expect(const ModuleType& type, int count) {
  const Kind* kind = problem_.catalog.kind(type.kind);
  PLINTH_ASSERT(kind != nullptr, "no kind " + type.kind);
  expected_[kind->prefix] += count;
}

std::string GraphBuilder::add(const ModuleType& type, const std::string& service, int block, const std::string& path,
                              bool spare, double demand_kw, int phase) {
  const std::string& prefix = problem_.catalog.kind(type.kind)->prefix;
  const std::string tag = numbered(prefix, ++used_[prefix], expected_[prefix]);
  if (phase == 0) phase = block > 0 ? phase_of_block(block) : phase_of_yard(service, yard_[service]++);
  graph_.nodes.push_back({tag, type.id, type.kind, service, block, path, "", spare, demand_kw, phase});
  block_of_[tag] = block;
  phase_of_[tag] = phase;
  return tag;
}

int GraphBuilder::phase_of_block(int block) const {
  for (std::size_t p = 0; p < problem_.phases.size(); ++p)
    if (block <= problem_.phases[p].blocks) return static_cast<int>(p) + 1;
  return static_cast<int>(problem_.phases.size());
}

int GraphBuilder::phase_of_pod(std::size_t group, int index) const {
  for (std::size_t p = 0; p < problem_.phases.size(); ++p)
    if (index < problem_.phases[p].pods[group]) return static_cast<int>(p) + 1;
  return static_cast<int>(problem_.phases.size());
}

int GraphBuilder::phase_of_yard(std::string_view service, int index) const {
  for (std::size_t p = 0; p < problem_.phases.size(); ++p) {
    const auto built = problem_.phases[p].yard.find(service);
    if (built != problem_.phases[p].yard.end() && index < built->second) return static_cast<int>(p) + 1;
  }
  return static_cast<int>(problem_.phases.size());
}

std::size_t GraphBuilder::built(const std::vector<std::string>& tags, int phase) const {
  std::size_t count = 0;
  while (count < tags.size() && phase_of(tags[count]) <= phase) ++count;
  return std::max<std::size_t>(1, count);
}

std::string GraphBuilder::add_inside(const std::string& parent, const ModuleType& type, const std::string& service,
                                     bool spare, double demand_kw) {
  const std::string& prefix = problem_.catalog.kind(type.kind)->prefix;
  const std::string tag = parent + "." + prefix + "-" + std::to_string(++used_[parent + "." + prefix]);
  graph_.nodes.push_back(
      {tag, type.id, type.kind, service, block_of_[parent], "", parent, spare, demand_kw, phase_of_[parent]});
  return tag;
}

Edge GraphBuilder::edge(Medium medium, const std::string& path, const EdgeEnd& from, const EdgeEnd& to,
                        const EdgeFlow& flow) const {
  Edge edge;
  edge.medium = medium;
  edge.path = path;
  edge.from = from;
  edge.to = to;
  edge.rating = {std::max(flow.worst, flow.design), flow.unit};
  edge.normal = flow.normal;
  edge.worst = flow.worst;
  if (flow.volts > 0)
    edge.voltage = flow.volts >= 1000 ? round_text(flow.volts / 1e3) + " kV" : round_text(flow.volts) + " V";
  return edge;
}

/// The cheapest run count of one stock type that carries the flow at its voltage.
void GraphBuilder::choose_item(Edge& edge, const EdgeFlow& flow) const {
  const bool electrical = is_electrical(edge.medium, flow);
  const bool bus = edge.medium == Medium::lv || edge.medium == Medium::dc;
  const auto& stock = bus ? busways_ : edge.medium == Medium::mv ? cables_ : pipes_;
  const char* rating = edge.medium == Medium::dc ? "rated_dc_voltage" : "rated_voltage";
  const double need = std::max({flow.worst, flow.design, flow.normal, 1e-9});
  double best = 0;
  for (const ModuleType* type : stock) {
    const double capacity =
        electrical ? type->required_number("rated_current") : type->required_number("max_flow") / lpm.si;
    if (electrical && type->number(rating).value_or(0) < flow.volts * (1 - 1e-9)) continue;
    const double runs = std::max(1.0, whole_units(need / capacity));
    const double cost = runs * type->required_number("cost_per_length");
    if (!edge.item.empty() && cost >= best) continue;
    best = cost;
    edge.item = type->id;
    edge.runs = static_cast<int>(runs);
    // A cable keeps the current it is wanted for until its length is known.
    if (!electrical) edge.rating.value = runs * capacity;
  }
}

void GraphBuilder::connect(Medium medium, const std::string& path, const EdgeEnd& from, const EdgeEnd& to,
                           const EdgeFlow& flow) {
  Edge made = edge(medium, path, from, to, flow);
  if (is_electrical(medium, flow) || is_fluid(medium)) choose_item(made, flow);
  graph_.edges.push_back(std::move(made));
}

void GraphBuilder::connect_inside(Medium medium, const std::string& path, const EdgeEnd& from, const EdgeEnd& to,
                                  const EdgeFlow& flow) {
  graph_.edges.push_back(edge(medium, path, from, to, flow));
}

int GraphBuilder::phase_at(const std::string& tag) const {
  const auto found = phase_of_.find(tag);
  return found != phase_of_.end() ? found->second : phase_of_.at(tag.substr(0, tag.find('.')));
}

Graph GraphBuilder::take() {
  const std::size_t digits = std::max<std::size_t>(4, std::to_string(graph_.edges.size()).size());
  for (std::size_t i = 0; i < graph_.edges.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    Edge& edge = graph_.edges[i];
    edge.id = "E" + std::string(digits - number.size(), '0') + number;
    edge.phase = std::max(phase_at(edge.from.tag), phase_at(edge.to.tag));
  }
  std::sort(graph_.nodes.begin(), graph_.nodes.end(), [](const Node& a, const Node& b) { return a.tag < b.tag; });
  return std::move(graph_);
}

}  // namespace plinth
