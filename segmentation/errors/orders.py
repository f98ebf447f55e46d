"""Tables that are no orders, or whose columns leave in doubt what they mean."""

from collections.abc import Iterable, Mapping

from segmentation.errors.kinds import DataError, listed, shortened


class NoRoleFound(DataError):
    """`what` is what no column was found for, `option` the option that names one."""

    def __init__(self, *, what: str, option: str, found: Iterable[str], hint: str = ""):
        self.what, self.option, self.choices = what, option, list(found)
        found = self.choices
        super().__init__(
            f"No column of these orders says {what}; the columns are {listed(found)}. "
            f"Name the one that does with {option} COLUMN.{hint}"
        )


class NamesInTwoColumns(NoRoleFound):
    """Only two columns of names, `first` and `last`, together say who ordered."""

    def __init__(self, *, first: str, last: str, found: Iterable[str]):
        DataError.__init__(
            self,
            f'Only "{shortened(first)}" and "{shortened(last)}" together say who ordered; the '
            f"columns are {listed(found)}. Put both into one column and name it with --customer, "
            "or better add one with the customers' numbers or e-mail addresses.",
        )


class DoubtfulRole(DataError):
    """Several columns could each have a role; `option` says which is meant."""

    def __init__(self, *, what: str, option: str, choices: Iterable[str]):
        self.what, self.option, self.choices = what, option, list(choices)
        choices = self.choices
        super().__init__(
            f"Several columns could each say {what}: {listed(choices)}. "
            f'Say which is meant, such as {option} "{choices[0]}".'
        )


class ColumnWithTwoRoles(DataError):
    def __init__(self, *, column: str, roles: Iterable[str]):
        super().__init__(
            f'Column "{shortened(column)}" is named as {listed(roles)} at once. '
            "Name a column for each, or leave one out."
        )


class RowsAreCustomers(DataError):
    def __init__(self, *, column: str, customers: int, rows: int):
        how = (
            f"is different in each of the {rows:,} rows"
            if customers == rows
            else f"has {customers:,} different values in {rows:,} rows"
        )
        super().__init__(
            f'"{shortened(column)}" {how}: this is a table of customers, not of their orders. '
            "Train with own, or say with --customer which column tells customers apart."
        )


class OneOrder(DataError):
    def __init__(self, *, column: str):
        super().__init__(
            f'The data holds one order in all, by "{shortened(column)}". Segments need the orders '
            "of many customers: give a table with more, or say with --order which column numbers "
            "them."
        )


class CustomersNotFound(DataError):
    """`key` is the column of the orders that says whose they are."""

    def __init__(self, name: str, *, key: str, found: Iterable[str]):
        super().__init__(
            f'No column of "{shortened(name)}" has the customers of "{shortened(key)}", each once '
            f"and most of them; its columns are {listed(found)}. Give the table in which the same "
            "ids stand."
        )


class UnwritableMapping(DataError):
    def __init__(self, name: str, reason: str):
        super().__init__(
            f'The mapping cannot be written to "{name}": {reason}. Choose a file in a '
            "folder that is there and that you may write to."
        )


class NothingBought(DataError):
    def __init__(self, *, column: str):
        super().__init__(
            f'No amount in "{shortened(column)}" is above 0, so that nobody bought anything. '
            "Say with --amount which column says what an order cost."
        )


class CurrencyToChoose(DataError):
    """`rows` is how many rows have each."""

    def __init__(self, *, column: str, rows: Mapping[str, int]):
        self.choices = list(rows)
        counted = [f"{code} ({count:,} rows)" for code, count in rows.items()]
        first = next(iter(rows))
        super().__init__(
            f'Column "{shortened(column)}" has amounts in {listed(counted)}, which do not add up. '
            f"Choose one with --currency {first}, or give rates with --rates FILE."
        )


class UnknownCurrency(DataError):
    def __init__(self, code: str, *, found: Iterable[str]):
        super().__init__(
            f"No order is in {shortened(code)}; the currencies are {listed(found)}. "
            "Choose one of these with --currency."
        )


class BrokenRates(DataError):
    def __init__(self, name: str, reason: str):
        super().__init__(
            f'The rates "{name}" cannot be used: {reason}. Give a table with two columns, '
            "currency and rate, such as USD,0.92: what one of it is in the currency to count in."
        )
