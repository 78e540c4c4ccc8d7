// SPDX-License-Identifier: Apache-2.0
#include "core/model/design_json.h"

#include "exporters/exporter.h"

namespace plinth::exporters {
namespace {

std::vector<Artifact> write(const Design& design, const Stamp&) { return {{"design.json", write_design(design)}}; }

}  // namespace

extern constinit const Exporter design_json{"design-json", "the whole design, readable back (JSON)", true, write};

}  // namespace plinth::exporters
