// SPDX-License-Identifier: Apache-2.0
#include "core/rules/check_context.h"
#include "core/rules/rule.h"

namespace plinth::rules {
namespace {

void check(const CheckContext& context, Reporter& out) {
  const Ledger& ledger = context.design.sizing.ledger;
  if (ledger.entries().empty()) return out.not_checked("the design has no ledger");
  out.measured(static_cast<int>(ledger.entries().size()));
  for (Finding& finding : audit(ledger)) out.report(std::move(finding));
}

}  // namespace

extern constinit const Rule led01_broken_derivation{
    .code = "LED01",
    .name = "broken-derivation",
    .severity = Severity::error,
    .basis = "house rule: a figure is what its formula gives",
    .explain =
        R"(Every derived figure of the ledger is evaluated again from its formula and inputs. A difference means that
the design file was edited by hand, or made by a faulty program: do not build from it.)",
    .check = check,
};

}  // namespace plinth::rules
