"""Discounts beside an amount: taken off where they are still in it, else told of."""

HEADER = "order_id,order_date,customer_id,"
# Each customer twice; the last column is the discount.
ROWS = "1,2024-01-01,a,{}\n2,2024-01-02,b,{}\n3,2024-01-03,a,{}\n4,2024-01-04,b,{}\n"


def test_an_amount_that_is_pieces_times_price_has_the_discount_in_it(read):
    amounts = ("2,10.00,20.00,5.00", "1,10.00,10.00,0", "3,4.00,12.00,2.00", "2,4.50,9.00,0")
    found = read(f"{HEADER}qty,unit_price,line_total,discount\n" + ROWS.format(*amounts))
    assert found.orders.amount == 44.0
    assert found.mapping.columns.discount == "discount"
    assert 'less "discount" (the amount that is taken off)' in found.told[0]


def test_an_amount_that_is_called_before_discount(read):
    amounts = ("20.00,5.00", "10.00,0", "12.50,2.00", "9.00,0")
    found = read(f"{HEADER}total before discount,discount\n" + ROWS.format(*amounts))
    assert found.orders.amount == 44.5


def test_a_discount_of_which_nothing_says_whether_it_was_taken_off_is_told(read):
    amounts = ("20.00,5.00", "10.00,0", "12.50,2.00", "9.00,0")
    found = read(f"{HEADER}total,discount\n" + ROWS.format(*amounts))
    assert found.orders.amount == 51.5
    assert any('"discount" is not taken off: "total" counts' in line for line in found.told)


def test_what_was_paid_in_the_end_leaves_no_doubt(read):
    amounts = ("20.00,5.00", "10.00,0", "12.50,2.00", "9.00,0")
    found = read(f"{HEADER}grand total,discount\n" + ROWS.format(*amounts))
    assert found.orders.amount == 51.5
    assert not any("taken off" in line for line in found.told)
