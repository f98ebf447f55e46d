"""What the cells of a column say: texts, keys, numbers, money, moments.

One column is written one way: the way is found from all of its values, never value by value.
"""

from segmentation.customers.values.counted_dates import date_numbers
from segmentation.customers.values.currencies import CURRENCY
from segmentation.customers.values.decimal_sign import (
    COMMA_DECIMAL,
    COMMA_GROUPS,
    DOT_GROUPS,
    PLAIN,
)
from segmentation.customers.values.finite import finite, is_finite, possible_number, without_nan
from segmentation.customers.values.keys import (
    cut_ids,
    hash_of,
    key_of,
    one_spelling,
    plain_text,
    unquoted,
    without_decimals,
)
from segmentation.customers.values.moments import (
    DAY_FIRST,
    MONTH_FIRST,
    YEAR_FIRST,
    MomentColumn,
    moment_of,
    read_moments,
)
from segmentation.customers.values.notation import EVERYDAY_NOTATION, Notation
from segmentation.customers.values.numbers import (
    NumberColumn,
    currencies_of,
    number_of,
    numbers_of,
    read_numbers,
)
from segmentation.customers.values.strptime import try_strptime
from segmentation.customers.values.texts import (
    MEANS_MISSING,
    MEANS_NO_CATEGORY,
    category_of,
    text_of,
)

__all__ = [
    "COMMA_DECIMAL",
    "COMMA_GROUPS",
    "CURRENCY",
    "DAY_FIRST",
    "DOT_GROUPS",
    "EVERYDAY_NOTATION",
    "MEANS_MISSING",
    "MEANS_NO_CATEGORY",
    "MONTH_FIRST",
    "PLAIN",
    "YEAR_FIRST",
    "MomentColumn",
    "Notation",
    "NumberColumn",
    "category_of",
    "currencies_of",
    "cut_ids",
    "date_numbers",
    "finite",
    "hash_of",
    "is_finite",
    "key_of",
    "moment_of",
    "number_of",
    "numbers_of",
    "one_spelling",
    "plain_text",
    "possible_number",
    "read_moments",
    "read_numbers",
    "text_of",
    "try_strptime",
    "unquoted",
    "without_decimals",
    "without_nan",
]
