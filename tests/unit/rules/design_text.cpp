// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/rules/design_text.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <functional>
#include <map>
#include <sstream>
#include <stdexcept>

#include "core/base/text.h"
#include "core/base/units.h"
#include "tests/support/files.h"

namespace plinth::test {
namespace {

struct Line {
  std::vector<std::string> words;             ///< without the key=value ones
  std::map<std::string, std::string> values;  ///< key=value
};

double number(const std::string& word) {
  std::size_t used = 0;
  const double value = std::stod(word, &used);
  if (used != word.size()) throw std::runtime_error("not a number: " + word);
  return value;
}

/// "1.5MW" or "13.8 kV": value, unit.
Measured measured(const std::string& word) {
  std::size_t used = 0;
  const double value = std::stod(word, &used);
  return {value, std::string(trim(std::string_view(word).substr(used)))};
}

const Unit& unit_of(const Measured& value) {
  // A bare K in an attribute is a difference here: temperatures are written in degC.
  const Unit* unit = value.unit == "K" ? find_unit("K", Dimension::temperature_difference) : find_unit(value.unit);
  if (unit == nullptr) throw std::runtime_error("unknown unit: " + value.unit);
  return *unit;
}

Attribute attribute(const std::string& word) {
  Attribute made;
  made.provenance = {"rule page", "2026-01-01", Status::assumed, {}};
  if (word == "true" || word == "false") {
    made.value = word == "true";
  } else if (std::isdigit(static_cast<unsigned char>(word.front())) != 0 || word.front() == '-') {
    const Measured value = measured(word);
    const Unit& unit = unit_of(value);
    made.value = to_si(value.value, unit);
    made.unit = value.unit;
    made.dimension = unit.dimension;
  } else {
    made.value = word;
  }
  return made;
}

Millimetres mm_of(const std::string& metres) { return std::llround(number(metres) * 1000.0); }

Polygon box(const std::vector<std::string>& words, std::size_t first) {
  const Millimetres x0 = mm_of(words.at(first)), y0 = mm_of(words.at(first + 1)), x1 = mm_of(words.at(first + 2)),
                    y1 = mm_of(words.at(first + 3));
  return {{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, {}};
}

class Builder {
 public:
  Design design;

  Builder() {
    design.engine = "plinth test";
    design.catalog.limits = shipped_catalog().limits;  // the limits only: pages name their own modules
    design.spec.utility.power_factor = PowerFactor{0.0};
    design.spec.power.backup = "none";
  }

  void run(const Line& line) {
    static const std::map<std::string, void (Builder::*)(const Line&)> statements{
        {"jurisdiction", &Builder::jurisdiction},
        {"setback", &Builder::setback},
        {"max_height", &Builder::max_height},
        {"parcel", &Builder::parcel},
        {"type", &Builder::type},
        {"place", &Builder::place},
        {"node", &Builder::node},
        {"edge", &Builder::edge},
        {"keep_out", &Builder::keep_out},
        {"building", &Builder::building},
        {"gate", &Builder::gate},
        {"road", &Builder::road},
        {"utility", &Builder::utility},
        {"demand", &Builder::demand},
        {"redundancy", &Builder::redundancy},
        {"backup", &Builder::backup},
        {"storage", &Builder::storage},
        {"grid", &Builder::grid},
        {"selection", &Builder::selection},
        {"loop", &Builder::loop},
        {"pipe", &Builder::pipe},
        {"ledger", &Builder::ledger},
        {"derived", &Builder::derived},
        {"limit", &Builder::limit},
        {"no_limit", &Builder::no_limit},
        {"circuit", &Builder::circuit},
        {"fault", &Builder::fault},
        {"waiver", &Builder::waiver}};
    const auto found = statements.find(line.words.at(0));
    if (found == statements.end()) throw std::runtime_error("unknown statement");
    (this->*found->second)(line);
  }

  Design finish() {
    if (design.spec.site.parcels.empty()) design.spec.site.parcels = {box({"0", "0", "200", "200"}, 0)};
    const auto by_tag = [](const auto& a, const auto& b) { return a.tag < b.tag; };
    std::sort(design.sizing.graph.nodes.begin(), design.sizing.graph.nodes.end(), by_tag);
    std::sort(design.layout.placements.begin(), design.layout.placements.end(), by_tag);
    std::sort(design.catalog.modules.begin(), design.catalog.modules.end(),
              [](const auto& a, const auto& b) { return a.id < b.id; });
    design.sizing.ledger = Ledger::from_entries(entries_);
    return design;
  }

 private:
  void jurisdiction(const Line& line) {
    for (const Jurisdiction j : {Jurisdiction::us, Jurisdiction::eu, Jurisdiction::cn, Jurisdiction::intl})
      if (text(j) == line.words.at(1)) design.spec.project.jurisdiction = j;
  }
  void setback(const Line& line) { design.spec.site.setback = Length{number(line.words.at(1))}; }
  void max_height(const Line& line) { design.spec.site.max_height = Length{number(line.words.at(1))}; }
  void parcel(const Line& line) { design.spec.site.parcels.push_back(box(line.words, 1)); }

  void type(const Line& line) {
    ModuleType made;
    made.id = line.words.at(1);
    made.title = made.id;
    for (const auto& [key, value] : line.values) {
      if (key == "kind") {
        made.kind = value;
      } else if (key == "size") {
        const auto sizes = split(value, 'x');
        made.length = mm_of(sizes.at(0));
        made.width = mm_of(sizes.at(1));
        made.height = mm_of(sizes.at(2));
      } else if (key == "clear") {
        const auto sizes = split(value, ',');
        made.clearance = {mm_of(sizes.at(0)), mm_of(sizes.at(1)), mm_of(sizes.at(2)), mm_of(sizes.at(3)), 0};
      } else if (key == "contains") {
        for (const std::string& id : split(value, ',')) made.contains.push_back({id, 1, 0});
      } else if (key == "ports") {
        for (const std::string& port : split(value, ',')) {
          const auto parts = split(port, ':');
          made.ports.push_back(
              {parts.at(0), *medium_named(parts.at(1)), parts.at(2) == "in", Face::front, 0, 0, 0, "", "", ""});
        }
      } else {
        made.attributes[key] = attribute(value);
      }
    }
    design.catalog.modules.push_back(made);
  }

  void add_node(const Line& line, const std::string& parent) {
    Node made;
    made.tag = line.words.at(1);
    made.module = line.words.at(2);
    for (const ModuleType& t : design.catalog.modules)
      if (t.id == made.module) made.kind = made.service = t.kind;
    made.parent = parent;
    for (const auto& [key, value] : line.values) {
      if (key == "demand") made.demand_kw = number(value);
      if (key == "path") made.path = value;
    }
    made.spare = std::find(line.words.begin(), line.words.end(), "spare") != line.words.end();
    design.sizing.graph.nodes.push_back(made);
  }

  void place(const Line& line) {
    add_node(line, "");
    const auto rotation = line.values.find("rot");
    design.layout.placements.push_back({line.words.at(1), line.words.at(2), "", 0, mm_of(line.words.at(3)),
                                        mm_of(line.words.at(4)), 0,
                                        rotation == line.values.end() ? 0 : std::stoi(rotation->second)});
  }

  void node(const Line& line) {
    const auto parent = line.values.find("in");
    add_node(line, parent == line.values.end() ? "" : parent->second);
  }

  void edge(const Line& line) {
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
      if (key == "rating") made.rating = measured(value);
      if (key == "normal") made.normal = number(value);
      if (key == "worst") made.worst = number(value);
      if (key == "item") made.item = value;
      if (key == "runs") made.runs = std::stoi(value);
      if (key == "voltage") made.voltage = number_text(measured(value).value) + " " + measured(value).unit;
    }
    design.sizing.graph.edges.push_back(made);
  }

  void keep_out(const Line& line) {
    design.spec.site.keep_outs.push_back(
        {line.words.at(1), box(line.words, 2), Length{number(line.values.at("clearance"))}});
  }
  void building(const Line& line) {
    design.spec.site.existing.push_back({line.words.at(1), box(line.words, 2), Length{5.0}});
  }
  void gate(const Line& line) {
    design.spec.site.gates.push_back(
        {line.words.at(1), {mm_of(line.words.at(2)), mm_of(line.words.at(3))}, Length{number(line.words.at(4))}});
  }
  void road(const Line& line) {
    const Rect area = bounding_box(box(line.words, 3).outer);
    design.layout.roads.push_back({line.words.at(2), line.words.at(1), area});
  }

  void utility(const Line& line) {
    for (const auto& [key, value] : line.values) {
      if (key == "capacity") design.spec.utility.capacity = ApparentPower{std::get<double>(attribute(value).value)};
      if (key == "pf") design.spec.utility.power_factor = PowerFactor{number(value)};
    }
  }
  void demand(const Line& line) {
    Demand& d = design.sizing.demand;
    for (const auto& [key, value] : line.values) {
      const double si = std::get<double>(attribute(value).value);
      if (key == "it") d.it = Power{si};
      if (key == "facility") d.facility = Power{si};
      if (key == "air_heat") d.air_heat = Power{si};
      if (key == "utility") d.utility = ApparentPower{si};
    }
  }
  void redundancy(const Line& line) {
    const auto named = [](const std::string& word) {
      for (const Redundancy r : {Redundancy::n, Redundancy::n_plus_1, Redundancy::n_plus_2, Redundancy::two_n})
        if (text(r) == word) return r;
      throw std::runtime_error("unknown redundancy");
    };
    for (const auto& [key, value] : line.values) {
      if (key == "power") design.spec.power.redundancy = named(value);
      if (key == "cooling") design.spec.cooling.redundancy = named(value);
      if (key == "backup") design.spec.power.backup_redundancy = named(value);
    }
  }
  void backup(const Line& line) { design.spec.power.backup = line.words.at(1); }

  static double si(const Line& line, const std::string& key) {
    const auto found = line.values.find(key);
    return found == line.values.end() ? 0.0 : std::get<double>(attribute(found->second).value);
  }
  void circuit(const Line& line) {
    Circuit made;
    made.edge = line.words.at(1);
    made.item = line.words.at(2);
    made.runs = static_cast<int>(std::max(1.0, si(line, "runs")));
    made.design = Current{si(line, "design")};
    made.ampacity = Current{si(line, "ampacity")};
    made.drop = si(line, "drop");
    design.distribution.circuits.push_back(made);
  }
  void fault(const Line& line) {
    design.distribution.faults.push_back(
        {line.words.at(1), Voltage{si(line, "voltage")}, Current{si(line, "max")}, Current{si(line, "min")},
         Current{si(line, "peak")}, Current{si(line, "thermal")}, Current{si(line, "icw")}, Current{si(line, "ipk")}});
  }
  void storage(const Line& line) {
    for (const auto& [key, value] : line.values) {
      if (key == "purposes") design.spec.storage.purposes = split(value, ',');
      if (key == "redundancy") design.spec.storage.redundancy = value == "N" ? Redundancy::n : Redundancy::n_plus_1;
    }
  }
  void grid(const Line& line) {
    GridProfile made;
    made.id = made.title = design.spec.utility.grid_profile = "page";
    for (const auto& [key, value] : line.values) {
      const double si = std::get<double>(attribute(value).value);
      if (key == "ramp") made.ramp.si = si;
      if (key == "swing") made.window_swing.si = si;
      if (key == "window") made.window.si = si;
    }
    design.catalog.grid_profiles.push_back(made);
  }

  void selection(const Line& line) {
    Selection made;
    made.service = line.words.at(1);
    made.module = line.words.at(2);
    for (const auto& [key, value] : line.values) {
      if (key == "installed") made.installed = std::stoi(value);
      if (key == "duty") made.duty = number(value);
      if (key == "spare") made.spare = std::stoi(value);
      if (key == "normal") made.load_normal = number(value);
      if (key == "worst") made.load_worst = number(value);
      if (key == "unit") made.unit_rating = measured(value);
    }
    design.sizing.selection.push_back(made);
  }

  static double in_si(const Line& line, const char* key) {
    const auto found = line.values.find(key);
    if (found == line.values.end()) return 0;
    const Measured value = measured(found->second);
    return to_si(value.value, unit_of(value));
  }
  void loop(const Line& line) {
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
  void pipe(const Line& line) {
    PipeRun made;
    made.edge = line.words.at(1);
    made.item = line.words.at(2);
    made.flow = Flow{in_si(line, "flow")};
    made.velocity = Speed{in_si(line, "velocity")};
    design.distribution.pipes.push_back(made);
  }

  void ledger(const Line& line) {
    LedgerEntry entry;
    entry.id = line.words.at(1);
    entry.kind = EntryKind::assumption;
    entry.value = number(line.words.at(2));
    entry.unit = line.words.size() > 3 ? line.words[3] : "";
    entries_[entry.id] = entry;
  }
  void derived(const Line& line) {
    LedgerEntry entry;
    entry.id = line.words.at(1);
    entry.value = number(line.words.at(2));
    entry.unit = line.words.at(3);
    for (std::size_t i = 4; i < line.words.size(); ++i) entry.formula += (i > 4 ? " " : "") + line.words[i];
    for (const auto& [symbol, id] : line.values) entry.inputs.push_back({symbol, id});
    entries_[entry.id] = entry;
  }

  void limit(const Line& line) {
    const Attribute value = attribute(line.words.at(2));
    no_limit(line);
    Limit made;
    made.id = line.words.at(1);
    made.jurisdiction = "all";
    made.edition = "this page";
    made.si = std::get<double>(value.value);
    made.unit = value.unit;
    made.dimension = value.dimension;
    auto& limits = design.catalog.limits;
    limits.insert(std::lower_bound(limits.begin(), limits.end(), made.id,
                                   [](const Limit& a, const std::string& b) { return a.id < b; }),
                  made);
  }
  void no_limit(const Line& line) {
    std::erase_if(design.catalog.limits, [&](const Limit& l) { return l.id == line.words.at(1); });
  }
  void waiver(const Line& line) {
    Waiver made{line.words.at(1), line.words.at(2), "", "page", "", {"site.toml", 1, 1}};
    for (std::size_t i = 3; i < line.words.size(); ++i) made.reason += (i > 3 ? " " : "") + line.words[i];
    design.spec.waivers.push_back(made);
  }

  std::map<std::string, LedgerEntry, std::less<>> entries_;
};

Line parse(const std::string& text) {
  Line line;
  std::istringstream in(text.substr(0, text.find('#')));
  for (std::string word; in >> word;) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos || equals == 0)
      line.words.push_back(word);
    else
      line.values[word.substr(0, equals)] = word.substr(equals + 1);
  }
  return line;
}

}  // namespace

Design design_from(const std::string& text) {
  Builder builder;
  for (const std::string& written : split(text, '\n')) {
    const Line line = parse(written);
    if (line.words.empty()) continue;
    try {
      builder.run(line);
    } catch (const std::exception& fault) {
      throw std::runtime_error("in `" + written + "`: " + fault.what());
    }
  }
  return builder.finish();
}

}  // namespace plinth::test
