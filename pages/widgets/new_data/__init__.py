"""The parts of the page on which a visitor brings data of their own."""
