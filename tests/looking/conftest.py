"""Small files of orders and of customers."""

from pathlib import Path

import pytest

ORDERS = (
    "Bestellung,Kunde,Datum,Revenue,Total,Ort\n"
    "1,ann,2025-01-03,10.00,11.90,Bonn\n"
    "2,bob,2025-02-03,20.00,23.80,Kiel\n"
    "3,ann,2025-03-03,30.00,35.70,Bonn\n"
    "4,cem,2025-03-04,40.00,47.60,Ulm\n"
    "5,bob,2025-04-04,50.00,59.50,Kiel\n"
)
CUSTOMERS = "id,age,balance,score,plz,likes\n" + "".join(
    f"c{at},{20 + at % 40},{30000 + at * 731 % 9000},{at * 37 % 101},{10000 + at},{'ab'[at % 2]}\n"
    for at in range(60)
)


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    """Orders with two columns that could each be what an order cost."""
    path = tmp_path / "orders.csv"
    path.write_text(ORDERS)
    return path


@pytest.fixture
def customers(tmp_path: Path) -> Path:
    path = tmp_path / "customers.csv"
    path.write_text(CUSTOMERS)
    return path
