"""Learns the map between German and Czech anew."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand

from organisations.pairs import all_pairs, category_names
from search.semantics import vectors
from search.semantics.features import features
from search.semantics.learned import Floats, learned_map, map_version, unit
from search.semantics.learning.files import write_categories, write_map
from search.semantics.learning.learn import Pair, learn, recall
from search.semantics.model import embeddings

HELD_OUT = 10
"""Every tenth meaning is held out for the evaluation."""
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


class Command(BaseCommand):
    """`manage.py learn_map`: about 15 minutes; the same pairs give the same files, byte for byte."""

    help = (
        "Learns the map between German and Czech from CPV, NACE and the term list, and evaluates it on held-out pairs."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--evaluate", action="store_true", help="only evaluate on held-out pairs, write nothing")

    def handle(self, *_args: Any, **options: Any) -> None:
        if any(os.environ.get(name) != value for name, value in ONE_THREAD.items()):
            # more threads add numbers in another order, and the libraries read this only when they are loaded
            os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **ONE_THREAD})  # noqa: S606 - ourselves
        pairs = all_pairs()
        self.stdout.write(f"{len(pairs)} pairs; reading them …")
        german, czech = (self._embed([getattr(pair, name) for pair in pairs]) for name in ("german", "czech"))
        if options["evaluate"]:
            self._evaluate(pairs, german, czech)
            return
        write_map(learn(pairs, german, czech, self._report))
        learned_map.cache_clear()
        map_version.cache_clear()
        named = category_names()
        names = list(dict.fromkeys(name for _code, names in named for name in names))
        of_name = dict(zip(names, vectors(names), strict=True))
        means = unit(np.stack([np.sum([of_name[name] for name in names], axis=0) for _code, names in named]))
        write_categories([code for code, _names in named], means)
        self.stdout.write(f"Written: map {map_version()} and the vectors of {len(named)} categories and terms.")

    def _evaluate(self, pairs: list[Pair], german: Floats, czech: Floats) -> None:
        meanings = np.array([pair.meaning for pair in pairs])
        first = np.append(True, meanings[1:] != meanings[:-1])
        held = meanings % HELD_OUT == 0
        known = np.flatnonzero(~held)
        asked = np.flatnonzero(held & first)
        learned = learn([pairs[n] for n in known], german[known], czech[known], self._report)
        self.stdout.write(f"{len(asked)} held-out pairs among each other, German finds Czech and the other way round:")
        centred = [unit(side[asked] - learned.centre[n]) for n, side in enumerate((german, czech))]
        matrix = [learned.of_embeddings(side[asked], n) for n, side in enumerate((german, czech))]
        words = [
            np.stack([learned.of_features(features(text, is_czech=bool(n))) for text in texts])
            for n, texts in enumerate(([pairs[k].german for k in asked], [pairs[k].czech for k in asked]))
        ]
        both = [a + b for a, b in zip(matrix, words, strict=True)]
        kinds = {
            "embedding": (german[asked], czech[asked]),
            "centred": centred,
            "matrix": matrix,
            "words": words,
            "all": both,
        }
        for name, (de, cs) in kinds.items():
            self.stdout.write(f"{name:10} {recall(unit(de), unit(cs))} {recall(unit(cs), unit(de))}")

    def _embed(self, texts: list[str]) -> Floats:
        return embeddings(texts)

    def _report(self, epoch: int, loss: float) -> None:
        self.stdout.write(f"epoch {epoch}: loss {loss:.3f}")
        self.stdout.flush()
