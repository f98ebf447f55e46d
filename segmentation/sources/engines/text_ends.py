"""Take characters off the ends of texts, in any engine.

Ibis' own `strip` takes off all blanks: Spark reads two of them as the letters v and f, and in the
text of a query none of them but the space can be seen.
"""

from typing import Literal

import ibis.expr.datatypes as dt
import ibis.expr.operations as ops
import ibis.expr.rules as rlz
import ibis.expr.types as ir
from ibis.backends.sql.compilers.base import SQLGlotCompiler
from sqlglot import exp

End = Literal["LEADING", "TRAILING"]


class Trimmed(ops.Value):
    """A text without the characters at one of its ends, or at both."""

    arg: ops.Value[dt.String]
    characters: str
    end: End | None = None

    shape = rlz.shape_like("arg")
    dtype = dt.string


def trimmed(text: ir.StringValue, characters: str, end: End | None = None) -> ir.StringValue:
    """The text without any of the characters at its ends, or at that one of them (lazy)."""
    return Trimmed(text, characters, end).to_expr()


def _written(
    _compiler: SQLGlotCompiler, _op: Trimmed, *, arg: exp.Expression, characters: str, end: End
) -> exp.Expression:
    return exp.Trim(this=arg, expression=exp.Literal.string(characters), position=end)


# A method by this name is what Ibis writes an operation of this name with, for every engine. A
# function of the engine (`ibis.udf.scalar.builtin`) would keep Ibis from merging two selects.
SQLGlotCompiler.visit_Trimmed = _written
