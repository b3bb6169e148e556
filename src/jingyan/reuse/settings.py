"""Every constant of the comparison in one place, with where it comes from (docs/decisions/0002-reuse-engine.md)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReuseSettings:
    """Options of `compare`. Lengths are folded characters, in which a run of digits counts as one.

    Fingerprints: `gram` characters each, the smallest of every `window` kept. `max_frequency`: a fingerprint found more
    often only links neighbours. `pair_weight`: how much rare text two pieces must share before they are looked at.
    `gap`: how far two seeds of one passage may lie apart. `merge_least`, `merge_most`: bounds of the gap over which two
    passages of one pair become one. A passage is a finding from `least_length` own characters (formulas do not count),
    `least_evidence`, and `least_score` = evidence + `length_worth` for each own character; and from `least_similarity` (chance phrases in one another's neighbourhood
    reach .15-.38, passages with every second sentence rewritten .7).
    `same_piece`, `same_piece_longer`: containment of the shorter and the longer piece from which both are one piece.
    """

    gram: int = 5
    window: int = 3
    max_frequency: int = 20
    longest: int = 20
    pair_weight: float = 2.5
    gap: int = 60
    merge_least: int = 120
    merge_most: int = 400
    least_length: int = 32
    least_evidence: float = 2.5
    length_worth: float = 0.1
    least_score: float = 10.0
    least_similarity: float = 0.4
    same_piece: float = 0.7
    same_piece_longer: float = 0.3
    block: int = 1 << 17
    crowd: int = 50
