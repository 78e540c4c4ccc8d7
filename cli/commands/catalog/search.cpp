// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/catalog_source.h"
#include "cli/command.h"
#include "cli/render/catalog_list.h"
#include "cli/stop.h"
#include "core/base/text.h"
#include "core/catalog/filter.h"

namespace plinth::catalog_actions {
namespace {

std::vector<std::string> words_of(const std::vector<std::string>& given) {
  std::vector<std::string> words;
  for (const std::string& part : given)
    for (const std::string& word : split(part, ' '))
      if (!word.empty()) words.push_back(word);
  if (words.empty()) throw Stop(Exit::usage, "search for what?", "plinth catalog search dry cooler 1500");
  return words;
}

Exit run(Context& context, const CatalogSource& source, const std::vector<std::string>& given) {
  const std::vector<std::string> words = words_of(given);
  const LoadedCatalog loaded = load_source(context, source);
  const CatalogList list{loaded.catalog, plinth::search(loaded.catalog, words), loaded.overrides};
  context.out(context.json() ? catalog_list_json(list) : catalog_list_text(list));
  if (!list.types.empty()) return Exit::done;
  for (const std::string& word : words)
    if (plinth::search(loaded.catalog, {word}).empty()) {
      const std::string near = nearest_word(loaded.catalog, word);
      context.say(fmt::format("nothing holds `{}`{}", printable(word, 40),
                              near.empty() ? "" : fmt::format("; did you mean `{}`?", near)));
    }
  return Exit::done;
}

Run declare(Options& options) {
  const auto words = options.positionals("WORDS", "each must occur in id, title, maker, part number, kind or codes");
  const CatalogSource source = declare_source(options);
  return [=](Context& context) { return run(context, source, *words); };
}

}  // namespace

extern constinit const Command search{
    .name = "search",
    .group = CommandGroup::ask,
    .summary = "module types in which all the words occur, the best match first",
    .examples = {"plinth catalog search vertiv cdu", "plinth catalog search dry cooler --format json"},
    .formats = "text json",
    .declare = declare,
};

}  // namespace plinth::catalog_actions
