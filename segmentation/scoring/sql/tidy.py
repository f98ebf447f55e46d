"""SQL as Ibis writes it, made readable: the same query with less around it."""

from functools import cache

import sqlglot
from sqlglot import Dialect, Generator, exp
from sqlglot.optimizer.simplify import simplify_parens

from segmentation.scoring.sql.names import snowflake_column

# What sqlglot measures is without indentation and name.
LINE = 75


def readable(text: str, *, read: str, write: str, source: exp.Table, placeholder: str) -> str:
    """One SELECT, tidied.

    Args:
        text: as `ibis.to_sql` writes it.
        read: sqlglot's name of the dialect it is in.
        write: sqlglot's name of the dialect to write.
        source: what to put in place of the table called `placeholder`; others are steps.
    """
    tree = sqlglot.parse_one(text, read=read)
    if _reads_one_table(tree):
        tree = tree.transform(_without_alias)
    tree = tree.transform(_plain_division).transform(_plain_condition)
    _drop_parens(tree, write)
    if write == "snowflake":
        tree = tree.transform(_as_in_snowflake)
    tree = tree.transform(_renamed, placeholder, source)
    return _generator(write)(dialect=write, pretty=True, max_text_width=LINE).generate(tree)


class _InLines:
    """Of a generator: long sums, and long orders of a window, in a line for each of their parts."""

    def add_sql(self, expression: exp.Add) -> str:
        terms = [self.sql(term) for term in expression.flatten(unnest=False)]
        return ("\n+ " if self.too_wide(terms) else " + ").join(terms)

    def order_sql(self, expression: exp.Order, flat: bool = False) -> str:
        written = super().order_sql(expression, flat)
        if not flat or not self.too_wide([written]):
            return written
        return super().order_sql(expression).lstrip()


@cache
def _generator(dialect: str) -> type[Generator]:
    return type("InLines", (_InLines, Dialect.get_or_raise(dialect).generator_class), {})


def _drop_parens(tree: exp.Expression, dialect: str) -> None:
    # From the inside, since what is taken out is not looked into again.
    for paren in reversed(list(tree.find_all(exp.Paren))):
        plain = isinstance(paren.parent, exp.EQ) and isinstance(paren.this, exp.Sub)
        paren.replace(paren.this if plain else simplify_parens(paren, dialect))


def _reads_one_table(tree: exp.Expression) -> bool:
    return len(list(tree.find_all(exp.Select))) == 1 and not tree.args.get("joins")


def _without_alias(node: exp.Expression) -> exp.Expression:
    if isinstance(node, exp.Table):
        node.set("alias", None)
    if isinstance(node, exp.Column):
        node.set("table", None)
    return node


def _plain_division(node: exp.Expression) -> exp.Expression:
    """No precaution against dividing by zero where the divisor is a number."""
    if isinstance(node, exp.SafeDivide):
        above, below = node.this, node.expression
    elif isinstance(node, exp.Anonymous) and node.name.lower() == "ieee_divide":
        above, below = node.expressions
    else:
        return node
    return exp.Div(this=exp.Paren(this=above), expression=below) if below.is_number else node


def _plain_condition(node: exp.Expression) -> exp.Expression:
    """In WHERE an unknown condition is as good as a false one."""
    is_guarded = isinstance(node, exp.Coalesce) and node.expressions == [exp.false()]
    if is_guarded and isinstance(node.parent, (exp.Where, exp.And)) and _is_filter(node):
        return exp.Paren(this=node.this)
    return node


def _is_filter(node: exp.Expression) -> bool:
    while isinstance(node.parent, (exp.And, exp.Paren)):
        node = node.parent
    return isinstance(node.parent, exp.Where)


def _renamed(node: exp.Expression, placeholder: str, source: exp.Table) -> exp.Expression:
    if not isinstance(node, exp.Table):
        return node
    if node.name != placeholder:
        # A step: its name is ours, and means the same without quotes everywhere.
        node.this.set("quoted", False)
        return node
    found = source.copy()
    found.set("alias", node.args.get("alias"))
    return found


def _as_in_snowflake(node: exp.Expression) -> exp.Expression:
    is_quoted = isinstance(node, exp.Identifier) and node.quoted
    return snowflake_column(node.name) if is_quoted else node
