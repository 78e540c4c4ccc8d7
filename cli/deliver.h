// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "cli/context.h"
#include "core/model/design.h"

namespace plinth {

/// What came of running exporters: the files, and a sentence for each exporter that failed.
struct Delivery {
  std::vector<Artifact> artifacts;    ///< by file name
  std::vector<std::string> failures;  ///< in exporter order
};

/// Runs the exporters on several threads. The result does not depend on how many. BugError when two write one file.
[[nodiscard]] Delivery run_exporters(const std::vector<const Exporter*>& exporters, const Design& design,
                                     const Stamp& stamp, int threads);

/// `manifest.json`: engine, inputs and outputs with SHA-256, by path; no clock.
[[nodiscard]] std::string manifest_of(const Design& design, const std::vector<Artifact>& artifacts);

/// Removes files that the manifest of an earlier run lists and this one does not write, unless they were edited since.
/// Returns the names of those it left because of an edit.
std::vector<std::string> remove_stale(const std::string& dir, const std::vector<Artifact>& artifacts);

}  // namespace plinth
