// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>
#include <type_traits>

#include "core/model/design.h"

/// What the visitors of design_json_fields.h get to see beside plain values: units, enums and line breaks.
namespace plinth::json {

/// What `describe` gets: a const struct when the visitor writes, a mutable one when it reads.
template <class Visitor, class T>
using Ref = std::conditional_t<Visitor::writes, const T&, T&>;

/// A quantity, optional quantity or whole number shown as value / 10^shift: W as kW, millimetres as metres.
template <class T>
struct Shifted {
  T& value;
  int shift = 0;
};
template <class T>
Shifted<T> si(T& value) {
  return {value, 0};
}
template <class T>
Shifted<T> kilo(T& value) {
  return {value, 3};
}
/// Whole millimetres as metres.
template <class T>
Shifted<T> metres(T& value) {
  return {value, 3};
}
/// A temperature in degrees Celsius.
template <class T>
struct Celsius {
  T& value;
};
template <class T>
Celsius(T&) -> Celsius<T>;
/// A list of points, a ring or a list of rings as [x, y] in metres; a rectangle as [x0, y0, x1, y1].
template <class T>
struct InMetres {
  T& value;
};
template <class T>
InMetres(T&) -> InMetres<T>;

/// The last value of each enum, so that reading can try them all.
template <class E>
constexpr E last_of;
template <>
inline constexpr Severity last_of<Severity> = Severity::error;
template <>
inline constexpr Outcomes last_of<Outcomes> = Outcomes::not_checked;
template <>
inline constexpr Status last_of<Status> = Status::assumed;
template <>
inline constexpr Medium last_of<Medium> = Medium::control;
template <>
inline constexpr Face last_of<Face> = Face::top;
template <>
inline constexpr Redundancy last_of<Redundancy> = Redundancy::block;
template <>
inline constexpr Rejection last_of<Rejection> = Rejection::chiller;
template <>
inline constexpr Isolation last_of<Isolation> = Isolation::double_block;
template <>
inline constexpr Objective last_of<Objective> = Objective::weighted;
template <>
inline constexpr Jurisdiction last_of<Jurisdiction> = Jurisdiction::intl;
template <>
inline constexpr EntryKind last_of<EntryKind> = EntryKind::solved;
template <>
inline constexpr RuleTypes last_of<RuleTypes> = RuleTypes::presence;
template <>
inline constexpr Dimension last_of<Dimension> = Dimension::force;

template <class E>
std::string_view word_of(E value) {
  return text(value);
}
template <>
inline std::string_view word_of(Dimension value) {
  return name(value);
}

/// Structs whose members stand on lines of their own; all others fit one line, so that a diff shows the whole record.
template <class T>
inline constexpr bool is_block = false;
template <>
inline constexpr bool is_block<Design> = true;
template <>
inline constexpr bool is_block<CheckReport> = true;
template <>
inline constexpr bool is_block<SiteSpec> = true;
template <>
inline constexpr bool is_block<SiteSpec::Project> = true;
template <>
inline constexpr bool is_block<SiteSpec::Utility> = true;
template <>
inline constexpr bool is_block<SiteSpec::Climate> = true;
template <>
inline constexpr bool is_block<SiteSpec::It> = true;
template <>
inline constexpr bool is_block<SiteSpec::PowerSystem> = true;
template <>
inline constexpr bool is_block<SiteSpec::Storage> = true;
template <>
inline constexpr bool is_block<SiteSpec::Cooling> = true;
template <>
inline constexpr bool is_block<SiteSpec::Rules> = true;
template <>
inline constexpr bool is_block<Demand> = true;
template <>
inline constexpr bool is_block<PhasePlan> = true;
template <>
inline constexpr bool is_block<ObjectiveResult> = true;
template <>
inline constexpr bool is_block<Layout> = true;
template <>
inline constexpr bool is_block<Distribution> = true;
template <>
inline constexpr bool is_block<Civil> = true;
template <>
inline constexpr bool is_block<CivilTotals> = true;
template <>
inline constexpr bool is_block<SiteSpec::Ground> = true;
template <>
inline constexpr bool is_block<Graph> = true;
template <>
inline constexpr bool is_block<Catalog> = true;
template <>
inline constexpr bool is_block<ModuleType> = true;
template <>
inline constexpr bool is_block<Kind> = true;

}  // namespace plinth::json
