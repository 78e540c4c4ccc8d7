// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/exporters/xml_check.h"

namespace plinth::test {
namespace {

class Parser {
 public:
  explicit Parser(std::string_view xml) : xml_(xml) {}

  XmlDocument parse() {
    if (xml_.starts_with("<?xml")) at_ = xml_.find("?>") + 2;
    while (at_ < xml_.size() && document_.fault.empty()) {
      if (xml_[at_] == '<')
        markup();
      else
        text();
    }
    if (document_.fault.empty() && !open_.empty()) fail("element left open: " + document_.elements[open_.back()].name);
    if (document_.fault.empty() && roots_ != 1) fail("not exactly one root");
    return std::move(document_);
  }

 private:
  void fail(const std::string& why) {
    if (document_.fault.empty()) document_.fault = why + " at byte " + std::to_string(at_);
  }
  std::string name() {
    const std::size_t from = at_;
    while (at_ < xml_.size() && (std::isalnum(static_cast<unsigned char>(xml_[at_])) != 0 || xml_[at_] == '-' ||
                                 xml_[at_] == ':' || xml_[at_] == '_'))
      ++at_;
    if (from == at_) fail("a name is missing");
    return std::string(xml_.substr(from, at_ - from));
  }
  std::string resolved(std::string_view raw) {
    static const std::map<std::string_view, char> entities{
        {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
    std::string out;
    for (std::size_t i = 0; i < raw.size(); ++i) {
      const auto byte = static_cast<unsigned char>(raw[i]);
      if (raw[i] == '<' || (byte < 0x20 && raw[i] != '\n' && raw[i] != '\t' && raw[i] != '\r'))
        fail("forbidden character");
      if (raw[i] != '&') {
        out += raw[i];
        continue;
      }
      const auto entity = entities.find(raw.substr(i, raw.find(';', i) - i + 1));
      if (entity == entities.end()) {
        fail("unknown entity");
        return out;
      }
      out += entity->second;
      i += entity->first.size() - 1;
    }
    return out;
  }
  void text() {
    const std::size_t end = std::min(xml_.find('<', at_), xml_.size());
    const std::string words = resolved(xml_.substr(at_, end - at_));
    if (!open_.empty())
      document_.elements[open_.back()].text += words;
    else if (words.find_first_not_of(" \n\r\t") != std::string::npos)
      fail("text outside the root");
    at_ = end;
  }
  void spaces() {
    while (at_ < xml_.size() && (xml_[at_] == ' ' || xml_[at_] == '\n')) ++at_;
  }
  void attributes(XmlElement& element) {
    for (spaces(); at_ < xml_.size() && xml_[at_] != '>' && xml_[at_] != '/'; spaces()) {
      const std::string key = name();
      if (!document_.fault.empty()) return;
      if (xml_.substr(at_, 2) != "=\"") return fail("an attribute without a quoted value");
      const std::size_t from = at_ + 2, end = xml_.find('"', from);
      if (end == std::string_view::npos) return fail("a quote is left open");
      if (!element.attributes.emplace(key, resolved(xml_.substr(from, end - from))).second) fail("attribute twice");
      at_ = end + 1;
    }
  }
  void markup() {
    ++at_;
    if (xml_.substr(at_, 1) == "/") {
      ++at_;
      const std::string closing = name();
      if (open_.empty() || document_.elements[open_.back()].name != closing) return fail("closes " + closing);
      open_.pop_back();
      if (xml_.substr(at_, 1) != ">") return fail("closing tag");
      ++at_;
      return;
    }
    if (open_.empty()) ++roots_;
    XmlElement element;
    element.name = name();
    attributes(element);
    document_.elements.push_back(std::move(element));
    if (xml_.substr(at_, 2) == "/>") {
      at_ += 2;
    } else if (xml_.substr(at_, 1) == ">") {
      ++at_;
      open_.push_back(document_.elements.size() - 1);
    } else {
      fail("a tag without an end");
    }
  }

  std::string_view xml_;
  std::size_t at_ = 0;
  int roots_ = 0;
  std::vector<std::size_t> open_;
  XmlDocument document_;
};

}  // namespace

XmlDocument parse_xml(std::string_view xml) { return Parser(xml).parse(); }

}  // namespace plinth::test
