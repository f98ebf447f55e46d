"""Orders of any shop: what the columns of such a table mean, as data, and the recipe it makes."""
