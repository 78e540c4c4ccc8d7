// SPDX-License-Identifier: Apache-2.0
// Site load at the distribution voltage; main transformers where the grid is above it.
#include <algorithm>
#include <cmath>

#include "core/sizing/medium_fault.h"
#include "core/sizing/power_train.h"
#include "core/sizing/selecting.h"
#include "core/sizing/service.h"
#include "core/sizing/transformer_groups.h"

namespace plinth::services {
namespace {

bool steps_down(const Problem& problem) {
  return problem.spec.utility.voltage.si > problem.basis.mv_distribution_limit.si * (1 + 1e-9);
}

double tangent(PowerFactor pf) { return std::sqrt(1.0 / (pf.si * pf.si) - 1.0); }

/// Sums the site at the MV switchgear; power factors add as vectors.
void add_up(const Problem& problem, Plant& plant) {
  const Power critical = plant.power_input + plant.recharge;
  const Power mechanical = plant.mechanical_load + plant.mechanical_loss + plant.bess_auxiliary;
  plant.distribution_power = critical + mechanical;
  plant.distribution_reactive = critical.si * tangent(problem.basis.critical_power_factor) +
                                mechanical.si * tangent(problem.basis.mechanical_power_factor);
  plant.distribution_apparent = ApparentPower{std::hypot(plant.distribution_power.si, plant.distribution_reactive)};
}

/// Whether the main transformers of `a` lose no more than those of `b` with any switchgear. A closed unit carries at
/// most its usable rating, and load shared by all loses least.
bool never_loses_more(const Problem& problem, const Plant& a, const Plant& b) {
  const auto number = [](const Plant& plant, const char* name) {
    return plant.main_transformer.type->required_number(name);
  };
  const double n = a.main_transformer.installed, m = b.main_transformer.installed;
  if (n == m && number(a, "rated_power") == number(b, "rated_power"))
    return number(a, "no_load_loss") <= number(b, "no_load_loss") && number(a, "load_loss") <= number(b, "load_loss");
  const double load = a.distribution_apparent.si;
  const auto squared = [&](const Plant& plant) { return std::pow(load / number(plant, "rated_power"), 2); };
  const double usable = usable_share(problem, *a.main_transformer.type) * number(a, "rated_power");
  return n * number(a, "no_load_loss") + squared(a) * usable / load * number(a, "load_loss") <=
         m * number(b, "no_load_loss") + squared(b) / m * number(b, "load_loss");
}

/// Hands on all but those that another one, which the fault level never rules out, beats in all that is still asked.
void hand_on_unbeaten(const Problem& problem, std::vector<Plant> found, std::vector<Plant>& out) {
  const auto beats = [&](const Plant& a, const Plant& b) {
    return a.fault_stood && a.cost < b.cost && a.area_m2 <= b.area_m2 && a.lead_weeks <= b.lead_weeks &&
           never_loses_more(problem, a, b);
  };
  std::vector<bool> beaten;
  for (const Plant& plant : found)
    beaten.push_back(std::any_of(found.begin(), found.end(), [&](const Plant& other) { return beats(other, plant); }));
  for (std::size_t i = 0; i < found.size(); ++i)
    if (!beaten[i]) out.push_back(std::move(found[i]));
}

void options(const Problem& problem, const Plant& plant, std::vector<Plant>& out, Refusals& refusals) {
  Plant base = plant;
  add_up(problem, base);
  if (!steps_down(problem)) {
    close_main_transformers(base, Power{0});
    out.push_back(std::move(base));
    return;
  }
  std::vector<Plant> found;
  for (const ModuleType* type : candidates(problem, "main_transformer")) {
    if (!takes_voltage(*type, "primary_voltage", problem.spec.utility.voltage)) {
      refusals.add("main_transformer", *type, [&] {
        return "takes " + round_text(type->required_number("primary_voltage_min") / 1e3) + " to " +
               round_text(type->required_number("primary_voltage_max") / 1e3) + " kV";
      });
      continue;
    }
    if (std::fabs(type->required_number("secondary_voltage") - problem.mv.si) > 0.01 * problem.mv.si) {
      refusals.add("main_transformer", *type, [&] {
        return "gives " + round_text(type->required_number("secondary_voltage") / 1e3) +
               " kV; the site distributes at " + round_text(problem.mv / kV) + " kV";
      });
      continue;
    }
    Plant option = base;
    const int n = static_cast<int>(whole_units(
        base.distribution_apparent / (usable_share(problem, *type) * type->get<ApparentPower>("rated_power"))));
    option.main_transformer = {type, n, installed_for(n, shared_plant(problem.spec.power.redundancy))};
    // The least it can be; the switchgear decides how many share the load.
    close_main_transformers(
        option, option.main_transformer.installed *
                    transformer_loss(*type, base.distribution_apparent / option.main_transformer.installed));
    account(option, *type, option.main_transformer.installed);
    option.fault_stood = stands_all_in_parallel(problem, option);
    found.push_back(std::move(option));
  }
  hand_on_unbeaten(problem, std::move(found), out);
}

void record(const Problem& problem, const Plant& plant, Book& book, std::vector<Selection>& selection) {
  const std::string cf = book.limit("basis.critical_power_factor"), mf = book.limit("basis.mechanical_power_factor");
  const Power critical = plant.power_input + plant.recharge, mechanical = plant.distribution_power - critical;
  const std::string c =
      book.derive("distribution.critical", critical.si, "kW", "I + R", {{"I", "power.input"}, {"R", "power.recharge"}},
                  "power trains, battery recharge included", "sum");
  const std::string m = book.derive("distribution.mechanical", mechanical.si, "kW", "M + L + A",
                                    {{"M", "mechanical.load"}, {"L", "mechanical.loss"}, {"A", "storage.auxiliary"}},
                                    "mechanical supply and storage auxiliaries", "sum");
  const std::string p = book.derive("distribution.power", plant.distribution_power.si, "kW", "C + M",
                                    {{"C", c}, {"M", m}}, "site load at the MV switchgear", "sum");
  const std::string q = book.derive(
      "distribution.reactive", plant.distribution_reactive, "kVA",
      "(C * sqrt(1 / (c * 1[VA]/ 1[W])^2 - 1) + M * sqrt(1 / (f * 1[VA] / 1[W])^2 - 1)) * 1[VA] / 1[W]",
      {{"C", c}, {"M", m}, {"c", cf}, {"f", mf}}, "reactive power at the MV switchgear", "vector sum of power factors");
  const std::string s =
      book.derive("distribution.apparent", plant.distribution_apparent.si, "kVA", "sqrt((P * 1[VA] / 1[W])^2 + Q^2)",
                  {{"P", p}, {"Q", q}}, "apparent power at the MV switchgear", "vector sum");
  std::string loss;
  if (plant.main_transformer.type == nullptr) {
    loss = book.derive("distribution.main_transformer_loss", 0, "kW", "P * 0", {{"P", p}}, "loss of main transformers",
                       "the grid voltage is distributed directly");
  } else {
    const ModuleType& type = *plant.main_transformer.type;
    const std::string rated = book.attribute(type, "rated_power");
    const std::string n =
        book.derive("distribution.main_transformers_duty", plant.main_transformer.duty, "", "ceil(S / (T * k))",
                    {{"S", s}, {"T", rated}, {"k", record_usable_share(problem, type, book)}},
                    "main transformers needed", "by apparent power, the rating derated by altitude and ambient");
    const std::string all = book.derive("distribution.main_transformers", plant.main_transformer.installed, "",
                                        redundancy_formula(shared_plant(problem.spec.power.redundancy)), {{"N", n}},
                                        "main transformers installed", "redundancy of the power system");
    const TransformerGroups groups = transformer_groups(problem, plant);
    const std::string parallel =
        book.leaf(EntryKind::solved, "distribution.transformers_in_parallel", groups.most(), "",
                  "most main transformers in parallel", "as few as carry the line-ups of a group; the others stand by");
    const std::string k = book.leaf(EntryKind::solved, "distribution.transformer_sharing", groups.sharing(), "",
                                    "sum over groups of (share of the load)^2 / transformers",
                                    "groups of line-ups and transformers", "", {{"m", parallel}, {"n", all}});
    loss = book.derive("distribution.main_transformer_loss", plant.main_transformer_loss.si, "kW",
                       "n * P0 + (S / T)^2 * k * Pk",
                       {{"n", all},
                        {"k", k},
                        {"P0", book.attribute(type, "no_load_loss")},
                        {"S", s},
                        {"T", rated},
                        {"Pk", book.attribute(type, "load_loss")}},
                       "loss of main transformers", "no-load loss of all, load loss of those closed (IEC 60076-1)");
    const double usable = usable_share(problem, type) * type.required_number("rated_power");
    const double share = plant.distribution_apparent.si / usable;
    select(book, selection,
           {"main_transformer",
            type.id,
            static_cast<double>(plant.main_transformer.duty),
            plant.main_transformer.spare(),
            plant.main_transformer.installed,
            {usable / 1e3, "kVA"},
            share * groups.largest_share(),
            share / std::max(plant.main_transformer.duty, plant.main_transformer.installed - 1),
            round_text(problem.spec.utility.voltage / kV) + " kV to " + round_text(problem.mv / kV) + " kV"},
           {n, {}, redundancy_formula(shared_plant(problem.spec.power.redundancy)), {}});
  }
  const std::string f = book.derive("demand.facility", plant.facility.si, "kW", "P + L", {{"P", p}, {"L", loss}},
                                    "site load at the connection point, recharge included", "sum");
  book.derive("demand.facility_steady", plant.facility_steady.si, "kW", "F - R", {{"F", f}, {"R", "power.recharge"}},
              "site load at the design point without battery recharge", "sum");
  book.derive(
      "demand.facility_mean", (plant.facility_steady.si - book.value("demand.it") + book.value("demand.it_mean")), "kW",
      "F - I + M", {{"F", "demand.facility_steady"}, {"I", "demand.it"}, {"M", "demand.it_mean"}},
      "mean facility power, an upper bound", "racks at their mean; cooling, pumps and losses held at the design point");
  book.derive("demand.utility", plant.utility.si, "kVA", "sqrt((P * 1[VA] / 1[W])^2 + Q^2)", {{"P", f}, {"Q", q}},
              "demand at the connection point", "vector sum; reactive power inside main transformers not included");
  book.derive("demand.power_factor", plant.facility.si / plant.utility.si, "W/VA", "P / S",
              {{"P", f}, {"S", "demand.utility"}}, "power factor at the connection point", "definition");
  std::vector<LedgerInput> losses{{"U", "power.ups_loss"},        {"T", "power.transformer_loss"},
                                  {"O", "power.critical_output"}, {"C", "power.critical_load"},
                                  {"M", "mechanical.loss"},       {"L", loss}};
  std::string sum = "U + T + O - C + M + L";
  if (problem.direct_current) sum += " + V", losses.push_back({"V", "power.inverter_loss"});
  const double lost = (plant.ups_loss + plant.inverter_loss + plant.transformer_loss + plant.critical_output -
                       plant.critical_load + plant.mechanical_loss + plant.main_transformer_loss)
                          .si;
  const std::string l = book.derive("demand.losses", lost, "kW", sum, losses,
                                    "losses in UPS or rectifiers and inverters, transformers and busway", "sum");
  book.derive("demand.mechanical", plant.facility_steady.si - lost - book.value("demand.it"), "kW", "F - L - I",
              {{"F", "demand.facility_steady"}, {"L", l}, {"I", "demand.it"}},
              "cooling, pumps, enclosure cooling, housekeeping, storage auxiliaries", "what is neither IT nor loss");
  book.derive("demand.pue", plant.facility_steady.si / book.value("demand.it"), "", "F / I",
              {{"F", "demand.facility_steady"}, {"I", "demand.it"}},
              "PUE at the design point: a design value at extreme climate, not an annual mean",
              "ISO/IEC 30134-2, power instead of annual energy");
}

}  // namespace

extern constinit const Service main_transformer{
    .name = "main_transformer", .rank = 120, .options = options, .record = record};

}  // namespace plinth::services
