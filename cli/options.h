// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <memory>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace plinth {

/// The value of an option after parsing: shared between the parser, which fills it, and the closure that runs.
template <class T>
using Given = std::shared_ptr<const T>;

/// What a command accepts. A thin front of CLI11, so that its header is compiled in one file only.
class Options {
 public:
  explicit Options(CLI::App& app) : app_(app) {}
  /// One positional argument; "" when it is optional and absent.
  Given<std::string> positional(const std::string& name, const std::string& help, bool required = true);
  /// All remaining positional arguments.
  Given<std::vector<std::string>> positionals(const std::string& name, const std::string& help);
  /// An option with a value; `flags` as in "-o,--output", `type` as shown in the help: "DIR".
  Given<std::string> text(const std::string& flags, const std::string& type, const std::string& help,
                          const std::string& default_value = {});
  /// An option that may be repeated.
  Given<std::vector<std::string>> texts(const std::string& flags, const std::string& type, const std::string& help);
  Given<int> number(const std::string& flags, const std::string& type, const std::string& help, int default_value,
                    int low, int high);
  Given<bool> flag(const std::string& flags, const std::string& help);

 private:
  CLI::App& app_;
};

}  // namespace plinth
