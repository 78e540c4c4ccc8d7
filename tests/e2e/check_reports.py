# SPDX-License-Identifier: Apache-2.0
"""Reads the reports of one check in four formats with readers that are not ours: they must say the same.

usage: check_reports.py SCHEMA STEM, for STEM.json, STEM.junit, STEM.github and STEM.csv"""
import csv
import json
import re
import sys
import xml.etree.ElementTree as xml

SCHEMA, STEM = sys.argv[1:3]
FAULTS = []


def must(true, text):
    if not true:
        FAULTS.append(text)


def unescaped(text, in_property):
    """What the runner of GitHub Actions makes of a workflow command."""
    pairs = [("%0D", "\r"), ("%0A", "\n")] + ([("%3A", ":"), ("%2C", ",")] if in_property else []) + [("%25", "%")]
    for escape, plain in pairs:
        text = text.replace(escape, plain)
    return text


with open(STEM + ".json", encoding="utf-8") as file:
    FINDINGS = json.load(file)["findings"]
try:
    from jsonschema import Draft7Validator

    with open(SCHEMA, encoding="utf-8") as schema, open(STEM + ".json", encoding="utf-8") as file:
        for error in Draft7Validator(json.load(schema)).iter_errors(json.load(file)):
            must(False, f"json: {'/'.join(map(str, error.path))}: {error.message}")
except ImportError:
    print("jsonschema is not installed; the test e2e_reader_jsonschema says so")

with open(STEM + ".github", encoding="utf-8", newline="") as file:
    LINES = file.read().split("\n")
must(LINES[-1] == "" and len(LINES) == len(FINDINGS) + 1, f"github: {len(LINES) - 1} lines, {len(FINDINGS)} findings")
for line, finding in zip(LINES, FINDINGS):
    match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
    must(match is not None, f"github: no workflow command: {line[:80]}")
    if match is None:
        continue
    command, properties, message = match.groups()
    properties = dict(p.split("=", 1) for p in properties.split(","))
    must(set(properties) <= {"file", "line", "col", "title"}, f"github: properties {sorted(properties)}")
    must(command == {"error": "error", "warning": "warning"}.get(finding["severity"], "notice"), f"github: {command}")
    must(unescaped(properties["title"], True) == finding["code"], f"github: title {properties['title']}")
    must(unescaped(message, False).startswith(finding["message"]), f"github: message {message[:80]}")
    must("\r" not in line, "github: a bare carriage return")

SUITE = xml.parse(STEM + ".junit").getroot().find("testsuite")
FAILED = {case.get("name").split(" ")[0] for case in SUITE.iter("testcase") if case.find("failure") is not None}
must(FAILED == {f["code"] for f in FINDINGS if f["severity"] == "error"}, f"junit: failed {sorted(FAILED)}")
must(int(SUITE.get("failures")) == len(FAILED), "junit: the sum of failures")
must(int(SUITE.get("tests")) == len(SUITE.findall("testcase")), "junit: the sum of tests")

with open(STEM + ".csv", encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file, strict=True))
must(len(ROWS) > 10, f"csv: {len(ROWS)} rows")
for number, row in enumerate(ROWS, 2):
    must(None not in row and None not in row.values(), f"csv: row {number} has another number of fields")
    for name, value in row.items():
        if name and name.endswith(("_m", "_mm")) and value:
            must(re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value) is not None, f"csv: row {number}: {name} is {value!r}")
print("\n".join(FAULTS))
sys.exit(1 if FAULTS else 0)
