# SPDX-License-Identifier: Apache-2.0
"""Holds the findings of a design to what is published about their formats, with readers that are not ours.

usage: check_findings.py SCHEMA FINDINGS.json... -- JUNIT.xml

SCHEMA is what `plinth schema findings` prints. Needs the Python package jsonschema (Debian:
python3-jsonschema)."""
import json
import sys
import xml.etree.ElementTree as xml

from jsonschema import Draft7Validator


def schema_faults(schema, path):
    document = json.load(open(path, encoding="utf-8"))
    found = [f"{path}: {'/'.join(map(str, e.path))}: {e.message}" for e in Draft7Validator(schema).iter_errors(document)]
    counts = document["counts"]
    for severity in ("error", "warning", "info"):
        if counts[severity] != sum(f["severity"] == severity for f in document["findings"]):
            found.append(f"{path}: counts.{severity} is wrong")
    return found


def junit_faults(path):
    """The rules of the usual JUnit schema: names and types of elements, and sums that hold."""
    root, found = xml.parse(path).getroot(), []
    if root.tag != "testsuites":
        found.append(f"{path}: the root is {root.tag}")
    for suite in root:
        cases = suite.findall("testcase")
        sums = {"tests": len(cases), "failures": len(suite.findall("testcase/failure")),
                "errors": len(suite.findall("testcase/error")), "skipped": len(suite.findall("testcase/skipped"))}
        found += [f"{path}: {name} says {suite.get(name)}, there are {value}" for name, value in sums.items()
                  if int(suite.get(name, 0)) != value]
        for case in cases:
            if not case.get("name") or not case.get("classname"):
                found.append(f"{path}: a test case without name or class")
            if {child.tag for child in case} - {"failure", "error", "skipped", "system-out", "system-err"} or len(case) > 1:
                found.append(f"{path}: unexpected contents of {case.get('name')}")
    return found


def main():
    at = sys.argv.index("--")
    schema = json.load(open(sys.argv[1], encoding="utf-8"))
    Draft7Validator.check_schema(schema)
    found = [fault for path in sys.argv[2:at] for fault in schema_faults(schema, path)]
    found += [fault for path in sys.argv[at + 1:] for fault in junit_faults(path)]
    print("\n".join(found))
    sys.exit(1 if found else 0)


main()
