"""The data visualization block: pie, bar, area and line charts."""

from sandbox.limits import numbers
from sandbox.limits.objects import IDENTIFIER
from sandbox.limits.rules import ByType, Chars, Items, Json, Number, Problems, Shape, problem

LABEL = Chars(numbers.CHART_LABEL)
POINT = Shape(needs={"label": LABEL, "value": Number()})
SERIES = Shape(needs={"name": LABEL, "data": Items(POINT, numbers.CHART_POINTS)})
AXES = Shape(
    needs={"categories": Items(LABEL, numbers.CHART_POINTS)},
    may={"x_label": Chars(numbers.CHART_TITLE), "y_label": Chars(numbers.CHART_TITLE)},
)


def points_match_categories(chart: Json, at: str) -> Problems:
    categories = chart["axis_config"]["categories"]
    if len({series["name"] for series in chart["series"]}) < len(chart["series"]):
        yield problem("series names must be unique", f"{at}/series")
    for number, series in enumerate(chart["series"]):
        if [point["label"] for point in series["data"]] != categories:
            yield problem("data labels must match the categories", f"{at}/series/{number}/data")


PLOT = Shape(
    needs={"series": Items(SERIES, numbers.CHART_SERIES), "axis_config": AXES},
    also=(points_match_categories,),
)
PIE = Shape(needs={"segments": Items(POINT, numbers.CHART_SERIES)})
CHART = Shape(
    needs={
        "title": Chars(numbers.CHART_TITLE),
        "chart": ByType({"pie": PIE, "bar": PLOT, "area": PLOT, "line": PLOT}),
    },
    may={"block_id": IDENTIFIER},
)
