"""Lines that add up the others of their order count once."""


def lines(*rows):
    return "\n".join(["order_id,order_date,customer_id,item,line_total", *rows]) + "\n"


ORDERS = [
    "1,2024-01-01,a,Mug,10.00",
    "1,2024-01-01,a,Tea,5.00",
    "1,2024-01-01,a,{shipping},2.50",
    "1,2024-01-01,a,{total},17.50",
    "2,2024-02-01,b,Mug,10.00",
    "2,2024-02-01,b,{total},10.00",
    "3,2024-03-01,a,Tea,5.00",
    "3,2024-03-01,a,{total},5.00",
]


def test_a_line_of_totals_is_taken_out_and_counted(read):
    for shipping, total in (("Shipping", "TOTAL"), ("Versandkosten", "Gesamtsumme")):
        found = read(lines(*(r.format(shipping=shipping, total=total) for r in ORDERS)))
        assert (found.orders.orders, found.orders.amount) == (3, 32.5)
        assert found.taken_out == {"a total": 3}
        assert f'Lines with "{total}" in "item" add up the others and do not count.' in found.told


def test_a_subtotal_is_taken_out_with_the_total(read):
    rows = [row.format(shipping="Shipping", total="Total") for row in ORDERS]
    found = read(lines(*rows[:2], "1,2024-01-01,a,Subtotal,15.00", *rows[2:]))
    assert (found.orders.orders, found.orders.amount) == (3, 32.5)
    assert found.taken_out == {"a total": 4}


def test_what_is_called_total_and_adds_nothing_up_was_bought(read):
    rows = [row.format(shipping="Shipping", total="Total") for row in ORDERS]
    found = read(lines(*(row.replace("17.50", "4.00") for row in rows)))
    assert (found.orders.orders, found.orders.amount) == (3, 51.5)
    assert found.taken_out == {}
