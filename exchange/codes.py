"""The code of a meeting on paper: its number and a check digit, so that a slip of the pen is found."""

# Damm's table: every wrong digit and every two that are swapped give another check digit
TABLE = (
    *("0317598642", "7092154863", "4206871359", "1750983426", "6123045978"),
    *("3674209581", "5869720134", "8945362017", "9438617205", "2581436790"),
)


def code_of(request_id: int) -> str:
    """The code of the meeting of a request: "1284-6"."""
    return f"{request_id}-{_check(str(request_id))}"


def request_of(code: str) -> int | None:
    """The number of the request whose code was keyed in, with or without the hyphen; None for a wrong one."""
    digits = "".join(code.split()).replace("-", "").replace("\N{EN DASH}", "")
    if not (digits.isascii() and digits.isdecimal()) or not 1 < len(digits) < 16 or _check(digits) != "0":
        return None
    return int(digits[:-1])


def _check(digits: str) -> str:
    row = 0
    for digit in digits:
        row = int(TABLE[row][int(digit)])
    return str(row)
