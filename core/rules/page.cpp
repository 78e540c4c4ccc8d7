// SPDX-License-Identifier: Apache-2.0
#include "core/rules/page.h"

#include <stdexcept>

#include "core/rules/page_design.h"

namespace plinth {
namespace {

/// Where the text of the next ```name block from `from` begins and ends; false when there is none.
bool next_block(const std::string& page, const std::string& name, std::size_t from, std::size_t& begin,
                std::size_t& end) {
  const std::size_t fence = page.find("```" + name + "\n", from);
  if (fence == std::string::npos) return false;
  begin = fence + name.size() + 4;
  end = page.find("```", begin);
  return end != std::string::npos;
}

}  // namespace

std::variant<std::vector<PageExample>, std::string> examples_of(const std::string& page) {
  std::vector<PageExample> examples;
  std::size_t from = 0, begin = 0, end = 0;
  while (next_block(page, "design", from, begin, end)) {
    PageExample example;
    example.design = page.substr(begin, end - begin);
    const std::size_t head = page.rfind("\n## ", begin);
    if (head != std::string::npos) example.heading = page.substr(head + 4, page.find('\n', head + 1) - head - 4);
    if (!next_block(page, "findings", end, example.begin, example.end))
      return "the example `" + example.heading + "` has no findings block";
    example.findings = page.substr(example.begin, example.end - example.begin);
    from = example.end + 3;
    examples.push_back(example);
  }
  if (examples.empty()) return std::string("the page has no design block");
  return examples;
}

std::string said_text(const CheckReport& report) {
  std::string said;
  for (const Verdict& verdict : report.verdicts) {
    said += std::string(text(verdict.outcome)) + ", " + std::to_string(verdict.measured) + " measured";
    if (!verdict.why.empty()) said += ": " + verdict.why;
    said += "\n";
  }
  for (const Finding& finding : report.findings) {
    said += std::string(text(finding.severity)) + " " + finding.code;
    for (const std::string& tag : finding.tags) said += " " + tag;
    said += ": " + finding.message + "\n";
    if (!finding.waived.empty()) said += "  " + finding.waived + "\n";
    if (!finding.hint.empty()) said += "  hint: " + finding.hint + "\n";
  }
  return said;
}

std::variant<CheckReport, std::string> run_example(const PageExample& example, const RuleSet& rules,
                                                   const Catalog& catalog) {
  try {
    return check_design(design_of_page(example.design, catalog), rules);
  } catch (const std::runtime_error& fault) {
    return std::string(fault.what());
  }
}

bool fires(const PageExample& example) {
  return example.findings.find("\nerror ") != std::string::npos ||
         example.findings.find("\nwarning ") != std::string::npos;
}

}  // namespace plinth
