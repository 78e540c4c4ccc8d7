// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <map>

#include "core/rules/check_context.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

/// What leaves the factory: outer sizes and mass of one shipment of a module type.
struct Shipment {
  std::array<double, 3> size{};  ///< length, width, height, m
  std::optional<double> mass;    ///< kg
  std::vector<std::string> tags;
};

constexpr std::array<std::string_view, 3> kSides{"length", "width", "height"};
constexpr std::string_view kOlderGross = "transport.iso.older_gross";

Shipment shipment_of(const ModuleType& type) {
  const std::array<Millimetres, 3> own{type.length, type.width, type.height};
  Shipment shipment;
  for (std::size_t i = 0; i < kSides.size(); ++i)
    shipment.size[i] =
        type.number(fmt::format("shipping_{}", kSides[i])).value_or(static_cast<double>(own[i]) / 1000.0);
  for (const char* name : {"mass_shipping", "mass_dry", "mass_operating"})
    if (!shipment.mass) shipment.mass = type.number(name);
  return shipment;
}

bool above(double actual, double limit) { return actual > limit * (1.0 + 1e-9); }

std::string value_text(double si, std::string_view what) {
  return what == "gross" ? round_text(si / 1000.0) + " t" : round_text(si) + " m";
}

std::string_view adjective(std::string_view what) {
  return what == "length" ? "long" : what == "width" ? "wide" : what == "height" ? "high" : "gross";
}

Finding finding_for(const Shipment& shipment, std::string_view what, double actual, double allowed) {
  Finding finding;
  finding.tags = shipment.tags;
  finding.actual = what == "gross" ? Measured{actual / 1000.0, "t"} : Measured{actual, "m"};
  finding.required = what == "gross" ? Measured{allowed / 1000.0, "t"} : Measured{allowed, "m"};
  return finding;
}

/// Above the rating that most containers are plated for, one of a higher rating has to be built or hired.
void check_plate(const CheckContext& context, const ModuleType& type, const Shipment& shipment, Reporter& out) {
  const Limit* older = context.limit(kOlderGross);
  const Limit* gross = context.limit("transport." + type.word("transport") + ".gross");
  if (older == nullptr) return out.not_checked(missing_limit(context, kOlderGross));
  out.measured();
  if (!above(*shipment.mass, older->si) || gross == nullptr || above(*shipment.mass, gross->si)) return;
  Finding finding = finding_for(shipment, "gross", *shipment.mass, older->si);
  finding.message = fmt::format("`{}` ships as {} of {} gross; containers are commonly plated for {}", type.id,
                                type.word("transport"), value_text(*shipment.mass, "gross"), limit_text(*older));
  finding.hint = fmt::format("have the CSC plate state {} t or more", round_text(*shipment.mass / 1000.0));
  out.report(std::move(finding), Severity::warning);
}

/// A declared ISO container fits its envelope and gross mass: an error, the ship will not take it.
void check_iso(const CheckContext& context, const ModuleType& type, const Shipment& shipment, Reporter& out) {
  const std::string prefix = "transport." + type.word("transport") + ".";
  const auto check_one = [&](std::string_view what, double actual) {
    const Limit* limit = context.limit(prefix + std::string(what));
    if (limit == nullptr) return out.not_checked(missing_limit(context, prefix + std::string(what)));
    out.measured();
    if (!above(actual, limit->si)) return;
    Finding finding = finding_for(shipment, what, actual, limit->si);
    finding.message = fmt::format("`{}` ships as {} but its {} is {}; at most {}", type.id, type.word("transport"),
                                  what == "gross" ? "gross mass" : what, value_text(actual, what), limit_text(*limit));
    finding.hint = "ship it as oog or break-bulk, or in parts";
    out.report(std::move(finding));
  };
  for (std::size_t i = 0; i < kSides.size(); ++i) check_one(kSides[i], shipment.size[i]);
  if (!shipment.mass) return;
  check_one("gross", *shipment.mass);
  check_plate(context, type, shipment, out);
}

/// Which permit an oversize measure needs: the first tier that still holds it.
std::string tier_of(const CheckContext& context, std::string_view what, double on_road) {
  const Limit* routine = context.limit(fmt::format("transport.permit.routine.{}", what));
  const Limit* escort = context.limit(fmt::format("transport.permit.escort.{}", what));
  if (routine != nullptr && !above(on_road, routine->si)) return "a routine permit";
  if (escort != nullptr && !above(on_road, escort->si)) return "a permit with escort";
  return routine == nullptr && escort == nullptr ? "a permit" : "a superload permit with a route survey";
}

/// On the road: load on its trailer against the legal tier. Above it a permit is needed, which is a warning.
void check_road(const CheckContext& context, const ModuleType& type, const Shipment& shipment, Reporter& out) {
  const Limit* deck = context.limit("transport.deck");
  const Limit* tare = context.limit("transport.tare");
  if (deck == nullptr || tare == nullptr) return out.not_checked(missing_limit(context, "transport.deck"));
  const auto check_one = [&](std::string_view what, double on_road) {
    const Limit* legal = context.limit(fmt::format("transport.legal.{}", what));
    if (legal == nullptr) return out.not_checked(missing_limit(context, fmt::format("transport.legal.{}", what)));
    out.measured();
    if (!above(on_road, legal->si)) return;
    Finding finding = finding_for(shipment, what, on_road, legal->si);
    finding.message = fmt::format("`{}` is {} {} on its trailer; without a permit at most {}", type.id,
                                  value_text(on_road, what), adjective(what), limit_text(*legal));
    finding.hint = "plan for " + tier_of(context, what, on_road);
    out.report(std::move(finding), Severity::warning);
  };
  check_one("length", shipment.size[0]);
  check_one("width", shipment.size[1]);
  check_one("height", shipment.size[2] + deck->si);
  if (shipment.mass) check_one("gross", *shipment.mass + tare->si);
}

void check(const CheckContext& context, Reporter& out) {
  std::map<std::string, Shipment> shipments;
  for (const PlacedModule& module : context.placed) {
    const auto [at, is_new] = shipments.try_emplace(module.type->id);
    if (is_new) at->second = shipment_of(*module.type);
    at->second.tags.push_back(module.tag());
  }
  for (const auto& [id, shipment] : shipments) {
    const ModuleType& type = *context.module(id);
    if (!shipment.mass) out.not_checked(fmt::format("`{}` states no mass", id));
    if (type.word("transport").starts_with("iso")) check_iso(context, type, shipment, out);
    check_road(context, type, shipment, out);
  }
}

constexpr std::array<std::string_view, 10> kLimits{
    "transport.deck",         "transport.tare",          "transport.legal.length", "transport.legal.width",
    "transport.legal.height", "transport.legal.gross",   "transport.iso20.length", "transport.iso20hc.length",
    "transport.iso40.length", "transport.iso40hc.length"};

}  // namespace

extern constinit const Rule trn01_oversize_shipment{
    .code = "TRN01",
    .name = "oversize-shipment",
    .severity = Severity::error,
    .basis = "ISO 668; 23 CFR 658 and state permits (us), 96/53/EC (eu), GB 1589 (cn)",
    .explain =
        R"(A module that declares `transport = "iso…"` must fit that container's size and gross mass: an error;
above the mass that containers are commonly plated for it is a warning, since the plate of the very container counts. On
the road, with the deck of a low trailer below it and the tare of tractor and trailer added, a module above the legal
size or mass needs a permit: a warning that names the tier. One finding per module type and measure. Sizes are
`shipping_*` where stated, else the envelope; things inside other modules are not looked at.)",
    .check = check,
    .limits = kLimits,
};

}  // namespace plinth::rules
