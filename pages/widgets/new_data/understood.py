"""What was brought, as it is understood; each part of that can be corrected by choosing."""

from collections.abc import Callable

import streamlit as st

from pages.widgets.new_data.brought import Brought, correct
from pages.widgets.tables import table
from pages.widgets.text import label, plain
from segmentation.looking.corrections import with_role
from segmentation.looking.seen import ColumnCorrected, Corrections, Seen, SeenColumn
from segmentation.showing.tables.seen import (
    ASKED_ROLES,
    MEANING_WORDS,
    USES,
    built_on,
    columns_seen,
    first_values_told,
    goes_out,
    role_options,
    told,
    what_it_is,
)

ROW_IS = {"orders": "an order, or a part of one", "own": "a customer"}


def understood(data: Brought, seen: Seen) -> None:
    """Draw what the data is, what goes out, and where it can be corrected."""
    if seen.question:
        ask(data, seen)
        return
    with st.container(border=True):
        st.markdown(f"**{plain(what_it_is(seen))}**")
        st.markdown(plain(built_on(seen)))
    out, columns, correcting = st.tabs(["Columns", "What goes out", "Correct it"], key="seen_parts")
    with out:
        st.dataframe(columns_seen(seen), hide_index=True, alt="What each column is taken for.")
        for sentence in told(seen):
            st.markdown(f"- {plain(sentence)}")
    with columns:
        taken_out(seen)
    with correcting:
        correct_it(data, seen)


def taken_out(seen: Seen) -> None:
    """Draw what goes out, and why."""
    if seen.taken_out:
        table(goes_out(seen.taken_out), hide_index=True, alt="What is taken out, and why.")
    else:
        st.markdown("Nothing goes out: every row counts.")


def ask(data: Brought, seen: Seen) -> None:
    """Ask what the data leaves open; the answer is a correction like any other."""
    question = seen.question
    offered = role_options(seen, question.role)
    with st.container(border=True):
        chosen = st.radio(
            f"**{plain(question.sentence)}**",
            question.choices,
            format_func=lambda header: label(offered.get(header, header)),
            key=f"asked_{question.role}",
        )
        if st.button("Use this", type="primary", key="answer_question"):
            if question.role == "currency":
                correct(data.corrections.model_copy(update={"currency": chosen}))
            else:
                correct(with_role(data.corrections, seen, question.role, chosen))
            st.rerun()
    st.dataframe(columns_seen(seen), hide_index=True, alt="The columns and their first values.")


def correct_it(data: Brought, seen: Seen) -> None:
    """Draw the fields by which it is corrected."""
    if seen.kind == "known":
        st.markdown(f"These are the columns of {plain(seen.title)}, whose meaning is fixed.")
        if st.button("Read it as a table of its own", key="read_as_own"):
            correct(Corrections(kind="orders" if seen.orders else "own"))
            st.rerun()
        return
    st.segmented_control(
        "Each row is",
        list(ROW_IS),
        default=seen.kind,
        required=True,
        format_func=ROW_IS.get,
        key=f"row_is_{seen.kind}",
        on_change=_later(f"row_is_{seen.kind}", lambda kind: Corrections(kind=kind)),
    )
    if seen.kind == "orders":
        correct_orders(data, seen)
    else:
        correct_customers(data, seen)


def correct_orders(data: Brought, seen: Seen) -> None:
    """A field for each thing that a column of orders can say."""
    has = {column.role: column.header for column in seen.columns}
    with st.grid(3, min_column_width=220):
        for role, title in ASKED_ROLES.items():
            options = role_options(seen, role)
            at = has.get(role, "")
            st.selectbox(
                title,
                list(options),
                index=list(options).index(at) if at in options else 0,
                format_func=options.get,
                key=f"role_{role}_{at}",
                on_change=_later(
                    f"role_{role}_{at}",
                    lambda header, role=role: with_role(data.corrections, seen, role, header),
                ),
            )
    describing = [column.header for column in seen.columns if column.role == "describes"]
    offered = data.corrections.describes or ()
    if not describing and not offered:
        return
    st.multiselect(
        "These describe the customers",
        list(dict.fromkeys([*describing, *offered])),
        default=describing,
        key=f"describes_{len(describing)}",
        on_change=_later(
            f"describes_{len(describing)}",
            lambda headers: data.corrections.model_copy(
                update={"describes": tuple(headers), "kind": "orders"}
            ),
        ),
    )


def correct_customers(data: Brought, seen: Seen) -> None:
    """Choose a column, then what it is used as, what it is called, its unit and its meaning."""
    columns = {column.header: column for column in seen.columns}
    header = st.selectbox("Which column", list(columns), key="column_to_correct")
    column = columns[header]
    st.caption(plain(f"First values: {first_values_told(column)}. {column.why}".strip()))
    with st.form(f"correct_{header}", border=False), st.grid(4, min_column_width=180):
        use = st.selectbox(
            "Used as", list(USES), index=list(USES).index(column.use), format_func=USES.get
        )
        called = st.text_input("Called", column.label)
        unit = st.text_input("Unit", column.unit, help='Such as "$", "years", "%" or "kg"')
        meaning = _meaning(column)
        if st.form_submit_button("Use this"):
            said = ColumnCorrected(use=use, label=called, unit=unit, meaning=meaning)
            correct(
                data.corrections.model_copy(
                    update={"kind": "own", "columns": {**data.corrections.columns, header: said}}
                )
            )
            st.rerun()


def _meaning(column: SeenColumn) -> str:
    names = list(MEANING_WORDS)
    at = names.index(column.meaning) if column.meaning in names else 0
    return st.selectbox("Meaning", names, index=at, format_func=MEANING_WORDS.get)


def _later(key: str, corrections: Callable[[object], Corrections]) -> Callable[[], None]:
    """What is done once something else is chosen under a key."""
    return lambda: correct(corrections(st.session_state[key]))
