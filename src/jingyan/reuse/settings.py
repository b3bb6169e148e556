"""Every constant of the comparison in one place, with where it comes from (docs/decisions/0002-reuse-engine.md)."""

from dataclasses import dataclass

from jingyan.model.reuse import Exclusion


@dataclass(frozen=True, slots=True)
class ReuseSettings:
    """Options of `compare`. Lengths are folded characters, in which a run of digits counts as one.

    Fingerprints: `gram` characters each (four at least), the smallest of every `window` kept. A fingerprint found more than `common` times is taken again over twice
    the characters, up to `longest`; found more than `max_frequency` times even then it only links neighbours. `pair_weight`: how much rare text two pieces must share before they are looked at.
    `gap`: how far two seeds of one passage may lie apart (`known_gap` in a large collection, of which fewer fingerprints are rare). `merge_least`, `merge_most`: bounds of the gap over which two passages of one pair become one.

    A passage is a finding from `least_length` own characters (formulas do not count), or `least_joined` where it holds the end of a clause, from
    `least_evidence`, and from `least_score` = evidence + `length_worth` for each own character - `figure_doubt` for each figure and `edit_doubt` for each character that only one side has (stock
    sentences differ in their figures and names); and from `least_similarity` (chance phrases in one another's neighbourhood reach .15-.38, passages with every second sentence
    rewritten .7). From `known` texts on their frequencies tell what is stock: `known_length`, `known_score` and `known_formula` then stand for `least_joined`, `least_score` and `formula_most`,
    the length that formulas do not fill.
    `same_piece`, `same_piece_longer`: containment of the shorter and the longer piece from which both are one piece.
    `block`: characters worked at a time. `crowd`: so many pairs of equal texts are listed in full.
    `exclude`: the kinds of shared text that do not count as copied. Documents, the call's template, quotations and common formulas are no unit's own words, so they
    never count by default. A unit's own earlier text does count by default: a piece handed in again after a year, or one paragraph in two pieces of a volume, is
    what editors look for; who asks for the share "without one's own" adds "own".
    """

    gram: int = 5
    window: int = 3
    common: int = 12
    max_frequency: int = 20
    longest: int = 20
    pair_weight: float = 2.5
    gap: int = 60
    merge_least: int = 120
    merge_most: int = 400
    least_length: int = 32
    least_joined: int = 32
    least_evidence: float = 2.5
    length_worth: float = 0.1
    figure_doubt: float = 1.0
    edit_doubt: float = 0.2
    least_score: float = 10.0
    least_similarity: float = 0.4
    formula_most: int = 600
    known: int = 1000
    known_length: int = 22
    known_score: float = 8.0
    known_formula: int = 120
    known_gap: int = 80
    same_piece: float = 0.7
    same_piece_longer: float = 0.3
    block: int = 1 << 17
    crowd: int = 50
    exclude: frozenset[Exclusion] = frozenset(("document", "template", "quotation", "formula"))
