// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <tuple>

#include "core/layout/pack_attempt.h"

namespace plinth::layout {

void Shortlist::attempt(const Filling& filling, const Fill& fill, const std::string& words) {
  if (field_.input.any && !entries_.empty()) return;
  Attempt first(field_, filling);
  if (!fill(first)) {
    if (first.cut_off() && failure_.missing == field_.input.groups.size()) return note_failure(filling, fill);
    if (first.left() < failure_.missing) failure_ = {first.left(), first.largest_left()};
    return;
  }
  if (field_.input.any) {
    entries_.push_back({filling, first.places(), words, 0});
    return;
  }
  const View& view = field_.views[filling.view];
  const double cost = quick_cost(field_, view, first.places());
  const auto same =
      std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.filling.view == filling.view; });
  if (same != entries_.end() && same->cost <= cost) return;
  if (same != entries_.end()) entries_.erase(same);
  Entry entry{filling, first.places(), words, cost};
  if (const auto [last, nearest] = first.row_starts(); last > nearest) {
    constexpr double kLittle = 1.03;
    Attempt aligned(field_, filling);
    aligned.begin_at(last);
    if (fill(aligned) && quick_cost(field_, view, aligned.places()) <= kLittle * cost) entry.places = aligned.places();
  }
  entries_.push_back(std::move(entry));
}

void Shortlist::note_failure(const Filling& filling, const Fill& fill) {
  Attempt whole(field_, filling);
  whole.to_the_end();
  static_cast<void>(fill(whole));
  if (whole.left() < failure_.missing) failure_ = {whole.left(), whole.largest_left()};
}

std::vector<Packed> Shortlist::take() const {
  std::vector<const Entry*> order;
  for (const Entry& e : entries_) order.push_back(&e);
  std::sort(order.begin(), order.end(), [](const Entry* a, const Entry* b) {
    return std::tie(a->cost, a->filling.view) < std::tie(b->cost, b->filling.view);
  });
  std::vector<Packed> out;
  for (std::size_t i = 0; i < std::min(most_, order.size()); ++i) {
    const View& view = field_.views[order[i]->filling.view];
    std::vector<GroupPlace> places = order[i]->places;
    for (GroupPlace& p : places) {
      p.area = view.back(p.area);
      p.facing = view.back(p.facing);
      if (view.transpose) p.rotation = 90 - p.rotation;
    }
    out.push_back({std::move(places), order[i]->cost, order[i]->words});
  }
  return out;
}

}  // namespace plinth::layout
