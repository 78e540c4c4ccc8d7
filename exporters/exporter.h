// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/design.h"

namespace plinth {

/// What an exporter may not find out for itself. Injected, so that the same design always gives the same bytes.
struct Stamp {
  std::string tool_version;
  std::string time_utc;  ///< ISO 8601, from --timestamp or SOURCE_DATE_EPOCH; never the clock
};

/// The stated wish was sound, the machine's world was not: OpenCASCADE failed, a read-back differed. Exit code 7.
struct ExportError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// One file of a delivery, in memory. Only the CLI touches the disk.
struct Artifact {
  std::string file_name;  ///< relative: "bom.csv", "cad/site.step"
  std::string bytes;
  friend bool operator==(const Artifact&, const Artifact&) = default;
};

/// A way to hand over a design: a constant, one file each. Reads a finished design and changes nothing.
struct Exporter {
  std::string_view name;     ///< what `plinth export DESIGN` takes: "step", "bom-csv"
  std::string_view summary;  ///< its line in `plinth export --list`
  bool in_delivery;          ///< written by `plinth design` as well
  std::vector<Artifact> (*write)(const Design&, const Stamp&);
};

[[nodiscard]] std::span<const Exporter* const> text_exporters();     ///< exporters/text, generated table
[[nodiscard]] std::span<const Exporter* const> drawing_exporters();  ///< exporters/drawing, generated table

}  // namespace plinth
