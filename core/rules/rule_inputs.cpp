// SPDX-License-Identifier: Apache-2.0
#include "core/rules/rule_inputs.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/base/text.h"

namespace plinth {
namespace {

constexpr std::string_view kOr = " or ";

Dimensioned made(double si, Dimension dimension) { return {si, exponents(dimension)}; }

RuleValue of_measured(double value, const std::string& symbol) {
  const Unit* unit = find_unit(symbol);
  if (unit == nullptr) return "unknown unit `" + symbol + "`";
  return made(to_si(value, *unit), unit->dimension);
}

RuleValue from_ledger(const CheckContext& context, const std::string& id) {
  const LedgerEntry* entry = context.design.sizing.ledger.find(id);
  if (entry == nullptr) return MissingDatum{"the design has no figure `" + id + "`"};
  return of_measured(entry->value, entry->unit);
}

RuleValue from_site(const CheckContext& context, const std::string& key) {
  const SiteSpec& spec = context.design.spec;
  const auto optional = [&](const auto& value, Dimension dimension) -> RuleValue {
    if (!value) return MissingDatum{"the site states no `" + key + "`"};
    return made(value->si, dimension);
  };
  if (key == "elevation") return made(spec.site.elevation.si, Dimension::length);
  if (key == "setback") return made(spec.site.setback.si, Dimension::length);
  if (key == "max_height") return optional(spec.site.max_height, Dimension::length);
  if (key == "utility.voltage") return made(spec.utility.voltage.si, Dimension::voltage);
  if (key == "utility.capacity") return made(spec.utility.capacity.si, Dimension::apparent_power);
  if (key == "utility.short_circuit") return optional(spec.utility.short_circuit, Dimension::apparent_power);
  if (key == "utility.power_factor") return made(spec.utility.power_factor.si, Dimension::power_factor);
  if (key == "climate.dry_bulb") return made(spec.climate.dry_bulb.kelvin, Dimension::temperature);
  if (key == "climate.wet_bulb") return made(spec.climate.wet_bulb.kelvin, Dimension::temperature);
  if (key == "climate.minimum") return made(spec.climate.minimum.kelvin, Dimension::temperature);
  if (key == "power.ups_autonomy") return made(spec.power.ups_autonomy.si, Dimension::time);
  if (key == "power.backup_autonomy") return made(spec.power.backup_autonomy.si, Dimension::time);
  if (key == "it.supply_temperature") return made(spec.it.supply_temperature.kelvin, Dimension::temperature);
  if (key == "it.growth") return made(spec.it.growth, Dimension::ratio);
  return "there is no site figure `" + key + "`";
}

RuleValue from_selection(const CheckContext& context, const std::string& service, const std::string& figure) {
  double total = 0.0, most = 0.0;
  const Selection* any = nullptr;
  for (const Selection& selection : context.design.sizing.selection) {
    if (selection.service != service) continue;
    any = &selection;
    if (figure == "installed") total += selection.installed;
    if (figure == "duty") total += selection.duty;
    if (figure == "spare") total += selection.spare;
    if (figure == "load_normal") most = std::max(most, selection.load_normal);
    if (figure == "load_worst") most = std::max(most, selection.load_worst);
  }
  if (any == nullptr) return MissingDatum{"nothing is selected for the service " + service};
  if (figure == "unit_rating") return of_measured(any->unit_rating.value, any->unit_rating.unit);
  return made(figure.starts_with("load") ? most : total, Dimension::ratio);
}

/// "genset,fuel_tank" as words; "*" means every kind.
class Kinds {
 public:
  explicit Kinds(const std::string& written) : words_(split(written, ',')) {}
  [[nodiscard]] bool hold(std::string_view kind) const {
    return std::any_of(words_.begin(), words_.end(),
                       [&](const std::string& word) { return word == kind || word == "*"; });
  }

 private:
  std::vector<std::string> words_;
};

RuleValue count_of(const CheckContext& context, const std::string& written) {
  const Kinds kinds(written);
  std::size_t total = 0;
  for (const auto& [kind, nodes] : context.of_kind)
    if (kinds.hold(kind)) total += nodes.size();
  const Layout& layout = context.design.layout;
  if (kinds.hold("gate")) total += context.design.spec.site.gates.size();
  if (kinds.hold("building")) total += context.design.spec.site.existing.size();
  if (kinds.hold("road")) total += layout.roads.size();
  if (kinds.hold("fire-lane"))
    total += static_cast<std::size_t>(std::count_if(layout.roads.begin(), layout.roads.end(),
                                                    [](const Road& road) { return road.use == "fire-lane"; }));
  return made(static_cast<double>(total), Dimension::ratio);
}

RuleValue over_kind(const CheckContext& context, const std::string& how, const std::string& written,
                    const std::string& attribute) {
  const Kinds kinds(written);
  std::map<const ModuleType*, std::optional<Dimensioned>> of_type;  // all modules of one type state the same
  std::optional<Dimensioned> result;
  for (const int index : context.nodes_of([&](std::string_view kind) { return kinds.hold(kind); })) {
    const ModuleType* type = context.nodes[static_cast<std::size_t>(index)].type;
    const auto [known, fresh] = of_type.try_emplace(type);
    if (fresh) {
      RuleSubject subject;
      subject.type = type;
      known->second = subject.figure(attribute);
    }
    const std::optional<Dimensioned>& value = known->second;
    if (!value) return MissingDatum{"`" + type->id + "` states no " + attribute};
    if (!result)
      result = value;
    else if (how == "sum")
      result->si += value->si;
    else
      result->si = how == "least" ? std::min(result->si, value->si) : std::max(result->si, value->si);
  }
  if (!result) return MissingDatum{"the design has no " + written};
  return *result;
}

RuleValue from_evidence(const CheckContext& context, const RuleSubject& subject, const std::string& kind) {
  const Evidence* found = evidence_of(context, kind, subject.tag);
  if (found == nullptr) {
    const bool late = any_evidence_of(context, kind, subject.tag) != nullptr;
    return MissingDatum{
        (late ? "the evidence `" + kind + "` has expired" : "the site gives no evidence `" + kind + "`") +
            (subject.tag.empty() ? "" : " for " + subject.tag),
        true};
  }
  if (!found->si) return MissingDatum{"the evidence `" + kind + "` (" + found->document + ") states no value", true};
  return made(*found->si, found->dimension);
}

RuleValue from_foundation(const CheckContext& context, const RuleSubject& subject, const std::string& figure) {
  const Foundation* f = context.foundation_of(subject.tag);
  if (f == nullptr) return MissingDatum{"no foundation is designed for " + subject.tag};
  if (figure == "containment") return made(f->containment.si, Dimension::volume);
  if (figure == "containment_rain") return made(f->containment_rain.si, Dimension::volume);
  if (figure == "overturning") return made(f->overturning, Dimension::ratio);
  if (figure == "sliding") return made(f->sliding, Dimension::ratio);
  if (figure == "stability") return made(std::min(f->overturning, f->sliding), Dimension::ratio);
  return "a foundation has no figure `" + figure + "`";
}

RuleValue from_stand(const CheckContext& context, const RuleSubject& subject, const std::string& figure) {
  const CraneStand* s = context.stand_of(subject.tag);
  if (s == nullptr) return MissingDatum{"no crane is placed for " + subject.tag};
  if (figure != "capacity") return "a crane standing has no figure `" + figure + "`";
  if (s->capacity.si <= 0) return MissingDatum{"no crane of the table reaches " + subject.tag};
  return made(s->capacity.si, Dimension::mass);
}

const Evidence* search(const CheckContext& context, std::string_view kind, std::string_view tag, bool late_too) {
  const Evidence* general = nullptr;
  for (const Evidence& evidence : context.design.spec.evidence) {
    if (evidence.kind != kind || (!late_too && expired(context, evidence.expires))) continue;
    if (!tag.empty() && evidence.where == tag) return &evidence;
    if (evidence.where == "*" && general == nullptr) general = &evidence;
  }
  return general;
}

}  // namespace

bool expired(const CheckContext& context, std::string_view date) {
  return !context.today.empty() && !date.empty() && date < context.today;
}

const Evidence* evidence_of(const CheckContext& context, std::string_view kind, std::string_view tag) {
  return search(context, kind, tag, false);
}

const Evidence* any_evidence_of(const CheckContext& context, std::string_view kind, std::string_view tag) {
  return search(context, kind, tag, true);
}

RuleValue input_of(const CheckContext& context, const RuleSubject& subject, const std::string& source) {
  if (const std::size_t at = source.find(kOr); at != std::string::npos) {
    RuleValue first = input_of(context, subject, source.substr(0, at));
    if (!std::holds_alternative<MissingDatum>(first)) return first;
    RuleValue other = input_of(context, subject, source.substr(at + kOr.size()));
    return std::holds_alternative<MissingDatum>(other) ? first : other;
  }
  const std::vector<std::string> words = split(source, ' ');
  const bool three = words.size() == 3;
  if (words.size() < 2) return "`" + source + "` is no input";
  if (words[0] == "ledger") return from_ledger(context, words[1]);
  if (words[0] == "site") return from_site(context, words[1]);
  if (words[0] == "count") return count_of(context, words[1]);
  if (words[0] == "evidence") return from_evidence(context, subject, words[1]);
  if (words[0] == "foundation") return from_foundation(context, subject, words[1]);
  if (words[0] == "stand") return from_stand(context, subject, words[1]);
  if (words[0] == "selection" && three) return from_selection(context, words[1], words[2]);
  if (three) return over_kind(context, words[0], words[1], words[2]);
  return "`" + source + "` is no input";
}

}  // namespace plinth
