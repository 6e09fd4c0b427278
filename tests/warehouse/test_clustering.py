"""Parting reports into groups: vetoes, rulings, and parts that stay small."""

from itertools import combinations
from math import inf
from random import Random

from warehouse.clustering import Bond, Likeness, cluster, nearest, parts

ALIKE = Likeness(5.0, "alike")
UNLIKE = Likeness(0.0, "unlike")
APART = Likeness(9.0, "one article", apart="one article tells them apart")


def judged(reports, **pairs):
    return {pair: pairs.get("".join(pair), UNLIKE) for pair in combinations(reports, 2)}


def test_a_veto_outweighs_any_likeness():
    likenesses = judged("abc", ab=ALIKE, bc=ALIKE, ac=APART)
    groups = cluster("abc", likenesses, [], [], 3.0)
    assert groups == [["a", "b"], ["c"]]


def test_a_group_needs_likeness_across_the_whole_of_it():
    two_pairs = judged("abcd", ab=ALIKE, cd=ALIKE, bc=ALIKE)
    assert cluster("abcd", two_pairs, [], [], 3.0) == [["a", "b"], ["c", "d"]]
    assert cluster("abc", judged("abc", ab=ALIKE, bc=ALIKE, ac=ALIKE), [], [], 3.0) == [["a", "b", "c"]]


def test_groups_do_not_depend_on_the_order_in_which_their_scores_are_added():
    # sets of strings stand in another order in each process, and a mean may lie exactly on the threshold
    across = [2.3, 2.7, 2.4, 2.6, 2.35, 2.65, 2.8, 2.2, 2.5]
    chance = Random(1)  # noqa: S311  # names, not secrets
    seen = set()
    for _ in range(200):
        names = sorted(chance.randbytes(6).hex() for _ in range(6))
        scores = iter(across)
        likenesses = {
            (one, two): Likeness(next(scores), "")
            if one in names[:3] and two in names[3:]
            else Likeness(9.0, "")
            for one, two in combinations(names, 2)
        }
        seen.add(len(cluster(names, likenesses, [], [], 2.5)))
    assert seen == {1}


def test_a_report_that_would_stay_alone_joins_its_nearest_on_a_little_less():
    chain = judged("abc", ab=ALIKE, bc=ALIKE)
    assert cluster("abc", chain, [], [], 3.0) == [["a", "b", "c"]]
    assert cluster("abc", chain, [], [], 4.0) == [["a", "b"], ["c"]]
    assert cluster("abc", chain | {("b", "c"): UNLIKE}, [], [], 1.0) == [["a", "b"], ["c"]]


def test_rulings_outweigh_everything():
    assert cluster("ab", judged("ab", ab=APART), [("a", "b")], [], 3.0) == [["a", "b"]]
    assert cluster("ab", judged("ab", ab=ALIKE), [], [("a", "b")], 3.0) == [["a"], ["b"]]


def test_what_was_ruled_to_be_one_is_united_with_all_that_hangs_on_it():
    # two incidents of two reports each, whose reports exclude each other
    two_pairs = judged("abcd", ab=ALIKE, cd=ALIKE, ac=APART, ad=APART, bc=APART, bd=APART)
    assert cluster("abcd", two_pairs, [("a", "c")], [], 3.0) == [["a", "b", "c", "d"]]
    assert cluster("abcd", two_pairs, [("a", "c")], [("b", "c")], 3.0) == [["a", "c", "d"], ["b"]]
    assert cluster("ab", judged("ab", ab=ALIKE), [("a", "b")], [("a", "b")], 3.0) == [["a", "b"]]


def test_a_part_that_is_too_large_lets_its_weakest_bonds_go():
    chain = [Bond("a", "b", 5.0), Bond("b", "c", 3.0), Bond("c", "d", 5.0)]
    assert parts("abcd", chain, 4) == [["a", "b", "c", "d"]]
    assert parts("abcd", chain, 2) == [["a", "b"], ["c", "d"]]


def test_a_ruling_is_never_let_go():
    assert parts("abc", [Bond("a", "b", inf), Bond("b", "c", inf)], 2) == [["a", "b", "c"]]


def test_each_report_keeps_its_best_reason():
    best = nearest("abc", judged("abc", ab=ALIKE))
    assert best == {"a": ALIKE, "b": ALIKE, "c": UNLIKE}
    assert nearest("a", {}) == {}
