"""Characters that nobody sees: no-break and zero-width spaces, by their numbers in any engine.

Literally in the text of a query they could not be told from others, and are lost when it is copied.
"""

import ibis.expr.datatypes as dt
import ibis.expr.operations as ops
import ibis.expr.rules as rlz
import ibis.expr.types as ir
from ibis.backends.sql.compilers.base import SQLGlotCompiler
from sqlglot import exp

# No-break space; zero-width space and the mark at the beginning of files.
SPACES, NOTHING = (0xA0,), (0x200B, 0xFEFF)
# Spark's CHR begins again after 255.
MOST_OF_SPARK = 255


class Unseen(ops.Value):
    """A text with visible spaces in place of no-break ones, and without those of no width."""

    arg: ops.Value[dt.String]

    shape = rlz.shape_like("arg")
    dtype = dt.string


def all_seen(text: ir.StringValue) -> ir.StringValue:
    """The text with plain spaces for no-break ones, and nothing for those of no width (lazy)."""
    return Unseen(text).to_expr()


def _written(compiler: SQLGlotCompiler, _op: Unseen, *, arg: exp.Expression) -> exp.Expression:
    replaced = [(code, " ") for code in SPACES] + [(code, "") for code in NOTHING]
    for code, instead in replaced:
        arg = exp.func("REPLACE", arg, _character(compiler, code), exp.Literal.string(instead))
    return arg


def _character(compiler: SQLGlotCompiler, code: int) -> exp.Expression:
    if "spark" in [kind.__name__.lower() for kind in compiler.dialect.__mro__] and (
        code > MOST_OF_SPARK
    ):
        bytes_ = exp.Unhex(this=exp.Literal.string(chr(code).encode().hex().upper()))
        return exp.cast(bytes_, "STRING")
    return exp.Chr(expressions=[exp.Literal.number(code)])


# As in `text_ends`: Ibis writes an operation with the method of its name, for every engine.
SQLGlotCompiler.visit_Unseen = _written
