// SPDX-License-Identifier: Apache-2.0
#include "core/input/site_items.h"

#include "core/base/text.h"
#include "core/base/units.h"
#include "core/input/site_keys.h"

namespace plinth {

void warn(SiteContext& context, std::string_view code, std::string message, const TextSpan& span, std::string hint) {
  Finding finding = context.document.fault(code, std::move(message), span, std::move(hint));
  finding.severity = Severity::warning;
  context.findings.push_back(std::move(finding));
}

std::string item_name(SiteContext& context, TomlTable& item, const std::string& word, std::size_t number,
                      std::set<std::string>& taken) {
  std::string name = word + " " + std::to_string(number);
  if (item.has("name"))
    name = read_line(item, "name").value_or(name);
  else
    context.use_default(item.path_of("name"), name, "numbered in the order given");
  if (!taken.insert(name).second)
    item.fault_at(spc::twice, "name", "the name \"" + printable(name, 60) + "\" is used twice in " + item.title(),
                  "give each its own name");
  return name;
}

double length_or(SiteContext& context, TomlTable& item, std::string_view key, double fallback, double least,
                 double most, std::string reason) {
  if (!item.has(key)) {
    context.use_default(item.path_of(key), number_text(fallback) + " m", std::move(reason));
    return fallback;
  }
  return read_quantity(item, key, Dimension::length, least, most).value_or(fallback);
}

}  // namespace plinth
