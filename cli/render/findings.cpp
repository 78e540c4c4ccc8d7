// SPDX-License-Identifier: Apache-2.0
#include "cli/render/findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/base/text.h"
#include "core/base/units.h"
#include "core/model/check_report.h"

namespace plinth {
namespace {

constexpr std::size_t kWidth = 110;    ///< characters of a source line shown around the caret
constexpr std::size_t kMostTags = 12;  ///< tags named before "and n more"

struct Paint {
  bool on;
  [[nodiscard]] std::string operator()(const char* code, const std::string& text) const {
    return on ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : text;
  }
};

const char* colour_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "1;31";
    case Severity::warning:
      return "1;33";
    case Severity::info:
      return "1;36";
  }
  return "0";
}

/// Splits UTF-8 into characters; columns count these, not bytes.
std::vector<std::string> characters(std::string_view text) {
  std::vector<std::string> all;
  for (const char c : text) {
    const bool continues = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
    if (continues && !all.empty())
      all.back() += c;
    else
      all.emplace_back(1, c);
  }
  return all;
}

/// The source line, and the carets below it, cut to a window when the line is long.
std::string excerpt_lines(const Finding& finding, const Paint& paint) {
  const std::vector<std::string> all = characters(finding.excerpt);
  const std::size_t column = static_cast<std::size_t>(std::max(1, finding.origin.column)) - 1;
  const std::size_t first = column > kWidth * 2 / 3 ? column - kWidth / 2 : 0;
  const std::size_t last = std::min(all.size(), first + kWidth);
  std::string line;
  for (std::size_t i = first; i < last; ++i) {
    const std::string shown = all[i] == "\t" ? " " : printable(all[i], 8);
    line += shown.size() > 1 && all[i].size() == 1 ? "?" : shown;  // one column per character, or the caret drifts
  }
  const std::string number = std::to_string(finding.origin.line);
  const std::string margin(number.size(), ' ');
  const std::size_t room = last > column ? last - column : 1;
  const std::size_t carets =
      std::clamp<std::size_t>(static_cast<std::size_t>(std::max(1, finding.caret_length)), 1, room);
  return fmt::format("{0} {3}\n{1} {3} {2}\n{0} {3} {4}{5}\n", margin, paint("1;34", number), line, paint("1;34", "|"),
                     std::string(column - first, ' '), paint(colour_of(finding.severity), std::string(carets, '^')));
}

std::string place(const Finding& finding, const FindingStyle& style) {
  const Origin& origin = finding.origin;
  const auto it = style.names.find(origin.file);
  std::string text = printable(it == style.names.end() ? origin.file : it->second);
  if (origin.line > 0) text += fmt::format(":{}", origin.line);
  if (origin.line > 0 && origin.column > 0) text += fmt::format(":{}", origin.column);
  return text;
}

std::string tag_list(const std::vector<std::string>& tags) {
  if (tags.size() <= kMostTags) return join(tags, ", ");
  const std::vector<std::string> first(tags.begin(), tags.begin() + static_cast<std::ptrdiff_t>(kMostTags));
  return fmt::format("{} and {} more", join(first, ", "), tags.size() - kMostTags);
}

std::string measured_text(const Measured& measured) {
  const std::string number = round_text(measured.value);
  return measured.unit.empty() ? number : number + " " + measured.unit;
}

/// A point; the two ends of a distance; or the opposite corners of an outline.
std::string marks_text(const std::vector<PlanPoint>& marks) {
  const auto point = [](long long x, long long y) {
    return fmt::format("({:.3f}, {:.3f})", static_cast<double>(x) / 1e3, static_cast<double>(y) / 1e3);
  };
  if (marks.size() == 1) return point(marks[0].x, marks[0].y) + " m";
  if (marks.size() == 2) return point(marks[0].x, marks[0].y) + " to " + point(marks[1].x, marks[1].y) + " m";
  const auto [west, east] = std::minmax_element(marks.begin(), marks.end(), [](auto& a, auto& b) { return a.x < b.x; });
  const auto [south, north] =
      std::minmax_element(marks.begin(), marks.end(), [](auto& a, auto& b) { return a.y < b.y; });
  return "the area " + point(west->x, south->y) + " to " + point(east->x, north->y) + " m";
}

std::string notes(const Finding& finding, const Paint& paint) {
  std::string text;
  const auto note = [&](const std::string& name, const std::string& words) {
    text += fmt::format("  = {} {}\n", paint("1", name + ":"), words);
  };
  if (finding.actual && finding.required)
    note("actual", fmt::format("{}, required {}", measured_text(*finding.actual), measured_text(*finding.required)));
  else if (finding.actual)
    note("actual", measured_text(*finding.actual));
  else if (finding.required)
    note("required", measured_text(*finding.required));
  if (!finding.tags.empty()) note("modules", tag_list(finding.tags));
  if (!finding.marks.empty()) {
    note("at", marks_text(finding.marks));
  }
  if (!finding.waived.empty()) note("waiver", printable(finding.waived, 400));
  if (!finding.hint.empty()) note("hint", finding.hint);
  if (finding.edit) note("or", fmt::format("--set {}={}", finding.edit->key, finding.edit->value));
  return text;
}

std::string one(const Finding& finding, const FindingStyle& style) {
  const Paint paint{style.colour};
  const std::string head = fmt::format("{}[{}]", text(finding.severity), finding.code);
  std::string result = fmt::format("{}: {}\n", paint(colour_of(finding.severity), head), paint("1", finding.message));
  if (finding.origin.known()) result += fmt::format("  {} {}\n", paint("1;34", "-->"), place(finding, style));
  if (!finding.excerpt.empty() && finding.origin.line > 0) result += excerpt_lines(finding, paint);
  return result + notes(finding, paint);
}

std::string count(long number, const char* noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

}  // namespace

std::string counts_text(const std::vector<Finding>& findings) {
  const auto number = [&](Severity severity) {
    return std::count_if(findings.begin(), findings.end(), [&](const Finding& f) { return f.severity == severity; });
  };
  std::vector<std::string> parts;
  if (const long errors = number(Severity::error)) parts.push_back(count(errors, "error"));
  if (const long warnings = number(Severity::warning)) parts.push_back(count(warnings, "warning"));
  const long waived =
      std::count_if(findings.begin(), findings.end(), [](const Finding& f) { return !f.waived.empty(); });
  if (const long infos = number(Severity::info) - waived; infos > 0) parts.push_back(count(infos, "remark"));
  if (waived > 0) parts.push_back(fmt::format("{} waived", waived));
  return parts.empty() ? "no findings" : join(parts, ", ");
}

std::string findings_text(const std::vector<Finding>& findings, const FindingStyle& style) {
  constexpr std::size_t kMost = 100;
  std::string result;
  for (std::size_t i = 0; i < std::min(findings.size(), kMost); ++i) result += one(findings[i], style) + "\n";
  if (findings.size() > kMost)
    result += fmt::format("… and {} more: --format json lists them all\n\n", findings.size() - kMost);
  return result + counts_text(findings) + "\n";
}

std::string grouped_findings_text(const std::vector<Finding>& findings, const FindingStyle& style) {
  struct Part {
    const char* title;
    std::vector<Finding> members;
  };
  std::array<Part, 4> groups{{{"blocking", {}}, {"to review", {}}, {"remarks", {}}, {"waived", {}}}};
  for (const Finding& finding : findings) {
    const bool waived = !finding.waived.empty();
    groups[waived ? 3 : 2 - static_cast<std::size_t>(finding.severity)].members.push_back(finding);
  }
  constexpr std::size_t kMost = 100;  // of each group
  std::string result;
  for (const auto& [title, members] : groups) {
    if (members.empty()) continue;
    result += Paint{style.colour}("1", fmt::format("{}: {}", title, members.size())) + "\n\n";
    for (std::size_t i = 0; i < std::min(members.size(), kMost); ++i) result += one(members[i], style) + "\n";
    if (members.size() > kMost)
      result += fmt::format("… and {} more: --format json lists them all\n\n", members.size() - kMost);
  }
  return result + counts_text(findings) + "\n";
}

}  // namespace plinth
