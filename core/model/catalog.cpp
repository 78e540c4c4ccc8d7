// SPDX-License-Identifier: Apache-2.0
#include "core/model/catalog.h"

#include <algorithm>
#include <array>

#include "core/base/assert.h"

namespace plinth {
namespace {

constexpr std::array<std::string_view, 12> medium_names{"mv",         "lv",         "dc",         "tcs_supply",
                                                        "tcs_return", "fws_supply", "fws_return", "chw_supply",
                                                        "chw_return", "fuel",       "water",      "control"};

/// The element with this id in a list sorted by id.
template <class T>
const T* by_id(const std::vector<T>& list, std::string_view id) {
  const auto found =
      std::lower_bound(list.begin(), list.end(), id, [](const T& a, std::string_view b) { return a.id < b; });
  return found != list.end() && found->id == id ? &*found : nullptr;
}

}  // namespace

std::string_view text(Status status) {
  switch (status) {
    case Status::confirmed:
      return "confirmed";
    case Status::representative:
      return "representative";
    case Status::assumed:
      return "assumed";
  }
  return "";
}

std::string_view text(Medium medium) { return medium_names[static_cast<std::size_t>(medium)]; }

std::optional<Medium> medium_named(std::string_view name) {
  const auto* found = std::find(medium_names.begin(), medium_names.end(), name);
  if (found == medium_names.end()) return std::nullopt;
  return static_cast<Medium>(found - medium_names.begin());
}

std::string_view text(Face face) {
  constexpr std::array<std::string_view, 5> names{"front", "back", "left", "right", "top"};
  return names[static_cast<std::size_t>(face)];
}

Millimetres Clearances::at(Face face) const {
  switch (face) {
    case Face::front:
      return front;
    case Face::back:
      return back;
    case Face::left:
      return left;
    case Face::right:
      return right;
    case Face::top:
      break;
  }
  return top;
}

std::optional<double> Curve::at(double x_si) const {
  if (points.empty() || x_si < points.front().first || x_si > points.back().first) return std::nullopt;
  const auto above =
      std::lower_bound(points.begin(), points.end(), x_si, [](const auto& p, double v) { return p.first < v; });
  if (above->first == x_si) return above->second;
  const auto below = above - 1;
  const double share = (x_si - below->first) / (above->first - below->first);
  return below->second + share * (above->second - below->second);
}

const Attribute* ModuleType::find(std::string_view attribute) const {
  // Asked for some hundred thousand times in a sizing: the key keeps its memory from one time to the next.
  static thread_local std::string key;
  key.assign(attribute);
  const auto found = attributes.find(key);
  return found == attributes.end() ? nullptr : &found->second;
}

const Provenance* ModuleType::provenance_of(std::string_view path) const {
  if (const Attribute* attribute = find(path)) return &attribute->provenance;
  for (std::string_view place = path; !place.empty();) {
    if (const auto own = provenance.find(std::string(place)); own != provenance.end()) return &own->second;
    const std::size_t dot = place.rfind('.');
    place = dot == std::string_view::npos ? std::string_view() : place.substr(0, dot);
  }
  const auto file = provenance.find("source");
  return file == provenance.end() ? nullptr : &file->second;
}

std::optional<double> ModuleType::number(std::string_view attribute) const {
  const Attribute* a = find(attribute);
  const double* value = a == nullptr ? nullptr : std::get_if<double>(&a->value);
  return value == nullptr ? std::nullopt : std::optional(*value);
}

std::string ModuleType::word(std::string_view attribute) const {
  const Attribute* a = find(attribute);
  const auto* value = a == nullptr ? nullptr : std::get_if<std::string>(&a->value);
  return value == nullptr ? std::string() : *value;
}

bool ModuleType::flag(std::string_view attribute) const {
  const Attribute* a = find(attribute);
  const bool* value = a == nullptr ? nullptr : std::get_if<bool>(&a->value);
  return value != nullptr && *value;
}

const Curve* ModuleType::curve(std::string_view attribute) const {
  const Attribute* a = find(attribute);
  return a == nullptr ? nullptr : std::get_if<Curve>(&a->value);
}

double ModuleType::required_number(std::string_view attribute) const {
  const std::optional<double> value = number(attribute);
  PLINTH_ASSERT(value.has_value(), "module type " + id + " has no number `" + std::string(attribute) + "`");
  return *value;
}

const Kind* Catalog::kind(std::string_view id) const { return by_id(kinds, id); }
const ModuleType* Catalog::module(std::string_view id) const { return by_id(modules, id); }
const GridProfile* Catalog::grid_profile(std::string_view id) const { return by_id(grid_profiles, id); }

std::vector<const ModuleType*> Catalog::modules_of(std::string_view kind) const {
  std::vector<const ModuleType*> found;
  for (const ModuleType& type : modules)
    if (type.kind == kind) found.push_back(&type);
  return found;
}

const Limit* Catalog::limit(std::string_view id, std::string_view jurisdiction) const {
  const Limit* general = nullptr;
  auto at =
      std::lower_bound(limits.begin(), limits.end(), id, [](const Limit& a, std::string_view b) { return a.id < b; });
  for (; at != limits.end() && at->id == id; ++at) {
    if (at->jurisdiction == jurisdiction) return &*at;
    if (at->jurisdiction == "all") general = &*at;
  }
  return general;
}

}  // namespace plinth
