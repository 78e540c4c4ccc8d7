// SPDX-License-Identifier: Apache-2.0
#include "core/model/design_json.h"
#include "core/model/design_json_writer.h"

namespace plinth {
namespace json {

/// How many findings of each severity and verdicts of each outcome there are.
struct Counts {
  int error = 0, warning = 0, info = 0, passed = 0, failed = 0, not_checked = 0;
};

static Counts counts_of(const CheckReport& report) {
  Counts counts;
  for (const Finding& f : report.findings)
    ++(f.severity == Severity::error ? counts.error : f.severity == Severity::warning ? counts.warning : counts.info);
  for (const Verdict& v : report.verdicts)
    ++(v.outcome == Outcomes::passed   ? counts.passed
       : v.outcome == Outcomes::failed ? counts.failed
                                       : counts.not_checked);
  return counts;
}

template <class V>
void describe(V& v, Ref<V, Counts> c) {
  v("error", c.error);
  v("warning", c.warning);
  v("info", c.info);
  v("passed", c.passed);
  v("failed", c.failed);
  v("not_checked", c.not_checked);
}
template <class V>
void describe(V& v, Ref<V, CheckReport> r) {
  v("schema", 1);
  v("counts", counts_of(r));
  v("findings", r.findings);
  v("verdicts", r.verdicts);
}

}  // namespace json

std::string write_design(const Design& design) {
  json::Writer writer;
  writer.document(design);
  return std::move(writer).take();
}

std::string write_findings(const CheckReport& report) {
  json::Writer writer;
  writer.document(report);
  return std::move(writer).take();
}

}  // namespace plinth
