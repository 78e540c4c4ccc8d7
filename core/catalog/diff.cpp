// SPDX-License-Identifier: Apache-2.0
#include "core/catalog/diff.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace plinth {
namespace {

bool same_number(double a, double b) { return std::fabs(a - b) <= 1e-9 * std::max(std::fabs(a), std::fabs(b)); }

bool same_value(const Field& a, const Field& b) {
  if (a.si && b.si && a.dimension == b.dimension) return same_number(*a.si, *b.si);
  return a.text == b.text;
}

/// A share of a temperature or of a level in decibels says nothing.
bool is_magnitude(Dimension dimension) {
  return dimension != Dimension::temperature && dimension != Dimension::sound_level && dimension != Dimension::angle;
}

ValueChange change_of(const std::string& what, const Field* before, const Field* after) {
  ValueChange change{what, before == nullptr ? "" : before->text, after == nullptr ? "" : after->text, std::nullopt};
  if (before && after && before->si && after->si && before->dimension == after->dimension &&
      is_magnitude(before->dimension) && *before->si > 0)
    change.relative = *after->si / *before->si - 1;
  return change;
}

std::string id_of(const Limit& limit) { return limit.id + " (" + limit.jurisdiction + ")"; }
template <class Record>
std::string id_of(const Record& record) {
  return record.id;
}

std::string title_of(const Limit& limit) { return fields_of(limit)["value"].text; }
std::string title_of(const TestItem& test) { return test.text; }
template <class Record>
std::string title_of(const Record& record) {
  return record.title;
}

template <class Record>
void compare(const std::string& name, const std::vector<Record>& before, const std::vector<Record>& after,
             std::vector<RecordChange>& changes) {
  std::map<std::string, std::pair<const Record*, const Record*>> pairs;
  for (const Record& record : before) pairs[id_of(record)].first = &record;
  for (const Record& record : after) pairs[id_of(record)].second = &record;
  for (const auto& [id, pair] : pairs) {
    const auto& [old, fresh] = pair;
    if (old == nullptr) {
      changes.push_back({name, id, Changes::added, title_of(*fresh), {}});
    } else if (fresh == nullptr) {
      changes.push_back({name, id, Changes::removed, title_of(*old), {}});
    } else {
      std::vector<ValueChange> values = value_changes(fields_of(*old), fields_of(*fresh), true);
      if (!values.empty()) changes.push_back({name, id, Changes::changed, "", std::move(values)});
    }
  }
}

}  // namespace

std::vector<ValueChange> value_changes(const Fields& before, const Fields& after, bool trust) {
  std::set<std::string> names;
  for (const auto& [name, field] : before) names.insert(name);
  for (const auto& [name, field] : after) names.insert(name);
  std::vector<ValueChange> changes;
  for (const std::string& name : names) {
    const auto a = before.find(name), b = after.find(name);
    const Field* old = a == before.end() ? nullptr : &a->second;
    const Field* fresh = b == after.end() ? nullptr : &b->second;
    if (old == nullptr || fresh == nullptr || !same_value(*old, *fresh)) changes.push_back(change_of(name, old, fresh));
    if (trust && old != nullptr && fresh != nullptr && old->trust != fresh->trust)
      changes.push_back({name + " (trust)", old->trust, fresh->trust, std::nullopt});
  }
  return changes;
}

std::vector<RecordChange> catalog_changes(const Catalog& before, const Catalog& after) {
  std::vector<RecordChange> changes;
  compare("kind", before.kinds, after.kinds, changes);
  compare("module", before.modules, after.modules, changes);
  compare("limit", before.limits, after.limits, changes);
  compare("test", before.tests, after.tests, changes);
  compare("grid profile", before.grid_profiles, after.grid_profiles, changes);
  return changes;
}

}  // namespace plinth
