// SPDX-License-Identifier: Apache-2.0
// Does single random damage to finished designs and asks whether something names what was damaged.
//   mutants [--rules] DESIGN.json …       with --rules also: how many of them the design rules alone name
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "core/advice/audit.h"
#include "core/model/design_json.h"
#include "core/model/design_json_check.h"
#include "core/model/differences.h"
#include "core/pipeline.h"
#include "core/rules/check_design.h"
#include "tests/mutants/damage.h"
#include "tests/support/files.h"

using namespace plinth;
using namespace plinth::test;

namespace {

constexpr int kDamagesPerGroup = 52;  // six groups: 312 a design
constexpr int kThroughFile = 40;      // one of so many goes the whole way, through the bytes of a file

struct Score {
  int damages = 0, named = 0, by_rules = 0;
};

bool names(const std::vector<std::string>& tags, const std::string& message, const Damage& damage) {
  return std::any_of(damage.names.begin(), damage.names.end(), [&](const std::string& name) {
    return std::find(tags.begin(), tags.end(), name) != tags.end() || message.find(name) != std::string::npos;
  });
}
bool named(const std::vector<Finding>& findings, const Damage& damage) {
  return std::any_of(findings.begin(), findings.end(),
                     [&](const Finding& f) { return names(f.tags, f.message, damage); });
}
bool named(const std::vector<Difference>& found, const Damage& damage) {
  return std::any_of(found.begin(), found.end(), [&](const Difference& d) { return names(d.tags, d.list, damage); });
}

/// As `plinth check` sees it: read from bytes, then audited.
bool named_from_file(const Design& damaged, const Damage& damage) {
  const Outcome<Design> read = read_design(write_design(damaged), "design.json");
  if (!read.ok()) return named(read.findings, damage);
  return named(audit_design(*read.value, damaged.engine).findings, damage);
}

bool is_named(const Design& damaged, const Design& derived, const Damage& damage, bool through_file) {
  if (through_file) return named_from_file(damaged, damage);
  if (named(json::inconsistencies(damaged, "design.json"), damage)) return true;
  if (damage.catalog)
    return named(check_design(damaged).findings, damage) ||
           named(audit_design(damaged, damaged.engine).findings, damage);
  return named(differences(damaged, derived), damage);  // what the audit does, with the derivation made once
}

bool run(const std::string& path, bool with_rules) {
  const Outcome<Design> read = read_design(read_file(path), path);
  if (!read.ok()) return fmt::print("{} cannot be read\n", path), false;
  const Design& design = *read.value;
  const Audit audit = audit_design(design, design.engine);
  if (!audit.findings.empty())
    return fmt::print("{}: nothing was damaged, but: {}\n", path, audit.findings.front().message), false;
  const Outcome<Design> derived = run_stages(design.spec, design.catalog, design.inputs, design.engine, Until::layout);

  std::mt19937 random(20261121);
  Score total;
  for (const std::string& group : damage_groups())
    for (int i = 0; i < kDamagesPerGroup; ++i, ++total.damages) {
      Design damaged = design;
      const Damage done = damage(damaged, group, random);
      const bool seen = is_named(damaged, *derived.value, done, total.damages % kThroughFile == 0);
      if (seen)
        ++total.named;
      else
        fmt::print("{}: nobody names it: {} ({})\n", path, done.what, group);
      if (with_rules && named(check_design(damaged).findings, done))
        ++total.by_rules;
      else if (with_rules)
        fmt::print("not by the rules: {} ({})\n", done.what, group);
    }
  fmt::print("{}: {} damages, {} named{}\n", path, total.damages, total.named,
             with_rules ? fmt::format(", {} by the design rules alone", total.by_rules) : "");
  return total.named == total.damages;
}

}  // namespace

int main(int count, char** words) {
  const std::vector<std::string> arguments(words + 1, words + count);
  bool with_rules = false, good = true;
  for (const std::string& argument : arguments) {
    if (argument == "--rules")
      with_rules = true;
    else
      good = run(argument, with_rules) && good;
  }
  return good && !arguments.empty() ? 0 : 1;
}
