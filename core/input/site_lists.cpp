// SPDX-License-Identifier: Apache-2.0
#include "core/input/site_lists.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "core/base/text.h"
#include "core/input/site_keys.h"
#include "core/input/site_phases.h"
#include "core/input/site_points.h"

namespace plinth {

namespace {

constexpr long long most_racks = 1'000'000;
constexpr std::string_view default_rack = "gb300-nvl72";

std::optional<std::string> required_line(TomlTable& table, std::string_view key, std::string hint) {
  if (!table.has(key)) table.missing(key, std::move(hint));
  return read_line(table, key);
}

std::optional<int> read_count(TomlTable& table) {
  const auto count = table.integer("count");
  if (!count) return std::nullopt;
  if (*count >= 1 && *count <= most_racks) return static_cast<int>(*count);
  table.fault_at(spc::out_of_range, "count",
                 "`" + table.path_of("count") + "` is " + std::to_string(*count) + "; it must be from 1 to 1000000",
                 *count == 0 ? "leave the group out" : "");
  return std::nullopt;
}

std::optional<Power> read_power(TomlTable& table, std::string_view key, double most, std::string_view advice) {
  if (!table.has(key)) return std::nullopt;
  const auto watts = read_quantity(table, key, Dimension::power, 1e3, most, advice);
  return watts ? std::optional(Power{*watts}) : std::nullopt;
}

constexpr std::array<std::string_view, 4> amounts{"count", "load", "accelerators", "share"};

/// How many racks, in exactly one way; false when that is missing, given twice, or faulty.
bool read_amount(TomlTable& table, RackGroup& group) {
  std::vector<std::string_view> given;
  for (const std::string_view key : amounts)
    if (table.has(key)) given.push_back(key);
  if (given.empty()) {
    table.missing("count", "add count = 48, or load, accelerators or share");
    return false;
  }
  if (given.size() > 1) {
    table.fault(
        spc::conflict,
        "`" + table.path_of(given[0]) + "` and `" + std::string(given[1]) + "` are both given in " + table.title(),
        table.key_span(given[1]), "say how many racks in one way: count, load, accelerators or share");
    return false;
  }
  if (const auto count = read_count(table)) group.count = *count;
  group.load = read_power(table, "load", 1e10, "the power of the racks of this group, e.g. \"2 MW\"");
  if (table.has("accelerators"))
    group.accelerators = read_quantity(table, "accelerators", Dimension::ratio, 1, 1e8, "a number, e.g. 4608");
  if (table.has("share"))
    group.share = read_quantity(table, "share", Dimension::ratio, 1e-6, 1, "part of it.load: 0.3 or \"30 %\"");
  return group.count > 0 || group.load || group.accelerators || group.share;
}

/// it.load is what shares are of; without shares it contradicts the groups.
void check_shares(TomlTable& it, const SiteSpec::It& spec, bool sound) {
  double sum = 0;
  int shares = 0;
  for (const RackGroup& group : spec.groups)
    if (group.share) sum += *group.share, ++shares;
  if (shares == 0 && it.has("load") && sound)
    it.fault(spc::conflict, "`it.load` and [[it.group]] are both given", it.key_span("load"),
             "give `load` and `rack`, or one [[it.group]] per kind of rack; with a `share` in the groups they divide "
             "the load");
  if (shares > 0 && !it.has("load")) it.missing("load", "shares are of it.load: add load = \"20 MW\"");
  if (shares > 0 && sound && std::abs(sum - 1) > 1e-6)
    it.fault(spc::conflict, "the shares in [[it.group]] add up to " + round_text(sum * 100, 6) + " %, not to 100 %",
             it.key_span("group"), "the groups with a `share` divide all of it.load among them");
}

// "CDU-03", "POD-01.RACK-03", "BESS-007"
bool is_tag(std::string_view tag) {
  for (const std::string& part : split(tag, '.')) {
    const std::size_t dash = part.find('-');
    if (dash == std::string::npos || dash < 2 || dash > 6) return false;
    const std::string_view prefix = std::string_view(part).substr(0, dash);
    const std::string_view number = std::string_view(part).substr(dash + 1);
    const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    if (!std::all_of(prefix.begin(), prefix.end(), upper)) return false;
    if (number.empty() || number.size() > 6 || !std::all_of(number.begin(), number.end(), digit)) return false;
  }
  return true;
}

int read_rotation(SiteContext& context, TomlTable& table) {
  if (!table.has("rotation")) {
    context.use_default(table.path_of("rotation"), "0", "as the module is drawn in the catalog");
    return 0;
  }
  const auto degrees = table.integer("rotation");
  if (!degrees) return 0;
  if (*degrees == 0 || *degrees == 90 || *degrees == 180 || *degrees == 270) return static_cast<int>(*degrees);
  table.fault_at(spc::not_a_choice, "rotation",
                 "`" + table.path_of("rotation") + "` is " + std::to_string(*degrees) + "; modules stand square",
                 "one of 0, 90, 180, 270 (degrees, counter-clockwise)");
  return 0;
}

/// Which frame a pin is in. Plant coordinates mean something only where the plant grid is known beforehand.
bool in_plant_grid(const SiteContext& context, TomlTable& table) {
  const auto frame = table.text("frame");
  if (!frame || *frame == "site") return false;
  if (*frame != "plant")
    table.fault_at(spc::not_a_choice, "frame", "\"" + printable(*frame, 40) + "\" is not a frame",
                   "\"site\": as the boundary is drawn; \"plant\": as in design.json");
  else if (!context.spec.site.grid.asked_deg)
    table.fault_at(spc::conflict, "frame", "a pin in the plant grid, but `site.grid_rotation` is left to the layout",
                   "write the angle of the design it was taken from: site.grid_rotation = \"12.5 deg\"");
  return *frame == "plant";
}

}  // namespace

void read_racks(SiteContext& context, TomlTable& it) {
  SiteSpec::It& spec = context.spec.it;
  bool sound = true;
  for (TomlTable& group : it.tables("group")) {
    RackGroup added;
    const auto rack = required_line(group, "rack", "add rack = \"gb300-nvl72\"");
    const bool counted = read_amount(group, added);
    added.rack_power = read_power(group, "rack_power", 1e7, "power cap of one rack, e.g. \"100 kW\"");
    added.phase = read_phase_number(group);
    group.finish();
    sound = sound && rack && counted;
    if (!rack || !counted) continue;
    added.rack = *rack;
    spec.groups.push_back(std::move(added));
  }
  if (it.has("group")) {
    for (const std::string_view key : {"rack", "accelerators", "rack_power"})
      if (it.has(key))
        it.fault(spc::conflict, "`it." + std::string(key) + "` and [[it.group]] are both given", it.key_span(key),
                 "write it into the group it is meant for, one [[it.group]] per kind of rack");
    if (it.node().find("group")->items.empty()) return it.missing("load", "add load = \"20 MW\"");
    return check_shares(it, spec, sound);
  }
  if (it.has("load") && it.has("accelerators"))
    it.fault(spc::conflict, "`it.load` and `it.accelerators` are both given", it.key_span("accelerators"),
             "one of them decides the racks: leave the other out");
  if (!it.has("load") && !it.has("accelerators"))
    it.missing("load", "add load = \"20 MW\", or accelerators = 4608, or [[it.group]] with rack and count");
  if (it.has("rack")) return;
  spec.rack = default_rack;
  context.use_default("it.rack", spec.rack, "the most common liquid-cooled rack of new AI halls in the catalog");
}

void read_pins(SiteContext& context, TomlTable& root) {
  std::set<std::string> taken;
  for (TomlTable& table : root.tables("pin")) {
    const auto tag = required_line(table, "tag", "add tag = \"CDU-03\"");
    if (!table.has("at")) table.missing("at", "add at = [40, 25]: metres east, north of its south-west corner");
    const auto at = read_point(table, "at");
    const int rotation = read_rotation(context, table);
    const bool plant = in_plant_grid(context, table);
    const int phase = read_phase_number(table);
    table.finish();
    if (tag && !is_tag(*tag))
      table.fault_at(spc::not_a_choice, "tag", "\"" + printable(*tag, 40) + "\" is not a module tag",
                     "tags look like CDU-03 or BESS-12; `plinth layout` lists them");
    else if (tag && !taken.insert(*tag).second)
      table.fault_at(spc::twice, "tag", printable(*tag, 40) + " is pinned twice", "leave one [[pin]] out");
    else if (tag && at)
      context.spec.pins.push_back({*tag, *at, rotation, context.document.origin(table.header()), plant, phase});
  }
}

namespace {

/// A tag, an area, "*", or a list of tags that a finding must name together: held as "A + B".
std::optional<std::string> read_place(TomlTable& table) {
  const TomlNode* node = table.find("where");
  if (node == nullptr || node->type != TomlNode::Types::array)
    return required_line(table, "where", "add where = \"BESS-07\", the tag it is allowed for");
  const std::vector<std::string> tags = table.texts("where");
  const bool sound = std::none_of(tags.begin(), tags.end(), [](const std::string& tag) { return trim(tag).empty(); });
  if (!tags.empty() && tags.size() == node->items.size() && sound) return join(tags, " + ");
  if (tags.size() == node->items.size())
    table.fault_at(spc::missing_key, "where", "`" + table.path_of("where") + "` names nothing",
                   "where = [\"BESS-07\", \"BESS-08\"], or \"*\" for everywhere");
  return std::nullopt;
}

}  // namespace

void read_waivers(SiteContext& context, TomlTable& root) {
  for (TomlTable& table : root.tables("waiver")) {
    const auto rule = required_line(table, "rule", "add rule = \"SITE01\"");
    const auto where = read_place(table);
    const auto reason = required_line(table, "reason", "say why the rule may be broken here");
    const auto owner = required_line(table, "owner", "name who answers for it");
    if (!table.has("expires")) table.missing("expires", "add expires = 2028-06-01; a waiver does not last for ever");
    const auto expires = read_date(table, "expires");
    table.finish();
    if (rule && where && reason && owner && expires)
      context.spec.waivers.push_back(
          {*rule, *where, *reason, *owner, *expires, context.document.origin(table.header())});
  }
}

}  // namespace plinth
