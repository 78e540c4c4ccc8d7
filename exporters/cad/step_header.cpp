// SPDX-License-Identifier: Apache-2.0
#include "exporters/cad/step_header.h"

#include <APIHeaderSection_MakeHeader.hxx>
#include <Interface_HArray1OfHAsciiString.hxx>
#include <StepBasic_Product.hxx>
#include <StepBasic_ProductDefinition.hxx>
#include <StepBasic_ProductDefinitionFormation.hxx>
#include <StepRepr_NextAssemblyUsageOccurrence.hxx>
#include <StepRepr_ProductDefinitionShape.hxx>
#include <TCollection_HAsciiString.hxx>
#include <string>

#include "core/base/text.h"
#include "exporters/cad/site_document.h"

namespace plinth::cad {
namespace {

Handle(TCollection_HAsciiString) text(const std::string& s) { return new TCollection_HAsciiString(s.c_str()); }

void split_product(const Handle(StepBasic_Product) & product) {
  const std::vector<std::string> parts = split(product->Name()->ToCString(), label_separator);
  product->SetId(text(parts[0]));
  product->SetName(text(parts.size() > 1 ? parts[1] : parts[0]));
  product->SetDescription(text(parts.size() > 2 ? parts[2] : std::string()));
}

/// OpenCASCADE counts instances over the life of the process, drops the name of an instance that stands at the origin
/// of its assembly, and spends a sentence on each placement.
class InstanceFields {
 public:
  void complete(const Handle(Standard_Transient) & entity) {
    if (const auto use = Handle(StepRepr_NextAssemblyUsageOccurrence)::DownCast(entity); !use.IsNull()) {
      use->SetId(text(std::to_string(++count_)));
      if (use->Name().IsNull() || use->Name()->IsEmpty())
        use->SetName(use->RelatedProductDefinition()->Formation()->OfProduct()->Name());
    }
    if (const auto shape = Handle(StepRepr_ProductDefinitionShape)::DownCast(entity); !shape.IsNull()) {
      shape->SetName(text(""));
      shape->SetDescription(text(""));
    }
  }

 private:
  int count_ = 0;
};

}  // namespace

void complete_model(const Handle(StepData_StepModel) & model, const Design& design, const Stamp& stamp) {
  const SiteSpec::Project& project = design.spec.project;
  APIHeaderSection_MakeHeader header(model);
  header.SetName(text(project.name));
  header.SetTimeStamp(text(stamp.time_utc));
  header.SetOriginatingSystem(text(design.engine));
  header.SetPreprocessorVersion(text("plinth " + stamp.tool_version));
  header.SetAuthorisation(text(""));
  header.SetAuthorValue(1, text(""));
  header.SetOrganizationValue(1, text(""));
  header.SetDescriptionValue(1, text("Site model of " + project.name + ", revision " + project.revision));
  for (int i = 1; i <= model->NbEntities(); ++i)
    if (const auto product = Handle(StepBasic_Product)::DownCast(model->Value(i)); !product.IsNull())
      split_product(product);
  InstanceFields fields;
  for (int i = 1; i <= model->NbEntities(); ++i) fields.complete(model->Value(i));
}

}  // namespace plinth::cad
