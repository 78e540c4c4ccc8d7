// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plinth::cad {

/// One instance of an ISO 10303-21 data section: `#number=body;`, without the spaces and line ends of the layout.
struct StepEntity {
  std::size_t number = 0;
  std::string body;
};

/// A file cut into its instances, in file order.
struct StepFile {
  std::string header;  ///< up to and with "DATA;"
  std::vector<StepEntity> entities;
};

/// Throws ExportError when the text is not a Part 21 file.
[[nodiscard]] StepFile parse_step(std::string_view text);

/// "CARTESIAN_POINT" of "CARTESIAN_POINT('',(0.,0.,0.))"; empty for a complex instance "(A()B())".
[[nodiscard]] std::string_view type_of(std::string_view body);
/// The parameters of `type` in a simple or complex instance, outermost commas apart: {"''", "(0.,0.,0.)"}.
[[nodiscard]] std::vector<std::string_view> parameters(std::string_view body, std::string_view type);
/// 12 for "#12"; 0 when it is no reference.
[[nodiscard]] std::size_t reference(std::string_view parameter);
/// The numbers in "(1.,2.5E-01,3.)"; locale-free.
[[nodiscard]] std::vector<double> reals(std::string_view parameter);
/// The text of a string parameter: quotes off, '' undone, \X2\ decoded to UTF-8.
[[nodiscard]] std::string plain_text(std::string_view parameter);
/// Every reference in `body`, in order, those inside text left out.
[[nodiscard]] std::vector<std::size_t> references(std::string_view body);

}  // namespace plinth::cad
