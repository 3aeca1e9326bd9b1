"""Other people's readers of reports read what `cf-init check` prints."""

import json

import junitparser
import pytest
from conftest import FIXTURES, program
from sarif_pydantic import Sarif

TEMPLATES = sorted((FIXTURES / "templates").iterdir())


@pytest.fixture(scope="module")
def found():
    """What is found, by file."""
    done = program("check", *map(str, TEMPLATES), "--format", "json")
    by_file = {str(path): [] for path in TEMPLATES}
    for one in json.loads(done.stdout):
        by_file[one["file"]].append(one)
    assert any(by_file.values())
    return by_file


def test_sarif_has_every_finding_at_its_place(found):
    done = program("check", *map(str, TEMPLATES), "--format", "sarif")
    (run,) = Sarif.model_validate_json(done.stdout).runs
    rules = [rule.id for rule in run.tool.driver.rules]
    results = run.results
    expected = [one for ones in found.values() for one in ones]
    assert len(results) == len(expected)
    for result, one in zip(results, expected):
        place = result.locations[0].physical_location
        region = place.region
        assert (place.artifact_location.uri, result.rule_id, rules[result.rule_index]) == (one["file"], one["rule"], one["rule"])
        assert (region.start_line, region.start_column, region.end_line, region.end_column) == (
            one["line"], one["column"], one["end_line"], one["end_column"])


def test_a_fix_of_sarif_gives_what_the_fix_gives(found):
    done = program("check", *map(str, TEMPLATES), "--format", "sarif")
    results = [one for one in json.loads(done.stdout)["runs"][0]["results"] if "suppressions" not in one]
    expected = [one for ones in found.values() for one in ones]
    fixes = 0
    for result, one in zip(results, expected):
        for fix in result.get("fixes", []):
            (replacement,) = fix["artifactChanges"][0]["replacements"]
            text = open(one["file"], encoding="utf-8", newline="").read()
            lines = text.splitlines(keepends=True)
            region = replacement["deletedRegion"]

            def offset(line, column):
                return sum(map(len, lines[: line - 1])) + column - 1

            start, end = offset(region["startLine"], region["startColumn"]), offset(region["endLine"], region["endColumn"])
            after = text[:start] + replacement["insertedContent"]["text"] + text[end:]
            (edit,) = one["fix"]["edits"]
            data = text.encode()
            assert after.encode() == data[: edit["offset"]] + edit["text"].encode() + data[edit["end"] :], one
            fixes += 1
    assert fixes


def test_junit_counts_errors_and_warnings(found):
    done = program("check", *map(str, TEMPLATES), "--format", "junit")
    suites = {suite.name: suite for suite in junitparser.JUnitXml.fromstring(done.stdout)}
    for file, ones in found.items():
        failures = [one for one in ones if one["severity"] != "note"]
        assert suites[file].failures == len(failures)
        cases = [case for case in suites[file] if not case.is_passed]
        assert [case.result[0].message for case in cases] == [one["message"] for one in failures]
