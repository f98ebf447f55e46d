"""Segments: one card each, with the figures of the model's card."""

from tests.pages.conftest import each_recipe, in_the_table, read

# A shop's own score; the others are reckoned from features.
KEPT = {"spending_score"}


@each_recipe
def test_every_segment_has_a_card(recipe, look, saved):
    page = look("segments.py", model=recipe)
    card = saved(recipe).card
    assert page.headings == saved(recipe).names
    for segment in card["segments"]:
        assert f"{segment['size']:,} of {card['customers']:,} customers" in page.text


@each_recipe
def test_cards_show_what_is_told_of_the_segments_customers(recipe, look, saved):
    model = saved(recipe)
    labels = {in_the_table(feature): feature for feature in model.card["features"]}
    tables = look("segments.py", model=recipe).app.table
    for label, table in enumerate(tables):
        own = model.customers[model.customers.segment == label]
        for row in table.value.itertuples():
            name, statistic = (labels[read(row.Feature)][key] for key in ("name", "statistic"))
            for shown, customers in ((row[2], own), (row[3], model.customers)):
                value = customers[name].agg(statistic)
                # Money has two decimals where it has any.
                assert in_figures(shown) in (f"{value:.3g}", f"{round(value, 2):.3g}"), row


def in_figures(shown: str) -> str:
    """ "$52,200" as 5.22e+04: three figures, no unit."""
    plain = shown.replace(",", "").replace(" of 100", "").replace(" of 5", "")
    return f"{float(''.join(c for c in plain if c in '-.0123456789')):.3g}"


@each_recipe
def test_cards_show_what_the_segment_differs_in_most(recipe, look, saved):
    model = saved(recipe)
    labels = {feature["name"]: in_the_table(feature) for feature in model.card["features"]}
    tables = look("segments.py", model=recipe).app.table
    for segment, table in zip(model.card["segments"], tables):
        named = [name for name in segment["centre"] if not name.endswith("_score") or name in KEPT]
        furthest = sorted(named, key=lambda name: -abs(segment["centre"][name]))[:3]
        assert [read(told) for told in table.value.Feature] == [labels[name] for name in furthest]


@each_recipe
def test_cards_have_ideas_to_test(recipe, look, saved):
    page = look("segments.py", model=recipe)
    lists = [m.value for m in page.app.markdown if m.value.startswith("**Ideas to test**")]
    told = [s["actions"] for s in saved(recipe).card["segments"] if s["actions"]]
    assert len(lists) == len(told) > 0
    for shown, actions in zip(lists, told):
        assert [read(line.split(". ", 1)[1]) for line in shown.splitlines()[2:]] == [
            action["what"] for action in actions
        ]


def test_every_card_links_to_its_profile(look, saved):
    page = look("segments.py", model="membership")
    links = [link.proto for link in page.app.main.get("page_link")]
    assert [link.label for link in links] == ["See profile", "Find them in a list"] * 4
    assert [link.page for link in links] == ["profiles", "score_a_list"] * 4
    assert [link.query_string for link in links[::2]] == [
        f"model=membership&segment={at}" for at in range(4)
    ]
    assert [link.query_string for link in links[1::2]] == [
        f"model=membership&pick={at}" for at in range(4)
    ]
