"""What simpler methods make of the same messages: a keyword list, and words with logistic regression."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.preprocessing import MultiLabelBinarizer

from evaluation.sets import Example
from evaluation.understanding import Reading

MOMENT_WORDS = {
    "surgery": r"opera|geopereerd|narcose|ingreep|chirurg",
    "medication_change": r"medicijn|pillen|tablet|dosis|antibiotica|bijwerking",
    "ggz_waitlist": r"wachtlijst|psycholoog|psychiater|ggz|intake",
    "diagnosis": r"diagnose|diabetes|copd|reuma|kanker|hartfalen|artrose",
    "test_result": r"uitslag|bloeddruk|cholesterol|waarde|hba1c|bmi|te hoog",
    "birth": r"zwanger|bevall|baby|borstvoeding|verloskundige",
}
THEME_WORDS = {
    "exercise": r"beweg|sport|wandel|fiets|lopen|oefen",
    "smoking": r"rook|roken|sigaret|vape|peuk",
    "alcohol": r"alcohol|drink|bier|wijn|borrel",
    "nutrition": r"eten|eet|dieet|afval|gewicht|voeding",
    "relaxation": r"stress|ontspan|pieker|spanning|paniek",
    "sleep": r"slaap|slapen|wakker|nacht",
    "meaning": r"alleen|eenza|contact|lotgenot",
    "work": r"werk|baan|baas",
    "substance_use": r"drugs|blow|wiet|joint|xtc",
}
ACT_WORDS = {
    "thanks": r"^(dank|bedankt|merci)",
    "goodbye": r"^(doei|dag|tot ziens)",
    "affirm": r"^(ja|oke|graag)\b",
    "deny": r"^nee\b",
    "ask_questions": r"\bvragen\b",
    "ask_local": r"\bbuurt\b|\bwaar\b",
    "ask_lifestyle": r"\?|^(wat|hoe|mag|kan|welke)\b",
}


def keywords(texts: Sequence[str]) -> list[Reading]:
    """A list of words for each label, as one would write it in an hour."""

    def read(text: str) -> Reading:
        low = text.lower()
        act = next((name for name, words in ACT_WORDS.items() if re.search(words, low)), "report")
        moments = frozenset(name for name, words in MOMENT_WORDS.items() if re.search(words, low))
        return Reading(moments, frozenset(n for n, words in THEME_WORDS.items() if re.search(words, low)), act)

    return [read(text) for text in texts]


def word_regression(examples: Sequence[Example], texts: Sequence[str]) -> list[Reading]:
    """TF-IDF of whole words and logistic regression, trained on the same examples as the bot."""
    vectoriser = TfidfVectorizer(sublinear_tf=True, min_df=2)
    known, new = vectoriser.fit_transform([e.text for e in examples]), vectoriser.transform(texts)
    acts = OneVsRestClassifier(_regression()).fit(known, [e.act for e in examples]).predict(new)
    labels = []
    for rows in ([e.moments for e in examples], [e.themes for e in examples]):
        binary = MultiLabelBinarizer()
        model = OneVsRestClassifier(_regression()).fit(known, binary.fit_transform(rows))
        labels.append([frozenset(found) for found in binary.inverse_transform(model.predict(new))])
    return [Reading(m, t, str(a)) for m, t, a in zip(*labels, acts, strict=True)]


def _regression() -> LogisticRegression:
    return LogisticRegression(C=10, solver="liblinear", random_state=0)
