// SPDX-License-Identifier: Apache-2.0
#include "core/model/design_json.h"
#include "exporters/exporter.h"

namespace plinth::exporters {
namespace {

std::vector<Artifact> write(const Design& design, const Stamp&) {
  return {{"findings.json", write_findings(design.report)}};
}

}  // namespace

extern constinit const Exporter findings_json{"findings-json", "findings and verdicts of the rules (JSON)", true,
                                              write};

}  // namespace plinth::exporters
