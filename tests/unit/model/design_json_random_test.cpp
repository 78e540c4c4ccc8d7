// SPDX-License-Identifier: Apache-2.0
// The description of design.json against designs nobody would write by hand, and against the structs themselves.
#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <random>

#include "core/model/design_json.h"
#include "core/model/design_json_check.h"
#include "core/model/design_json_fields.h"

using namespace plinth;

namespace {

/// Gives every member it visits a random value of its whole range.
class Filler {
 public:
  static constexpr bool writes = false;
  explicit Filler(unsigned seed) : random_(seed) {}

  template <class T>
  void operator()(std::string_view key, T&& value) {
    if (key != "schema") fill(value);
  }
  template <class... T>
  void one_of(std::span<const std::string_view>, std::variant<T...>& value) {
    const std::size_t chosen = random_() % sizeof...(T);
    std::size_t index = 0;
    ((index++ == chosen ? fill(value.template emplace<T>()) : void()), ...);
  }
  void fill(Design& design) { json::describe(*this, design); }

 private:
  bool coin() { return random_() % 2 == 0; }
  std::size_t few() { return random_() % 3; }

  void fill(bool& value) { value = coin(); }
  void fill(int& value) { value = static_cast<int>(static_cast<std::uint32_t>(random_())); }
  void fill(long long& value) { value = static_cast<long long>(random_()) >> (random_() % 64); }
  void fill(double& value) {
    switch (random_() % 4) {
      case 0:  // any finite bits
        do value = std::bit_cast<double>(random_());
        while (!std::isfinite(value));
        return;
      case 1:  // computed
        value = static_cast<double>(static_cast<std::int32_t>(random_())) / 7.0;
        return;
      case 2:  // round
        value = static_cast<double>(static_cast<std::int32_t>(random_()) >> (random_() % 32));
        return;
      default:
        value = 0;
    }
  }
  void fill(std::string& value) {
    static const char* pieces[] = {"a", "\"", "\\", "\n", "ü", "€", "😀", " ", "~", "/", "\x01", "\x7F", "0"};
    value.clear();
    for (std::size_t i = few() * 2; i > 0; --i) value += pieces[random_() % std::size(pieces)];
  }
  template <class T>
  void fill(T& value) {
    if constexpr (std::is_enum_v<T>)
      value = static_cast<T>(random_() % (static_cast<unsigned>(json::last_of<T>) + 1));
    else
      json::describe(*this, value);
  }
  template <class T>
  void fill(std::optional<T>& value) {
    value.reset();
    if (coin()) fill(value.emplace());
  }
  template <class T>
  void fill(std::vector<T>& list) {
    list.resize(few());
    for (T& item : list) fill(item);
  }
  template <class T>
  void fill(std::map<std::string, T>& map) {
    for (std::size_t i = few(); i > 0; --i) {
      std::string key;
      fill(key);
      fill(map[key]);
    }
  }
  void fill(std::pair<double, double>& pair) {
    fill(pair.first);
    fill(pair.second);
  }
  void fill(Ledger& ledger) {
    std::map<std::string, LedgerEntry, std::less<>> entries;
    for (std::size_t i = few(); i > 0; --i) {
      LedgerEntry entry;
      fill(entry);
      entries[entry.id] = entry;
    }
    ledger = Ledger::from_entries(entries);
  }
  void fill(PlanPoint& p) {
    fill(p.x);
    fill(p.y);
  }
  void fill(Rect& r) {
    fill(r.x0);
    fill(r.y0);
    fill(r.x1);
    fill(r.y1);
  }
  void fill(Temperature& t) { fill(t.kelvin); }
  template <int... exponent>
  void fill(Quantity<exponent...>& quantity) {
    fill(quantity.si);
  }
  template <class T>
  void fill(json::Shifted<T>& shifted) {
    fill(shifted.value);
  }
  template <class T>
  void fill(json::InMetres<T>& list) {
    fill(list.value);
  }
  template <class T>
  void fill(json::Celsius<T>& t) {
    fill(t.value);
  }

  std::mt19937_64 random_;
};

/// Counts the members `describe` visits.
struct MemberCount {
  static constexpr bool writes = false;
  int count = 0;
  template <class T>
  void operator()(std::string_view, T&&) {
    ++count;
  }
  template <class T>
  void one_of(std::span<const std::string_view>, T&) {
    ++count;
  }
};

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

/// Turns into anything, so that a struct can be tried with ever more members.
struct Anything {
  template <class T>
  requires(!is_optional<T>) operator T() const;
};

template <class T, class... Members>
constexpr int member_count() {
  if constexpr (requires { T{Members{}..., Anything{}}; })
    return member_count<T, Members..., Anything>();
  else
    return sizeof...(Members);
}

template <class T>
void check_all_described(const char* name) {
  T value;
  MemberCount visitor;
  json::describe(visitor, value);
  CAPTURE(name);
  CHECK(visitor.count == member_count<T>());
}

}  // namespace

#define ALL_DESCRIBED(type) check_all_described<type>(#type)

TEST_CASE("no member of a struct is forgotten: as many are described as the struct has") {
  ALL_DESCRIBED(Origin);
  ALL_DESCRIBED(Measured);
  ALL_DESCRIBED(Finding);
  ALL_DESCRIBED(Verdict);
  ALL_DESCRIBED(Polygon);
  ALL_DESCRIBED(KeepOut);
  ALL_DESCRIBED(Gate);
  ALL_DESCRIBED(ExistingBuilding);
  ALL_DESCRIBED(RackGroup);
  ALL_DESCRIBED(Series);
  ALL_DESCRIBED(Pin);
  ALL_DESCRIBED(Zone);
  ALL_DESCRIBED(Adjacency);
  ALL_DESCRIBED(BoundaryEdge);
  ALL_DESCRIBED(Waiver);
  ALL_DESCRIBED(DefaultUsed);
  ALL_DESCRIBED(SiteSpec::Project);
  ALL_DESCRIBED(SiteSpec::Utility);
  ALL_DESCRIBED(SiteSpec::Climate);
  ALL_DESCRIBED(SiteSpec::It);
  ALL_DESCRIBED(SiteSpec::PowerSystem);
  ALL_DESCRIBED(SiteSpec::Storage);
  ALL_DESCRIBED(SiteSpec::Cooling);
  ALL_DESCRIBED(SiteSpec::CatalogChoice);
  ALL_DESCRIBED(SiteSpec::Extras);
  ALL_DESCRIBED(SiteSpec::Prices);
  ALL_DESCRIBED(Provenance);
  ALL_DESCRIBED(Curve);
  ALL_DESCRIBED(Attribute);
  ALL_DESCRIBED(Port);
  ALL_DESCRIBED(Clearances);
  ALL_DESCRIBED(PurposeClearance);
  ALL_DESCRIBED(Contained);
  ALL_DESCRIBED(Solid);
  ALL_DESCRIBED(AccessoryLine);
  ALL_DESCRIBED(Need);
  ALL_DESCRIBED(ModuleType);
  ALL_DESCRIBED(AttributeRule);
  ALL_DESCRIBED(Kind);
  ALL_DESCRIBED(Limit);
  ALL_DESCRIBED(TestItem);
  ALL_DESCRIBED(VoltageDip);
  ALL_DESCRIBED(GridProfile);
  ALL_DESCRIBED(Catalog);
  ALL_DESCRIBED(Demand);
  ALL_DESCRIBED(Selection);
  ALL_DESCRIBED(ObjectiveResult);
  ALL_DESCRIBED(Node);
  ALL_DESCRIBED(PhasePlan);
  ALL_DESCRIBED(Phase);
  ALL_DESCRIBED(Reserve);
  ALL_DESCRIBED(SiteSpec::Expansion);
  ALL_DESCRIBED(EdgeEnd);
  ALL_DESCRIBED(Edge);
  ALL_DESCRIBED(Graph);
  ALL_DESCRIBED(LedgerInput);
  ALL_DESCRIBED(LedgerEntry);
  ALL_DESCRIBED(Placement);
  ALL_DESCRIBED(Route);
  ALL_DESCRIBED(RouteSection);
  ALL_DESCRIBED(Passage);
  ALL_DESCRIBED(Carrier);
  ALL_DESCRIBED(Crossing);
  ALL_DESCRIBED(Convergence);
  ALL_DESCRIBED(Road);
  ALL_DESCRIBED(Group);
  ALL_DESCRIBED(InputFile);
  ALL_DESCRIBED(Circuit);
  ALL_DESCRIBED(BusFault);
  ALL_DESCRIBED(PipeRun);
  ALL_DESCRIBED(Loop);
  ALL_DESCRIBED(Distribution);
  ALL_DESCRIBED(SiteEdit);
  ALL_DESCRIBED(Evidence);
  ALL_DESCRIBED(SiteSpec::Rules);
  ALL_DESCRIBED(RuleSelector);
  ALL_DESCRIBED(RuleLimit);
  ALL_DESCRIBED(DataRule);
  // Those that are spread over several keys: their members are counted here, so that a new one is noticed.
  CHECK(member_count<SiteSpec>() == 25);
  CHECK(member_count<SiteSpec::Site>() == 13);
  CHECK(member_count<Sizing>() == 7);
  CHECK(member_count<Layout>() == 14);
  CHECK(member_count<CheckReport>() == 2);
  CHECK(member_count<Design>() == 11);
}

TEST_CASE("random designs of any values come back equal") {
  for (unsigned seed = 1; seed <= 400; ++seed) {
    Design design;
    Filler(seed).fill(design);
    const std::string json = write_design(design);
    const auto back = json::read_unchecked(json, "d.json");
    CAPTURE(seed);
    REQUIRE_MESSAGE(back.ok(), back.findings[0].message);
    REQUIRE(*back.value == design);
    CHECK(write_design(*back.value) == json);
    // A random design makes no sense, and saying so must not crash.
    CHECK(read_design(json, "d.json").ok() == json::inconsistencies(design, "d.json").empty());
  }
}

TEST_CASE("temperatures are written round and read back exactly") {
  for (int tenths = -600; tenths <= 1200; ++tenths) {
    Design design;
    design.spec.climate.dry_bulb = from_degC(tenths / 10.0);
    const std::string json = write_design(design);
    const std::size_t at = json.find("\"dry_bulb_c\": ") + 14;
    CHECK(json.substr(at, json.find(',', at) - at).size() <= 5);
    const auto back = read_design(json, "d");
    REQUIRE(back.ok());
    CHECK(back.value->spec.climate == design.spec.climate);
  }
}
