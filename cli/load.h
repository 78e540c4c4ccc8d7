// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "cli/context.h"
#include "core/model/design.h"
#include "core/pipeline.h"

namespace plinth {

/// A design and how it came about.
struct Loaded {
  Design design;
  std::vector<Finding> shown;  ///< findings of the design with the source lines they point at, for people
  PathNames names;             ///< to show recorded file names as paths
  bool designed_here = false;  ///< the argument was a site file
  std::string bytes;           ///< of the design file that was read; empty when it was designed here
};

/// A site and its catalog, read and checked, before any stage.
struct LoadedSite {
  SiteSpec spec;
  Catalog catalog;
  std::vector<Finding> overrides;  ///< CAT008: what its overlays replace
  std::vector<InputFile> inputs;
  PathNames names;
  std::string recorded, bytes;  ///< name and text of the site file, to show its lines
};
/// Reads a site file ("-" = stdin) and the catalog. Findings are printed; Stop on errors. With `load_optional` a site
/// that states no load gets one rack's worth, for those who look for the load.
[[nodiscard]] LoadedSite load_site(Context& context, const std::string& site, bool load_optional = false);
/// The site of a `design.json` with the whole catalog it may choose from, or a site file as above.
[[nodiscard]] LoadedSite load_question(Context& context, const std::string& path);
/// Puts the source lines to findings that only name places.
[[nodiscard]] std::vector<Finding> with_excerpts(std::vector<Finding> findings, const LoadedSite& site);
/// Prints the findings of a refused site and stops: infeasible, or input_rejected for what only the catalog can show.
[[noreturn]] void stop_refused(Context& context, const LoadedSite& site, std::vector<Finding> findings);
/// Reads a site file ("-" = stdin) and the catalog, and runs the stages. Findings are printed; Stop on errors:
/// input_rejected, infeasible, file_system.
[[nodiscard]] Loaded design_from_site(Context& context, const std::string& site, Until until,
                                      const LayoutEffort& effort = {});
/// A `design.json` is read back; a site file is designed first, as far as `until`.
[[nodiscard]] Loaded load_design(Context& context, const std::string& path, Until until,
                                 const LayoutEffort& effort = {});

/// A `design.json` and the whole catalog its site may choose from; Stop(input_rejected) for a site file.
struct LoadedEdit {
  Design design;
  Catalog catalog;
  PathNames names;
};
[[nodiscard]] LoadedEdit load_edit(Context& context, const std::string& path);

/// Folders among the rule packs of a site: a company's own rules.
[[nodiscard]] std::vector<std::string> pack_folders(const SiteSpec& spec);

/// What reading a site file asks of the world; files are noted in `inputs` and `names`.
[[nodiscard]] SiteWorld site_world(const std::string& folder, std::vector<InputFile>& inputs, PathNames& names);

/// How a command ends that made a design: `findings` when one is at or above --fail-on; `limit_reached`, with a word
/// about the gap, when the design was made here and its optimum is not proved; else `done`.
[[nodiscard]] Exit verdict(Context& context, const Loaded& loaded);

}  // namespace plinth
