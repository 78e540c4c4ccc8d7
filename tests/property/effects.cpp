// SPDX-License-Identifier: Apache-2.0
#include "tests/property/effects.h"

#include <stdexcept>

#include "core/input/read_site.h"
#include "core/model/design_json.h"
#include "exporters/exporter.h"
#include "tests/support/files.h"

namespace plinth::test {
namespace {

std::string words_of(const std::vector<Finding>& findings) {
  std::string all;
  for (const Finding& finding : findings)
    if (finding.severity == Severity::error) all += finding.code + " " + finding.message + "\n";
  return all;
}

}  // namespace

SiteText plain_site() {
  return {{"project.name", "\"Test\""},
          {"site.boundary", "[[0, 0], [320, 0], [320, 260], [0, 260]]"},
          {"it.load", "\"2 MW\""},
          {"site.utility.voltage", "\"34.5 kV\""},
          {"site.utility.capacity", "\"10 MVA\""}};
}

std::string toml_of(const SiteText& site) {
  std::string toml;
  for (const auto& [key, value] : site)
    if (!value.empty()) toml += key + " = " + value + "\n";
  return toml;
}

SiteSpec spec_of(const SiteText& site, const std::map<std::string, std::string>& files) {
  SiteWorld world = empty_world();
  world.read_file = [&files](const std::string& path) -> std::optional<std::string> {
    const auto found = files.find(path);
    return found == files.end() ? std::nullopt : std::optional(found->second);
  };
  const Outcome<SiteSpec> outcome = read_site(toml_of(site), "site.toml", world);
  if (!outcome.ok()) throw std::runtime_error("site is faulty:\n" + words_of(outcome.findings) + toml_of(site));
  return *outcome.value;
}

Design designed(const SiteSpec& spec, const Catalog& catalog, Until until) {
  Outcome<Design> outcome = design_site(spec, catalog, {}, "test", until);
  if (!outcome.ok()) throw std::runtime_error("no design:\n" + words_of(outcome.findings));
  return std::move(*outcome.value);
}

std::string figures_of(Design design) {
  design.spec = SiteSpec{};
  design.inputs.clear();
  design.catalog = Catalog{};
  design.sizing.objective.how.clear();  // counts what the search looked at
  for (Selection& selection : design.sizing.selection) selection.basis.clear();
  std::map<std::string, LedgerEntry, std::less<>> computed;
  for (const auto& [id, entry] : design.sizing.ledger.entries()) {
    if (entry.kind != EntryKind::derived && entry.kind != EntryKind::solved) continue;
    LedgerEntry figure;
    figure.id = entry.id;
    figure.value = entry.value;
    figure.unit = entry.unit;
    computed.emplace(id, std::move(figure));
  }
  design.sizing.ledger = Ledger::from_entries(std::move(computed));
  for (Finding& finding : design.report.findings) {
    finding.origin = {};
    finding.excerpt.clear();
  }
  return write_design(design);
}

std::string documents_of(const Design& design) {
  std::string all;
  for (const auto& table : {text_exporters(), drawing_exporters()})
    for (const Exporter* exporter : table)
      if (exporter->name != "design-json")
        for (const Artifact& artifact : exporter->write(design, {"test", ""})) all += artifact.bytes;
  return all;
}

}  // namespace plinth::test
