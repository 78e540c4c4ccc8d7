// SPDX-License-Identifier: Apache-2.0
#include "cli/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "core/base/text.h"

// The only file that sees CLI11: its header takes seconds to compile.

namespace plinth {
namespace {

/// Option lines as "-o,--output DIR  what", without CLI11's REQUIRED and default decorations.
class HelpFormatter : public CLI::Formatter {
 public:
  HelpFormatter() {
    column_width(34);
    label("OPTIONS", "options");
    label("SUBCOMMAND", "COMMAND");
  }
  std::string make_option_opts(const CLI::Option* option) const override {
    const std::string type = option->get_type_name().substr(0, option->get_type_name().find(':'));
    return option->nonpositional() && !type.empty() ? " " + type : "";
  }
  std::string make_option_usage(const CLI::Option* option) const override {
    const std::string name = option->get_name(true) + (option->get_expected_max() > 1 ? "..." : "");
    return option->get_required() ? name : "[" + name + "]";
  }
};

CLI::Option* tune(CLI::Option* option, const std::string& type) {
  option->type_name(type);
  option->run_callback_for_default(false);
  return option;
}

std::string footer(const Command& command) {
  std::string text = "Global options (--set, --format, --catalog, --fail-on, -q, …): plinth --help\n";
  if (!command.formats.empty()) {
    std::vector<std::string> formats = split(command.formats, ' ');
    text += "Formats: " + join(formats, ", ") + "\n";
  }
  return text + fmt::format("\nExamples:\n  {}\n  {}", command.examples[0], command.examples[1]);
}

void declare_globals(CLI::App& app, GlobalOptions& global, bool& version) {
  const std::string group = "Global options";
  app.add_option("--set", global.set, "override an input: it.load=\"12 MW\" (repeatable)")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false)
      ->group(group);
  app.add_option("--format", global.format, "text, json, …; each command lists its own")
      ->type_name("FORMAT")
      ->group(group);
  app.add_option("--catalog", global.catalog, "catalog folder (else PLINTH_CATALOG, else the installed one)")
      ->type_name("DIR")
      ->group(group);
  app.add_option("--fail-on", global.fail_on, "findings that make exit code 1: error, warning, info, never")
      ->type_name("SEVERITY")
      ->check(CLI::IsMember({"error", "warning", "info", "never"}))
      ->group(group);
  app.add_option("--timestamp", global.timestamp, "time written into outputs (else SOURCE_DATE_EPOCH, else none)")
      ->type_name("UTC")
      ->group(group);
  app.add_option("-j,--threads", global.threads, "threads for exporting; never changes the bytes")
      ->type_name("N")
      ->check(CLI::Range(1, 1024))
      ->group(group);
  app.add_option("--color", global.color, "auto, always, never (NO_COLOR is honoured)")
      ->type_name("WHEN")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->group(group);
  app.add_flag("--locked", global.locked,
               "refuse when catalog or engine differ from plinth.lock beside the site (exit 6)")
      ->group(group);
  app.add_flag("-q,--quiet", global.quiet, "results and faults only")->group(group);
  app.add_flag("-v,--verbose", global.verbose, "say more")->group(group);
  app.add_flag("--no-progress", global.no_progress, "no progress line on a terminal")->group(group);
  app.add_flag("--version", version, "print the version")->group(group);
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    for (const std::string& name : option->get_snames()) names.push_back("-" + name);
  }
  return names;
}

std::string did_you_mean(const std::string& word, const std::vector<std::string>& candidates) {
  const std::string near = nearest(word, candidates);
  return near.empty() ? "" : fmt::format("; did you mean `{}`?", near);
}

std::string unknown_command(const std::string& word) {
  std::vector<std::string> names;
  for (const Command* command : all_commands()) names.emplace_back(command->name);
  return fmt::format("there is no command `{}`{}", printable(word, 40), did_you_mean(word, names));
}

std::string unknown_action(const std::string& word, const CLI::App& sub) {
  std::vector<std::string> names;
  for (const CLI::App* action : sub.get_subcommands({})) names.push_back(action->get_name());
  const std::string near = did_you_mean(word, names);
  return fmt::format("`plinth {}` cannot `{}`{}", sub.get_name(), printable(word, 40),
                     near.empty() ? "; it has " + join(names, ", ") : near);
}

std::string unknown_argument(const std::string& word, const CLI::App& app, const CLI::App* sub) {
  if (word.size() < 2 || word.front() != '-') {
    if (sub && !sub->get_subcommands({}).empty()) return unknown_action(word, *sub);
    return sub ? fmt::format("`{}` is one argument too many", printable(word, 60)) : unknown_command(word);
  }
  std::vector<std::string> names = option_names(app);
  if (sub)
    for (std::string& name : option_names(*sub)) names.push_back(std::move(name));
  const std::string flag = word.substr(0, word.find('='));
  return fmt::format("there is no option `{}`{}", printable(flag, 40), did_you_mean(flag, names));
}

std::string usage_error(const std::string& what, const std::string& path) {
  return fmt::format("error: {}\n  = hint: `plinth{}{} --help` shows what it takes", what, path.empty() ? "" : " ",
                     path);
}

/// The format of the command, or what is wrong with the one asked for.
std::optional<std::string> settle_format(const Command& command, std::string& format) {
  const std::vector<std::string> known = split(command.formats, ' ');
  if (format.empty()) {
    format = known.front();
    return std::nullopt;
  }
  if (command.formats.empty()) return fmt::format("`{}` has no --format", command.name);
  if (std::find(known.begin(), known.end(), format) != known.end()) return std::nullopt;
  return fmt::format("`{}` has no format `{}`; it has {}", command.name, printable(format, 40), join(known, ", "));
}

std::string heading(CommandGroup group) {
  switch (group) {
    case CommandGroup::design:
      return "Design";
    case CommandGroup::hand_over:
      return "Hand over";
    case CommandGroup::ask:
      return "Ask";
  }
  return "";
}

/// In the order of the help: by group, then by name.
std::vector<const Command*> ordered_commands() {
  const auto all = all_commands();
  std::vector<const Command*> commands(all.begin(), all.end());
  std::sort(commands.begin(), commands.end(), [](const Command* a, const Command* b) {
    return std::pair(a->group, a->name) < std::pair(b->group, b->name);
  });
  return commands;
}

struct Parser {
  CLI::App app{"Designs prefabricated, modular AI data centres from a site file and an open catalog."};
  GlobalOptions global;
  bool version = false;
  std::map<std::string, std::pair<const Command*, Run>, std::less<>> commands;

  Parser() {
    app.name("plinth");
    app.formatter(std::make_shared<HelpFormatter>());
    app.allow_extras();
    app.require_subcommand(0, 1);
    app.set_help_flag("-h,--help", "print this help");
    declare_globals(app, global, version);
    for (const Command* command : ordered_commands()) {
      CLI::App* sub = add(app, *command, std::string(command->name));
      sub->group(heading(command->group));
      if (command->actions == nullptr) continue;
      sub->require_subcommand(0, 1);
      for (const Command* action : command->actions())
        add(*sub, *action, std::string(command->name) + " " + std::string(action->name))->group("Actions");
    }
    app.footer(
        "Examples:\n  plinth init hello && plinth design hello/site.toml -o out\n"
        "  plinth why out/design.json demand.it\n\n`plinth COMMAND --help` tells more about one command.");
  }

  CLI::App* add(CLI::App& parent, const Command& command, const std::string& path) {
    CLI::App* sub = parent.add_subcommand(std::string(command.name), std::string(command.summary));
    sub->fallthrough()->allow_extras();
    sub->set_help_flag("-h,--help", "print this help");
    Options options(*sub);
    commands[path] = {&command, command.declare == nullptr ? Run() : command.declare(options)};
    sub->footer(footer(command));
    return sub;
  }
};

/// The command that was named, action included, and the words that lead to it: "catalog show".
struct Named {
  CLI::App* app = nullptr;
  std::string path;
};

Named named_command(CLI::App& app) {
  Named named;
  for (CLI::App* at = &app; !at->get_subcommands().empty();) {
    at = at->get_subcommands().front();
    named.app = at;
    named.path += (named.path.empty() ? "" : " ") + at->get_name();
  }
  return named;
}

CommandLine failed(const std::string& what, const std::string& path) {
  CommandLine result;
  result.text = usage_error(what, path);
  result.exit = Exit::usage;
  return result;
}

CommandLine chosen(Parser& parser) {
  const auto [sub, path] = named_command(parser.app);
  const std::vector<std::string> extras = parser.app.remaining(true);
  if (!extras.empty()) return failed(unknown_argument(extras.front(), parser.app, sub), path);
  CommandLine result;
  if (!sub) {
    const bool version = parser.version;
    result.text = version ? engine_name() : parser.app.help();
    result.exit = version ? Exit::done : Exit::usage;
    return result;
  }
  std::tie(result.command, result.run) = parser.commands.at(path);
  if (!result.run) {
    result.text = sub->help("plinth");
    result.exit = Exit::usage;
    return result;
  }
  if (auto fault = settle_format(*result.command, parser.global.format)) return failed(*fault, path);
  result.options = parser.global;
  return result;
}

}  // namespace

CommandLine read_command_line(int argc, const char* const* argv) {
  Parser parser;
  try {
    parser.app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    CommandLine result;
    const auto [sub, path] = named_command(parser.app);
    const std::size_t last = path.rfind(' ');
    const std::string above = last == std::string::npos ? "plinth" : "plinth " + path.substr(0, last);
    result.text = sub == nullptr ? parser.app.help() : sub->help(above);
    return result;
  } catch (const CLI::ParseError& error) {
    const auto [sub, path] = named_command(parser.app);
    // A mistyped option also leaves a required argument unfilled; the typo is the better news.
    const std::vector<std::string> extras = parser.app.remaining(true);
    if (!extras.empty()) return failed(unknown_argument(extras.front(), parser.app, sub), path);
    return failed(printable(error.what(), 300), path);
  }
  return chosen(parser);
}

Given<std::string> Options::positional(const std::string& name, const std::string& help, bool required) {
  auto value = std::make_shared<std::string>();
  CLI::Option* option = tune(app_.add_option(name, *value, help), "");
  option->required(required);
  return value;
}

Given<std::vector<std::string>> Options::positionals(const std::string& name, const std::string& help) {
  auto value = std::make_shared<std::vector<std::string>>();
  tune(app_.add_option(name, *value, help), "");
  return value;
}

Given<std::string> Options::text(const std::string& flags, const std::string& type, const std::string& help,
                                 const std::string& default_value) {
  auto value = std::make_shared<std::string>(default_value);
  tune(app_.add_option(flags, *value, help), type);
  return value;
}

Given<std::vector<std::string>> Options::texts(const std::string& flags, const std::string& type,
                                               const std::string& help) {
  auto value = std::make_shared<std::vector<std::string>>();
  tune(app_.add_option(flags, *value, help), type)->allow_extra_args(false);
  return value;
}

Given<int> Options::number(const std::string& flags, const std::string& type, const std::string& help,
                           int default_value, int low, int high) {
  auto value = std::make_shared<int>(default_value);
  tune(app_.add_option(flags, *value, help), type)->check(CLI::Range(low, high));
  return value;
}

Given<bool> Options::flag(const std::string& flags, const std::string& help) {
  auto value = std::make_shared<bool>(false);
  app_.add_flag(flags, *value, help);
  return value;
}

}  // namespace plinth
