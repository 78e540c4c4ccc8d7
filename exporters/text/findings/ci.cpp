// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "core/base/text.h"
#include "core/base/xml_character.h"
#include "exporters/text/findings/formats.h"

namespace plinth::exporters {
namespace {

/// Text of an XML attribute or element; what XML 1.0 cannot hold at all, and bytes that are no UTF-8, become U+FFFD.
std::string xml(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = xml_character(text, i);
    const char c = text[i];
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else if (c == '\n')
      out += "&#10;";
    else if (c == '\r')
      out += "&#13;";
    else if (c == '\t')
      out += "&#9;";
    else
      out += length == 0 ? std::string_view("\xEF\xBF\xBD") : text.substr(i, length);
    i += length == 0 ? 1 : length;
  }
  return out;
}

std::string lines_of(const std::vector<const Finding*>& findings) {
  std::string text;
  for (const Finding* finding : findings) {
    text += fmt::format("{}: {}", plinth::text(finding->severity), finding->message);
    if (!finding->waived.empty()) text += " (" + finding->waived + ")";
    if (!finding->hint.empty()) text += "; hint: " + finding->hint;
    text += "\n";
  }
  return text;
}

std::vector<const Finding*> of_code(const CheckReport& report, const std::string& code) {
  std::vector<const Finding*> found;
  for (const Finding& finding : report.findings)
    if (finding.code == code) found.push_back(&finding);
  return found;
}

bool blocks(const std::vector<const Finding*>& findings) {
  return std::any_of(findings.begin(), findings.end(), [](const Finding* f) { return f->severity == Severity::error; });
}

struct Suite {
  std::string cases;
  int tests = 0, failures = 0, skipped = 0;

  void add(const std::string& code, const std::string& name, const std::vector<const Finding*>& findings,
           const std::string& why) {
    ++tests;
    std::string inside;
    if (blocks(findings)) {
      ++failures;
      inside = fmt::format("<failure message=\"{}\" type=\"error\">{}</failure>", xml(findings.front()->message),
                           xml(lines_of(findings)));
    } else if (!why.empty() && findings.empty()) {
      ++skipped;
      inside = fmt::format("<skipped message=\"{}\"/>", xml(why));
    } else if (!findings.empty()) {
      inside = fmt::format("<system-out>{}</system-out>", xml(lines_of(findings)));
    }
    cases += fmt::format("  <testcase classname=\"plinth\" name=\"{}\">{}</testcase>\n",
                         xml(name.empty() ? code : code + " " + name), inside);
  }
};

/// Escapes of workflow commands; a property may hold neither colon nor comma.
std::string escaped(std::string_view text, bool property) {
  std::string out;
  for (const char c : text) {
    if (c == '%')
      out += "%25";
    else if (c == '\r')
      out += "%0D";
    else if (c == '\n')
      out += "%0A";
    else if (property && c == ':')
      out += "%3A";
    else if (property && c == ',')
      out += "%2C";
    else
      out += c;
  }
  return out;
}

}  // namespace

std::string junit_of(const FindingsSource& source) {
  Suite suite;
  std::vector<std::string> named;
  for (const Verdict& verdict : source.report.verdicts) {
    suite.add(verdict.code, verdict.name, of_code(source.report, verdict.code),
              verdict.outcome == Outcomes::not_checked ? verdict.why : "");
    named.push_back(verdict.code);
  }
  for (const Finding& finding : source.report.findings) {
    if (std::find(named.begin(), named.end(), finding.code) != named.end()) continue;
    suite.add(finding.code, "", of_code(source.report, finding.code), "");
    named.push_back(finding.code);
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites tests=\"{0}\" failures=\"{1}\" errors=\"0\">\n"
      " <testsuite name=\"plinth check {3}\" tests=\"{0}\" failures=\"{1}\" errors=\"0\" skipped=\"{2}\">\n{4}"
      " </testsuite>\n</testsuites>\n",
      suite.tests, suite.failures, suite.skipped, xml(source.file), suite.cases);
}

std::string github_of(const FindingsSource& source) {
  std::string out;
  for (const Finding& finding : source.report.findings) {
    const char* command = finding.severity == Severity::error     ? "error"
                          : finding.severity == Severity::warning ? "warning"
                                                                  : "notice";
    std::string properties = "file=" + escaped(finding.origin.known() ? finding.origin.file : source.file, true);
    if (finding.origin.line > 0) properties += fmt::format(",line={}", finding.origin.line);
    if (finding.origin.line > 0 && finding.origin.column > 0)
      properties += fmt::format(",col={}", finding.origin.column);
    properties += ",title=" + escaped(finding.code, true);
    std::string message = finding.message;
    if (!finding.waived.empty()) message += "\n" + finding.waived;
    if (!finding.hint.empty()) message += "\nhint: " + finding.hint;
    out += fmt::format("::{} {}::{}\n", command, properties, escaped(message, false));
  }
  return out;
}

}  // namespace plinth::exporters
