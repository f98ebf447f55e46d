"""What the evidence says, word by word."""

import pytest

from segmentation.card.evidence import Candidate, Choice, Structure
from segmentation.showing.sentences import evidence


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


@pytest.mark.parametrize(
    ("verdict", "strength", "start"),
    [
        ("none", None, "These customers form no groups of their own."),
        ("gradient", None, "These customers differ step by step,"),
        ("distinct", "weak", "These customers fall into groups, though not far apart."),
        ("distinct", "clear", "These customers fall into groups that stand apart."),
    ],
)
def test_verdict(verdict, strength, start):
    assert evidence.verdict(structure(verdict, strength)).startswith(start)


def test_only_what_is_not_distinct_is_cautioned_against():
    assert evidence.caution(structure("distinct", "weak")) is None
    assert evidence.caution(None) is None
    assert evidence.caution(structure("none")) == evidence.verdict(structure("none"))


def test_grounds():
    assert evidence.grounds(structure("distinct", "clear")) == (
        "The best silhouette of 2 to 8 segments is 0.427, on 2,000 customers. With every column "
        "shuffled on its own, p is 0.02. It lies 0.145 above the average of customers with the "
        "same correlations and nothing else, 13 of their standard deviations."
    )
    assert "lies 0.010 below the average" in evidence.grounds(structure("gradient", excess=-0.01))


def test_supported():
    assert evidence.supported(choice(3)) == (
        "The evidence supports three segments: a silhouette of 0.400 and a stability of 0.90."
    )
    assert evidence.supported(choice(1)).startswith("No number of segments holds up: none from 2 ")


def test_in_use():
    assert evidence.in_use(choice(3), None) == (
        "Three segments are in use, which is what the evidence supports."
    )
    assert evidence.in_use(choice(3, asked=2), "the recipe") == (
        "Two segments are in use, as the recipe asks for."
    )
    assert evidence.in_use(choice(1), None) == (
        "Two segments are in use: the number with the best silhouette, since a number is needed."
    )


def test_elbow_and_gap():
    assert evidence.elbow(choice(3)) == "Here there is no elbow."
    assert evidence.elbow(choice(3, elbow=4)) == "Here the elbow is at 4."
    assert evidence.gap(choice(3)) == "Here it keeps rising, so it settles nothing."
    assert "a single segment" in evidence.gap(choice(3, gap_answer=1))
    assert evidence.gap(choice(3, gap_answer=5)) == "Here it speaks for 5."


def test_numbers_that_reach_the_line():
    assert evidence.stable_numbers(choice(3)) == "Here 3 reaches 0.8, within one standard error."
    assert evidence.predicted_numbers(choice(3)) == (
        "Here 2 reaches 0.8, within one standard error."
    )
