"""The app's frame: the pages, the sidebar, and what to do when nothing is trained yet."""

import os
from base64 import b64encode
from pathlib import Path

import streamlit as st

from pages.widgets.address import start_reading
from pages.widgets.customer_in_address import customer_told
from pages.widgets.filters import chosen_filters
from pages.widgets.models import available, choose_model, chosen_model
from pages.widgets.new_data.first_visit import no_model_yet, on_samples_only
from pages.widgets.notices import place_notices
from pages.widgets.text import plain
from segmentation.errors import UnreadableModels
from segmentation.server.settings import takes_new_data

STATIC = Path(__file__).parent / "static"
ICON = STATIC / "icon.svg"

st.set_page_config(page_title="Customer Segments", page_icon=ICON, layout="wide")
# Streamlit's own logo leads home and forgets the model on the way.
mark = b64encode(ICON.read_bytes()).decode()
st.html(
    f"<style>:root {{--mark: url(data:image/svg+xml;base64,{mark})}}"
    f"{(STATIC / 'style.css').read_text()}</style>"
)

OVERVIEW = st.Page("overview.py", title="Overview", icon=":material/dashboard:", default=True)
FIND = st.Page("find_a_segment.py", title="Find a segment", icon=":material/person_search:")
NEW_DATA = st.Page("new_data.py", title="New data", icon=":material/add_circle:")
OFFERED = NEW_DATA if takes_new_data(os.environ) else None
PAGES = {
    "Customers": [
        OVERVIEW,
        FIND,
        st.Page("score_a_list.py", title="Score a list", icon=":material/upload_file:"),
        st.Page("segments.py", title="Segments", icon=":material/groups:"),
        *filter(None, [OFFERED]),
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
place_notices()
start_reading()
if not there:
    if OFFERED and page != OFFERED:
        st.switch_page(OFFERED)
    no_model_yet(is_offered=bool(OFFERED))
    page.run()
    st.stop()

with st.sidebar:
    choose_model()
    for group, members in PAGES.items():
        st.caption(group)
        for member in members:
            # What a page writes on arriving would be a step more on the way back.
            shown_there = customer_told() if member == FIND else {}
            st.page_link(member, query_params=chosen_model() | chosen_filters() | shown_there)
    # Only code can give Streamlit's scrolling parts a place in the order of the Tab key.
    script = (STATIC / "reachable.js").read_text()
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)

if page == OVERVIEW:
    on_samples_only(OFFERED)
page.run()
