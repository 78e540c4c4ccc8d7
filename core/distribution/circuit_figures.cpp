// SPDX-License-Identifier: Apache-2.0
#include "core/distribution/circuit_figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

namespace plinth {
namespace {

constexpr std::string_view kIec = "IEC 60364-5-52:2009";

std::string solved(Book& book, const std::string& id, double si, std::string_view unit, std::string_view meaning,
                   std::string_view basis) {
  return book.leaf(EntryKind::solved, id, si, unit, meaning, basis);
}

/// Ib, length and runs of one circuit, and its derating.
struct Leaves {
  std::string current, length, runs, factor, volts;
};

Leaves leaves_of(const Design& design, const Laid& laid, Book& book) {
  const std::string at = "circuit." + design.sizing.graph.edges[laid.wire->edge].id;
  return {solved(book, at + ".current", laid.wire->design, "A", "design current",
                 "largest flow of any single-failure state, or what is provisioned; joint graph"),
          solved(book, at + ".length", laid.length.si, "m", "routed length", "layout"),
          solved(book, at + ".runs", laid.choice.runs, "", "parallel runs", "cheapest stock that satisfies all limits"),
          solved(book, at + ".derating", laid.choice.factor, "", "ambient and grouping factor",
                 "IEC 60364-5-52:2009 tables B.52.14, B.52.15, B.52.17; busway by its temperature rise"),
          solved(book, at + ".voltage", laid.wire->volts, "V", "nominal voltage", "joint graph")};
}

void note_drop(const Design& design, const Laid& laid, const std::string& level, const CircuitBasis& basis,
               Book& book) {
  const Leaves in = leaves_of(design, laid, book);
  const std::string id = "distribution.largest_drop." + level;
  const std::string r = book.attribute(*laid.choice.stock->type, "resistance_per_km");
  std::vector<LedgerInput> inputs{{"I", in.current}, {"L", in.length},
                                  {"n", in.runs},    {"U", in.volts},
                                  {"R", r},          {"T", book.limit("basis.conductor_temperature")}};
  const std::string meaning = "largest voltage drop of a circuit, " + design.sizing.graph.edges[laid.wire->edge].id;
  const std::string hot = "R * (1 + 0.004 * (T - 20[degC]) / 1[K])";
  if (level == "dc") {
    book.derive(id, laid.choice.drop, "%", "2 * I * L / 1000[m] * " + hot + " / n / U", inputs, meaning,
                "IEC 60364-5-52:2009 annex G; IEC 60909-0:2016 eq. 33");
    return;
  }
  const double cosine = laid.wire->power_factor, sine = std::sqrt(std::max(0.0, 1 - cosine * cosine));
  inputs.push_back({"c", solved(book, id + ".cosine", cosine, "", "power factor of the load", "design basis")});
  inputs.push_back({"s", solved(book, id + ".sine", sine, "", "sine of its angle", "design basis")});
  inputs.push_back({"f", book.site("site.utility.frequency", basis.frequency.si, "Hz", "grid frequency")});
  if (laid.choice.stock->x50 > 0) {
    inputs.push_back({"X", book.attribute(*laid.choice.stock->type, "reactance_per_km")});
    book.derive(id, laid.choice.drop, "%", "sqrt(3) * I * L / 1000[m] * (" + hot + " * c + X * f / 50[Hz] * s) / n / U",
                inputs, meaning, "IEC 60364-5-52:2009 annex G; IEC 60909-0:2016 eq. 33");
  } else {
    book.derive(id, laid.choice.drop, "%", "sqrt(3) * I * L / 1000[m] * " + hot + " * c / n / U", inputs, meaning,
                "IEC 60364-5-52:2009 annex G; the stock states no reactance");
  }
}

void note_utilisation(const Design& design, const Laid& laid, const std::string& level, Book& book) {
  const Leaves in = leaves_of(design, laid, book);
  const std::string rated = book.attribute(*laid.choice.stock->type, "rated_current");
  book.derive("distribution.tightest_circuit." + level, laid.wire->design / laid.choice.ampacity, "%",
              "I / (n * k * Ir)", {{"I", in.current}, {"n", in.runs}, {"k", in.factor}, {"Ir", rated}},
              "design current over ampacity of circuit " + design.sizing.graph.edges[laid.wire->edge].id, kIec);
}

/// Loss of the circuits that feed pods over what they deliver, against the share assumed in sizing.
void note_loss(const Design& design, const std::vector<Laid>& laid, Book& book, std::vector<Finding>& findings) {
  double loss = 0, pods = 0, delivered = 0;
  for (const Laid& l : laid) {
    const Edge& edge = design.sizing.graph.edges[l.wire->edge];
    loss += l.choice.loss.si;
    const int to = node_position(design.sizing.graph, edge.to.tag);
    if (to < 0 || design.sizing.graph.nodes[static_cast<std::size_t>(to)].kind != "it_pod") continue;
    pods += l.choice.loss.si;
    const double factor = edge.medium == Medium::dc ? 1.0 : std::numbers::sqrt3;
    delivered += factor * l.wire->volts * l.wire->normal * l.wire->power_factor;
  }
  solved(book, "distribution.loss", loss, "kW", "loss of all routed circuits in normal service",
         "sum over the circuits of 3 I^2 R L / n (2 I^2 R L / n for direct current), conductors hot");
  if (delivered <= 0) return;
  const std::string p = solved(book, "distribution.pod_loss", pods, "kW", "loss of the circuits that feed pods",
                               "sum over these circuits of 3 I^2 R L / n, conductors hot");
  const std::string d = solved(book, "distribution.pod_power", delivered, "kW", "power through them",
                               "sum over these circuits of sqrt(3) U I cos(phi)");
  const double ratio = pods / delivered;
  book.derive("distribution.loss_ratio", ratio, "%", "p / d", {{"p", p}, {"d", d}},
              "loss between UPS output and pod inlet at real lengths", "Joule's law; wiring inside pods not counted");
  const std::string inside = book.limit("basis.pod_wiring_loss_ratio");
  const double to_racks = ratio + book.value(inside);
  book.derive("distribution.loss_to_racks", to_racks, "%", "r + w", {{"r", "distribution.loss_ratio"}, {"w", inside}},
              "loss between UPS output and racks", "routed circuits and the wiring inside pods");
  const double assumed = book.value(book.limit("basis.distribution_loss_ratio"));
  if (to_racks <= assumed) return;
  Finding f;
  f.code = "DIS004";
  f.severity = Severity::warning;
  f.message = fmt::format("circuits to the racks lose {} % of their power; sizing assumed {} %",
                          round_text(100 * to_racks, 3), round_text(100 * assumed, 3));
  f.actual = Measured{100 * to_racks, "%"};
  f.required = Measured{100 * assumed, "%"};
  f.hint = "raise `basis.distribution_loss_ratio` in an overlay and size again";
  findings.push_back(std::move(f));
}

void note_fault(const BusFault& bus, const FaultAt& fault, Book& book) {
  const double volts = bus.voltage.si;
  const std::string level = volts >= 1000 ? round_text(volts / 1e3) + "kV" : round_text(volts) + "V";
  const std::string id = "distribution.largest_fault." + level,
                    what = "largest initial short-circuit current at " + level + ", " + bus.tag;
  const double c = voltage_factors(bus.voltage).max, z = std::abs(fault.z);
  const double source = z > 0 ? c * volts / (std::numbers::sqrt3 * z) : 0,
               rest = std::max(0.0, bus.maximum.si - source);
  const std::string other = solved(book, id + ".converters", rest, "kA", "fixed current of converters",
                                   "IEC 60909-0:2016, sources with full-size converters; what their switching allows");
  if (z <= 0) {
    book.derive(id, rest, "kA", "I", {{"I", other}}, what, "rectifiers and inverters alone: they hand on no fault");
    return;
  }
  const std::string k = solved(book, id + ".voltage_factor", c, "", "voltage factor c_max", "IEC 60909-0:2016 table 1");
  const std::string u = solved(book, id + ".voltage", volts, "V", "nominal voltage", "joint graph");
  const std::string impedance =
      solved(book, id + ".impedance", z, "mohm", "short-circuit impedance seen from the bus",
             "IEC 60909-0:2016: grid or gensets, transformers with K_T, cables cold, the strongest state");
  book.derive(id, source + rest, "kA", "c * U / (sqrt(3) * Z) + I",
              {{"c", k}, {"U", u}, {"Z", impedance}, {"I", other}}, what, "IEC 60909-0:2016 eq. 29");
}

}  // namespace

void note_circuits(const Design& design, const std::vector<Laid>& laid, const CircuitBasis& basis, Book& book,
                   std::vector<Finding>& findings) {
  std::map<std::string, std::pair<const Laid*, const Laid*>> worst;  // by level: drop, utilisation
  for (const Laid& l : laid) {
    const Edge& edge = design.sizing.graph.edges[l.wire->edge];
    auto& [drop, use] = worst[std::string(text(edge.medium))];
    if (drop == nullptr || l.choice.drop > drop->choice.drop) drop = &l;
    const auto utilisation = [](const Laid& x) { return x.wire->design / x.choice.ampacity; };
    if (use == nullptr || utilisation(l) > utilisation(*use)) use = &l;
  }
  for (const auto& [level, pair] : worst) {
    note_drop(design, *pair.first, level, basis, book);
    note_utilisation(design, *pair.second, level, book);
  }
  note_loss(design, laid, book, findings);
}

void note_faults(const Design& design, const std::vector<FaultAt>& faults, Book& book) {
  std::map<double, std::size_t> worst;
  const auto& buses = design.distribution.faults;
  for (std::size_t i = 0; i < buses.size(); ++i) {
    const auto [at, made] = worst.try_emplace(buses[i].voltage.si, i);
    if (!made && buses[i].maximum > buses[at->second].maximum) at->second = i;
  }
  for (const auto& [volts, i] : worst) note_fault(buses[i], faults[i], book);
}

}  // namespace plinth
