"""Sentences of a lecture, spoken by espeak-ng: for languages in which there is no recorded speech at hand.

A machine's voice is not a person's: what is measured with it says that the path works in a language, and no more than
roughly how well it is understood.
"""

from __future__ import annotations

import csv
from pathlib import Path

from server.bot import voice

SENTENCES = {
    "en": (
        "Good morning everybody, today we talk about the tides of the Atlantic Ocean.",
        "The moon pulls the water of the sea, and the earth turns under it.",
        "Twice a day the level of the water rises, and then it falls again.",
        "When the sun and the moon stand in one line, the tides are higher.",
        "In his treatise Laplace describes how the wave travels around the globe.",
        "The force of Coriolis turns the currents to the right in the north.",
        "In a narrow bay the difference can be more than ten metres.",
        "At Roscoff a gauge has written down the level for more than a century.",
        "Do you have questions before we look at the map together?",
        "For next week please read the second chapter and draw the curve of one day.",
    ),
    "fr": (
        "Bonjour à tous, aujourd'hui nous parlons des marées de l'océan Atlantique.",
        "La lune attire l'eau de la mer, et la terre tourne sous elle.",
        "Deux fois par jour, le niveau de l'eau monte, puis il redescend.",
        "Quand le soleil et la lune sont alignés, les marées sont plus fortes.",
        "Dans son traité, Laplace décrit comment l'onde voyage autour du globe.",
        "La force de Coriolis dévie les courants vers la droite dans le nord.",
        "Dans une baie étroite, la différence peut dépasser dix mètres.",
        "À Roscoff, un instrument note le niveau depuis plus d'un siècle.",
        "Avez-vous des questions avant que nous regardions la carte ensemble ?",
        "Pour la semaine prochaine, lisez le deuxième chapitre et dessinez la courbe d'une journée.",
    ),
    "de": (
        "Guten Morgen zusammen, heute sprechen wir über die Gezeiten des Atlantischen Ozeans.",
        "Der Mond zieht das Wasser des Meeres an, und die Erde dreht sich darunter.",
        "Zweimal am Tag steigt der Wasserstand, und dann fällt er wieder.",
        "Wenn Sonne und Mond in einer Linie stehen, sind die Gezeiten stärker.",
        "In seiner Abhandlung beschreibt Laplace, wie die Welle um den Globus läuft.",
        "Die Kraft von Coriolis lenkt die Strömungen im Norden nach rechts ab.",
        "In einer engen Bucht kann der Unterschied mehr als zehn Meter betragen.",
        "In Roscoff schreibt ein Pegel den Wasserstand seit mehr als hundert Jahren auf.",
        "Haben Sie Fragen, bevor wir gemeinsam auf die Karte schauen?",
        "Lesen Sie bis nächste Woche das zweite Kapitel und zeichnen Sie die Kurve eines Tages.",
    ),
}
PITCHES = (50, 38)
"""Of the two who speak in turn."""


def spoken_by_machine(folder: Path, language: str, said_by: str | None = None) -> Path:
    """A folder as `bench speech` wants it; `said_by` is a voice of espeak-ng, else that of the language."""
    if language not in SENTENCES:
        raise SystemExit(f"there are sentences in {', '.join(SENTENCES)}; for others name a folder of speech")
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "refs.tsv").open("w", newline="") as table:
        rows = csv.writer(table, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None)
        rows.writerow(("file", "transcript"))
        for number, text in enumerate(SENTENCES[language]):
            file, pitch = f"{number}.wav", PITCHES[number % 2]
            voice.speak(text, folder / file, voice=said_by or language, words_per_minute=140, pitch=pitch)
            rows.writerow((file, text))
    return folder
