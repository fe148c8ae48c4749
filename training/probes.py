"""Sentences written to probe the relation heads, in wordings that `sentences.py` has not: never trained on.

In each the party acted on stands before the party that acts. Actor and recipient are given by their words.
"""

from __future__ import annotations

TARGET_FIRST: tuple[tuple[str, str, str, str], ...] = (
    ("Kabul airport was pounded by Taliban gunners for a third day.", "Taliban gunners", "Kabul airport", "ASSAULT"),
    ("Two Croatian fishermen had been picked up by the Slovenian coastguard.", "the Slovenian coastguard", "Two Croatian fishermen", "COERCE"),
    ("Ottawa's offer was brushed aside by Beijing within hours.", "Beijing", "Ottawa", "REJECT"),
    ("Greek Cypriots were told by Turkey that drilling would have consequences.", "Turkey", "Greek Cypriots", "THREATEN"),
    ("Quake victims in Aleppo were handed tents and heaters by Algerian soldiers.", "Algerian soldiers", "Quake victims in Aleppo", "AID"),
    ("Mr Sirleaf was thanked by Guinea's president for his role.", "Guinea's president", "Mr Sirleaf", "SUPPORT"),
    ("For its handling of the riots the Chilean government was taken to task by UN rapporteurs.", "UN rapporteurs", "the Chilean government", "ACCUSE"),
    ("Pretoria has been urged by Gaborone to reopen the crossing.", "Gaborone", "Pretoria", "REQUEST"),
    ("Outside the Georgian parliament, lawmakers were jeered by crowds of students demanding new elections.", "crowds of students", "lawmakers", "PROTEST"),
    ("Qatar's envoy was ordered out of Manama by Bahrain.", "Bahrain", "Qatar's envoy", "SANCTION"),
    ("Eleven sailors held since March were let go by Somali pirates on Friday.", "Somali pirates", "Eleven sailors", "RETREAT"),
    ("Pokhara was visited on Sunday by Chinese premier Li Qiang.", "Chinese premier Li Qiang", "Pokhara", "CONSULT"),
    ("The village chief was gunned down by men of the Lord's Resistance Army.", "men of the Lord's Resistance Army", "The village chief", "ASSAULT"),
    ("Its eastern neighbour has been promised cheap electricity by Paraguay.", "Paraguay", "Its eastern neighbour", "AGREE"),
    ("Former minister Karim Wade was let off the remaining fines by Senegal's president.", "Senegal's president", "Former minister Karim Wade", "CONCEDE"),
    ("Lithuania woke to find Belarusian armour drawn up along its frontier.", "Belarusian", "Lithuania", "MOBILIZE"),
    ("Vietnamese coastguards have been instructed in rescue diving by their Japanese colleagues.", "their Japanese colleagues", "Vietnamese coastguards", "COOPERATE"),
    ("The convoy's drivers were robbed and beaten by Seleka fighters.", "Seleka fighters", "The convoy's drivers", "ASSAULT"),
    ("Father Paolo was held for eight days by Syrian intelligence.", "Syrian intelligence", "Father Paolo", "COERCE"),
    ("The prime minister's apology was called worthless by Maori leaders.", "Maori leaders", "The prime minister", "ACCUSE"),
    ("Dhaka's request for a loan was granted by the Asian Development Bank.", "the Asian Development Bank", "Dhaka", "AID"),
    ("The port workers' union was refused a hearing by the labour court.", "the labour court", "The port workers' union", "REJECT"),
    ("From Rangoon came word that Karen villagers had been driven from their homes by the Tatmadaw.", "the Tatmadaw", "Karen villagers", "COERCE"),
    ("Hebron shopkeepers found their stalls set alight by settlers.", "settlers", "Hebron shopkeepers", "ASSAULT"),
    ("The Serbian side's demand for autonomy met with a flat no from Pristina.", "Pristina", "The Serbian side", "REJECT"),
    ("Mauritania's interim leaders won recognition from Rabat.", "Rabat", "Mauritania's interim leaders", "SUPPORT"),
    ("On Tuesday the gold mine was at a standstill as 3,000 diggers downed tools.", "3,000 diggers", "the gold mine", "PROTEST"),
    ("The besieged town of Menaka saw a relief column from Niamey arrive with rice.", "Niamey", "The besieged town of Menaka", "AID"),
    ("Tallinn's airspace was violated twice by Russian fighters.", "Russian fighters", "Tallinn", "MOBILIZE"),
    ("Nauru was warned by Canberra that its funding could end.", "Canberra", "Nauru", "THREATEN"),
)  # fmt: skip
