"""The app's frame: the pages, the sidebar, and what to do when nothing is trained yet."""

from pathlib import Path

import streamlit as st

from pages.widgets.address import start_reading
from pages.widgets.customer_in_address import customer_told
from pages.widgets.filters import chosen_filters
from pages.widgets.models import available, choose_model, chosen_model
from pages.widgets.notices import place_notices
from pages.widgets.text import plain
from segmentation.errors import UnreadableModels

STATIC = Path(__file__).parent / "static"
ICON = STATIC / "icon.svg"

st.set_page_config(page_title="Customer Segments", page_icon=ICON, layout="wide")

HOME = st.Page(
    "find_a_segment.py", title="Find a segment", icon=":material/person_search:", default=True
)
PAGES = {
    "Customers": [
        HOME,
        st.Page("score_a_list.py", title="Score a list", icon=":material/upload_file:"),
        st.Page("segments.py", title="Segments", icon=":material/groups:"),
    ],
    "Analysis": [
        st.Page("profiles.py", title="Profiles", icon=":material/bar_chart:"),
        st.Page("map.py", title="Map", icon=":material/scatter_plot:"),
        st.Page("explore_the_data.py", title="Explore the data", icon=":material/monitoring:"),
        st.Page("how_many_segments.py", title="How many segments", icon=":material/pin:"),
        st.Page("other_methods.py", title="Other methods", icon=":material/account_tree:"),
        st.Page("about_this_model.py", title="About this model", icon=":material/info:"),
        st.Page("glossary.py", title="Glossary", icon=":material/dictionary:"),
    ],
}

page = st.navigation(PAGES, position="hidden")

try:
    there = available()
except UnreadableModels as error:
    st.title("No model can be shown", anchor=False)
    st.error(plain(str(error)), icon=":material/error:")
    st.stop()
if not there:
    st.title("No model yet", anchor=False)
    st.markdown("Segments appear here once a model has been trained. In the project's folder, run:")
    st.code("python train.py", language="shell")
    st.markdown("It trains a model from each sample, in about a minute. Then reload this page.")
    st.stop()

place_notices()
start_reading()
with st.sidebar:
    choose_model()
    for group, members in PAGES.items():
        st.caption(group)
        for member in members:
            # What a page writes on arriving would be a step more on the way back.
            shown_there = customer_told() if member == HOME else {}
            st.page_link(member, query_params=chosen_model() | chosen_filters() | shown_there)
    # Only code can give Streamlit's scrolling parts a place in the order of the Tab key.
    script = (STATIC / "reachable.js").read_text()
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)

page.run()
