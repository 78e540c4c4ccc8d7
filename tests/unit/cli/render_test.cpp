// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "cli/deliver.h"
#include "cli/files.h"
#include "cli/render/derivation.h"
#include "cli/render/derivation_influence.h"
#include "cli/render/findings.h"
#include "cli/render/ledger_list.h"
#include "cli/render/stages.h"
#include "cli/render/table.h"
#include "core/base/assert.h"
#include "core/model/design_json.h"
#include "core/pipeline.h"
#include "tests/support/files.h"
#include "tests/support/json_schema.h"

namespace plinth {
namespace {

Finding typo() {
  Finding finding;
  finding.code = "SPC002";
  finding.message = "unknown key `laod` in [it]";
  finding.origin = {"site.toml", 14, 1};
  finding.excerpt = "laod = \"5 MW\"";
  finding.caret_length = 4;
  finding.hint = "did you mean `load`?";
  return finding;
}

LedgerEntry leaf(const std::string& id, double value, const std::string& unit) {
  LedgerEntry entry;
  entry.id = id;
  entry.kind = EntryKind::input;
  entry.value = value;
  entry.unit = unit;
  entry.text = "as written";
  entry.origin = {"site.toml", 7, 1};
  return entry;
}

LedgerEntry derived(const std::string& id, double value, const std::string& unit, const std::string& formula,
                    std::vector<LedgerInput> inputs) {
  LedgerEntry entry;
  entry.id = id;
  entry.value = value;
  entry.unit = unit;
  entry.formula = formula;
  entry.inputs = std::move(inputs);
  return entry;
}

Design small_ledger() {
  Design design;
  Ledger& ledger = design.sizing.ledger;
  ledger.add(leaf("it.load", 20, "MW"));
  ledger.add(leaf("rack.power", 125, "kW"));
  ledger.add(derived("racks", 160, "", "ceil(P / P_rack)", {{"P", "it.load"}, {"P_rack", "rack.power"}}));
  ledger.add(derived("total", 320, "", "racks + again", {{"racks", "racks"}, {"again", "racks"}}));
  return design;
}

int count_of(const std::string& text, const std::string& part) {
  int number = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++number;
  return number;
}

}  // namespace

TEST_CASE("a finding is shown with place, source line, caret and hint") {
  CHECK(findings_text({typo()}, {}) ==
        "error[SPC002]: unknown key `laod` in [it]\n"
        "  --> site.toml:14:1\n"
        "   |\n"
        "14 | laod = \"5 MW\"\n"
        "   | ^^^^\n"
        "  = hint: did you mean `load`?\n"
        "\n"
        "1 error\n");
}

TEST_CASE("paths are shown as the user can open them") {
  const std::string text = findings_text({typo()}, {{{"site.toml", "sites/a/site.toml"}}, false});
  CHECK(text.find("--> sites/a/site.toml:14:1") != std::string::npos);
}

TEST_CASE("the caret stands below its character: after tabs, in UTF-8, on long lines") {
  const auto caret_below = [](const Finding& finding) {
    const std::string text = findings_text({finding}, {});
    const std::size_t line = text.find("14 | ") + 5, below = text.find('^');
    const std::size_t row = text.rfind('\n', below) + 1;
    const std::string shown = text.substr(line, text.find('\n', line) - line);
    std::size_t at = below - row - 5;  // characters right of the margin
    for (std::size_t i = 0; i < shown.size(); ++i) {
      if ((static_cast<unsigned char>(shown[i]) & 0xC0U) == 0x80U) continue;
      if (at-- == 0) return shown[i];
    }
    return '?';
  };
  Finding finding = typo();
  finding.origin.column = 3;
  finding.excerpt = "\t\tX = 1";
  CHECK(caret_below(finding) == 'X');
  finding.excerpt = "üöX = 1";
  CHECK(caret_below(finding) == 'X');
  finding.excerpt = std::string(5000, 'a') + "X" + std::string(5000, 'b');
  finding.origin.column = 5001;
  CHECK(caret_below(finding) == 'X');
  finding.caret_length = 100000;
  CHECK(findings_text({finding}, {}).size() < 600);
  finding.excerpt = "short";  // a column beyond the line must not crash
  finding.origin.column = 900;
  CHECK(count_of(findings_text({finding}, {}), "^") == 1);
}

TEST_CASE("control characters never reach the terminal") {
  Finding finding = typo();
  finding.excerpt = "a\x1b[31mb\x07";
  CHECK(findings_text({finding}, {}).find('\x1b') == std::string::npos);
  CHECK(findings_text({finding}, {}).find('\x07') == std::string::npos);
}

TEST_CASE("counts are words") {
  Finding warning = typo(), remark = typo();
  warning.severity = Severity::warning;
  remark.severity = Severity::info;
  CHECK(counts_text({}) == "no findings");
  CHECK(counts_text({typo(), typo(), warning}) == "2 errors, 1 warning");
  CHECK(counts_text({remark, remark}) == "2 remarks");
}

TEST_CASE("a formula is shown with its numbers") {
  const Design design = small_ledger();
  CHECK(substituted(*design.sizing.ledger.find("racks"), design.sizing.ledger) == "ceil(20 MW / 125 kW)");
}

TEST_CASE("a derivation ends at the line of the site file, and repeats nothing") {
  const std::string text = derivation_text(small_ledger(), "total", -1);
  CHECK(text.find("total = 320") == 0);
  CHECK(text.find("= 160 + 160") != std::string::npos);
  CHECK(count_of(text, "site.toml:7:1") == 2);  // two leaves, each once
  CHECK(count_of(text, "see [1]") == 1);
  CHECK(count_of(text, "  [1]") == 1);
  CHECK(text.find("rests on 2 values: 2 given") != std::string::npos);
  CHECK(derivation_text(small_ledger(), "total", 1).find("site.toml") == std::string::npos);
  CHECK(derivation_text(small_ledger(), "total", 1).find("…") != std::string::npos);
  CHECK(derivation_text(small_ledger(), "none", -1).empty());
}

TEST_CASE("a figure used twice is drawn at the place nearest to the root") {
  Design design;
  Ledger& ledger = design.sizing.ledger;
  ledger.add(leaf("a", 2, ""));
  ledger.add(derived("b", 4, "", "a + a", {{"a", "a"}}));
  ledger.add(derived("c", 5, "", "b + 1", {{"b", "b"}}));
  ledger.add(derived("d", 9, "", "c + b", {{"c", "c"}, {"b", "b"}}));
  const std::vector<DerivationStep> steps = derivation(design, "d", -1);
  REQUIRE(steps.size() == 4);
  CHECK(steps[0].id == "d");
  CHECK(steps[1].id == "c");
  CHECK(steps[2].id == "b");
  CHECK(steps[2].level == 1);  // below d, not below c
  CHECK_FALSE(steps[1].branches[0].here);
  CHECK(steps[2].mark == 1);
  CHECK(steps[3].mark == 0);
}

TEST_CASE("how far a leaf may be trusted is told, whatever depth is shown") {
  Design design;
  Ledger& ledger = design.sizing.ledger;
  LedgerEntry margin = leaf("basis.margin", 1.1, "");
  margin.kind = EntryKind::assumption;
  margin.basis = "house rule, 2026-11-20 (assumed)";
  margin.origin = {"standards/design_basis.toml", 4, 1};
  ledger.add(margin);
  LedgerEntry rating = leaf("catalog.x.rating", 5, "kW");
  rating.kind = EntryKind::catalog;
  rating.basis = "data sheet, 2026-11-20 (confirmed)";
  rating.origin = {"modules/x/x.toml", 9, 1};
  ledger.add(rating);
  ledger.add(derived("y", 5.5, "kW", "R * m", {{"R", "catalog.x.rating"}, {"m", "basis.margin"}}));
  const Source source = source_of(design, *ledger.find("basis.margin"));
  CHECK(source.trust == Trust::assumed);
  CHECK(source.basis == "house rule, 2026-11-20");
  CHECK(source.place == "catalog/standards/design_basis.toml:4:1");
  const std::string text = derivation_text(design, "y", 1);
  CHECK(text.find("rests on 2 values: 1 confirmed, 1 assumed") != std::string::npos);
  CHECK(text.find("assumed values (1):\n  basis.margin = 1.1") != std::string::npos);
  const std::string json = derivation_json(design, "y", -1);
  CHECK(json.find("\"assumed\": [\n   \"basis.margin\"") != std::string::npos);
  CHECK(json.find("\"with_numbers\": \"5 kW * 1.1\"") != std::string::npos);
  const std::string sheet = derivation_md(design, "y", -1);
  CHECK(sheet.find("# y = 5.5 kW") == 0);
  CHECK(sheet.find("| confirmed | `catalog.x.rating`") != std::string::npos);
}

TEST_CASE("influence: what a tenth more of a leaf does to a figure") {
  Design design;
  Ledger& ledger = design.sizing.ledger;
  ledger.add(leaf("a", 10, "kW"));
  ledger.add(leaf("b", 2, ""));
  ledger.add(leaf("c", 5, "kW"));
  ledger.add(leaf("t", 20, "degC"));
  ledger.add(derived("x", 25, "kW", "a * b + c", {{"a", "a"}, {"b", "b"}, {"c", "c"}}));
  ledger.add(derived("units", 3, "", "ceil(x / 10[kW])", {{"x", "x"}}));
  ledger.add(derived("y", 500, "kW", "x * (t - 0[degC]) / 1[K]", {{"x", "x"}, {"t", "t"}}));
  const auto on = influence_on(ledger, "y");
  CHECK(on.at("a") == doctest::Approx(0.08));  // 2 of 25
  CHECK(on.at("c") == doctest::Approx(0.02));
  CHECK(on.at("t") == doctest::Approx(0.05));         // 1 K of 20
  CHECK(influence_on(ledger, "units").at("c") == 0);  // 25.5 kW still are three units
  CHECK(influence_on(ledger, "a").empty());
  CHECK(influence_text(*ledger.find("t"), 0.05) == "+1 K: +5 %");
  CHECK(influence_text(*ledger.find("a"), -0.08) == "+10 %: -8 %");
  CHECK(influence_text(*ledger.find("a"), 0) == "+10 %: no change");
  LedgerEntry p = derived("p", 1, "", "q", {{"q", "q"}}), q = derived("q", 1, "", "p", {{"p", "p"}});
  CHECK(influence_on(Ledger::from_entries({{"p", p}, {"q", q}}), "p").empty());
}

TEST_CASE("a derivation that a forger tied in a knot ends") {
  LedgerEntry a = derived("a", 1, "", "b", {{"b", "b"}}), b = derived("b", 1, "", "a", {{"a", "a"}});
  Design design;
  design.sizing.ledger = Ledger::from_entries({{"a", a}, {"b", b}});
  CHECK(count_of(derivation_text(design, "a", -1), "see [1]") == 1);
  CHECK_FALSE(derivation_json(design, "a", -1).empty());
  b.inputs = {{"a", "gone"}};
  design.sizing.ledger = Ledger::from_entries({{"a", a}, {"b", b}});
  CHECK(derivation_text(design, "a", -1).find("gone is missing from this design") != std::string::npos);
}

TEST_CASE("the unit of a literal is not taken for a symbol") {
  Design design;
  Ledger& ledger = design.sizing.ledger;
  ledger.add(leaf("height", -5, "m"));
  ledger.add(derived("sum", -3, "m", "m + 2[m]", {{"m", "height"}}));
  CHECK(substituted(*ledger.find("sum"), ledger) == "(-5 m) + 2[m]");
}

TEST_CASE("the ledger is listed by prefix and by pattern") {
  const Design design = small_ledger();
  const Ledger& ledger = design.sizing.ledger;
  using Ids = std::vector<std::string>;
  CHECK(matching_ids(ledger, "").size() == 4);
  CHECK(matching_ids(ledger, "r") == Ids{"rack.power", "racks"});
  CHECK(matching_ids(ledger, "*.power") == Ids{"rack.power"});
  CHECK(matching_ids(ledger, "ra*") == Ids{"rack.power", "racks"});
  CHECK(matching_ids(ledger, "r?cks") == Ids{"racks"});
  CHECK(matching_ids(ledger, "*a*a*") == Ids{});
  CHECK(matching_ids(ledger, "x").empty());
  CHECK(count_of(ledger_list(ledger, matching_ids(ledger, "")), "\n") == 5);  // the head and four figures
  CHECK(ledger_list(ledger, {}).empty());
}

TEST_CASE("the ledger as CSV: one line a figure, quoted where needed") {
  Design design = small_ledger();
  LedgerEntry odd = leaf("odd", 1.5, "");
  odd.basis = "say \"so\", he said";
  design.sizing.ledger.add(odd);
  const std::string csv = ledger_csv(design);
  CHECK(csv.find("id,value,unit,formula,basis,source\r\n") == 0);
  CHECK(csv.find("racks,160,,ceil(P / P_rack),,\r\n") != std::string::npos);
  CHECK(csv.find("odd,1.5,,,\"say \"\"so\"\", he said\",site.toml:7:1\r\n") != std::string::npos);
}

TEST_CASE("what `size` prints is valid under the schema it publishes, and holds the whole ledger") {
  const SiteSpec spec = test::site_from(
      "project.name = \"T\"\nsite.boundary = [[0, 0], [200, 0], [200, 200], [0, 200]]\nit.load = \"2 MW\"\n"
      "site.utility.voltage = \"34.5 kV\"\nsite.utility.capacity = \"10 MVA\"\n");
  const Outcome<Design> outcome = design_site(spec, test::shipped_catalog(), {}, "plinth test", Until::sizing);
  REQUIRE(outcome.ok());
  using nlohmann::json;
  const json shown = json::parse(sizing_json(*outcome.value)), schema = json::parse(sizing_schema());
  CHECK(test::is_valid(shown, schema));
  CHECK(test::is_valid(shown["ledger"], json::parse(ledger_schema())));
  CHECK(shown["ledger"].size() == outcome.value->sizing.ledger.entries().size());
  CHECK(shown["defaults"].size() == outcome.value->spec.defaults.size());
  for (const json& entry : shown["ledger"]) {
    CHECK_FALSE(entry["basis"].get<std::string>().empty());
    CHECK((entry["kind"] != "derived" || !entry["formula"].get<std::string>().empty()));
  }
  for (const char* key : {"ledger", "selection", "demand", "objective"}) {
    json other = shown;
    other.erase(key);
    CHECK_FALSE(test::is_valid(other, schema));
  }
}

TEST_CASE("columns of numbers are flush right, of words flush left") {
  Table table({"tag", "kW"});
  table.add({"Größe", "5"});
  table.add({"b", "1250"});
  CHECK(table.text() == "tag      kW\nGröße     5\nb      1250\n");
}

TEST_CASE("names of outputs stay inside their folder") {
  for (const char* good : {"bom.csv", "cad/site.step", "a/b/c", "..x"}) CHECK(safe_name(good));
  for (const char* bad : {"", "/etc/passwd", "../x", "a/../b", "a//b", "a/", "./a"}) CHECK_FALSE(safe_name(bad));
  CHECK_FALSE(safe_name(std::string_view("a\0b", 3)));
}

TEST_CASE("exporters: order by name, whatever the number of threads; failures are told, the others kept") {
  const Exporter z{"z", "", true, [](const Design&, const Stamp&) {
                     return std::vector<Artifact>{{"z", "1"}, {"b", "2"}};
                   }};
  const Exporter fails{"fails", "", true,
                       [](const Design&, const Stamp&) -> std::vector<Artifact> { throw ExportError("no"); }};
  const Exporter a{"a", "", true, [](const Design&, const Stamp&) { return std::vector<Artifact>{{"a", "3"}}; }};
  const Design design;
  const std::vector<const Exporter*> all{&z, &fails, &a};
  for (int threads : {1, 2, 16}) {
    const Delivery delivery = run_exporters(all, design, {}, threads);
    CHECK(delivery.artifacts == std::vector<Artifact>{{"a", "3"}, {"b", "2"}, {"z", "1"}});
    CHECK(delivery.failures == std::vector<std::string>{"fails: no"});
  }
  CHECK(run_exporters({}, design, {}, 4).artifacts.empty());
  CHECK_THROWS_AS(run_exporters({&a, &a}, design, {}, 2), BugError);
}

}  // namespace plinth
