// SPDX-License-Identifier: Apache-2.0
#include "core/rules/outage/elements.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/rules/outage/valve_sections.h"

namespace plinth {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

bool is_kind(const NodeView& node, std::string_view kind) { return node.type != nullptr && node.type->kind == kind; }

bool sends(const CheckContext& context, const NodeView& node, std::initializer_list<Medium> media) {
  return std::any_of(node.out.begin(), node.out.end(), [&](int e) {
    return std::find(media.begin(), media.end(), context.edges[at(e)].edge->medium) != media.end();
  });
}

/// Things whose loss may matter to others: not racks, pods and parts of a power module.
bool is_unit(const CheckContext& context, const NodeView& node) {
  if (node.type == nullptr || is_kind(node, "rack")) return false;
  if (is_kind(node, "cdu") || is_kind(node, "fan_wall")) return true;
  if (node.parent >= 0) return false;
  if (is_kind(node, "genset") || is_kind(node, "fuel_tank") || passes_power_on(context, node)) return true;
  if (!node.children.empty()) return false;
  return sends(context, node,
               {Medium::fws_supply, Medium::fws_return, Medium::chw_supply, Medium::chw_return, Medium::tcs_supply});
}

/// A connection inside a power module is a part of that unit.
bool is_connection(const Services& services, int edge) {
  const EdgeView& view = services.context.edges[at(edge)];
  if (view.from < 0 || view.to < 0 || view.edge->medium == Medium::water) return false;
  const auto inside_power = [&](int node) {
    const int parent = services.context.nodes[at(node)].parent;
    return parent >= 0 && passes_power_on(services.context, services.context.nodes[at(parent)]);
  };
  return !inside_power(view.from) && !inside_power(view.to);
}

bool serves_backup(const NodeView& node) {
  return is_kind(node, "genset") || is_kind(node, "fuel_tank") || is_kind(node, "generator_switchgear");
}

std::string bus_name(const std::string& tag, std::string_view port) {
  std::string name = tag;
  return name.append(".").append(port);
}

/// "E0001 UTL-01 → MVS-01"
std::string connection_name(const Edge& edge) {
  std::string name;
  name.reserve(edge.id.size() + edge.from.tag.size() + edge.to.tag.size() + 5);
  return name.append(edge.id).append(" ").append(edge.from.tag).append(" → ").append(edge.to.tag);
}

std::vector<std::string> sorted_tags(std::vector<std::string> tags) {
  std::sort(tags.begin(), tags.end());
  tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
  return tags;
}

Element unit(const CheckContext& context, int index) {
  const NodeView& node = context.nodes[at(index)];
  return {ElementKind::unit, node.node->tag,     {node.node->tag},
          {{index}, {}, {}}, node.node->service, serves_backup(node)};
}

Element connection(const CheckContext& context, int index) {
  const EdgeView& view = context.edges[at(index)];
  const std::string& from = view.edge->from.tag;
  const std::string& to = view.edge->to.tag;
  return {view.edge->medium == Medium::control ? ElementKind::controller : ElementKind::connection,
          connection_name(*view.edge),
          sorted_tags({from, to}),
          {{}, {index}, {}},
          std::string(text(view.edge->medium)),
          serves_backup(context.nodes[at(view.from)])};
}

/// Collects elements of one colour.
class Classes {
 public:
  explicit Classes(bool by_symmetry) : by_symmetry_(by_symmetry) {}

  /// The first of a colour is made with all that belongs to it, of the others the name is enough.
  template <class Make>
  void add(ElementKind kind, std::uint64_t colour, int node, std::string name, Make make) {
    const auto key = std::make_tuple(kind, colour, by_symmetry_ ? std::size_t{0} : list.size());
    const auto [found, fresh] = place_.try_emplace(key, list.size());
    if (fresh) list.push_back({make(), {}, {}});
    ElementClass& own = list[found->second];
    own.names.push_back(std::move(name));
    if (node >= 0) own.nodes.push_back(node);
  }

  std::vector<ElementClass> list;

 private:
  bool by_symmetry_;
  std::map<std::tuple<ElementKind, std::uint64_t, std::size_t>, std::size_t> place_;
};

}  // namespace

std::string_view text(ElementKind kind) {
  switch (kind) {
    case ElementKind::unit:
      return "unit";
    case ElementKind::bus:
      return "bus";
    case ElementKind::connection:
      return "connection";
    case ElementKind::controller:
      return "controller";
    case ElementKind::corridor:
      return "corridor";
    case ElementKind::zone:
      return "fire zone";
    case ElementKind::valve:
      return "valve";
    case ElementKind::segment:
      return "segment";
  }
  return "";
}

std::vector<ElementClass> valve_elements(const CheckContext& context, const GraphColours& colours, bool by_symmetry) {
  Classes classes(by_symmetry);
  const ValveSections sections(context);
  const auto look = [&](const Removal& removal) {
    std::uint64_t colour = colours.of_set(context, removal.edges);
    for (const int node : removal.nodes) colour = colour * 131 + colours.nodes[at(node)];
    return colour;
  };
  for (const Valve& valve : isolation_valves(context.design)) {
    const EdgeView& pipe = context.edges[valve.edge];
    if (pipe.from < 0 || pipe.to < 0) continue;
    const std::string &from = pipe.edge->from.tag, &to = pipe.edge->to.tag;
    Removal section = sections.of(valve);
    // Of a manifold in one piece all branches are drained, whichever the valve.
    const bool parted = sections.parts_manifolds() || (section.nodes.empty() && section.edges.size() == 1);
    const std::uint64_t colour =
        (parted ? look(section) : colours.edges[valve.edge]) * 131 + 2 * section.edges.size() + (valve.at_end ? 1 : 0);
    std::string name = valve.sectioning ? valve.tag : valve.tag + " at " + (valve.at_end ? to : from);
    const auto make = [&] {
      return Element{ElementKind::valve,
                     name,
                     sorted_tags({from, to}),
                     std::move(section),
                     std::string(text(pipe.edge->medium)),
                     false};
    };
    classes.add(ElementKind::valve, colour, -1, name, make);
  }
  for (const Segment& segment : sections.segments()) {
    const std::uint64_t colour = look(segment.removal);
    classes.add(ElementKind::segment, colour, -1, segment.name, [&] {
      return Element{ElementKind::segment, segment.name, {segment.tag}, segment.removal, segment.medium, false};
    });
  }
  return std::move(classes.list);
}

std::vector<ElementClass> graph_elements(const Services& services, const GraphColours& colours, bool by_symmetry) {
  const CheckContext& context = services.context;
  Classes classes(by_symmetry);
  for (std::size_t i = 0; i < context.nodes.size(); ++i) {
    const NodeView& node = context.nodes[i];
    const int index = static_cast<int>(i);
    if (is_unit(context, node)) {
      classes.add(ElementKind::unit, colours.nodes[i], index, node.node->tag, [&] { return unit(context, index); });
    } else if (sends(context, node, {Medium::control})) {
      classes.add(ElementKind::controller, colours.nodes[i], index, node.node->tag, [&] {
        Element controller = unit(context, index);
        controller.kind = ElementKind::controller;
        return controller;
      });
    }
    for (const int bus : services.buses.of_node[i]) {
      const std::string_view port = services.buses.buses[at(bus)].port;
      if (port.empty()) continue;
      const std::string& tag = node.node->tag;
      std::uint64_t colour = colours.nodes[i];
      for (const char c : port) colour = colour * 131 + static_cast<unsigned char>(c);
      classes.add(ElementKind::bus, colour, -1, bus_name(tag, port), [&] {
        return Element{ElementKind::bus, bus_name(tag, port), {tag}, {{}, {}, {bus}}, node.node->service, false};
      });
    }
  }
  for (std::size_t e = 0; e < context.edges.size(); ++e)
    if (const Edge& edge = *context.edges[e].edge; is_connection(services, static_cast<int>(e)))
      classes.add(edge.medium == Medium::control ? ElementKind::controller : ElementKind::connection, colours.edges[e],
                  -1, connection_name(edge), [&] { return connection(context, static_cast<int>(e)); });
  return std::move(classes.list);
}

}  // namespace plinth
