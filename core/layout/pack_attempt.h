// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <deque>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/layout/pack_field.h"

namespace plinth::layout {

/// One attempt to place all groups of a field in rows. All coordinates are those of the view.
class Attempt {
 public:
  Attempt(const Field& field, const Filling& filling);

  /// Leaves only so much of the width of the land, around this x.
  void narrow(Millimetres width, Millimetres middle);
  /// No row begins farther west than this.
  void begin_at(Millimetres x) { begin_ = x; }
  /// Where the row that begins farthest east begins, and the one farthest west.
  [[nodiscard]] std::pair<Millimetres, Millimetres> row_starts() const { return {last_start_, first_start_}; }
  /// Rows from the south of the view to the north, each as deep as its first group. False when groups are left over.
  [[nodiscard]] bool run();
  /// Rows on both sides of a band that is kept free, the nearest first. Groups that hold_court() placed stand in it.
  [[nodiscard]] bool run_outwards(Millimetres south, Millimetres north);
  /// Places these groups side by side, the first row of them around `middle`; nullopt where they do not fit.
  [[nodiscard]] std::optional<Rect> hold_court(const std::vector<std::size_t>& groups, PlanPoint middle);

  [[nodiscard]] const std::vector<GroupPlace>& places() const { return places_; }
  [[nodiscard]] std::size_t left() const { return left_; }
  /// Whether it ended early because what was left had no room any more.
  [[nodiscard]] bool cut_off() const { return cut_off_; }
  /// Goes on to the end where nothing can be won any more, to tell how much is left over.
  void to_the_end() { to_the_end_ = true; }
  [[nodiscard]] std::size_t largest_left() const;
  /// By group: whether it has a place.
  [[nodiscard]] const std::vector<bool>& placed() const { return placed_; }
  [[nodiscard]] Rect window() const { return {from_, first_y_, to_, terrain_.bounds().y1}; }

 private:
  static constexpr Millimetres kFarWest = -1'000'000'000'000;
  enum class Growth { north, south };  ///< where a row lies from the y it starts at
  struct Waiting {
    std::size_t position, group;
  };
  struct Slot {
    Millimetres x = 0;
    const Outline* outline = nullptr;
  };
  struct Known {
    Millimetres height;
    Margins margins;
    std::size_t band;  ///< in the memo of the view
  };

  void set_window();
  void seat(std::size_t group, const Rect& area, const Outline& outline, Side facing);
  [[nodiscard]] std::vector<Millimetres> starts() const;
  [[nodiscard]] Millimetres fill_row(Millimetres y, Growth growth, Millimetres most = 0, bool blocks_only = false);
  [[nodiscard]] std::optional<Slot> slot(const Shape& shape, Millimetres x, Millimetres depth);
  [[nodiscard]] std::optional<Millimetres> first_x(const Shape& shape, const Outline& o, Millimetres x);
  [[nodiscard]] std::span<const Span> spans(Millimetres height, const Margins& margins);
  [[nodiscard]] bool hopeless(Millimetres y) const;
  [[nodiscard]] Millimetres bottom(Millimetres height) const {
    return growth_ == Growth::north ? row_y_ : row_y_ - height;
  }
  [[nodiscard]] std::vector<std::size_t> waiting_shapes() const;

  const Field& field_;
  const Filling& filling_;
  const View& view_;
  const Terrain& terrain_;
  std::vector<GroupPlace> places_;
  std::vector<bool> placed_;
  std::vector<std::deque<Waiting>> queues_;
  std::vector<Rect> fixed_;
  Millimetres from_ = 0, to_ = 0, first_y_ = 0;
  std::size_t left_ = 0;
  double needed_ = 0;     ///< least ground of what has no place yet, half a lane around, square millimetres
  bool cut_off_ = false;  ///< given up where the rest had no room, whatever comes
  std::vector<Known> row_spans_;
  std::vector<const Outline*> tried_;
  Millimetres row_y_ = 0, begin_ = kFarWest;
  Millimetres last_start_ = kFarWest, first_start_ = -kFarWest;
  Growth growth_ = Growth::north;
  bool to_the_end_ = false;
};

/// Weighted distance between group middles, a hundredth of a metre for every square metre of field, and much for every
/// metre by which a wish for near or far is missed. What the attempts of one strategy are compared by.
[[nodiscard]] double quick_cost(const Field& field, const View& view, const std::vector<GroupPlace>& places);

/// Keeps the cheapest attempts of a strategy, at most one from each view, so that they differ.
class Shortlist {
 public:
  using Fill = std::function<bool(Attempt&)>;
  Shortlist(const Field& field, std::size_t most, PackFailure& failure)
      : field_(field), most_(most), failure_(failure) {}
  /// Makes an attempt and lets `fill` run it. One that is kept is made again with all rows in one line at their west
  /// end, and that is taken where it costs little more: a slanting boundary would leave steps otherwise. Where any will
  /// do, nothing more is tried once one is kept.
  void attempt(const Filling& filling, const Fill& fill, const std::string& words);
  /// The cheapest first.
  [[nodiscard]] std::vector<Packed> take() const;

 private:
  void note_failure(const Filling& filling, const Fill& fill);
  struct Entry {
    Filling filling;
    std::vector<GroupPlace> places;
    std::string words;
    double cost = 0;
  };
  const Field& field_;
  std::size_t most_;
  PackFailure& failure_;
  std::vector<Entry> entries_;  // one a view
};

}  // namespace plinth::layout
