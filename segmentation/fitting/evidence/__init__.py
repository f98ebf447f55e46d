"""Are there groups, how many, and would other samples and other methods find the same?"""
