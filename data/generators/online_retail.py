"""Order lines of a gift shop: raw data with cancellations, repeats and other flaws."""

from string import ascii_uppercase

import numpy as np
import pandas as pd

from .draws import bounded_lognormal, bounded_normal, draw_labels, draw_personas, read_table, whole

SEED = 7

CUSTOMERS = 1050
UNNAMED_ORDERS = 590

# Medians: days since the newest order, lines of an order, value of a line; mean: orders.
PERSONAS = read_table("""
persona      share  quiet  quiet_sd  orders  lines  value
one-time        30    190      0.60     1.0    7.0     28
occasional      36     65      0.90     2.4    7.5     28
regular         26     22      1.00     6.5    7.5     32
wholesaler       8      5      1.00    15.0    8.5     50
""")
UNNAMED = read_table("""
persona      share  quiet  quiet_sd  orders  lines  value
receipt         75    120      0.90     1.0      4      9
day's till      25    120      0.90     1.0    115      7
""")

# What each order line is of: the thing in one of the ten motifs, which share its price.
THINGS = read_table("""
thing         price
mug            2.95
teapot         8.50
egg cup        1.25
tea towel      2.25
apron          5.95
oven glove     3.75
cake tin       4.95
biscuit jar    6.75
coaster        0.65
tray           5.45
candle         1.65
lantern        4.25
cushion        7.95
doormat        8.95
coat hook      2.10
photo frame    3.95
wall clock    12.75
money box      2.55
notebook       1.45
gift tag       0.39
gift bag       0.85
napkins        0.95
bunting        4.65
balloon        0.25
key ring       1.05
tote bag       1.95
lunch box      1.85
plant pot      1.55
bird box       3.45
soap dish      2.35
""")
MOTIFS = ["Fern", "Robin", "Sailor", "Bramble", "Meadow"]
MOTIFS += ["Harbour", "Orchard", "Comet", "Pebble", "Barley"]

COUNTRIES = {
    "United Kingdom": 0.904,
    "Germany": 0.022,
    "France": 0.020,
    "Spain": 0.008,
    "Belgium": 0.007,
    "Ireland": 0.007,
    "Switzerland": 0.006,
    "Portugal": 0.005,
    "Netherlands": 0.005,
    "Italy": 0.004,
    "Norway": 0.004,
    "Finland": 0.004,
    "Sweden": 0.004,
}

# Closed on Saturdays and over the turn of the year.
DAYS = pd.date_range("2010-12-01", "2011-12-09")
DAYS = DAYS[(DAYS.day_of_week != 5) & ~DAYS.isin(pd.date_range("2010-12-24", "2011-01-03"))]
# Business on a day of each month, January first: busiest before Christmas.
BUSINESS = np.array([0.9, 0.9, 1.0, 1.0, 1.2, 1.1, 1.1, 1.0, 1.4, 1.5, 2.1, 1.5])[DAYS.month - 1]
BUSINESS = BUSINESS.cumsum() / BUSINESS.sum()

FIRST_INVOICE = 200001
CANCELLED_ORDERS = 330
CANCELLED_LINES = 930
REPEATED_LINES = 550
FREE_LINES = 36
WRITE_OFFS = 14
ABSURD_ORDERS = read_table("""
order  pieces  date                 minutes to cancel
0       61200  2011-01-20 10:04:00                 16
1       48600  2011-11-29 09:21:00                 11
2       36000  2011-06-15 13:37:00
""")

COLUMNS = ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice"]
COLUMNS += ["CustomerID", "Country"]


def online_retail() -> pd.DataFrame:
    """About 55,000 order lines of a year, flaws included. CustomerID is missing where unknown."""
    rng = np.random.default_rng(SEED)
    products = draw_products(rng)
    customers = draw_customers(rng)
    lines = draw_lines(rng, draw_orders(rng, customers), products)
    lines, rest = add_small_flaws(rng, lines)
    absurd = make_absurd_orders(rng, customers, products)
    cancellations = draw_cancellations(rng, lines.loc[rest])
    lines = pd.concat([lines, draw_write_offs(rng, products), *absurd, cancellations])
    return number_invoices(lines)[COLUMNS]


def draw_products(rng: np.random.Generator) -> pd.DataFrame:
    """Every thing in every motif: code, description, price, and how well it sells."""
    products = THINGS.reset_index().merge(pd.DataFrame({"motif": MOTIFS}), how="cross")
    thing, motif = np.divmod(products.index, len(MOTIFS))
    return pd.DataFrame(
        {
            "StockCode": [f"{31000 + 7 * t}{ascii_uppercase[m]}" for t, m in zip(thing, motif)],
            "Description": products.motif + " " + products.thing,
            "UnitPrice": products.price,
            "sales": rng.lognormal(0, 0.9, len(products)),
        }
    )


def draw_customers(rng: np.random.Generator) -> pd.DataFrame:
    """The customers, and one without a number for each order of an unknown customer.

    `newest` is the day of the newest order, `orders` their number, `lines` and `value` what is
    typical of the customer.
    """
    who = draw_personas(rng, PERSONAS, CUSTOMERS)
    who["CustomerID"] = pd.array(20001 + rng.choice(9999, CUSTOMERS, replace=False), dtype="Int64")
    who = pd.concat([who, draw_personas(rng, UNNAMED, UNNAMED_ORDERS)], ignore_index=True)
    quiet = bounded_lognormal(rng, who.quiet, who.quiet_sd, 0.5, 373)
    newest = DAYS[-1] - pd.to_timedelta(quiet.astype(int), unit="D")
    return who.assign(
        newest=DAYS.searchsorted(newest),
        orders=1 + rng.poisson((who.orders - 1) * rng.gamma(2, 1 / 2, len(who))),
        lines=who.lines * rng.lognormal(0, 0.4, len(who)),
        value=who.value * rng.lognormal(0, 0.45, len(who)),
        Country=draw_labels(rng, COUNTRIES, len(who)),
    )


def draw_orders(rng: np.random.Generator, customers: pd.DataFrame) -> pd.DataFrame:
    """The orders: the newest of each customer on its day, the others any time before it."""
    orders = customers.loc[customers.index.repeat(customers.orders)]
    newest = ~orders.index.duplicated()
    orders = orders.reset_index(drop=True).rename_axis("order").reset_index()
    earlier = BUSINESS[orders.newest] * rng.random(len(orders))
    day = np.where(newest, orders.newest, BUSINESS.searchsorted(earlier))
    return orders.assign(InvoiceDate=draw_moments(rng, day))


def draw_moments(rng: np.random.Generator, day: np.ndarray) -> pd.DatetimeIndex:
    """A minute in the opening hours of each day, given by its number in `DAYS`."""
    minute = whole(bounded_normal(rng, np.full(len(day), 12.7 * 60), 130, 7.5 * 60, 19.5 * 60))
    return DAYS[day] + pd.to_timedelta(minute, unit="min")


def draw_lines(
    rng: np.random.Generator, orders: pd.DataFrame, products: pd.DataFrame
) -> pd.DataFrame:
    """The lines of the orders, each with a product of its own: the cheaper, the more pieces."""
    count = bounded_lognormal(rng, orders.lines, 0.6, 0.6, 200)
    lines = orders.loc[orders.index.repeat(whole(count))].reset_index(drop=True)
    chances = products.sales / products.sales.sum()
    chosen = products.iloc[rng.choice(len(products), len(lines), p=chances)]
    lines = lines.assign(**chosen.reset_index(drop=True))
    quantity = lines.value * rng.lognormal(0, 0.6, len(lines)) / lines.UnitPrice
    # More than a dozen pieces go by the half-dozen.
    quantity = np.where(quantity > 12, 6 * whole(quantity / 6), whole(quantity).clip(1))
    return lines.assign(Quantity=quantity).drop_duplicates(["order", "StockCode"])


def add_small_flaws(rng: np.random.Generator, lines: pd.DataFrame) -> tuple[pd.DataFrame, pd.Index]:
    """The lines with some for nothing and some repeated; and the index of all the others."""
    lines = lines.reset_index(drop=True)
    shuffled = rng.permutation(lines.index)
    free, repeated, rest = np.split(shuffled, np.cumsum([FREE_LINES, REPEATED_LINES]))
    lines.loc[free, "UnitPrice"] = 0
    return pd.concat([lines, lines.loc[repeated]]), rest


def draw_cancellations(rng: np.random.Generator, lines: pd.DataFrame) -> pd.DataFrame:
    """What customers cancel of their orders, days later: half the lines in full, half in part."""
    lines = lines[lines.CustomerID.notna()].sort_index()
    orders = lines.drop_duplicates("order")
    days = DAYS.searchsorted(orders.InvoiceDate.dt.normalize()) + rng.geometric(0.1, len(orders))
    orders = orders.assign(day=days)[days < len(DAYS)].sample(CANCELLED_ORDERS, random_state=rng)
    orders["InvoiceDate"] = draw_moments(rng, orders.day)
    lines = lines.drop(columns="InvoiceDate").merge(orders[["order", "InvoiceDate"]], on="order")
    lines = lines.sample(CANCELLED_LINES, random_state=rng)
    part = rng.integers(1, lines.Quantity + 1)
    pieces = np.where(rng.random(len(lines)) < 0.5, lines.Quantity, part)
    return lines.assign(Quantity=-pieces, cancels=True)


def make_absurd_orders(
    rng: np.random.Generator, customers: pd.DataFrame, products: pd.DataFrame
) -> list[pd.DataFrame]:
    """Orders of far too many pieces by a few customers, and their cancellation minutes later."""
    who = customers[customers.persona == "one-time"].sample(len(ABSURD_ORDERS), random_state=rng)
    cheap = products[products.UnitPrice.between(0.5, 1.5)]
    what = cheap.sample(len(ABSURD_ORDERS), random_state=rng)
    orders = pd.concat([who.reset_index(drop=True), what.reset_index(drop=True)], axis=1)
    orders = orders.assign(
        order=-1 - ABSURD_ORDERS.index,
        Quantity=ABSURD_ORDERS.pieces,
        InvoiceDate=pd.to_datetime(ABSURD_ORDERS.date),
    )
    wait = pd.to_timedelta(ABSURD_ORDERS["minutes to cancel"], unit="min")
    cancelled = orders.assign(
        Quantity=-orders.Quantity, InvoiceDate=orders.InvoiceDate + wait, cancels=True
    )
    return [orders, cancelled[wait.notna()]]


def draw_write_offs(rng: np.random.Generator, products: pd.DataFrame) -> pd.DataFrame:
    """Spoilt pieces taken off the stock: no customer, no price, fewer than no pieces."""
    lines = products.sample(WRITE_OFFS, random_state=rng)
    return lines.assign(
        order=-100 - np.arange(WRITE_OFFS),
        Description="written off",
        Quantity=-rng.integers(1, 300, WRITE_OFFS),
        InvoiceDate=draw_moments(rng, rng.integers(0, len(DAYS), WRITE_OFFS)),
        UnitPrice=0,
        Country="United Kingdom",
    )


def number_invoices(lines: pd.DataFrame) -> pd.DataFrame:
    """The lines in order of time, with the number of their invoice."""
    cancels = lines.cancels.eq(True)
    lines = lines.assign(cancels=cancels).sort_values(
        ["InvoiceDate", "order", "cancels"], kind="stable", ignore_index=True
    )
    starts = lines[["order", "cancels"]].ne(lines[["order", "cancels"]].shift()).any(axis=1)
    number = (FIRST_INVOICE - 1 + starts.cumsum()).astype(str)
    return lines.assign(InvoiceNo=number.mask(lines.cancels, "C" + number))
