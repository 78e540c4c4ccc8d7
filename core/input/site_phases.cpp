// SPDX-License-Identifier: Apache-2.0
#include "core/input/site_phases.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/base/units.h"
#include "core/input/site_group_phases.h"
#include "core/input/site_keys.h"

namespace plinth {

namespace {

constexpr long long most_phases = 50, most_racks = 1'000'000;

/// A phase with where its keys stand.
struct Written {
  Phase phase;
  TextSpan header, amount, date;
};

std::optional<int> read_whole(TomlTable& table, std::string_view key, long long most, std::string hint) {
  const auto value = table.integer(key);
  if (!value) return std::nullopt;
  if (*value >= 1 && *value <= most) return static_cast<int>(*value);
  table.fault_at(
      spc::out_of_range, key,
      "`" + table.path_of(key) + "` is " + std::to_string(*value) + "; it must be from 1 to " + std::to_string(most),
      std::move(hint));
  return std::nullopt;
}

std::optional<Written> read_phase(SiteContext& context, TomlTable& table) {
  Written written;
  written.header = table.header();
  if (!table.has("number")) table.missing("number", "add number = 1, 2 … in the order the phases are built");
  const auto number = read_whole(table, "number", most_phases, "phases are numbered from 1");
  bool sound = number.has_value();
  if (table.has("load") && table.has("racks")) {
    table.fault(spc::conflict, "`" + table.path_of("load") + "` and `racks` are both given", table.key_span("racks"),
                "say how much is in service in one way");
    sound = false;
  }
  if (table.has("load")) {
    const auto watts = read_quantity(table, "load", Dimension::power, 1e3, 1e10,
                                     "IT in service from this phase on, earlier phases included: \"10 MW\"");
    if (watts) written.phase.load = Power{*watts};
    written.amount = table.key_span("load");
    sound = sound && watts;
  }
  if (table.has("racks")) {
    const auto racks = read_whole(table, "racks", most_racks, "racks in service, those of earlier phases included");
    if (racks) written.phase.racks = *racks;
    written.amount = table.key_span("racks");
    sound = sound && racks;
  }
  if (table.has("ready_by")) {
    const auto date = read_date(table, "ready_by");
    if (date) written.phase.ready_by = *date;
    written.date = table.key_span("ready_by");
    sound = sound && date;
  }
  table.finish();
  if (!sound) return std::nullopt;
  written.phase.number = *number;
  written.phase.origin = context.document.origin(table.header());
  return written;
}

class Order {
 public:
  Order(SiteContext& context, const std::vector<Written>& phases) : context_(context), phases_(phases) {}

  /// `by_group`: groups of racks say what is in service, and which numbers there are.
  void check(bool by_group) {
    for (std::size_t i = 0; i < phases_.size(); ++i) {
      number(i, by_group);
      if (!by_group) amount(i);
      date(i);
    }
  }

 private:
  void fault(std::string message, const TextSpan& span, std::string hint) {
    context_.findings.push_back(context_.document.fault(spc::conflict, std::move(message), span, std::move(hint)));
  }
  [[nodiscard]] std::string name(std::size_t i) const { return "phase " + std::to_string(phases_[i].phase.number); }

  void number(std::size_t i, bool gaps) {
    const int here = phases_[i].phase.number, wanted = i == 0 ? 1 : phases_[i - 1].phase.number + 1;
    if (here == wanted || (gaps && here > wanted)) return;
    if (i > 0 && here == phases_[i - 1].phase.number)
      return fault("two phases have the number " + std::to_string(here), phases_[i].header,
                   "number them 1, 2 … in the order they are built");
    fault("there is no phase " + std::to_string(wanted) + " before phase " + std::to_string(here), phases_[i].header,
          "number them 1, 2 … without a gap");
  }

  void amount(std::size_t i) {
    const Phase& here = phases_[i].phase;
    const bool last = i + 1 == phases_.size(), given = here.load || here.racks > 0;
    if (!given && !last)
      return fault(name(i) + " does not say what is in service", phases_[i].header,
                   "add load = \"10 MW\" or racks = 72, earlier phases included; only the last may leave it out");
    if (i == 0 || !given) return;
    const Phase& before = phases_[i - 1].phase;
    if (here.load && before.load && here.load->si <= before.load->si * (1 + 1e-9))
      fault("the load of " + name(i) + ", " + round_text(here.load->si / 1e6, 6) + " MW, is not above that of " +
                name(i - 1) + ", " + round_text(before.load->si / 1e6, 6) + " MW",
            phases_[i].amount, "`load` is all the IT in service from then on, earlier phases included");
    if (here.racks > 0 && before.racks > 0 && here.racks <= before.racks)
      fault(name(i) + " has no more racks than " + name(i - 1), phases_[i].amount,
            "`racks` are all the racks in service from then on, earlier phases included");
  }

  void date(std::size_t i) {
    const std::string& here = phases_[i].phase.ready_by;
    for (std::size_t before = i; !here.empty() && before-- > 0;) {
      const std::string& earlier = phases_[before].phase.ready_by;
      if (earlier.empty()) continue;
      if (here < earlier)
        fault(name(i) + " is to be ready by " + here + ", before " + name(before) + " by " + earlier, phases_[i].date,
              "later phases are ready later");
      return;
    }
  }

  SiteContext& context_;
  const std::vector<Written>& phases_;
};

}  // namespace

int read_phase_number(TomlTable& table) {
  if (!table.has("phase")) return 0;
  return read_whole(table, "phase", most_phases, "phases are numbered from 1").value_or(0);
}

void read_phases(SiteContext& context, TomlTable& root) {
  std::vector<Written> phases;
  bool sound = true;
  for (TomlTable& table : root.tables("phase")) {
    auto phase = read_phase(context, table);
    sound = sound && phase;
    if (phase) phases.push_back(std::move(*phase));
  }
  std::stable_sort(phases.begin(), phases.end(),
                   [](const Written& a, const Written& b) { return a.phase.number < b.phase.number; });
  const bool by_group = groups_have_phases(context.spec);
  if (sound) Order(context, phases).check(by_group);
  for (Written& written : phases) context.spec.phases.push_back(std::move(written.phase));
  if (sound && by_group) join_group_phases(context, root);
  if (sound) check_pin_phases(context);
}

}  // namespace plinth
