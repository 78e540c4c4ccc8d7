// SPDX-License-Identifier: Apache-2.0
#include "core/model/design_json.h"
#include "core/model/design_json_report_fields.h"
#include "core/model/design_json_writer.h"

namespace plinth {

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
