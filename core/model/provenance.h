// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>

#include "core/base/finding.h"

namespace plinth {

/// How far a catalog value may be trusted. `confirmed`: read in a vendor or standard document that is named.
/// `representative`: typical of the class, from a named document. `assumed`: an engineering estimate.
enum class Status { confirmed, representative, assumed };
[[nodiscard]] std::string_view text(Status status);

struct Provenance {
  std::string source;  ///< document or address
  std::string as_of;   ///< ISO date of the source or of the reading
  Status status = Status::assumed;
  Origin origin;  ///< the catalog line
  friend bool operator==(const Provenance&, const Provenance&) = default;
};

}  // namespace plinth
