// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <stdexcept>

#include "core/base/text.h"
#include "core/base/units.h"
#include "core/rules/page_builder.h"

namespace plinth {
namespace {

double si(const PageLine& line, const std::string& key) {
  const auto found = line.values.find(key);
  return found == line.values.end() ? 0.0 : std::get<double>(page_attribute(found->second).value);
}
double in_si(const PageLine& line, const char* key) {
  const auto found = line.values.find(key);
  if (found == line.values.end()) return 0;
  const Measured value = page_measured(found->second);
  return page_si(value);
}

}  // namespace

void PageBuilder::type(const PageLine& line) {
  ModuleType made;
  made.id = line.words.at(1);
  made.title = made.id;
  for (const auto& [key, value] : line.values) {
    if (key == "kind") {
      made.kind = value;
    } else if (key == "size") {
      const auto sizes = split(value, 'x');
      made.length = page_mm(sizes.at(0));
      made.width = page_mm(sizes.at(1));
      made.height = page_mm(sizes.at(2));
    } else if (key == "clear") {
      const auto sizes = split(value, ',');
      made.clearance = {page_mm(sizes.at(0)), page_mm(sizes.at(1)), page_mm(sizes.at(2)), page_mm(sizes.at(3)), 0};
    } else if (key == "contains") {
      for (const std::string& id : split(value, ',')) made.contains.push_back({id, 1, 0});
    } else if (key == "ports") {
      for (const std::string& port : split(value, ',')) {
        const auto parts = split(port, ':');
        const auto medium = medium_named(parts.at(1));
        if (!medium) throw std::runtime_error("unknown medium: " + parts.at(1));
        made.ports.push_back({parts.at(0), *medium, parts.at(2) == "in", Face::front, 0, 0, 0, "", "", ""});
        if (parts.size() > 3) {
          made.ports.back().x = page_mm(parts.at(3));
          made.ports.back().y = page_mm(parts.at(4));
          made.ports.back().z = page_mm(parts.at(5));
        }
      }
    } else {
      made.attributes[key] = page_attribute(value);
    }
  }
  design.catalog.modules.push_back(made);
}
void PageBuilder::add_node(const PageLine& line, const std::string& parent) {
  Node made;
  made.tag = line.words.at(1);
  made.module = line.words.at(2);
  for (const ModuleType& t : design.catalog.modules)
    if (t.id == made.module) made.kind = made.service = t.kind;
  made.parent = parent;
  for (const auto& [key, value] : line.values) {
    if (key == "demand") made.demand_kw = page_number(value);
    if (key == "path") made.path = value;
    if (key == "phase") made.phase = std::stoi(value);
  }
  made.spare = std::find(line.words.begin(), line.words.end(), "spare") != line.words.end();
  design.sizing.graph.nodes.push_back(made);
}
void PageBuilder::place(const PageLine& line) {
  const auto parent = line.values.find("in");
  const std::string within = parent == line.values.end() ? "" : parent->second;
  add_node(line, within);
  const auto rotation = line.values.find("rot");
  const auto foot = line.values.find("z");
  const int turned = rotation == line.values.end() ? 0 : static_cast<int>(page_number(rotation->second));
  if (turned % 90 != 0 || turned < 0 || turned > 270) throw std::runtime_error("rot is 0, 90, 180 or 270");
  design.layout.placements.push_back({line.words.at(1), line.words.at(2), within, 0, page_mm(line.words.at(3)),
                                      page_mm(line.words.at(4)), foot == line.values.end() ? 0 : page_mm(foot->second),
                                      turned});
}
void PageBuilder::node(const PageLine& line) {
  const auto parent = line.values.find("in");
  add_node(line, parent == line.values.end() ? "" : parent->second);
}
void PageBuilder::edge(const PageLine& line) {
  Edge made;
  const std::string digits = std::to_string(design.sizing.graph.edges.size() + 1);
  made.id = "E" + std::string(4 - std::min<std::size_t>(4, digits.size()), '0') + digits;
  const auto medium = medium_named(line.words.at(1));
  if (!medium) throw std::runtime_error("unknown medium");
  made.medium = *medium;
  const auto end = [](const std::string& word) {
    const std::size_t dot = word.rfind('.');
    return EdgeEnd{word.substr(0, dot), word.substr(dot + 1)};
  };
  made.from = end(line.words.at(2));
  made.to = end(line.words.at(3));
  for (const auto& [key, value] : line.values) {
    if (key == "rating") made.rating = page_measured(value);
    if (key == "normal") made.normal = page_number(value);
    if (key == "worst") made.worst = page_number(value);
    if (key == "item") made.item = value;
    if (key == "runs") made.runs = std::stoi(value);
    if (key == "voltage") made.voltage = number_text(page_measured(value).value) + " " + page_measured(value).unit;
  }
  design.sizing.graph.edges.push_back(made);
}
void PageBuilder::route(const PageLine& line) {
  Route made;
  made.edge = line.words.at(1);
  for (std::size_t i = 2; i + 1 < line.words.size(); i += 2)
    made.points.push_back({page_mm(line.words[i]), page_mm(line.words[i + 1])});
  if (const auto length = line.values.find("length"); length != line.values.end()) made.length = page_mm(length->second);
  design.layout.routes.push_back(std::move(made));
}
void PageBuilder::circuit(const PageLine& line) {
  Circuit made;
  made.edge = line.words.at(1);
  made.item = line.words.at(2);
  made.runs = static_cast<int>(std::max(1.0, si(line, "runs")));
  made.design = Current{si(line, "design")};
  made.ampacity = Current{si(line, "ampacity")};
  made.drop = si(line, "drop");
  design.distribution.circuits.push_back(made);
}
void PageBuilder::fault(const PageLine& line) {
  design.distribution.faults.push_back(
      {line.words.at(1), Voltage{si(line, "voltage")}, Current{si(line, "max")}, Current{si(line, "min")},
       Current{si(line, "peak")}, Current{si(line, "thermal")}, Current{si(line, "icw")}, Current{si(line, "ipk")}});
}
void PageBuilder::selection(const PageLine& line) {
  Selection made;
  made.service = line.words.at(1);
  made.module = line.words.at(2);
  for (const auto& [key, value] : line.values) {
    if (key == "installed") made.installed = std::stoi(value);
    if (key == "duty") made.duty = page_number(value);
    if (key == "spare") made.spare = std::stoi(value);
    if (key == "normal") made.load_normal = page_number(value);
    if (key == "worst") made.load_worst = page_number(value);
    if (key == "unit") made.unit_rating = page_measured(value);
  }
  design.sizing.selection.push_back(made);
}
void PageBuilder::loop(const PageLine& line) {
  Loop made;
  for (std::size_t i = 1; i < line.words.size(); ++i) made.name += (i > 1 ? " " : "") + line.words[i];
  made.flow = Flow{in_si(line, "flow")};
  made.head = Pressure{in_si(line, "head")};
  made.available = Pressure{in_si(line, "available")};
  made.volume = Volume{in_si(line, "volume")};
  made.expansion = Volume{in_si(line, "expansion")};
  made.vessel = Volume{in_si(line, "vessel")};
  made.ride_through = Time{in_si(line, "ride")};
  made.velocity = Speed{in_si(line, "velocity")};
  if (line.values.contains("worst")) made.worst_path = line.values.at("worst");
  design.distribution.loops.push_back(made);
}
void PageBuilder::pipe(const PageLine& line) {
  PipeRun made;
  made.edge = line.words.at(1);
  made.item = line.words.at(2);
  made.flow = Flow{in_si(line, "flow")};
  made.velocity = Speed{in_si(line, "velocity")};
  design.distribution.pipes.push_back(made);
}
void PageBuilder::ledger(const PageLine& line) {
  LedgerEntry entry;
  entry.id = line.words.at(1);
  entry.kind = EntryKind::assumption;
  entry.value = page_number(line.words.at(2));
  entry.unit = line.words.size() > 3 ? line.words[3] : "";
  entries_[entry.id] = entry;
}
void PageBuilder::derived(const PageLine& line) {
  LedgerEntry entry;
  entry.id = line.words.at(1);
  entry.value = page_number(line.words.at(2));
  entry.unit = line.words.at(3);
  for (std::size_t i = 4; i < line.words.size(); ++i) entry.formula += (i > 4 ? " " : "") + line.words[i];
  for (const auto& [symbol, id] : line.values) entry.inputs.push_back({symbol, id});
  entries_[entry.id] = entry;
}

}  // namespace plinth
