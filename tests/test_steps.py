"""How much of a training is done when a step begins."""

import pytest

from segmentation.steps import OF_THE_EVIDENCE, WEIGHTS, Step, share_before


def test_every_step_has_a_weight():
    assert list(WEIGHTS) == list(Step)
    assert sum(WEIGHTS.values()) == 100


@pytest.mark.parametrize("evidence", [True, False])
def test_shares_rise_from_nothing_to_nearly_all(evidence):
    shares = [
        share_before(step, evidence=evidence)
        for step in Step
        if evidence or step not in OF_THE_EVIDENCE
    ]
    assert shares == sorted(set(shares))
    assert shares[0] == 0
    assert 0.98 < shares[-1] < 1


def test_without_evidence_the_rest_is_the_whole():
    assert share_before(Step.NUMBERS, evidence=True) == pytest.approx(0.49)
    assert share_before(Step.NUMBERS, evidence=False) == pytest.approx(28 / 67)
