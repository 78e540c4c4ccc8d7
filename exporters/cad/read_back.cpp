// SPDX-License-Identifier: Apache-2.0
#include "exporters/cad/read_back.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "exporters/cad/part21.h"
#include "exporters/exporter.h"

namespace plinth::cad {
namespace {

constexpr double tolerance_mm = 0.1;

using Vec = std::array<double, 3>;

/// A rigid movement: columns of the rotation, and the origin.
struct Frame {
  Vec x{1, 0, 0}, y{0, 1, 0}, z{0, 0, 1}, origin{0, 0, 0};
};

Vec cross(const Vec& a, const Vec& b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

Vec turned(const Frame& f, const Vec& v) {
  Vec r{};
  for (std::size_t i = 0; i < 3; ++i) r[i] = f.x[i] * v[0] + f.y[i] * v[1] + f.z[i] * v[2];
  return r;
}

Vec moved(const Frame& f, const Vec& v) {
  const Vec r = turned(f, v);
  return {r[0] + f.origin[0], r[1] + f.origin[1], r[2] + f.origin[2]};
}

Frame composed(const Frame& outer, const Frame& inner) {
  return {turned(outer, inner.x), turned(outer, inner.y), turned(outer, inner.z), moved(outer, inner.origin)};
}

Frame inverted(const Frame& f) {
  Frame r{{f.x[0], f.y[0], f.z[0]}, {f.x[1], f.y[1], f.z[1]}, {f.x[2], f.y[2], f.z[2]}, {}};
  const Vec back = turned(r, f.origin);
  r.origin = {-back[0], -back[1], -back[2]};
  return r;
}

struct Extent {
  Vec low{1e300, 1e300, 1e300}, high{-1e300, -1e300, -1e300};
  void add(const Vec& p) {
    for (std::size_t i = 0; i < 3; ++i) {
      low[i] = std::min(low[i], p[i]);
      high[i] = std::max(high[i], p[i]);
    }
  }
  [[nodiscard]] bool empty() const { return low[0] > high[0]; }
};

/// One use of a product in another.
struct Occurrence {
  std::string name;
  std::size_t product = 0;  ///< product definition
  Frame at;
};

class Reader {
 public:
  explicit Reader(std::string_view step);
  void walk();
  void compare(const Expected& expected) const;

 private:
  void structure();
  [[nodiscard]] const std::string& body(std::size_t number) const;
  [[nodiscard]] Vec triple(std::size_t number) const;
  [[nodiscard]] Frame placement(std::size_t number) const;
  [[nodiscard]] Frame transformation(std::size_t relationship) const;
  [[nodiscard]] const std::vector<Vec>& corners(std::size_t shape);
  void collect(std::size_t number, std::set<std::size_t>& seen, Extent& extent) const;
  void walk(std::size_t product, const Frame& at, int depth);

  StepFile file_;
  std::vector<std::size_t> position_;                           ///< by entity number
  std::map<std::size_t, std::vector<Occurrence>> occurrences_;  ///< by the product definition they are used in
  std::map<std::size_t, std::size_t> shape_;                    ///< product definition -> shape representation
  std::set<std::size_t> used_;                                  ///< product definitions used in another
  std::map<std::size_t, std::vector<Vec>> corners_;             ///< by shape representation
  std::map<std::string, int> instances_;
  Extent extent_;
};

Reader::Reader(std::string_view step) : file_(parse_step(step)) {
  for (std::size_t i = 0; i < file_.entities.size(); ++i) {
    const std::size_t number = file_.entities[i].number;
    if (number >= position_.size()) position_.resize(number + 1, file_.entities.size());
    position_[number] = i;
  }
  structure();
}

const std::string& Reader::body(std::size_t number) const {
  if (number >= position_.size() || position_[number] == file_.entities.size())
    throw ExportError(fmt::format("STEP read back: #{} is not there", number));
  return file_.entities[position_[number]].body;
}

Vec Reader::triple(std::size_t number) const {
  const std::string& b = body(number);
  const auto fields = parameters(b, type_of(b));
  const std::vector<double> v = fields.size() == 2 ? reals(fields[1]) : std::vector<double>();
  if (v.size() != 3) throw ExportError(fmt::format("STEP read back: #{} has no three coordinates", number));
  return {v[0], v[1], v[2]};
}

Frame Reader::placement(std::size_t number) const {
  const auto fields = parameters(body(number), "AXIS2_PLACEMENT_3D");
  if (fields.size() != 4) throw ExportError(fmt::format("STEP read back: #{} is no placement", number));
  const Vec z = triple(reference(fields[2])), x = triple(reference(fields[3]));
  return {x, cross(z, x), z, triple(reference(fields[1]))};
}

/// Item 1 stands in the frame of the part, item 2 says where that is in the assembly.
Frame Reader::transformation(std::size_t relationship) const {
  const auto with = parameters(body(relationship), "REPRESENTATION_RELATIONSHIP_WITH_TRANSFORMATION");
  if (with.empty()) throw ExportError(fmt::format("STEP read back: #{} has no transformation", relationship));
  const auto items = parameters(body(reference(with[0])), "ITEM_DEFINED_TRANSFORMATION");
  if (items.size() != 4) throw ExportError("STEP read back: a transformation is incomplete");
  return composed(placement(reference(items[3])), inverted(placement(reference(items[2]))));
}

void Reader::structure() {
  for (const StepEntity& e : file_.entities) {
    const std::string_view type = type_of(e.body);
    if (type == "SHAPE_DEFINITION_REPRESENTATION") {
      const auto fields = parameters(e.body, type);
      const auto definition = parameters(body(reference(fields[0])), "PRODUCT_DEFINITION_SHAPE");
      if (definition.size() == 3) shape_[reference(definition[2])] = reference(fields[1]);
    } else if (type == "CONTEXT_DEPENDENT_SHAPE_REPRESENTATION") {
      const auto fields = parameters(e.body, type);
      const auto placed = parameters(body(reference(fields[1])), "PRODUCT_DEFINITION_SHAPE");
      const auto use = parameters(body(reference(placed.at(2))), "NEXT_ASSEMBLY_USAGE_OCCURRENCE");
      if (use.size() != 6) throw ExportError("STEP read back: a placement is of no instance");
      const std::size_t parent = reference(use[3]), child = reference(use[4]);
      occurrences_[parent].push_back({plain_text(use[1]), child, transformation(reference(fields[0]))});
      used_.insert(child);
    }
  }
}

void Reader::collect(std::size_t number, std::set<std::size_t>& seen, Extent& extent) const {
  if (!seen.insert(number).second) return;
  const std::string& b = body(number);
  const std::string_view type = type_of(b);
  if (type == "VERTEX_POINT") {
    extent.add(triple(reference(parameters(b, type).at(1))));
    return;
  }
  if (type == "CIRCLE") {
    const auto fields = parameters(b, type);
    const Frame f = placement(reference(fields.at(1)));
    const double radius = reals(fields.at(2)).at(0);
    for (std::size_t i = 0; i < 3; ++i) {
      const double reach = radius * std::sqrt(std::max(0.0, 1.0 - f.z[i] * f.z[i]));
      for (const double side : {-reach, reach}) {
        Vec p = f.origin;
        p[i] += side;
        extent.add(p);
      }
    }
    return;
  }
  if (type == "AXIS2_PLACEMENT_3D" || type == "CARTESIAN_POINT" || type == "PLANE" || type == "LINE") return;
  for (const std::size_t r : references(b)) collect(r, seen, extent);
}

const std::vector<Vec>& Reader::corners(std::size_t shape) {
  const auto [found, added] = corners_.emplace(shape, std::vector<Vec>());
  if (!added) return found->second;
  Extent extent;
  std::set<std::size_t> seen;
  collect(shape, seen, extent);
  if (!extent.empty())
    for (unsigned corner = 0; corner < 8; ++corner)
      found->second.push_back({(corner & 1u) != 0 ? extent.high[0] : extent.low[0],
                               (corner & 2u) != 0 ? extent.high[1] : extent.low[1],
                               (corner & 4u) != 0 ? extent.high[2] : extent.low[2]});
  return found->second;
}

void Reader::walk(std::size_t product, const Frame& at, int depth) {
  if (depth > 32) throw ExportError("STEP read back: the product structure has no end");
  const auto inside = occurrences_.find(product);
  if (inside == occurrences_.end()) {
    if (const auto shape = shape_.find(product); shape != shape_.end())
      for (const Vec& corner : corners(shape->second)) extent_.add(moved(at, corner));
    return;
  }
  for (const Occurrence& o : inside->second) {
    if (o.name == site_context_name || o.name == site_foundations_name) continue;
    ++instances_[o.name];
    walk(o.product, composed(at, o.at), depth + 1);
  }
}

void Reader::walk() {
  for (const auto& [product, shape] : shape_)
    if (!used_.contains(product)) walk(product, Frame(), 0);
}

void Reader::compare(const Expected& expected) const {
  for (const std::string& tag : expected.tags) {
    const auto found = instances_.find(tag);
    const int count = found == instances_.end() ? 0 : found->second;
    if (count != 1) throw ExportError(fmt::format("STEP read back: {} is there {} times instead of once", tag, count));
  }
  if (expected.empty) return;
  const Box& b = expected.box;
  const std::array<Millimetres, 6> meant{b.x0, b.y0, b.z0, b.x1, b.y1, b.z1};
  for (std::size_t i = 0; i < 6; ++i) {
    const double is = i < 3 ? extent_.low[i] : extent_.high[i - 3];
    if (std::abs(is - static_cast<double>(meant[i])) > tolerance_mm)
      throw ExportError(fmt::format(
          "STEP read back: {} of the modules' box is {:.2f} mm instead of {} mm",
          std::array{"west side", "south side", "bottom", "east side", "north side", "top"}[i], is, meant[i]));
  }
}

}  // namespace

void read_back(std::string_view step, const Expected& expected) {
  Reader reader(step);
  reader.walk();
  reader.compare(expected);
}

}  // namespace plinth::cad
