"""The figures of the reports, against values worked out by hand or known from the literature."""

import pytest

from evaluation.statistics import (
    Counts,
    calibration,
    calibration_error,
    mean,
    paired_bootstrap,
    reciprocal_rank,
    wilson,
)


def test_wilson_matches_the_published_example():
    # Newcombe 1998, table I: 81 of 263
    low, high = wilson(81, 263)
    assert low == pytest.approx(0.2553, abs=1e-4)
    assert high == pytest.approx(0.3662, abs=1e-4)


def test_wilson_stays_between_0_and_1_and_says_nothing_of_nothing():
    assert wilson(0, 20)[0] == 0.0 and 0.1 < wilson(0, 20)[1] < 0.2
    assert wilson(20, 20)[1] == pytest.approx(1.0)
    assert wilson(0, 0) == (0.0, 1.0)


def test_f1_is_the_harmonic_mean():
    counts = Counts()
    for said, true in [(True, True), (True, True), (True, False), (False, True), (False, True), (False, False)]:
        counts.add(said, true)
    assert (counts.precision, counts.recall) == (2 / 3, 0.5)
    assert counts.f1 == pytest.approx(2 * (2 / 3) * 0.5 / (2 / 3 + 0.5))


def test_a_label_that_never_occurs_scores_0_not_an_error():
    assert Counts().f1 == Counts().precision == Counts().recall == 0.0


def test_reciprocal_rank_is_of_the_first_that_fits():
    assert reciprocal_rank([False, True, True]) == 0.5
    assert reciprocal_rank([]) == reciprocal_rank([False]) == 0.0
    assert mean([]) == 0.0


def test_bootstrap_tells_a_real_difference_from_none():
    better, worse = [1.0] * 60 + [0.0] * 40, [1.0] * 30 + [0.0] * 70
    found = paired_bootstrap(better, worse)
    assert found.difference == pytest.approx(0.3) and found.p < 0.01
    assert found.interval[0] > 0.2 and found.interval[1] < 0.41
    assert paired_bootstrap(better, better).p == 1.0


def test_bootstrap_gives_the_same_answer_twice():
    ours, theirs = [1.0, 0.0, 1.0, 1.0], [0.0, 1.0, 1.0, 0.0]
    assert paired_bootstrap(ours, theirs) == paired_bootstrap(ours, theirs)


def test_bootstrap_refuses_answers_to_different_questions():
    with pytest.raises(ValueError, match="paired"):
        paired_bootstrap([1.0], [1.0, 0.0])


def test_calibration_error_is_the_gap_between_saying_and_being_right():
    bins = calibration([0.95, 0.95, 0.95, 0.95, 0.15], [True, True, True, False, False])
    assert [(b.n, b.right) for b in bins] == [(1, 0.0), (4, 0.75)]
    assert calibration_error(bins) == pytest.approx((4 * 0.2 + 1 * 0.15) / 5)
    assert calibration([1.0], [True])[0].n == 1
