"""An order in which similar rows, and similar columns, are next to each other.

It is the first axis of a correspondence analysis by reciprocal averaging (Hill, 1973), on log2(1 +
n) with the mean of all cells added. Without the mean, one rare value would take an end of the axis
and the others would collapse.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log2, sqrt

ROUNDS = 100


def by_likeness(
    counts: Sequence[Sequence[int]], *, is_symmetric: bool = False
) -> tuple[list[int], list[int]]:
    """Return the places of the rows and of the columns, the most similar next to each other.

    The heavy end comes first. A symmetric matrix gets twice its row's sum on the diagonal;
    otherwise its order would be that of a graph with two sides.
    """
    if not counts or not counts[0]:
        return list(range(len(counts))), []
    cells = [[log2(1 + count) for count in row] for row in counts]
    if is_symmetric:
        for at, row in enumerate(cells):
            row[at] = 0
            row[at] = 2 * sum(row) or 1
    mean = sum(map(sum, cells)) / (len(cells) * len(cells[0])) or 1
    cells = [[value + mean for value in row] for row in cells]
    heavy_rows = [sum(row) for row in cells]
    turned = list(zip(*cells, strict=True))
    heavy_columns = [sum(column) for column in turned]
    total = sum(heavy_rows)
    scores = [float(at % 7 - 3 + at / len(turned)) for at in range(len(turned))]
    rows = [0.0] * len(cells)
    for _ in range(ROUNDS):
        middle = sum(s * w for s, w in zip(scores, heavy_columns, strict=True)) / total
        scores = [score - middle for score in scores]
        spread = sqrt(sum(s * s * w for s, w in zip(scores, heavy_columns, strict=True)) / total)
        if spread < 1e-12:
            break
        scores = [score / spread for score in scores]
        rows = [
            sum(v * s for v, s in zip(row, scores, strict=True)) / weight
            for row, weight in zip(cells, heavy_rows, strict=True)
        ]
        before = scores
        scores = [
            sum(v * s for v, s in zip(column, rows, strict=True)) / weight
            for column, weight in zip(turned, heavy_columns, strict=True)
        ]
        size = sqrt(sum(s * s * w for s, w in zip(scores, heavy_columns, strict=True)) / total)
        if size and max(abs(s / size - b) for s, b in zip(scores, before, strict=True)) < 1e-6:
            break
    row_order, column_order = _sorted(rows, heavy_rows), _sorted(scores, heavy_columns)
    if is_symmetric:
        return row_order, row_order
    return row_order, column_order


def _sorted(scores: Sequence[float], weights: Sequence[float]) -> list[int]:
    rounded = [round(score, 9) for score in scores]
    order = sorted(range(len(rounded)), key=lambda at: (rounded[at], -weights[at], at))
    half = len(order) // 2
    first, last = order[:half], order[len(order) - half :]
    is_turned = sum(weights[at] for at in last) > sum(weights[at] for at in first) + 1e-9
    return order[::-1] if is_turned else order
