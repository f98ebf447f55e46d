"""What the evidence says, word by word."""

from itertools import pairwise

import pytest

from segmentation.card.card import Card
from segmentation.card.evidence import Candidate, Choice, Crowds, Method, Methods, Structure
from segmentation.card.segments import Segment
from segmentation.recipes import RECIPES
from segmentation.showing.sentences import evidence

MALL = RECIPES["mall"]


def structure(verdict, strength=None, excess=0.145):
    return Structure(
        verdict=verdict,
        strength=strength,
        silhouette=0.427,
        permuted_p=0.02,
        copula_z=12.8 if excess > 0 else -1.24,
        copula_excess=excess,
        customers=2000,
    )


def row(k, *, stability=None, strength=None):
    return Candidate(
        k=k,
        inertia=1,
        silhouette=0.4,
        calinski_harabasz=1,
        davies_bouldin=1,
        smallest_share=0.1,
        gap=0.5,
        gap_error=0.1,
        stability=stability,
        stability_error=None if stability is None else 0.0,
        prediction_strength=strength,
        prediction_strength_error=None if strength is None else 0.0,
    )


def choice(evidence, asked=None, elbow=None, gap_answer=None):
    table = [row(2, stability=0.7, strength=0.85), row(3, stability=0.9, strength=0.5)]
    return Choice(
        evidence=evidence,
        asked=asked,
        elbow=elbow,
        gap_answer=gap_answer,
        table=table,
        customers=9,
    )


def card(verdict, strength=None, *, of=None, asked_by=None, methods=None, stability=(), alone=()):
    """A card of what the sentences are made from, and nothing else."""
    made = structure(verdict, strength).model_copy(update={"features": list(alone)})
    of = of or choice(3)
    return Card.model_construct(
        structure=made,
        methods=methods,
        choice=of,
        k=of.chosen,
        asked_by=asked_by,
        segments=[Segment.model_construct(stability=value) for value in stability],
    )


def found_by(name, *, segments, noise, largest):
    return Method(
        name=name,
        settings={},
        segments=segments,
        noise=noise,
        silhouette=None,
        largest_share=largest,
        agreement=0.5,
    )


def crowds(feature, *typical):
    borders = [sum(two) / 2 for two in pairwise(typical)]
    return Crowds(feature=feature, p=0.001, typical=typical, borders=borders, shares=[0.5, 0.5])


@pytest.mark.parametrize(
    ("verdict", "strength", "start"),
    [
        ("none", None, "These customers form no groups of their own."),
        ("gradient", None, "These customers differ step by step,"),
        ("distinct", "weak", "These customers fall into groups, though not far apart."),
        ("distinct", "clear", "These customers fall into clear groups, which touch at"),
    ],
)
def test_verdict(verdict, strength, start):
    assert evidence.verdict(card(verdict, strength), MALL).startswith(start)


@pytest.mark.parametrize(
    ("segments", "noise", "largest", "apart"),
    [(4, 0.02, 0.4, True), (1, 0.0, 1.0, False), (4, 0.3, 0.4, False), (2, 0.0, 0.97, False)],
)
def test_groups_stand_apart_only_where_a_method_finds_gaps(segments, noise, largest, apart):
    one = found_by("DBSCAN", segments=segments, noise=noise, largest=largest)
    methods = Methods.model_construct(customers=100, methods=[one])
    told = evidence.verdict(card("distinct", "clear", methods=methods), MALL)
    assert (told == "These customers fall into groups that stand apart.") is apart


def test_groups_in_one_feature_are_named():
    alone = [crowds("income", 30.0, 85.5)]
    assert evidence.verdict(card("distinct", alone=alone), MALL) == (
        "By annual income these customers fall into two groups, about $30k and about $85.5k. "
        "In all else they differ step by step."
    )
    both = [*alone, crowds("age", 25.0, 44.0, 60.0)]
    assert evidence.verdict(card("distinct", alone=both), MALL) == (
        "By annual income these customers fall into two groups, about $30k and about $85.5k; "
        "by age into three, about 25 years, about 44 years and about 60 years. In all else they "
        "differ step by step."
    )


def test_what_shows_beside_groups_in_one_feature_is_said_as_it_is():
    nothing = card("distinct", alone=[crowds("income", 30.0, 85.5)])
    made = nothing.structure.model_copy(update={"permuted_p": 0.17, "copula_z": 0.4})
    told = evidence.verdict(nothing.model_copy(update={"structure": made}), MALL)
    assert told.endswith(" about $30k and about $85.5k. In nothing else do they part.")


def test_only_what_is_not_distinct_is_cautioned_against():
    assert evidence.cautions(card("distinct", "weak"), MALL) == []
    assert evidence.cautions(Card.model_construct(structure=None), MALL) == []
    told = evidence.cautions(card("none"), MALL)
    assert told == [evidence.verdict(card("none"), MALL)]


def test_a_number_that_the_evidence_does_not_support_is_cautioned_against():
    made = card(
        "distinct",
        "weak",
        of=choice(3, asked=2),
        asked_by="the recipe",
        stability=[0.85, 0.59],
    )
    assert evidence.cautions(made, MALL) == [
        "Two segments are in use, as the recipe asks for. The evidence supports three.",
        "In other samples of these customers, 59% to 85% of a segment stays the same: one firm "
        "and one not firm.",
    ]
    none = card("none", of=choice(1, asked=2), asked_by="the command")
    assert evidence.cautions(none, MALL)[1:] == [
        "Two segments are in use, as the command asks for. The evidence supports no number."
    ]


@pytest.mark.parametrize(
    ("stability", "told"),
    [
        (None, None),
        (0.93, "Firm: in other samples of these customers, 93% of it stays the same."),
        (0.7, "Fairly firm: in other samples of these customers, 70% of it stays the same."),
        (
            0.45,
            "Not firm: in other samples of these customers, 45% of it stays the same. Build "
            "nothing on it alone.",
        ),
    ],
)
def test_how_firm_a_segment_is(stability, told):
    assert evidence.how_firm(Segment.model_construct(stability=stability)) == told


def test_how_firm_the_segments_are():
    def told(*stability):
        return evidence.firmness([Segment.model_construct(stability=value) for value in stability])

    assert told(None, None) == []
    assert told(0.75, 0.9) == [
        "All are firm: in other samples of these customers, 75% or more of each stays the same."
    ]
    assert told(0.999, 1.0) == [
        "All are firm: in other samples of these customers, more than 99% of each stays the same."
    ]
    assert told(1.0, 1.0) == [
        "All are firm: in other samples of these customers, 100% of each stays the same."
    ]
    assert told(0.36, 0.46) == [
        "None is firm: in other samples of these customers, 36% to 46% of each stays the same."
    ]
    assert told(0.9, 0.7, 0.7, 0.5) == [
        "In other samples of these customers, 50% to 90% of a segment stays the same: one firm, "
        "two fairly firm and one not firm."
    ]


def test_how_often_a_number_came_out():
    repeats = [3, 3, 2, 3, 3, 1, 2, 3, 3, 3]
    assert evidence.repeated(choice(3).model_copy(update={"repeats": repeats})) == (
        "Ten samples of these customers, each alone, speak for three segments (7), for two "
        "segments (2) and for none (1)."
    )


def test_grounds():
    assert evidence.grounds(structure("distinct", "clear")) == (
        "The best silhouette of 2 to 8 segments is 0.427, on 2,000 customers. With every column "
        "shuffled on its own, p is 0.02. It lies 0.145 above the average of customers with the "
        "same correlations and nothing else, 13 of their standard deviations."
    )
    alone = structure("distinct").model_copy(update={"features": [crowds("income", 30.0, 85.5)]})
    assert evidence.grounds(alone).endswith(" Crowds in single features (dip test): income.")
    assert "lies 0.010 below the average" in evidence.grounds(structure("gradient", excess=-0.01))


def test_supported():
    assert evidence.supported(card("distinct", of=choice(3))) == (
        "The evidence supports three segments: a silhouette of 0.400 and a stability of 0.90."
    )
    told = evidence.supported(card("distinct", of=choice(1)))
    assert told.startswith("No number of segments holds up: none from 2 ")


def test_in_use():
    assert evidence.in_use(card("distinct", of=choice(3))) == (
        "Three segments are in use, which is what the evidence supports."
    )
    asked = card("distinct", of=choice(3, asked=2), asked_by="the recipe")
    assert evidence.in_use(asked) == "Two segments are in use, as the recipe asks for."
    assert evidence.in_use(card("distinct", of=choice(1))) == (
        "Two segments are in use: the number with the best silhouette, since a number is needed."
    )


def test_no_number_of_parts_is_supported():
    parts = card("none", of=choice(3))
    assert evidence.supported(parts) == (
        "Three parts are found again best: a silhouette of 0.400 and a stability of 0.90."
    )
    assert evidence.in_use(parts) == (
        "Three segments are in use: the number that is found again best, since a number is needed."
    )
    asked = card("none", of=choice(3, asked=2), asked_by="the recipe")
    assert evidence.cautions(asked, MALL)[1] == (
        "Two segments are in use, as the recipe asks for. The evidence supports no number."
    )


def test_a_number_that_only_samples_speak_for_is_not_called_supported():
    table = [row(2, stability=0.7, strength=0.5), row(3, stability=0.6, strength=0.5)]
    made = card("distinct", of=choice(3).model_copy(update={"table": table}))
    assert evidence.supported(made) == (
        "Samples of these customers speak for three segments most often, though neither stability "
        "nor prediction strength reaches 0.8 there."
    )
    assert evidence.in_use(made) == (
        "Three segments are in use: the number that samples speak for most often, since a number "
        "is needed."
    )


def test_elbow_and_gap():
    assert evidence.elbow(choice(3)) == "Here there is no elbow."
    assert evidence.elbow(choice(3, elbow=4)) == "Here the elbow is at 4."
    assert evidence.gap(choice(3)) == "Here it keeps rising, so it settles nothing."
    silent = choice(3).model_copy(update={"gap_answers": [8, 1, None, 1, 8]})
    assert evidence.gap(silent) == (
        "Here samples do not agree (8, 1, none, 1, 8), so it settles nothing."
    )
    assert "a single segment" in evidence.gap(choice(3, gap_answer=1))
    assert evidence.gap(choice(3, gap_answer=5)) == "Here it speaks for 5."


def test_numbers_that_reach_the_line():
    assert evidence.stable_numbers(choice(3)) == "Here 3 reaches 0.8, within one standard error."
    assert evidence.predicted_numbers(choice(3)) == (
        "Here 2 reaches 0.8, within one standard error."
    )
