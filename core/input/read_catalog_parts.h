// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/finding.h"
#include "core/input/catalog_places.h"
#include "core/input/toml_document.h"
#include "core/model/catalog.h"

namespace plinth {

/// Codes of the faults of a catalog; docs/errors.md explains each. Never reused.
namespace cat {
inline constexpr std::string_view syntax = "CAT001", unknown_key = "CAT002", wrong_type = "CAT003",
                                  missing_key = "CAT004", quantity = "CAT005", unknown_reference = "CAT006",
                                  duplicate = "CAT007", override_used = "CAT008", wrong_place = "CAT009",
                                  not_a_choice = "CAT010", curve = "CAT011", impossible = "CAT012",
                                  no_provenance = "CAT013", empty = "CAT014", prefix_twice = "CAT015",
                                  contains_itself = "CAT016", schema = "CAT017", test_places = "CAT018",
                                  unlikely = "CAT019", rule_formula = "CAT020";
inline constexpr TomlCodes toml{syntax, unknown_key, wrong_type, missing_key};
}  // namespace cat

/// A connection point as a kind declares it, in fractions of the envelope of each of its types.
struct PortRule {
  std::string name;
  Medium medium = Medium::lv;
  bool inlet = true;
  Face face = Face::front;
  double along = 0.5;   ///< of the length (front, back, top) or of the width (left, right)
  double height = 0.5;  ///< of the height
  std::string size, rating;
  std::string aif;  ///< see Port::aif
};

/// An attribute with what only the reader needs to know of it.
struct AttributeDraft {
  AttributeRule rule;
  std::vector<std::string> optional_in;  ///< zones whose kinds may leave a required attribute out
  bool may_be_zero = false;              ///< a required number that 0 is a sound value of
  std::optional<double> most;            ///< of a number or of y of a curve, SI
};

struct KindDraft {
  Kind kind;
  std::vector<TestItem> tests;             ///< its own `[[test]]` items; their family is the kind
  std::vector<AttributeDraft> attributes;  ///< common ones included, `required` settled for the zone
  std::vector<PortRule> ports;
  std::map<std::string, Attribute> defaults;  ///< `[defaults]`: of types that state no value of their own
};

/// The folder of the catalog a path lies in ("kinds", "modules", …) and its file name without ".toml".
struct CatalogPlace {
  std::string folder;  ///< empty: none of the catalog
  std::string parent;  ///< the folder right below `folder`; empty when there is none
  std::string stem;
};
[[nodiscard]] CatalogPlace place_of(const std::string& path);

// Each reads one whole document; faults go to the findings of `file`, and what it returns may then be incomplete.

/// `kinds/_common.toml`: attributes that every kind has.
[[nodiscard]] std::vector<AttributeDraft> read_common_attributes(TomlTable& file);
[[nodiscard]] KindDraft read_kind(TomlTable& file, const std::vector<AttributeDraft>& common);
/// `kinds` by id; a module of an unknown kind is reported and comes back without attributes and ports.
[[nodiscard]] ModuleType read_module(TomlTable& file, const std::map<std::string, KindDraft>& kinds);
/// Every limit with the table it was written in.
[[nodiscard]] std::vector<std::pair<Limit, TomlTable>> read_limits(TomlTable& file);
[[nodiscard]] std::vector<std::pair<TestItem, TomlTable>> read_tests(TomlTable& file);
/// One `[[test]]` table.
[[nodiscard]] TestItem read_test(TomlTable& table, const std::string& family);
[[nodiscard]] GridProfile read_grid_profile(TomlTable& file);

/// What no file can tell alone: kinds contained, tests and prefixes that exist, no module inside itself.
[[nodiscard]] std::vector<Finding> cross_check(const Catalog& catalog, const CatalogPlaces& places);
/// Faults of physics and of order in one type: low above high, a box larger than its container, a battery too light.
void check_plausible(const ModuleType& type, TomlTable& attributes);

// Parts that several of the above share.

/// Reports when `schema` is absent (where `required`) or newer than this program reads.
void check_schema(TomlTable& file, bool required);
/// A required text that must be one line and not empty.
[[nodiscard]] std::string read_line_text(TomlTable& table, std::string_view key, bool required);
/// One of `choices`, or "" (then reported).
[[nodiscard]] std::string read_choice(TomlTable& table, std::string_view key, std::span<const std::string> choices,
                                      bool required);
/// `id`, checked against the file name.
[[nodiscard]] std::string read_file_id(TomlTable& file);
/// source, as_of, status of `table`; what is absent comes from `fallback`, or is reported where there is none.
[[nodiscard]] Provenance read_provenance(TomlTable& table, const Provenance* fallback);
/// A number, text, flag, curve or list as its rule wants it; nullopt when absent or faulty (then reported).
[[nodiscard]] std::optional<Attribute> read_attribute(TomlTable& table, const AttributeDraft& draft,
                                                      const Provenance& fallback);
/// A quantity in SI with the symbol it was written in; reported when faulty. The node may be a text or a bare number.
[[nodiscard]] std::optional<std::pair<double, std::string>> read_quantity_node(TomlTable& table, const TomlNode& node,
                                                                               Dimension dimension);
/// A required quantity under `key`, at least `least` (SI).
[[nodiscard]] std::optional<double> read_required_quantity(TomlTable& table, std::string_view key, Dimension dimension,
                                                           double least);
/// The texts of a `[codes]` table: hs, unspsc, etim, eclass, ifc.
[[nodiscard]] std::map<std::string, std::string> read_codes(TomlTable& file);
/// `[[port]]` tables over the ports in `base` (those of the kind): same name changes it, a new one needs every key. A
/// module type passes itself, so that a port may state where its size and rating come from, else from `fallback`.
[[nodiscard]] std::vector<PortRule> read_ports(TomlTable& file, std::vector<PortRule> base, ModuleType* type = nullptr,
                                               const Provenance* fallback = nullptr);
/// `[envelope]`, `[clearance]` and `[[contains]]` of a module type. Each value may be a table of its own with `value`
/// and where it comes from; a clearance also says what it is for: `front = { service = "1.2 m", air = "2 m" }`.
void read_shape(TomlTable& file, const Provenance& fallback, ModuleType& type);
/// `[need]`, `[[solid]]` and `[[bom]]` of a kind.
void read_kind_data(TomlTable& file, Kind& kind);

}  // namespace plinth
