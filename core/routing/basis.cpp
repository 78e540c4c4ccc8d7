// SPDX-License-Identifier: Apache-2.0
#include "core/routing/basis.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace plinth::routing {
namespace {

/// Over the diameter of one core: the circle around three that touch.
constexpr double kTrefoil = 2.1547;

Millimetres rounded_up(double mm) { return static_cast<Millimetres>(std::ceil(mm - 1e-6)); }

struct LengthLimit {
  const char* id;
  Millimetres Basis::*member;
};
constexpr LengthLimit kLengths[]{{"routing.separation.module", &Basis::apart_module},
                                 {"routing.separation.yard", &Basis::apart_yard},
                                 {"routing.barrier", &Basis::barrier},
                                 {"routing.margin", &Basis::margin},
                                 {"routing.spacing.duct", &Basis::spacing_duct},
                                 {"routing.spacing.pipe", &Basis::spacing_pipe},
                                 {"routing.spacing.busway", &Basis::spacing_busway},
                                 {"routing.spacing.fuel", &Basis::spacing_fuel},
                                 {"routing.pitch.trench", &Basis::pitch_trench},
                                 {"routing.insulation", &Basis::insulation},
                                 {"routing.fuel_pipe", &Basis::fuel_pipe},
                                 {"routing.control_cable", &Basis::control_cable},
                                 {"routing.pitch.duct", &Basis::pitch_duct},
                                 {"routing.pitch.tray", &Basis::pitch_tray},
                                 {"routing.pitch.pipe", &Basis::pitch_pipe},
                                 {"routing.depth.duct", &Basis::depth_duct},
                                 {"routing.depth.trench", &Basis::depth_trench},
                                 {"routing.height.aisle", &Basis::height_aisle},
                                 {"routing.height.corridor", &Basis::height_corridor},
                                 {"routing.clearance.crossing", &Basis::crossing}};
struct RatioLimit {
  const char* id;
  double Basis::*member;
};
constexpr RatioLimit kRatios[]{{"routing.fill.tray", &Basis::fill_tray},
                               {"routing.fill.duct", &Basis::fill_duct},
                               {"routing.bend.mv", &Basis::bend_mv},
                               {"routing.bend.lv", &Basis::bend_lv},
                               {"routing.bend.pipe", &Basis::bend_pipe}};
struct CountLimit {
  const char* id;
  int Basis::*member;
};
constexpr CountLimit kCounts[]{{"routing.tiers.duct", &Basis::tiers_duct},
                               {"routing.tiers.tray", &Basis::tiers_tray},
                               {"routing.tiers.pipe", &Basis::tiers_pipe},
                               {"routing.tiers.trench", &Basis::tiers_trench}};

double millimetres(double metres) { return metres * 1e3; }

Strand cable(const ModuleType& type, int runs, const Basis& basis) {
  const auto across = static_cast<double>(type.width);
  if (type.kind == "busway")
    return {Form::tray, runs * (type.width + basis.spacing_busway), std::max<Millimetres>(type.height, 1), 0};
  return {Form::tray, rounded_up(runs * across / basis.fill_tray), type.width, rounded_up(basis.bend_lv * across)};
}

Strand duct(const ModuleType& type, int runs, const Basis& basis) {
  const double core = type.number("outer_diameter") ? millimetres(*type.number("outer_diameter"))
                                                    : static_cast<double>(type.width) / kTrefoil;
  const Millimetres bore = rounded_up(core * std::sqrt(3.0 / basis.fill_duct));
  return {Form::duct, runs * (bore + basis.spacing_duct), bore, rounded_up(basis.bend_mv * core)};
}

Strand pipe(Millimetres outside, int runs, const Basis& basis) {
  const Millimetres with = outside + 2 * basis.insulation;
  return {Form::pipe, runs * (with + basis.spacing_pipe), with,
          rounded_up(basis.bend_pipe * static_cast<double>(outside))};
}

}  // namespace

std::string_view text(Form form) {
  constexpr std::array<std::string_view, kForms> names{"duct", "tray", "pipe", "trench"};
  return names[static_cast<std::size_t>(form)];
}

std::optional<Form> form_named(std::string_view name) {
  for (const Form form : {Form::duct, Form::tray, Form::pipe, Form::trench})
    if (text(form) == name) return form;
  return std::nullopt;
}

Form form_of(Medium medium) {
  switch (medium) {
    case Medium::mv:
      return Form::duct;
    case Medium::lv:
    case Medium::dc:
    case Medium::control:
      return Form::tray;
    case Medium::fuel:
      return Form::trench;
    default:
      return Form::pipe;
  }
}

int Basis::tiers(Form form) const {
  switch (form) {
    case Form::duct:
      return tiers_duct;
    case Form::tray:
      return tiers_tray;
    case Form::pipe:
      return tiers_pipe;
    case Form::trench:
      return tiers_trench;
  }
  return 1;
}

Millimetres Basis::level(Form form, const Passage& passage, int tier, int pipe_tiers) const {
  const Millimetres base = passage.use == "corridor" ? height_corridor : height_aisle;
  switch (form) {
    case Form::duct:
      return -depth_duct - (tier - 1) * pitch_duct;
    case Form::trench:
      return -depth_trench - (tier - 1) * pitch_trench;
    case Form::pipe:
      return base + (tier - 1) * pitch_pipe;
    case Form::tray:
      return base + pipe_tiers * pitch_pipe + (tier - 1) * pitch_tray;
  }
  return 0;
}

const std::vector<std::string>& basis_ids() {
  static const std::vector<std::string> ids = [] {
    std::vector<std::string> all;
    for (const auto& l : kLengths) all.emplace_back(l.id);
    for (const auto& l : kRatios) all.emplace_back(l.id);
    for (const auto& l : kCounts) all.emplace_back(l.id);
    std::sort(all.begin(), all.end());
    return all;
  }();
  return ids;
}

std::optional<Basis> read_basis(const Catalog& catalog, Jurisdiction jurisdiction, std::vector<Finding>& findings) {
  Basis basis;
  bool whole = true;
  const auto read = [&](const char* id) {
    const Limit* limit = catalog.limit(id, plinth::text(jurisdiction));
    if (limit != nullptr && limit->si >= 0) return limit->si;
    Finding f;
    f.code = "DIS301";
    f.severity = Severity::warning;
    f.message =
        "the catalog has no value `" + std::string(id) + "`: routes stay on the middle lines of their corridors";
    f.hint = "add it to catalog/standards/routing.toml";
    findings.push_back(std::move(f));
    whole = false;
    return 1.0;
  };
  for (const LengthLimit& l : kLengths) basis.*l.member = rounded_up(millimetres(read(l.id)));
  for (const RatioLimit& l : kRatios) basis.*l.member = std::max(read(l.id), 1e-3);
  for (const CountLimit& l : kCounts) basis.*l.member = std::max(1, static_cast<int>(read(l.id)));
  if (!whole) return std::nullopt;
  return basis;
}

Strand strand_of(const Edge& edge, const Catalog& catalog, const Basis& basis) {
  const ModuleType* type = edge.item.empty() ? nullptr : catalog.module(edge.item);
  const int runs = std::max(1, edge.runs);
  switch (form_of(edge.medium)) {
    case Form::duct:
      if (type != nullptr) return duct(*type, runs, basis);
      return {Form::duct, basis.pitch_duct, basis.pitch_duct, 0};
    case Form::tray:
      if (type != nullptr) return cable(*type, runs, basis);
      return {Form::tray, rounded_up(static_cast<double>(basis.control_cable) / basis.fill_tray), basis.control_cable,
              rounded_up(basis.bend_lv * static_cast<double>(basis.control_cable))};
    case Form::trench:
      return {Form::trench, basis.fuel_pipe + basis.spacing_fuel, basis.fuel_pipe,
              rounded_up(basis.bend_pipe * static_cast<double>(basis.fuel_pipe))};
    case Form::pipe:
      return pipe(type != nullptr ? type->width : basis.fuel_pipe, runs, basis);
  }
  return {};
}

}  // namespace plinth::routing
