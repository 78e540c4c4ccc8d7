// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "core/model/check_report.h"
#include "core/model/design_json_visit.h"

/// What findings.json holds: one description for its writer and its schema.
namespace plinth::json {

/// How many findings of each severity and verdicts of each outcome there are.
struct Counts {
  int error = 0, warning = 0, info = 0, passed = 0, failed = 0, not_checked = 0;
};

inline Counts counts_of(const CheckReport& report) {
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

}  // namespace plinth::json
