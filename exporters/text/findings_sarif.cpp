// SPDX-License-Identifier: Apache-2.0
#include "core/model/design_json.h"
#include "exporters/exporter.h"
#include "exporters/text/findings/formats.h"

namespace plinth::exporters {
namespace {

std::vector<Artifact> write(const Design& design, const Stamp&) {
  FindingsSource source{design.report, design.spec, site_file_of(design), design.engine};
  if (moves_something(design.report)) {  // design.json lies beside this file
    source.design_file = "design.json";
    source.placements = placement_texts(write_design(design));
  }
  return {{"findings.sarif", sarif_of(source)}};
}

}  // namespace

extern constinit const Exporter findings_sarif{"findings-sarif", "findings of the rules (SARIF 2.1.0)", true, write};

}  // namespace plinth::exporters
