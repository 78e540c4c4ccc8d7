// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <set>
#include <utility>

#include "core/rules/data_rules.h"
#include "core/rules/ground.h"

namespace plinth {
namespace {

/// Something beside a module that a distance is measured to.
struct Place {
  std::string label;
  std::function<Millimetres(const Rect&)> gap;
  std::function<std::vector<PlanPoint>(const Rect&)> marks;  ///< on the body, on the place
  bool road = false;
};

/// What stands farther than this beyond three times its limit is no neighbour that a drawing shows.
constexpr Millimetres kShownBeyond = 10000;

Millimetres whole(const RuleLimit& limit) { return millimetres(Length{limit.si}); }

Place place_of(std::string label, const Rect& area) {
  return {std::move(label), [area](const Rect& body) { return distance(body, area); },
          [area](const Rect& body) {
            const auto [on_body, on_area] = closest_points(body, area);
            return std::vector<PlanPoint>{on_body, on_area};
          },
          false};
}

Place place_of(std::string label, const Polygon& area) {
  return {std::move(label), [&area](const Rect& body) { return distance_to(area, body); },
          [&area](const Rect& body) { return nearest_marks(area, body); }, false};
}

Place lot_line(const SiteSpec::Site& site) {
  return {"the lot line", [&site](const Rect& body) { return depth_inside(site, body).value_or(0); },
          [&site](const Rect& body) {
            for (const Polygon& parcel : site.parcels)
              if (contains(parcel, body)) return nearest_marks(parcel, body);
            return std::vector<PlanPoint>{};
          },
          false};
}

Rect point_rect(PlanPoint at) { return {at.x, at.y, at.x, at.y}; }

void add_places(const CheckContext& context, std::string_view thing, std::vector<Place>& places) {
  const SiteSpec& spec = context.design.spec;
  if (thing == "lot-line" && !spec.site.parcels.empty()) places.push_back(lot_line(spec.site));
  if (thing == "building")
    for (const ExistingBuilding& building : spec.site.existing)
      places.push_back(place_of("the building " + building.name, building.area));
  if (thing == "keep-out")
    for (const KeepOut& keep_out : spec.site.keep_outs)
      places.push_back(place_of("the keep-out " + keep_out.name, keep_out.area));
  if (thing == "road" || thing == "fire-lane")
    for (const Road& road : context.design.layout.roads)
      if (thing == "road" || road.use == "fire-lane") {
        places.push_back(place_of("the road " + road.name, road.area));
        places.back().road = true;
      }
  if (thing == "gate")
    for (const Gate& gate : spec.site.gates) places.push_back(place_of("the gate " + gate.name, point_rect(gate.at)));
  if (thing == "connection" && spec.utility.at)
    places.push_back(place_of("the connection point", point_rect(*spec.utility.at)));
}

/// The compass sides of a module that `face` of a rule means; all four for an empty one.
std::vector<Side> sides_of(const PlacedModule& module, const std::string& face) {
  constexpr std::array<Side, 4> every{Side::south, Side::east, Side::north, Side::west};
  std::vector<Side> sides;
  for (const Side side : every) {
    const Face own = face_towards(*module.placement, side);
    const bool along = own == Face::front || own == Face::back;
    const bool is_long = along == (module.type->length >= module.type->width);
    if (face.empty() || text(own) == face || (face == "long" && is_long) || (face == "short" && !is_long))
      sides.push_back(side);
  }
  return sides;
}

/// The other body lies straight before one of the faces meant, nearer than `reach`.
bool before_faces(const Rect& body, const PlacedModule& module, const std::string& face, const Rect& other,
                  Millimetres reach) {
  if (face.empty()) return true;
  const std::vector<Side> sides = sides_of(module, face);
  return std::any_of(sides.begin(), sides.end(), [&](Side side) { return overlap(strip(body, side, reach), other); });
}

class DistanceCheck {
 public:
  DistanceCheck(const CheckContext& context, const DataRule& rule, Reporter& out)
      : context_(context), rule_(rule), out_(out) {}

  void run() {
    std::vector<MissingDatum> missing;
    const std::vector<RuleSubject> subjects = subjects_of(context_, rule_, rule_.of, true, missing);
    for (const std::string& thing : rule_.to.things) add_places(context_, thing, places_);
    select_targets(missing);
    for (const MissingDatum& datum : missing) out_.not_checked(datum.what);
    if (subjects.empty()) return out_.not_checked("the design has nothing this rule is about");
    const auto targets = std::count(target_.begin(), target_.end(), true);
    if (places_.empty() && targets == 0) return out_.not_checked("there is nothing that it must keep a distance from");
    choose_limits(subjects);
    for (const RuleSubject& subject : subjects)
      if (limits_[static_cast<std::size_t>(subject.placed)] != nullptr) look_at(subject);
  }

 private:
  void select_targets(std::vector<MissingDatum>& missing) {
    target_.assign(context_.placed.size(), false);
    if (rule_.to.kinds.empty()) return;
    RuleSelector modules = rule_.to;
    modules.things.clear();
    for (const RuleSubject& subject : subjects_of(context_, rule_, modules, true, missing))
      target_[static_cast<std::size_t>(subject.placed)] = true;
    symmetric_ = rule_.of.kinds == rule_.to.kinds && rule_.of.match == rule_.to.match &&
                 rule_.of.where == rule_.to.where && rule_.of.except == rule_.to.except && rule_.face.empty();
  }

  void choose_limits(const std::vector<RuleSubject>& subjects) {
    limits_.assign(context_.placed.size(), nullptr);
    for (const RuleSubject& subject : subjects) {
      const auto chosen = limit_for(context_, rule_, subject);
      if (const auto* why = std::get_if<std::string>(&chosen)) return tell_broken(rule_, *why, out_);
      if (const auto* missing = std::get_if<MissingDatum>(&chosen)) {
        out_.not_checked(missing->what);
        continue;
      }
      const RuleLimit* limit = std::get<ChosenLimit>(chosen).limit;
      if (limit == nullptr)
        out_.not_checked(fmt::format("the rule states no limit for {} and {}", context_.jurisdiction, subject.label));
      else
        largest_ = std::max(largest_, whole(*limit));
      limits_[static_cast<std::size_t>(subject.placed)] = limit;
    }
  }

  void look_at(const RuleSubject& subject) {
    out_.measured();
    const auto index = static_cast<std::size_t>(subject.placed);
    const RuleLimit* limit = limits_[index];
    if (rule_.at_most) return check_reach(index, *limit);
    const Place* road = nullptr;  // lanes meet: of all roads the nearest speaks
    for (const Place& place : places_) {
      if (!place.road) {
        check_place(index, place, *limit);
      } else if (const Rect& body = context_.placed[index].body; road == nullptr || place.gap(body) < road->gap(body)) {
        road = &place;
      }
    }
    if (road != nullptr) check_place(index, *road, *limit);
    check_modules(index, *limit);
  }

  Finding fault(const PlacedModule& module, const std::string& to, Millimetres gap, const RuleLimit& limit) const {
    Finding finding;
    finding.tags = {module.tag()};
    finding.actual = in_metres(gap);
    finding.required = in_metres(whole(limit));
    finding.message = fmt::format("{} is {} from {}{}; {} {}", module.tag(), metres_text(gap), to,
                                  rule_.face.empty() ? "" : " before its " + rule_.face + " face",
                                  rule_.at_most ? "at most" : "at least", limit_text(limit));
    return finding;
  }

  void record(const PlacedModule& module, const std::string& to, Millimetres gap, const RuleLimit& limit,
              const std::vector<PlanPoint>& marks, bool kept) {
    if (!out_.keeps_distances()) return;
    MeasuredDistance made{"", module.tag(), to, gap, whole(limit), rule_.at_most, kept, limit.edition, {}, {}};
    if (marks.size() == 2) made.on_from = marks[0], made.on_to = marks[1];
    out_.distance(std::move(made));
  }

  std::string hint(const RuleLimit& limit, Millimetres gap, const std::string& tag, std::string move) const {
    const std::string own = filled_hint(rule_, limit, static_cast<double>(gap) / 1000.0, tag);
    if (own.empty() || move.empty()) return own.empty() ? move : own;
    return move + ", or " + own;
  }

  /// The place lies straight before one of the faces meant, nearer than `reach`.
  bool before(const Rect& body, const PlacedModule& module, const Place& place, Millimetres reach) const {
    if (rule_.face.empty()) return true;
    const std::vector<Side> sides = sides_of(module, rule_.face);
    return std::any_of(sides.begin(), sides.end(), [&](Side side) {
      const Rect ahead = strip(body, side, reach);
      if (ahead.width() <= 2 || ahead.height() <= 2) return false;
      return place.gap(ahead.grown(-1)) == 0;  // a place beside the strip, touching it, is not before the face
    });
  }

  void check_place(std::size_t index, const Place& place, const RuleLimit& limit) {
    const PlacedModule& module = context_.placed[index];
    const Millimetres gap = place.gap(module.body), required = whole(limit);
    const auto keeps = [&](const Rect& body) {
      return place.gap(body) >= required || !before(body, module, place, required);
    };
    const bool kept = keeps(module.body);
    const bool shown = !kept || out_.keeps_distances();
    const std::vector<PlanPoint> marks = shown ? place.marks(module.body) : std::vector<PlanPoint>{};
    record(module, place.label, gap, limit, marks, kept);
    if (kept) return;
    Finding finding = fault(module, place.label, gap, limit);
    finding.marks = marks;
    finding.hint = hint(limit, gap, module.tag(), move_hint(context_, module, keeps));
    out_.report(std::move(finding));
  }

  /// Of two things the rule is about alike, the stricter of their limits stands between them.
  const RuleLimit& of_pair(std::size_t other, const RuleLimit& limit) const {
    const RuleLimit* of_other = symmetric_ ? limits_[other] : nullptr;
    return of_other != nullptr && of_other->si > limit.si ? *of_other : limit;
  }

  void check_modules(std::size_t index, const RuleLimit& limit) {
    const PlacedModule& module = context_.placed[index];
    const Millimetres reach = symmetric_ ? largest_ : whole(limit);
    const Millimetres window = out_.keeps_distances() ? 3 * reach + kShownBeyond : reach;
    std::optional<std::size_t> nearest;
    const auto visit = [&](std::size_t j) {
      const PlacedModule& other = context_.placed[j];
      if (j == index || !target_[j]) return;
      if (out_.keeps_distances() && before_faces(module.body, module, rule_.face, other.body, window) &&
          (!nearest || distance(module.body, other.body) < distance(module.body, context_.placed[*nearest].body)))
        nearest = j;
      if (symmetric_ && j < index) return;
      const RuleLimit& between = of_pair(j, limit);
      const Millimetres required = whole(between);
      if (distance(module.body, other.body) < required &&
          before_faces(module.body, module, rule_.face, other.body, required))
        report_pair(module, other, between);
    };
    context_.bodies.near(module.body.grown(window), visit);
    if (!nearest) return;
    const PlacedModule& other = context_.placed[*nearest];
    const auto [on_module, on_other] = closest_points(module.body, other.body);
    const RuleLimit& between = of_pair(*nearest, limit);
    const Millimetres gap = distance(module.body, other.body), required = whole(between);
    const bool kept = gap >= required || !before_faces(module.body, module, rule_.face, other.body, required);
    record(module, other.tag(), gap, between, {on_module, on_other}, kept);
  }

  void report_pair(const PlacedModule& module, const PlacedModule& other, const RuleLimit& limit) {
    if (!reported_.insert(std::minmax(&module, &other)).second) return;
    const Millimetres gap = distance(module.body, other.body), required = whole(limit);
    const auto [on_module, on_other] = closest_points(module.body, other.body);
    Finding finding = fault(module, other.tag(), gap, limit);
    finding.tags.push_back(other.tag());
    finding.marks = {on_module, on_other};
    finding.hint =
        hint(limit, gap, module.tag(), move_apart_hint(context_, module, other, [&](const Rect& one, const Rect& two) {
               return distance(one, two) >= required || !before_faces(one, module, rule_.face, two, required);
             }));
    out_.report(std::move(finding));
  }

  /// The nearest thing of all must lie within reach.
  void check_reach(std::size_t index, const RuleLimit& limit) {
    const PlacedModule& module = context_.placed[index];
    std::optional<Millimetres> least;
    std::string to;
    std::vector<PlanPoint> marks;
    const auto take = [&](Millimetres gap, const std::string& label, auto&& points) {
      if (least && gap >= *least) return;
      least = gap;
      to = label;
      marks = points();
    };
    for (const Place& place : places_)
      take(place.gap(module.body), place.label, [&] { return place.marks(module.body); });
    for (std::size_t j = 0; j < context_.placed.size(); ++j) {
      if (!target_[j] || j == index) continue;
      const PlacedModule& other = context_.placed[j];
      take(distance(module.body, other.body), other.tag(), [&] {
        const auto [a, b] = closest_points(module.body, other.body);
        return std::vector<PlanPoint>{a, b};
      });
    }
    if (!least) return;
    const Millimetres allowed = static_cast<Millimetres>(limit.si * 1000.0 + 1e-6);
    record(module, to, *least, limit, marks, *least <= allowed);
    if (*least <= allowed) return;
    Finding finding = fault(module, to, *least, limit);
    finding.required = in_metres(allowed);
    finding.marks = marks;
    finding.hint = hint(limit, *least, module.tag(), "");
    out_.report(std::move(finding));
  }

  const CheckContext& context_;
  const DataRule& rule_;
  Reporter& out_;
  std::vector<Place> places_;
  std::vector<bool> target_;
  std::vector<const RuleLimit*> limits_;  ///< of each module on the ground; nullptr: none, or not looked at
  Millimetres largest_ = 0;               ///< of these limits
  bool symmetric_ = false;
  std::set<std::pair<const PlacedModule*, const PlacedModule*>> reported_;  ///< a pair is one fault, seen from both
};

}  // namespace

void check_distance(const CheckContext& context, const DataRule& rule, Reporter& out) {
  DistanceCheck(context, rule, out).run();
}

}  // namespace plinth
