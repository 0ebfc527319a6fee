"""Reads policies, a JSON object of texts by name, and prints what parliament finds in each."""

import json
import sys
import warnings

warnings.filterwarnings("ignore")
import parliament  # noqa: E402

findings = {}
for name, text in json.load(sys.stdin).items():
    found = parliament.analyze_policy_string(text, name, ignore_private_auditors=True).findings
    findings[name] = [f"{finding.issue} {finding.detail}".strip() for finding in found]
json.dump(findings, sys.stdout)
