// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/finding.h"
#include "core/base/quantity.h"
#include "core/base/units.h"
#include "core/geometry/plan.h"
#include "core/model/data_rule.h"
#include "core/model/provenance.h"

namespace plinth {

/// y over x, x strictly increasing, both in SI.
struct Curve {
  std::vector<std::pair<double, double>> points;
  Dimension x = Dimension::ratio, y = Dimension::ratio;
  friend bool operator==(const Curve&, const Curve&) = default;
  /// Straight lines between points; nullopt outside the range, never extrapolated.
  [[nodiscard]] std::optional<double> at(double x_si) const;
};

/// One attribute of a module type. A number is held in SI with the unit it was written in.
struct Attribute {
  std::variant<double, std::string, bool, Curve, std::vector<std::string>> value;
  std::string unit;                        ///< as written: "kW"; empty for text and flags
  Dimension dimension = Dimension::ratio;  ///< of a number
  Provenance provenance;
  friend bool operator==(const Attribute&, const Attribute&) = default;
};

/// What runs through a port or an edge of the joint graph.
enum class Medium {
  mv,
  lv,
  dc,
  tcs_supply,
  tcs_return,
  fws_supply,
  fws_return,
  chw_supply,
  chw_return,
  fuel,
  water,
  control
};
[[nodiscard]] std::string_view text(Medium medium);  ///< "fws_supply"
[[nodiscard]] std::optional<Medium> medium_named(std::string_view name);

/// The four upright faces and the top, in the module's own frame: x along the length, y along the width.
/// front is y = 0, back is y = width, left is x = 0, right is x = length.
enum class Face { front, back, left, right, top };
[[nodiscard]] std::string_view text(Face face);

/// A connection point in the module's own frame, millimetres from its lower front-left corner.
struct Port {
  std::string name;  ///< "mv_in_a", "fws_supply"
  Medium medium = Medium::lv;
  bool inlet = true;  ///< power or fluid enters here
  Face face = Face::front;
  Millimetres x = 0, y = 0, z = 0;
  std::string size;    ///< "DN150", "630 A"; empty when not stated
  std::string rating;  ///< what it is built for: "24 kV 630 A", "PN16"; empty when not stated
  std::string aif;     ///< connection point of the NVIDIA SimReady AIF vocabulary, or "none" where it has none
  friend bool operator==(const Port&, const Port&) = default;
};

/// Free space needed beyond each face, millimetres (service, air, fire, lift: the largest of them).
struct Clearances {
  Millimetres front = 0, back = 0, left = 0, right = 0, top = 0;
  [[nodiscard]] Millimetres at(Face face) const;
  friend bool operator==(const Clearances&, const Clearances&) = default;
};

/// What the free space beyond a face is for, where the catalog says it purpose by purpose.
struct PurposeClearance {
  Face face = Face::front;
  std::string purpose;  ///< "service", "air", "fire" or "lift"
  Millimetres depth = 0;
  friend bool operator==(const PurposeClearance&, const PurposeClearance&) = default;
};

/// `count` modules of one type inside another; `count` 0 means "as many as sizing needs, up to `limit`".
struct Contained {
  std::string module;
  int count = 1;
  int limit = 0;
  friend bool operator==(const Contained&, const Contained&) = default;
};

/// A purchasable thing: one row of the catalog. "Module type" is bought, "module" is placed.
struct ModuleType {
  std::string id;    ///< unique, lower-case, dashes: "ups-generic-1250"
  std::string kind;  ///< id of a Kind
  std::string title, manufacturer, part_number;
  Millimetres length = 0, width = 0, height = 0;
  Clearances clearance;
  std::vector<PurposeClearance> purposes;  ///< by face, then purpose; `clearance` holds the largest of each face
  std::vector<Port> ports;
  std::vector<Contained> contains;
  std::map<std::string, Attribute> attributes;  ///< includes mass_operating, cost_mid, lead_time_mid …
  std::map<std::string, std::string> codes;     ///< "hs", "unspsc", "etim", "ifc"
  /// Of what is no attribute: "source" (the whole file), "envelope", "clearance.front", "port.lv_a",
  /// "contains.ups-generic-1250". Only what is stated is held; see provenance_of().
  std::map<std::string, Provenance> provenance;
  Origin origin;  ///< its file
  friend bool operator==(const ModuleType&, const ModuleType&) = default;

  [[nodiscard]] const Attribute* find(std::string_view attribute) const;
  /// Where a value comes from: its own statement, else that of its table, else that of the file. `path` is the name of
  /// an attribute or a path of `provenance`; nullptr for a type that was not read from a file.
  [[nodiscard]] const Provenance* provenance_of(std::string_view path) const;
  /// The SI number, or nullopt when the attribute is absent or not a number.
  [[nodiscard]] std::optional<double> number(std::string_view attribute) const;
  [[nodiscard]] std::string word(std::string_view attribute) const;  ///< text value or ""
  [[nodiscard]] bool flag(std::string_view attribute) const;         ///< false when absent
  [[nodiscard]] const Curve* curve(std::string_view attribute) const;
  /// The number as a typed quantity; asserts that the loader guaranteed the attribute (a required one of its kind).
  template <class Q>
  [[nodiscard]] Q get(std::string_view attribute) const {
    return Q{required_number(attribute)};
  }
  [[nodiscard]] double required_number(std::string_view attribute) const;
};

/// An attribute a kind declares.
struct AttributeRule {
  std::string name;
  std::optional<Dimension> dimension;  ///< absent for text, flags and lists
  std::string type = "number";         ///< number | text | flag | curve | list
  bool required = false;
  std::string meaning;               ///< one line of documentation with its rating conditions
  std::optional<Dimension> curve_x;  ///< of a curve: dimension of its x
  std::vector<std::string> choices;  ///< of a text: the only values allowed; empty = any
  friend bool operator==(const AttributeRule&, const AttributeRule&) = default;
};

/// A simple body that stands for a part of each module of a kind, in fractions of its envelope.
struct Solid {
  std::string shape = "box";  ///< "box", "cylinder" (upright) or "drum" (lying along the length)
  double x0 = 0, x1 = 1, y0 = 0, y1 = 1, z0 = 0, z1 = 1;
  friend bool operator==(const Solid&, const Solid&) = default;
};

/// A line that every module of a kind adds to the bill of materials.
struct AccessoryLine {
  std::string item;      ///< "Foundation slab C30/37"
  std::string quantity;  ///< formula over the attributes and length, width, height: "1.1 * length * width [m2]"
  std::string unit;      ///< of the quantity, in the bill's codes: "EA", "MTR", "MTK", "MTQ", "LTR", "KGM"
  std::string note;
  friend bool operator==(const AccessoryLine&, const AccessoryLine&) = default;
};

/// How many modules of a kind a design has, where no physics of its own decides it.
struct Need {
  std::string per = "site";      ///< "site", "block", "pod" or "module": what is counted, each with its own
  std::string of;                ///< the kind whose modules are counted, of per = "module"
  double count = 1;              ///< units in duty for each of those, where nothing is covered
  std::string covers;            ///< ledger id of a figure that the units in duty cover together; empty = none
  std::string with;              ///< attribute of the types that covers it
  std::string redundancy = "N";  ///< "N", "N+1", "2N" …, or "power", "cooling", "backup": what the site asks there
  std::string draws;             ///< attribute that holds the electrical power of one unit; empty = none
  std::string meaning;           ///< one line: why so many
  friend bool operator==(const Need&, const Need&) = default;
};

/// What a class of modules is: data that sizing, layout, rules and exporters all read.
struct Kind {
  std::string id;       ///< "cdu"
  std::string title;    ///< "Coolant distribution unit"
  std::string prefix;   ///< of its tags: "CDU"
  std::string service;  ///< what it supplies: "cdu", "heat_rejection"; empty for passive stock
  std::string zone;     ///< where layout puts it: block-cooling | block-it | block-power | yard-electrical |
                        ///< yard-generator | yard-storage | inside
  std::string colour;   ///< "#RRGGBB" in every drawing and model
  std::vector<AttributeRule> attributes;
  std::vector<std::string> test_families;    ///< checklist templates in catalog/tests that apply: "enclosure", "cdu"
  std::map<std::string, std::string> codes;  ///< default classification codes for its types
  std::optional<Need> need;                  ///< a kind that the site may ask for with `extras.include`
  std::vector<Solid> solids;                 ///< what models and plans show; empty = a box
  std::vector<AccessoryLine> bom;            ///< what each module brings along
  Origin origin;
  friend bool operator==(const Kind&, const Kind&) = default;
};

/// An editioned limit or design-basis value, data with jurisdiction: catalog/standards/*.toml.
struct Limit {
  std::string id;            ///< "bess.separation.exposure"
  std::string jurisdiction;  ///< us | eu | cn | intl | all
  std::string edition;       ///< "NFPA 855 (2023) / IFC 1207.8.3"
  double si = 0.0;
  std::string unit;
  Dimension dimension = Dimension::ratio;
  std::string note;
  Provenance provenance;
  friend bool operator==(const Limit&, const Limit&) = default;
};

/// A factory test template: catalog/tests/*.toml, one item.
struct TestItem {
  std::string id;      ///< "CD-01"
  std::string family;  ///< "cdu"
  std::string when;    ///< formula over attributes, empty = always; the item is left out when it gives 0
  std::string text, method, instrument;
  std::string acceptance;                     ///< sentence with {name} places for the limits below
  std::map<std::string, std::string> limits;  ///< name -> "formula [unit]", e.g. "1.5 * design_pressure [bar]"
  std::string point;                          ///< H hold | W witness | R review | S surveillance
  std::string level;                          ///< L1 … L5
  std::string standard;
  Provenance provenance;
  friend bool operator==(const TestItem&, const TestItem&) = default;
};

/// A voltage dip: remaining voltage, a ratio of the nominal, and how long.
struct VoltageDip {
  double voltage = 0;
  Time duration;
  friend bool operator==(const VoltageDip&, const VoltageDip&) = default;
};

/// Limits on the load's movement at the connection point: catalog/grid/*.toml.
struct GridProfile {
  std::string id, title;
  std::string edition;  ///< document and its version; empty when the source says all there is
  RampRate ramp;        ///< largest mean slope, either direction
  Power window_swing;   ///< largest peak-to-peak in `window`
  Time window;
  std::optional<double> oscillation;     ///< largest amplitude of a periodic movement over the site's load, a ratio
  std::optional<Power> oscillation_cap;  ///< the same as power; the smaller of both holds
  Frequency oscillation_from, oscillation_to;  ///< band it holds in
  std::optional<Power> oscillation_load;       ///< sites below this load are free of it
  std::optional<Time> recovery;                ///< return to 90 % of the load after a voltage dip
  std::vector<VoltageDip> dips;                ///< the site stays connected through each
  Provenance provenance;
  friend bool operator==(const GridProfile&, const GridProfile&) = default;
};

/// Everything under catalog/ (and overlays), sorted by id, cross-checked.
struct Catalog {
  std::vector<Kind> kinds;
  std::vector<ModuleType> modules;  ///< racks included: they are modules of kind "rack"
  std::vector<Limit> limits;
  std::vector<TestItem> tests;
  std::vector<GridProfile> grid_profiles;
  std::vector<DataRule> rules;  ///< by code
  friend bool operator==(const Catalog&, const Catalog&) = default;

  [[nodiscard]] const Kind* kind(std::string_view id) const;
  [[nodiscard]] const ModuleType* module(std::string_view id) const;
  [[nodiscard]] std::vector<const ModuleType*> modules_of(std::string_view kind) const;  ///< by id
  /// The limit for this jurisdiction, else the one for "all"; nullptr when there is none.
  [[nodiscard]] const Limit* limit(std::string_view id, std::string_view jurisdiction) const;
  [[nodiscard]] const GridProfile* grid_profile(std::string_view id) const;
};

}  // namespace plinth
