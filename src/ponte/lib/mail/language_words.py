"""The little words that tell a language at once, where a text has enough of them."""

from __future__ import annotations

import re
from collections import defaultdict
from operator import itemgetter

_WORDS = {
    "en": "the and is are was have has not you your my with for this that from it of to would please been can will",
    "it": "il che non è sono ho della del gli le di per con una mi ma come più anche questo vostro mio nel alla",
    "es": "el que no los las del es por con una mi he pero como más muy este su para y lo se ha la de tengo",
    "uk": "і що не на я ви мені це як з до та від для але мій моя ще є чи він у вже був дуже або потім якщо",
    "pt": "o que não os as do da é por com uma meu minha mas como mais muito para e em você foi está na no ao de",
    "fr": "le que ne pas les des du est par avec une mon ma mais comme plus très pour et je vous la de ce nous à",
    "de": "der die das und ist nicht ich sie mit für von ein eine mein meine aber auch wie sehr zu den dem habe noch",
    "pl": "nie jest się na i w z do że to jak ale mój moja czy już dla od po bardzo mam proszę jeszcze przez tak",
    "ru": "и что не на я вы мне это как с до но мой моя ещё еще есть ли он в уже был очень для от или если когда",
    "nl": "de het een en is niet ik u je met voor van mijn maar ook hoe zeer heb nog op dat te er aan bij wat",
    "ro": "și si nu este sunt am un o pe cu la de din mai dar foarte pentru că sau ce îmi meu mea să se",
}
_SETS: dict[str, list[str]] = {}
for _language, _listed in _WORDS.items():
    for _each in _listed.split():
        _SETS.setdefault(_each, []).append(_language)
_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 3.5
_AHEAD = 1.8


def by_little_words(text: str) -> str:
    """A language that many words speak for and few for any other; "" when it is not that clear."""
    votes: dict[str, float] = defaultdict(float)
    for word in _WORD.findall(text.lower()):
        languages = _SETS.get(word)
        if languages:
            weight = 1 / len(languages)  # a word of several languages says little about each
            for language in languages:
                votes[language] += weight
    ranked = sorted(votes.items(), key=itemgetter(1), reverse=True)
    if not ranked or ranked[0][1] < _ENOUGH:
        return ""
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= _AHEAD * ranked[1][1] else ""
