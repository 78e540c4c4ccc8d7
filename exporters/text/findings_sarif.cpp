// SPDX-License-Identifier: Apache-2.0
#include "exporters/exporter.h"
#include "exporters/text/findings/formats.h"

namespace plinth::exporters {
namespace {

std::vector<Artifact> write(const Design& design, const Stamp&) {
  return {{"findings.sarif", sarif_of({design.report, design.spec, site_file_of(design), design.engine})}};
}

}  // namespace

extern constinit const Exporter findings_sarif{"findings-sarif", "findings of the rules (SARIF 2.1.0)", true, write};

}  // namespace plinth::exporters
