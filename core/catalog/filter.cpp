// SPDX-License-Identifier: Apache-2.0
#include "core/catalog/filter.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "core/base/text.h"
#include "core/input/quantity_text.h"

namespace plinth {
namespace {

using Tests = Condition::Tests;

struct Sign {
  std::string_view text;
  Tests test;
};
constexpr std::array<Sign, 7> signs{{{">=", Tests::at_least},
                                     {"<=", Tests::at_most},
                                     {"!=", Tests::unequal},
                                     {"==", Tests::equal},
                                     {">", Tests::more},
                                     {"<", Tests::less},
                                     {"=", Tests::equal}}};

bool compares(Tests test, double have, double want) {
  const bool same = std::fabs(have - want) <= 1e-9 * std::max(std::fabs(have), std::fabs(want));
  switch (test) {
    case Tests::stated:
      return true;
    case Tests::equal:
      return same;
    case Tests::unequal:
      return !same;
    case Tests::less:
      return have < want && !same;
    case Tests::at_most:
      return have < want || same;
    case Tests::more:
      return have > want && !same;
    case Tests::at_least:
      return have > want || same;
  }
  return false;
}

bool holds_status(const ModuleType& type, Status status) {
  return std::any_of(type.attributes.begin(), type.attributes.end(),
                     [&](const auto& named) { return named.second.provenance.status == status; });
}

bool contains(std::string_view text, std::string_view part) {
  return lower(text).find(lower(part)) != std::string::npos;
}

std::optional<std::pair<double, Dimension>> number_of(const ModuleType& type, const std::string& name) {
  if (name == "length" || name == "width" || name == "height") {
    const Millimetres mm = name == "length" ? type.length : name == "width" ? type.width : type.height;
    return std::pair(static_cast<double>(mm) / 1e3, Dimension::length);
  }
  const Attribute* attribute = type.find(name);
  const double* si = attribute == nullptr ? nullptr : std::get_if<double>(&attribute->value);
  return si == nullptr ? std::nullopt : std::optional(std::pair(*si, attribute->dimension));
}

/// One condition over many types; remembers whether its name and unit fitted any of them.
class Judge {
 public:
  explicit Judge(const Condition& condition) : condition_(condition) {}

  bool passes(const ModuleType& type) {
    const auto number = number_of(type, condition_.name);
    const Attribute* attribute = type.find(condition_.name);
    if (!number && attribute == nullptr) return false;
    known_ = true;
    if (condition_.test == Tests::stated) return fits_ = true;
    return number ? passes_number(number->first, number->second) : passes_word(*attribute);
  }

  [[nodiscard]] std::optional<FilterFault> fault(const Catalog& catalog) const {
    if (!known_) return unknown(catalog);
    if (!fits_) return fault_;
    return std::nullopt;
  }

 private:
  bool passes_number(double si, Dimension dimension) {
    const auto want = parse_quantity(condition_.value, dimension);
    if (const auto* wrong = std::get_if<QuantityFault>(&want)) {
      fault_ = {fmt::format("`{}`: {}", condition_.name, wrong->message), wrong->hint};
      return false;
    }
    fits_ = true;
    return compares(condition_.test, si, std::get<ReadQuantity>(want).si);
  }

  bool passes_word(const Attribute& attribute) {
    if (condition_.test != Tests::equal && condition_.test != Tests::unequal) {
      fault_ = {fmt::format("`{}` is no number: it can only be compared with = and !=", condition_.name), ""};
      return false;
    }
    fits_ = true;
    const std::string want = lower(condition_.value);
    bool same = false;
    if (const auto* word = std::get_if<std::string>(&attribute.value)) same = lower(*word) == want;
    if (const auto* flag = std::get_if<bool>(&attribute.value))
      same = want == (*flag ? "yes" : "no") || want == (*flag ? "true" : "false");
    if (const auto* list = std::get_if<std::vector<std::string>>(&attribute.value))
      same = std::any_of(list->begin(), list->end(), [&](const std::string& item) { return lower(item) == want; });
    return same == (condition_.test == Tests::equal);
  }

  /// Nothing looked at states it: a word that no kind declares, or one that is merely left out everywhere.
  [[nodiscard]] std::optional<FilterFault> unknown(const Catalog& catalog) const {
    std::set<std::string> names{"length", "width", "height"};
    for (const Kind& kind : catalog.kinds)
      for (const AttributeRule& rule : kind.attributes) names.insert(rule.name);
    if (names.contains(condition_.name)) return std::nullopt;
    const std::vector<std::string> all(names.begin(), names.end());
    const std::string near = nearest(condition_.name, all);
    return FilterFault{fmt::format("no kind has an attribute `{}`", printable(condition_.name, 60)),
                       near.empty() ? "`plinth catalog show MODULE` lists the attributes of one"
                                    : fmt::format("did you mean `{}`?", near)};
  }

  const Condition& condition_;
  bool known_ = false, fits_ = false;
  FilterFault fault_;
};

std::string haystack(const Catalog& catalog, const ModuleType& type) {
  const Kind* kind = catalog.kind(type.kind);
  std::string all = type.id + "\n" + type.title + "\n" + type.manufacturer + "\n" + type.part_number + "\n" +
                    type.kind + "\n" + (kind == nullptr ? "" : kind->title + "\n" + kind->service);
  for (const auto& [name, code] : type.codes) all += "\n" + code;
  for (const auto& [name, attribute] : type.attributes)
    if (const auto* word = std::get_if<std::string>(&attribute.value)) all += "\n" + *word;
  return lower(all);
}

template <class Names>
FilterFault no_such(const std::string& what, const std::string& word, const Names& names) {
  const std::string near = nearest(word, names);
  return {fmt::format("the catalog has no {} `{}`", what, printable(word, 40)),
          near.empty() ? fmt::format("{}s: {}", what, join(names, ", ")) : fmt::format("did you mean `{}`?", near)};
}

std::optional<FilterFault> names_fault(const Catalog& catalog, const CatalogFilter& filter) {
  std::vector<std::string> kinds, services;
  for (const Kind& kind : catalog.kinds) {
    kinds.push_back(kind.id);
    if (!kind.service.empty()) services.push_back(kind.service);
  }
  std::sort(services.begin(), services.end());
  services.erase(std::unique(services.begin(), services.end()), services.end());
  if (!filter.kind.empty() && catalog.kind(filter.kind) == nullptr) return no_such("kind", filter.kind, kinds);
  if (!filter.service.empty() && !std::binary_search(services.begin(), services.end(), filter.service))
    return no_such("service", filter.service, services);
  return std::nullopt;
}

}  // namespace

std::variant<Condition, FilterFault> parse_condition(std::string_view text) {
  const std::string hint = "write it as 'rated_power>=1 MW' or 'transport=iso40hc'";
  const std::size_t at = text.find_first_of("<>=!");
  Condition condition;
  condition.name = trim(text.substr(0, at));
  if (condition.name.empty()) return FilterFault{fmt::format("`{}` names no attribute", printable(text, 60)), hint};
  if (at == std::string_view::npos) return condition;
  const auto sign =
      std::find_if(signs.begin(), signs.end(), [&](const Sign& s) { return text.substr(at).starts_with(s.text); });
  if (sign == signs.end()) return FilterFault{fmt::format("`{}` has no comparison", printable(text, 60)), hint};
  condition.test = sign->test;
  condition.value = trim(text.substr(at + sign->text.size()));
  if (condition.value.empty()) return FilterFault{fmt::format("`{}` compares with nothing", printable(text, 60)), hint};
  return condition;
}

std::variant<std::vector<const ModuleType*>, FilterFault> select(const Catalog& catalog, const CatalogFilter& filter) {
  if (const auto fault = names_fault(catalog, filter)) return *fault;
  std::vector<const ModuleType*> found;
  for (const ModuleType& type : catalog.modules) {
    const Kind* kind = catalog.kind(type.kind);
    if (!filter.kind.empty() && type.kind != filter.kind) continue;
    if (!filter.service.empty() && (kind == nullptr || kind->service != filter.service)) continue;
    found.push_back(&type);
  }
  for (const Condition& condition : filter.where) {
    Judge judge(condition);
    const bool any = !found.empty();
    std::erase_if(found, [&](const ModuleType* type) { return !judge.passes(*type); });
    if (const auto fault = any ? judge.fault(catalog) : std::nullopt) return *fault;
  }
  std::erase_if(found, [&](const ModuleType* type) {
    if (!filter.manufacturer.empty() && !contains(type->manufacturer, filter.manufacturer)) return true;
    if (filter.status && !holds_status(*type, *filter.status)) return true;
    if (filter.words.empty()) return false;
    const std::string text = haystack(catalog, *type);
    return std::any_of(filter.words.begin(), filter.words.end(),
                       [&](const std::string& word) { return text.find(lower(word)) == std::string::npos; });
  });
  return found;
}

std::vector<const ModuleType*> search(const Catalog& catalog, const std::vector<std::string>& words) {
  struct Hit {
    int rank;
    const ModuleType* type;
  };
  std::vector<Hit> hits;
  for (const ModuleType& type : catalog.modules) {
    const std::string all = haystack(catalog, type);
    int rank = 0;
    bool everywhere = true;
    for (const std::string& word : words) {
      everywhere = everywhere && all.find(lower(word)) != std::string::npos;
      const bool named = contains(type.title, word) || contains(type.manufacturer, word) || contains(type.kind, word);
      rank += contains(type.id, word) || contains(type.part_number, word) ? 0 : named ? 1 : 2;
    }
    if (everywhere) hits.push_back({rank, &type});
  }
  std::stable_sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.rank < b.rank; });
  std::vector<const ModuleType*> found;
  for (const Hit& hit : hits) found.push_back(hit.type);
  return found;
}

std::string nearest_word(const Catalog& catalog, const std::string& word) {
  std::set<std::string> vocabulary;
  for (const ModuleType& type : catalog.modules) {
    std::string part;
    for (const char c : haystack(catalog, type) + "\n") {
      const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
      if (letter) part += c;
      if (letter || part.empty()) continue;
      if (part.size() > 2) vocabulary.insert(part);
      part.clear();
    }
  }
  const std::vector<std::string> all(vocabulary.begin(), vocabulary.end());
  return nearest(lower(word), all);
}

std::vector<const AttributeRule*> headline(const Catalog& catalog, const Kind& kind) {
  const auto everywhere = [&](const std::string& name) {
    return catalog.kinds.size() > 1 && std::all_of(catalog.kinds.begin(), catalog.kinds.end(), [&](const Kind& other) {
             return std::any_of(other.attributes.begin(), other.attributes.end(),
                                [&](const AttributeRule& rule) { return rule.name == name; });
           });
  };
  std::vector<const AttributeRule*> rules;
  for (const AttributeRule& rule : kind.attributes)
    if (rule.required && rule.type == "number" && !everywhere(rule.name)) rules.push_back(&rule);
  return rules;
}

}  // namespace plinth
