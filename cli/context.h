// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit.h"
#include "cli/files.h"
#include "core/base/finding.h"
#include "core/input/read_site.h"
#include "exporters/exporter.h"

namespace plinth {

/// Options every command understands.
struct GlobalOptions {
  std::vector<std::string> set;  ///< "key=value", in the order given
  std::string format;            ///< checked against the command's list; its first when not given
  bool quiet = false, verbose = false, no_progress = false;
  bool locked = false;            ///< --locked: catalog and engine must be those of plinth.lock
  std::string color = "auto";     ///< auto | always | never
  std::string catalog;            ///< --catalog, or empty
  std::string timestamp;          ///< --timestamp, or empty
  int threads = 0;                ///< 0: as many as the machine has
  std::string fail_on = "error";  ///< error | warning | info | never
};

/// The world as a command sees it: results on stdout, talk on stderr, environment and terminal already looked at.
class Context {
 public:
  explicit Context(GlobalOptions options);
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  ~Context();  ///< takes the progress line away, whatever ended the command

  [[nodiscard]] const GlobalOptions& options() const { return options_; }
  [[nodiscard]] bool json() const { return options_.format == "json"; }
  [[nodiscard]] bool colour_out() const { return colour_out_; }
  [[nodiscard]] bool colour_err() const { return colour_err_; }
  [[nodiscard]] int threads() const;
  [[nodiscard]] std::vector<Override> overrides() const;  ///< --set, split; Stop(usage) when one has no "="
  [[nodiscard]] Stamp stamp() const;                      ///< --timestamp, else SOURCE_DATE_EPOCH, else no time
  [[nodiscard]] std::string catalog_dir() const;          ///< --catalog, else PLINTH_CATALOG, else the installed one

  void out(std::string_view data);  ///< result; Stop(file_system) when stdout is closed or full
  void write(const std::string& path, std::string_view data);  ///< to a file, or to stdout for "" and "-"
  void say(std::string_view line);                             ///< talk, unless -q
  void detail(std::string_view line);                          ///< talk with -v
  void progress(std::string_view what);                        ///< one transient line, on a terminal only
  /// Prints findings and their counts to stderr; with -q only errors and those at or above --fail-on.
  void report(const std::vector<Finding>& findings, const PathNames& names);
  /// As above, but milder findings are shown with -v only: for a command that ends with a summary.
  void report_grave(const std::vector<Finding>& findings, const PathNames& names);
  /// `findings` when one is at or above --fail-on, else `done`.
  [[nodiscard]] Exit verdict(const std::vector<Finding>& findings) const;

 private:
  void clear_progress();
  [[nodiscard]] bool counts(const Finding& finding) const;

  GlobalOptions options_;
  bool colour_out_ = false, colour_err_ = false, progress_ = false, progress_shown_ = false;
};

/// "plinth 0.1.0": stamped into every design.
[[nodiscard]] std::string engine_name();

}  // namespace plinth
