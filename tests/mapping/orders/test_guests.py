"""Orders of guests, whose id stands for nobody."""

import pytest


@pytest.mark.parametrize(("mail", "sentences"), [("email", 0), ("note", 1)])
def test_an_id_of_guests_is_named_only_where_nothing_else_tells_them_apart(read, mail, sentences):
    guests = [f"{n},0,g{n % 9}@x.org,2024-01-{n % 28 + 1:02},5" for n in range(30)]
    others = [f"{n},{n % 2 + 7},k{n % 2}@x.org,2024-01-05,{n}" for n in range(31, 35)]
    found = read("\n".join([f"order_id,customer_id,{mail},order_date,amount", *guests, *others]))
    assert len([told for told in found.told if told.startswith('"0" in')]) == sentences
    assert len(found.customers) == (11 if mail == "email" else 2)
