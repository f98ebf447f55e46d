"""The analysts' words, each in a sentence or two: what tables and captions explain on hover."""

from collections.abc import Sequence
from dataclasses import dataclass

from segmentation.card.evidence import DBSCAN, GAUSSIAN_MIXTURE, HDBSCAN, K_MEANS, WARD
from segmentation.showing.sentences.methods import EXPLAINED


@dataclass(frozen=True)
class Term:
    """A word, what it means, and who said so first, where somebody did.

    `also` are other words for it, such as the head that a table has for it.
    """

    name: str
    meaning: str
    source: str = ""
    also: tuple[str, ...] = ()

    @property
    def in_full(self) -> str:
        """The meaning, and the source in brackets."""
        return f"{self.meaning} ({self.source})" if self.source else self.meaning


TERMS: Sequence[Term] = (
    Term(
        "Adjusted Rand index",
        "How far two ways of grouping the same customers agree: 1 where they are the same, 0 where "
        "they agree no more than by chance.",
        "Hubert and Arabie, 1985",
        also=("Agreement",),
    ),
    Term(
        "Bootstrap sample",
        "As many customers as there are, drawn at random and put back each time, so that some come "
        "twice and some not at all. What comes out the same in many of them is not chance.",
        "Efron, 1979",
    ),
    Term(
        "Calinski-Harabasz",
        "How far segments lie from each other beside how wide they are themselves. The higher, the "
        "further apart; it has no upper end.",
        "Caliński and Harabasz, 1974",
    ),
    Term(
        "Centre",
        "The average customer of a segment, on all features at once. A customer belongs to the "
        "segment whose centre is nearest.",
    ),
    Term(
        "Certainty",
        "In how many of 100 models that were made of other samples a customer falls into the same "
        "segment.",
        also=("How sure",),
    ),
    Term(
        "Clipping",
        "Values beyond the ends, half a percent at either side, are drawn in to them. Nobody is "
        "left out, and one absurd value cannot make a segment of its own.",
        also=("Drawn in below", "Drawn in above"),
    ),
    Term(
        "Correlation",
        "How far two features go together: 1 where they rise together, -1 where one rises as the "
        "other falls, 0 where there is no such relation. It does not say which brings about which.",
    ),
    Term(
        "Davies-Bouldin",
        "How much each segment overlaps with the one most like it, on average. The lower, the "
        "further apart; 0 is the lowest.",
        "Davies and Bouldin, 1979",
    ),
    Term(DBSCAN, f"A method that {EXPLAINED[DBSCAN]}", "Ester and others, 1996"),
    Term(
        "Dendrogram",
        "A tree of how customers merge into ever larger groups. Long branches speak for groups "
        "that stand apart.",
    ),
    Term(
        "Dip test",
        "Whether the values of one feature have more than one crowd. A small p says that a single "
        "crowd would seldom look like this.",
        "Hartigan and Hartigan, 1985",
    ),
    Term(
        "Elbow",
        "The number of segments from which on more of them bring little. Where the curve of the "
        "inertia bends; often it does not.",
        "Thorndike, 1953",
    ),
    Term(
        "Feature",
        "A number about each customer that segments are built on, such as age or total spend.",
    ),
    Term(
        "Frequency",
        "How many orders a customer has placed.",
        also=("Orders",),
    ),
    Term(
        "Gap statistic",
        "How much tighter segments are than those of customers spread evenly over the same range. "
        "It can answer 1: no groups.",
        "Tibshirani, Walther and Hastie, 2001",
        also=("Gap",),
    ),
    Term(
        GAUSSIAN_MIXTURE,
        f"A method that {EXPLAINED[GAUSSIAN_MIXTURE]}",
        "Dempster, Laird and Rubin, 1977",
    ),
    Term(HDBSCAN, f"A method that {EXPLAINED[HDBSCAN]}", "Campello, Moulavi and Sander, 2013"),
    Term(
        "Inertia",
        "What is left of the differences within segments: squared distances to the centres, "
        "summed. It always falls with more segments, so it cannot choose by itself.",
    ),
    Term(
        "Jaccard index",
        "Of all customers in either of two groups, the share that is in both.",
        "Jaccard, 1901",
    ),
    Term(K_MEANS, f"A method that {EXPLAINED[K_MEANS]}", "MacQueen, 1967; Lloyd, 1982"),
    Term(
        "Log",
        "Values are replaced by the logarithm of 1 more than each, where few very large ones would "
        "outweigh all others: from 10 to 100 is then as far as from 100 to 1,000, nearly.",
        also=("Logged", "Log axis"),
    ),
    Term("Mean", "The average: all values added up and shared out evenly."),
    Term(
        "Median",
        "The value of the customer in the middle: half have less, half have more. A few very large "
        "values do not move it.",
        also=("Typical",),
    ),
    Term(
        "Middle half",
        "From where to where the middle half of customers lie: a quarter have less, a quarter "
        "have more.",
        also=("Middle half from", "Middle half to", "From", "To"),
    ),
    Term("Monetary", "How much a customer has spent in all.", also=("Spend",)),
    Term(
        "Noise",
        "Customers whom a method leaves out of every group, since they have too few others close "
        "by.",
    ),
    Term(
        "PCA",
        "Principal component analysis: the directions in which customers differ most. The map "
        "shows the first two or three, each of them a mix of features.",
        "Pearson, 1901; Hotelling, 1933",
    ),
    Term(
        "Pearson",
        "The correlation that asks how close customers lie to a straight line. Single extreme "
        "customers can make or break it.",
        "Pearson, 1895",
    ),
    Term(
        "Prediction strength",
        "How well one half of the customers foretells which of the other half belong together: "
        "1 is fully. From 0.8 on segments count as firm.",
        "Tibshirani and Walther, 2005",
    ),
    Term("Recency", "How many days ago a customer last ordered. Less is better."),
    Term(
        "RFM scores",
        "Recency, frequency and monetary value, each from 1 to 5: customers are cut in fifths, and "
        "5 is the best fifth.",
        "Hughes, 1994",
        also=("Group by recency, orders, spend",),
    ),
    Term(
        "Scaling",
        "Each feature is measured in its standard deviations from the average, so that all weigh "
        "the same whatever their units.",
    ),
    Term(
        "Silhouette",
        "How much nearer customers are to their own segment than to the next: 1 is fully, 0 on the "
        "border, below 0 the other one is nearer.",
        "Rousseeuw, 1987",
    ),
    Term(
        "Skew",
        "How lopsided values are: 0 where both sides are alike, above 0 where a long tail reaches "
        "to the right, few customers far above the rest.",
        also=("Skew before", "Skew after"),
    ),
    Term(
        "Spearman",
        "The correlation that asks whether customers come in the same order on both features. "
        "Single extreme customers hardly matter.",
        "Spearman, 1904",
    ),
    Term(
        "Stability",
        "How alike the segments of two samples of the same customers are: 1 is the same, 0 chance. "
        "Of a single segment, how much of it is found again. From 0.8 on a number of segments "
        "counts as stable.",
        "Hennig, 2007",
    ),
    Term(
        "Standard deviation",
        "How far customers typically lie from the average, in the feature's own units.",
        also=("Difference (standard deviations)",),
    ),
    Term(
        "Standard error",
        "How far a figure may be off because it comes from a sample. Two of them either way hold "
        "the truth nineteen times of twenty.",
    ),
    Term(
        "Unlike anyone",
        "A customer so far from everybody the model knows, or with a value so far beyond those "
        "seen, that the segment means little for them.",
    ),
    Term(
        "Unusual",
        "More than 1.5 widths of the middle half away from it. A long tail alone brings that "
        "about; nobody is left out for it.",
        "Tukey, 1977",
        also=(
            "Outlier",
            "Unusually low",
            "Unusually high",
            "Not unusual from",
            "Not unusual to",
        ),
    ),
    Term(WARD, f"A method that {EXPLAINED[WARD]}", "Ward, 1963"),
)
_BY_NAME = {name.casefold(): term for term in TERMS for name in (term.name, *term.also)}


def find(word: str) -> Term | None:
    """The term that a word means, whatever its case; None for an everyday word."""
    return _BY_NAME.get(word.casefold())


def by_letter() -> dict[str, list[Term]]:
    """The terms under their first letters, in the order of the alphabet."""
    letters: dict[str, list[Term]] = {}
    for term in sorted(TERMS, key=lambda term: term.name.casefold()):
        letters.setdefault(term.name[0].upper(), []).append(term)
    return letters
