// SPDX-License-Identifier: Apache-2.0
#include "core/catalog/fields.h"

#include <fmt/format.h>

#include <utility>

#include "core/base/text.h"
#include "core/input/quantity_text.h"

namespace plinth {
namespace {

std::string measured(double si, const std::string& symbol, Dimension dimension) {
  const Unit* unit = symbol.empty() ? nullptr : find_unit(symbol, dimension);
  const std::string number = round_text(unit == nullptr ? si : from_si(si, *unit), 7);
  return symbol.empty() ? number : number + " " + symbol;
}

struct ValueText {
  const Attribute& attribute;
  std::string operator()(double si) const { return measured(si, attribute.unit, attribute.dimension); }
  std::string operator()(const std::string& word) const { return word; }
  std::string operator()(bool flag) const { return flag ? "yes" : "no"; }
  std::string operator()(const std::vector<std::string>& list) const { return join(list, ", "); }
  std::string operator()(const Curve& curve) const {
    std::vector<std::string> points;
    for (const auto& [x, y] : curve.points)
      points.push_back(quantity_words(x, curve.x) + ": " + quantity_words(y, curve.y));
    return join(points, ", ");
  }
};

std::string trust_of(const Provenance& provenance) {
  return fmt::format("{}, {}, {}", text(provenance.status), provenance.source, provenance.as_of);
}

void add_text(Fields& fields, const std::string& name, const std::string& words) {
  if (!words.empty()) fields[name] = {words, std::nullopt, Dimension::ratio, ""};
}

void add_quantity(Fields& fields, const std::string& name, double si, Dimension dimension) {
  fields[name] = {quantity_words(si, dimension), si, dimension, ""};
}

void add_length(Fields& fields, const std::string& name, Millimetres length) {
  fields[name] = {fmt::format("{} mm", length), static_cast<double>(length) / 1e3, Dimension::length, ""};
}

void add_codes(Fields& fields, const std::map<std::string, std::string>& codes) {
  for (const auto& [name, code] : codes) add_text(fields, "codes." + name, code);
}

void add_trust(Fields& fields, const std::string& name, const Provenance& provenance) {
  fields[name].trust = trust_of(provenance);
}

}  // namespace

std::string value_text(const Attribute& attribute) { return std::visit(ValueText{attribute}, attribute.value); }

Fields fields_of(const ModuleType& type) {
  Fields fields;
  add_text(fields, "kind", type.kind);
  add_text(fields, "title", type.title);
  add_text(fields, "manufacturer", type.manufacturer);
  add_text(fields, "part_number", type.part_number);
  add_length(fields, "envelope.length", type.length);
  add_length(fields, "envelope.width", type.width);
  add_length(fields, "envelope.height", type.height);
  for (const Face face : {Face::front, Face::back, Face::left, Face::right, Face::top})
    add_length(fields, "clearance." + std::string(text(face)), type.clearance.at(face));
  for (const Port& port : type.ports)
    add_text(fields, "port." + port.name,
             fmt::format("{} {} {} at {}, {}, {} mm{}{}{}{}", text(port.medium), port.inlet ? "in" : "out",
                         text(port.face), port.x, port.y, port.z, port.size.empty() ? "" : ", ", port.size,
                         port.rating.empty() ? "" : ", ", port.rating));
  for (const PurposeClearance& purpose : type.purposes)
    add_length(fields, "clearance." + std::string(text(purpose.face)) + "." + purpose.purpose, purpose.depth);
  for (const Contained& part : type.contains)
    add_text(fields, "contains." + part.module,
             part.count > 0 ? std::to_string(part.count) : fmt::format("up to {}", part.limit));
  for (auto& [name, field] : fields)
    if (const Provenance* provenance = type.provenance_of(name)) field.trust = trust_of(*provenance);
  add_codes(fields, type.codes);
  for (const auto& [name, attribute] : type.attributes) {
    const double* si = std::get_if<double>(&attribute.value);
    fields[name] = {value_text(attribute), si == nullptr ? std::nullopt : std::optional(*si), attribute.dimension,
                    trust_of(attribute.provenance)};
  }
  return fields;
}

Fields fields_of(const Kind& kind) {
  Fields fields;
  add_text(fields, "title", kind.title);
  add_text(fields, "prefix", kind.prefix);
  add_text(fields, "service", kind.service);
  add_text(fields, "zone", kind.zone);
  add_text(fields, "colour", kind.colour);
  add_text(fields, "tests", join(kind.test_families, ", "));
  add_codes(fields, kind.codes);
  for (const AttributeRule& rule : kind.attributes) {
    std::string words = rule.dimension ? std::string(name(*rule.dimension)) : rule.type;
    if (rule.type == "curve" && rule.curve_x) words = "curve of " + words + " over " + std::string(name(*rule.curve_x));
    if (!rule.choices.empty()) words += ": " + join(rule.choices, " | ");
    add_text(fields, "attribute." + rule.name, words + (rule.required ? ", required" : ""));
  }
  return fields;
}

Fields fields_of(const Limit& limit) {
  Fields fields;
  add_text(fields, "edition", limit.edition);
  add_text(fields, "note", limit.note);
  fields["value"] = {measured(limit.si, limit.unit, limit.dimension), limit.si, limit.dimension, ""};
  add_trust(fields, "value", limit.provenance);
  return fields;
}

Fields fields_of(const TestItem& test) {
  Fields fields;
  for (const auto& [name, words] : {std::pair{"family", test.family},
                                    {"when", test.when},
                                    {"text", test.text},
                                    {"method", test.method},
                                    {"instrument", test.instrument},
                                    {"acceptance", test.acceptance},
                                    {"point", test.point},
                                    {"level", test.level},
                                    {"standard", test.standard}})
    add_text(fields, name, words);
  for (const auto& [name, formula] : test.limits) add_text(fields, "limits." + name, formula);
  return fields;
}

Fields fields_of(const GridProfile& profile) {
  Fields fields;
  add_text(fields, "title", profile.title);
  add_text(fields, "edition", profile.edition);
  add_quantity(fields, "ramp", profile.ramp.si, Dimension::ramp_rate);
  add_quantity(fields, "window_swing", profile.window_swing.si, Dimension::power);
  add_quantity(fields, "window", profile.window.si, Dimension::time);
  if (profile.oscillation) add_quantity(fields, "oscillation", *profile.oscillation, Dimension::ratio);
  if (profile.oscillation_cap) add_quantity(fields, "oscillation_cap", profile.oscillation_cap->si, Dimension::power);
  add_quantity(fields, "oscillation_from", profile.oscillation_from.si, Dimension::frequency);
  add_quantity(fields, "oscillation_to", profile.oscillation_to.si, Dimension::frequency);
  if (profile.oscillation_load)
    add_quantity(fields, "oscillation_load", profile.oscillation_load->si, Dimension::power);
  if (profile.recovery) add_quantity(fields, "recovery", profile.recovery->si, Dimension::time);
  std::vector<std::string> dips;
  for (const VoltageDip& dip : profile.dips)
    dips.push_back(round_text(dip.voltage) + " for " + quantity_words(dip.duration.si, Dimension::time));
  add_text(fields, "dips", join(dips, ", "));
  add_trust(fields, "ramp", profile.provenance);
  return fields;
}

}  // namespace plinth
