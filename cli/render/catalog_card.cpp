// SPDX-License-Identifier: Apache-2.0
#include "cli/render/catalog_card.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "cli/render/table.h"
#include "core/base/text.h"
#include "core/base/units.h"
#include "core/catalog/fields.h"
#include "core/input/quantity_text.h"

namespace plinth {
namespace {

enum class Sections { rating, heat, mass, delivery, price, reliability, words };

bool any_start(const std::string& name, std::initializer_list<const char*> starts) {
  return std::any_of(starts.begin(), starts.end(), [&](const char* start) { return name.starts_with(start); });
}

Sections section_of(const std::string& name) {
  if (name == "description") return Sections::words;
  if (any_start(name, {"cost_", "price_", "lead_time_"})) return Sections::price;
  if (any_start(name, {"mass_"})) return Sections::mass;
  if (any_start(name, {"transport", "shipping_", "lift", "outdoor", "crane"})) return Sections::delivery;
  if (any_start(name, {"mtbf", "mttr", "reliab", "availab", "failure_"})) return Sections::reliability;
  if (any_start(name, {"heat_", "loss", "noise"}) || name.ends_with("_loss") || name.ends_with("_losses") ||
      name.find("heat_to") != std::string::npos)
    return Sections::heat;
  return Sections::rating;
}

constexpr std::array<std::pair<Sections, const char*>, 6> titles{{{Sections::rating, "Ratings"},
                                                                  {Sections::heat, "Losses, heat and noise"},
                                                                  {Sections::mass, "Mass"},
                                                                  {Sections::delivery, "Transport and standing"},
                                                                  {Sections::price, "Price and lead time"},
                                                                  {Sections::reliability, "Reliability"}}};

const char* mark_of(Status status) {
  switch (status) {
    case Status::confirmed:
      return "●";
    case Status::representative:
      return "◐";
    case Status::assumed:
      break;
  }
  return "○";
}

/// Sources in the order in which they are first named.
class SourceList {
 public:
  std::string number(const Provenance& provenance) {
    const std::string words = provenance.source + " (" + provenance.as_of + ")";
    auto at = std::find(all_.begin(), all_.end(), words);
    if (at == all_.end()) at = all_.insert(all_.end(), words);
    return fmt::format("[{}]", at - all_.begin() + 1);
  }
  [[nodiscard]] std::string text() const {
    std::string out;
    for (std::size_t i = 0; i < all_.size(); ++i) out += fmt::format("  [{}] {}\n", i + 1, printable(all_[i], 400));
    return out;
  }

 private:
  std::vector<std::string> all_;
};

struct Row {
  std::string name, meaning;
  const Attribute* attribute = nullptr;
};

/// Attributes in the order their kind declares them, then what the kind does not know.
std::vector<Row> rows_of(const Kind* kind, const ModuleType& type) {
  std::vector<Row> rows;
  if (kind != nullptr)
    for (const AttributeRule& rule : kind->attributes)
      if (const Attribute* attribute = type.find(rule.name)) rows.push_back({rule.name, rule.meaning, attribute});
  for (const auto& [name, attribute] : type.attributes)
    if (std::none_of(rows.begin(), rows.end(), [&](const Row& row) { return row.name == name; }))
      rows.push_back({name, "", &attribute});
  return rows;
}

std::string headed(const std::string& title, const std::string& body) {
  return body.empty() ? "" : "\n" + title + "\n" + body;
}

std::string indented(const std::string& lines) {
  std::string out;
  for (const std::string& line : split(lines, '\n'))
    if (!line.empty()) out += "  " + line + "\n";
  return out;
}

/// The rows of a table without its head.
std::string body_of(const Table& table) {
  const std::string text = table.text();
  return indented(text.substr(text.find('\n') + 1));
}

std::string section_text(Sections section, const std::vector<Row>& rows, SourceList& sources) {
  Table table({"", "", "", "", ""});
  for (const Row& row : rows) {
    const bool curve = std::holds_alternative<Curve>(row.attribute->value);
    if (curve || section_of(row.name) != section) continue;
    const Provenance& provenance = row.attribute->provenance;
    table.add(
        {row.name, value_text(*row.attribute), mark_of(provenance.status), sources.number(provenance), row.meaning});
  }
  return table.empty() ? "" : body_of(table);
}

std::string curve_text(const Row& row, const Curve& curve, SourceList& sources) {
  const Provenance& provenance = row.attribute->provenance;
  std::vector<std::string> xs{"over " + std::string(name(curve.x))}, ys{std::string(name(curve.y))};
  for (const auto& [x, y] : curve.points) {
    xs.push_back(quantity_words(x, curve.x));
    ys.push_back(quantity_words(y, curve.y));
  }
  Table table(xs);
  table.add(ys);
  return fmt::format("  {} {} {} {}\n{}", row.name, mark_of(provenance.status), sources.number(provenance), row.meaning,
                     indented(indented(table.text())));
}

/// "○ [3]" of what is no attribute; empty for a type that was not read from a file.
std::string trust_text(const ModuleType& type, const std::string& path, SourceList& sources) {
  const Provenance* provenance = type.provenance_of(path);
  return provenance == nullptr ? "" : fmt::format("{} {}", mark_of(provenance->status), sources.number(*provenance));
}

std::string envelope_text(const ModuleType& type, SourceList& sources) {
  Table table({"", "", "", ""});
  table.add({"length x width x height", fmt::format("{} x {} x {} mm", type.length, type.width, type.height),
             trust_text(type, "envelope", sources), ""});
  for (const Face face : {Face::front, Face::back, Face::left, Face::right, Face::top}) {
    const std::string side(text(face));
    std::vector<std::string> purposes;
    for (const PurposeClearance& purpose : type.purposes)
      if (purpose.face == face) purposes.push_back(fmt::format("{} {} mm", purpose.purpose, purpose.depth));
    table.add({"keep clear, " + side, fmt::format("{} mm", type.clearance.at(face)),
               trust_text(type, "clearance." + side, sources), join(purposes, ", ")});
  }
  return body_of(table);
}

std::string ports_text(const ModuleType& type, SourceList& sources) {
  Table table({"port", "medium", "way", "face", "at x, y, z [mm]", "size", "rating", "AIF", ""});
  for (const Port& port : type.ports)
    table.add({port.name, std::string(text(port.medium)), port.inlet ? "in" : "out", std::string(text(port.face)),
               fmt::format("{}, {}, {}", port.x, port.y, port.z), port.size, port.rating, port.aif,
               trust_text(type, "port." + port.name, sources)});
  return table.empty() ? "" : indented(table.text());
}

std::string contents_text(const Catalog& catalog, const ModuleType& type) {
  Table table({"", "", ""});
  for (const Contained& part : type.contains) {
    const ModuleType* inner = catalog.module(part.module);
    table.add({part.count > 0 ? fmt::format("{} x", part.count) : fmt::format("up to {} x", part.limit), part.module,
               inner == nullptr ? "" : inner->title});
  }
  return table.empty() ? "" : body_of(table);
}

std::string tests_text(const Catalog& catalog, const Kind* kind) {
  if (kind == nullptr || kind->test_families.empty()) return "";
  std::vector<std::string> families;
  for (const std::string& family : kind->test_families) {
    const auto items = std::count_if(catalog.tests.begin(), catalog.tests.end(),
                                     [&](const TestItem& test) { return test.family == family; });
    families.push_back(fmt::format("{} ({} items)", family, items));
  }
  return "  " + join(families, ", ") + "\n";
}

std::string codes_text(const ModuleType& type) {
  std::vector<std::string> codes;
  for (const auto& [name, code] : type.codes) codes.push_back(name + " " + code);
  return codes.empty() ? "" : "  " + join(codes, ", ") + "\n";
}

}  // namespace

std::string module_card(const Catalog& catalog, const ModuleType& type, const Finding* replaced) {
  const Kind* kind = catalog.kind(type.kind);
  const std::vector<Row> rows = rows_of(kind, type);
  SourceList sources;
  std::string out =
      fmt::format("{} – {}\n{}; {}\n{}{}\n{}\n", type.id, type.title,
                  type.manufacturer.empty() ? "no maker named" : type.manufacturer,
                  type.part_number.empty() ? "no part number" : "part " + type.part_number,
                  kind == nullptr ? type.kind : kind->title,
                  kind == nullptr || kind->service.empty() ? "" : ", supplies " + kind->service, type.origin.file);
  if (replaced != nullptr) out += "overlay: " + replaced->message + "\n";
  if (const std::string words = type.word("description"); !words.empty()) out += words + "\n";
  out += headed("Ratings", section_text(Sections::rating, rows, sources));
  std::string curves;
  for (const Row& row : rows)
    if (const auto* curve = std::get_if<Curve>(&row.attribute->value)) curves += curve_text(row, *curve, sources);
  out += headed("Curves", curves);
  out += headed("Envelope and clearances", envelope_text(type, sources));
  for (const auto& [section, title] : titles)
    if (section != Sections::rating) out += headed(title, section_text(section, rows, sources));
  out += headed("Ports", ports_text(type, sources)) + headed("Contains", contents_text(catalog, type));
  out += headed("Factory tests that apply", tests_text(catalog, kind)) + headed("Codes", codes_text(type));
  return out + headed("Sources (● confirmed  ◐ representative  ○ assumed)", sources.text());
}

}  // namespace plinth
