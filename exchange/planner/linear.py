"""What no plan can exceed: the linear relaxation, and its value proven in whole numbers.

Every condition of a plan says that of some choices at most so many can be taken. For such a problem any prices of the
conditions that are not negative give a bound (weak duality). The solver finds good prices in floating point; they
are rounded, and the bound is computed from them exactly, so that no rounding error of the solver can make it wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ortools.linear_solver.python import model_builder

from exchange.planner.encoding import Encoded

# prices are whole multiples of one part in so many
PARTS = 1 << 20


@dataclass(frozen=True)
class Packing:
    """Choices with weights; of the choices of each row at most its capacity can be taken."""

    weights: Sequence[int]
    rows: Sequence[tuple[int, Sequence[int]]]


@dataclass(frozen=True)
class Relaxed:
    """`bound`: proven; `shares`: how much of each choice the relaxation takes; `losses`: what taking it costs at least.

    `exact` is the bound before rounding down, and `losses` are meant in the same unit: 1 / PARTS.
    """

    bound: int
    exact: int
    shares: Sequence[float]
    losses: Sequence[int]


def relax(packing: Packing, seconds: float) -> Relaxed | None:
    """The relaxation of a packing; None when the time does not suffice."""
    if not packing.weights:
        return Relaxed(0, 0, (), ())
    model = model_builder.Model()
    choices = [model.new_num_var(0, 1, "") for _ in packing.weights]
    rows = [
        model.add(model_builder.LinearExpr.sum([choices[index] for index in members]) <= capacity)
        for capacity, members in packing.rows
    ]
    model.maximize(model_builder.LinearExpr.weighted_sum(choices, [float(weight) for weight in packing.weights]))
    solver = model_builder.Solver("glop")
    solver.set_time_limit_in_seconds(max(0.05, seconds))
    if solver.solve(model) != model_builder.SolveStatus.OPTIMAL:
        return None
    prices = [max(0, round(solver.dual_value(row) * PARTS)) for row in rows]
    return _proven(packing, prices, [solver.value(choice) for choice in choices])


def _proven(packing: Packing, prices: Sequence[int], shares: Sequence[float]) -> Relaxed:
    left = [weight * PARTS for weight in packing.weights]
    exact = 0
    for price, (capacity, members) in zip(prices, packing.rows, strict=True):
        exact += price * capacity
        for index in members:
            left[index] -= price
    exact += sum(value for value in left if value > 0)
    return Relaxed(exact // PARTS, exact, shares, [max(0, -value) for value in left])


def choices_of(encoded: Encoded) -> list[tuple[int, int]]:
    """Every choice of a request and a slot, in the order of `by_slot`."""
    return [(request, slot) for request, slots in enumerate(encoded.possible) for slot in slots]


def by_slot(encoded: Encoded) -> Packing:
    """Which request in which slot: the very conditions of a plan."""
    index = {choice: number for number, choice in enumerate(choices_of(encoded))}
    rows: list[tuple[int, list[int]]] = [
        (1, [index[request, slot] for slot in slots]) for request, slots in enumerate(encoded.possible)
    ]
    for requests, limit in zip(encoded.of_participant, encoded.limits, strict=True):
        own = [[index[one, slot] for one in requests if (one, slot) in index] for slot in range(encoded.slots)]
        rows += [(1, members) for members in own]
        rows.append((limit, [member for members in own for member in members]))
    for slot in range(encoded.slots):
        here = [request for request, slots in enumerate(encoded.possible) if slot in slots]
        for capacity, needing in _shared(encoded, slot):
            rows.append((capacity, [index[request, slot] for request in here if needing[request]]))
    weights = [encoded.weights[request] for request, _ in index]
    return Packing(weights, [(capacity, members) for capacity, members in rows if len(members) > capacity])


def by_request(encoded: Encoded) -> Packing:
    """Which requests, by what each participant and the hall can do in all slots together: coarse, but quick."""
    able = [request for request, slots in enumerate(encoded.possible) if slots]
    index = {request: number for number, request in enumerate(able)}
    rows: list[tuple[int, list[int]]] = []
    for requests, limit in zip(encoded.of_participant, encoded.limits, strict=True):
        own = [request for request in requests if request in index]
        usable = {slot for request in own for slot in encoded.possible[request]}
        rows.append((min(limit, len(usable)), [index[request] for request in own]))
    for needing, amounts in (
        (encoded.on_free_table, encoded.free_tables),
        (encoded.interpreted, encoded.interpreters),
    ):
        rows.append((sum(amounts), [index[request] for request in able if needing[request]]))
    return Packing([encoded.weights[request] for request in able], [row for row in rows if len(row[1]) > row[0]])


def _shared(encoded: Encoded, slot: int) -> tuple[tuple[int, tuple[bool, ...]], ...]:
    return (
        (encoded.free_tables[slot], encoded.on_free_table),
        (encoded.interpreters[slot], encoded.interpreted),
    )
