// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace plinth {

/// What the process tells its caller. Scripts rely on these numbers; never renumber.
enum class Exit : int {
  done = 0,            ///< nothing at or above --fail-on
  findings = 1,        ///< done, with findings at or above --fail-on; every output was written first
  usage = 2,           ///< the command line is wrong
  input_rejected = 3,  ///< TOML, key, unit, geometry, schema
  infeasible = 4,      ///< proved: no design satisfies the site
  limit_reached = 5,   ///< best design so far
  mismatch = 6,        ///< lock or catalog
  export_failed = 7,   ///< an export failed, or failed its own read-back
  file_system = 8,     ///< missing, unreadable, no space, closed pipe
  internal = 70,       ///< a bug of ours
  interrupted = 130,   ///< SIGINT, partial files removed
  terminated = 143,    ///< SIGTERM, partial files removed
};

}  // namespace plinth
