"""The report of scores: rows, publication, colours and the chart in a workbook."""

from __future__ import annotations

from openpyxl import load_workbook

from hallclient.exports import csv_file, xlsx_file
from hallclient.reports.scores import ScoreRow, scores_table
from hallclient.rules.month_score import MonthCounts

ROWS = (
    ScoreRow("1003", "王芳", "县民政局", 3, MonthCounts(late_by=(5, 12), half_days=40, on_time=38), -3, False),
    ScoreRow("1004", "孙丽", "县民政局", 3, MonthCounts(absent=2, half_days=40), -10, True, -5),
)


def test_the_worst_first_with_totals():
    table = scores_table(ROWS)
    rows = list(table.rows)
    assert [row[1] for row in rows] == ["孙丽", "王芳"]
    keys = [column.key for column in table.columns]
    assert (rows[0][keys.index("amended")], rows[0][keys.index("flagged")]) == (-5, True)
    assert table.totals[keys.index("late")] == 2
    assert table.totals[keys.index("points")] == -13


def test_what_is_published_has_no_codes_and_masked_names():
    table = scores_table(ROWS, public=True)
    assert [row[0] for row in table.rows] == ["孙**", "王**"]
    assert "staff" not in [column.key for column in table.columns]
    assert [row[0] for row in scores_table(ROWS, public=True, names="full").rows] == ["孙丽", "王芳"]


def test_a_workbook_has_colours_that_follow_the_numbers_and_a_chart(tmp_path):
    path = tmp_path / "scores.xlsx"
    xlsx_file.write(scores_table(ROWS), path, hall="某县政务服务中心")
    sheet = load_workbook(path).active
    assert len(sheet._charts) == 1
    ranges = {str(rule.sqref) for rule in sheet.conditional_formatting}
    assert ranges == {"N2:N3"}
    assert [cell.value for cell in sheet["B"]][1:3] == ["孙丽", "王芳"]


def test_an_empty_month_is_no_error(tmp_path):
    for write, name in ((xlsx_file.write, "e.xlsx"), (csv_file.write, "e.csv")):
        write(scores_table(()), tmp_path / name, hall="某县政务服务中心")
        assert (tmp_path / name).stat().st_size > 0
