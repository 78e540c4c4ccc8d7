// SPDX-License-Identifier: Apache-2.0
#include "core/layout/reserve.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "core/base/text.h"

namespace plinth::layout {
namespace {

/// Whole millimetres, even: middle lines of lanes stay whole.
Millimetres scaled(Millimetres length, double factor) {
  const auto whole = static_cast<Millimetres>(std::ceil(static_cast<double>(length) * factor - 1e-6));
  return (whole + 1) / 2 * 2;
}

/// The same outlines, `factor` times as long, with nothing in them.
PackGroup empty_copy(const PackGroup& group, std::string name, double factor) {
  PackGroup copy;
  copy.spec.name = std::move(name);
  copy.spec.use = group.spec.use;
  copy.margins = group.margins;
  for (const Arrangement& a : group.choices) {
    Arrangement outline;
    outline.width = scaled(a.width, factor);
    outline.height = a.height;
    copy.choices.push_back(std::move(outline));
  }
  return copy;
}

double energy_of(const Job& job) {
  double energy = 0;
  for (const Item& item : job.inventory.items)
    if (item.node->kind == "bess") energy += item.type->number("energy").value_or(0);
  return energy;
}

/// Share of a yard to keep free.
double share_of(const Job& job, std::string_view use) {
  double share = job.spec.expansion.share;
  if (use == "storage" && job.spec.expansion.storage)
    if (const double energy = energy_of(job); energy > 0) share += job.spec.expansion.storage->si / energy;
  return share;
}

}  // namespace

int reserve_blocks(const Job& job) {
  const SiteSpec::Expansion& wish = job.spec.expansion;
  return wish.blocks + static_cast<int>(std::ceil(wish.share * job.sizing.blocks - 1e-9));
}

std::vector<PackGroup> reserve_groups(const Job& job, const std::vector<PackGroup>& groups) {
  std::vector<PackGroup> reserves;
  if (!job.with_reserve || !job.spec.expansion.any()) return reserves;
  for (const PackGroup& group : groups) {
    if (group.spec.block != 0 || group.choices.empty()) continue;
    const double share = share_of(job, group.spec.use);
    if (share > 0) reserves.push_back(empty_copy(group, "Reserve of " + group.spec.name, share));
  }
  for (int block = 1; block <= reserve_blocks(job); ++block)
    for (const PackGroup& group : groups) {
      if (group.spec.block != 1 || group.choices.empty()) continue;
      reserves.push_back(empty_copy(group, "Reserve block " + std::to_string(block), 1.0));
      reserves.back().spec.block = job.sizing.blocks + block;
    }
  return reserves;
}

Finding reserve_binds(const Job& job, const Finding& without_room) {
  const SiteSpec::Expansion& wish = job.spec.expansion;
  std::string asked;
  const auto add = [&](const std::string& part) { asked += (asked.empty() ? "" : ", ") + part; };
  if (wish.share > 0) add("layout.expansion = " + round_text(wish.share * 100) + " %");
  if (wish.blocks > 0) add("layout.reserve.blocks = " + std::to_string(wish.blocks));
  if (wish.storage) add("layout.reserve.storage = " + round_text(wish.storage->si / 3.6e9) + " MWh");
  Finding f = remark("LAY014", Severity::error,
                     fmt::format("the plant finds its place, the land kept free for its expansion ({}) does not: {}",
                                 asked, without_room.message),
                     "the reserve is what binds: ask for less of it, or for more land");
  f.required = without_room.required;
  f.actual = without_room.actual;
  for (const char* key : {"layout.expansion", "layout.reserve.blocks", "layout.reserve.storage"})
    if (const auto found = job.spec.origins.find(key); found != job.spec.origins.end() && !f.origin.known())
      f.origin = found->second;
  return f;
}

}  // namespace plinth::layout
