"""Words that often trigger an event of a PLOVER type: weak labels for the event head, written for this project.

A word may stand under several types. `word_types` gives, for an inflected word in small letters, the types it may trigger.
Must not be used at run time: the reader learns from it, and from where it is wrong.
"""

from __future__ import annotations

VERBS: dict[str, str] = {
    "AGREE": "agree promise pledge accept sign offer consent vow=vowed ratify commit",
    "CONSULT": "meet=met,meeting visit discuss negotiate phone host mediate confer consult",
    "SUPPORT": "praise endorse recognise recognize back welcome congratulate hail defend commend applaud support apologise apologize thank",
    "CONCEDE": "pardon resign ease lift acquit reinstate concede relent yield repeal",
    "COOPERATE": "cooperate collaborate share extradite trade exchange train",
    "AID": "aid donate rescue evacuate supply airlift deliver provide fund shelter grant arm",
    "RETREAT": "withdraw=withdrew,withdrawn,withdrawing release free surrender retreat return vacate disarm",
    "REQUEST": "demand urge appeal ask request call petition plead implore insist press",
    "ACCUSE": """accuse blame condemn criticise criticize denounce charge sue indict investigate deplore decry slam allege
rebuke prosecute lambast probe complain""",
    "REJECT": "reject refuse veto oppose dismiss decline rebuff deny spurn defy ban=none",
    "THREATEN": "threaten warn menace",
    "PROTEST": "protest demonstrate rally riot march strike=none boycott",
    "SANCTION": "expel sanction suspend embargo sever recall freeze=froze,frozen boycott halt",
    "MOBILIZE": "deploy mobilise mobilize mass reinforce station scramble redeploy amass",
    "COERCE": """arrest detain seize raid sentence jail deport confiscate imprison capture ban blockade besiege destroy demolish
evict torch loot rape convict interrogate intern""",
    "ASSAULT": """attack kill bomb shoot=shot,shooting abduct kidnap assassinate murder wound injure ambush shell invade fight=fought
bombard massacre behead stab torture beat=beaten,beating assault slay=slain,slew execute clash storm strike=struck,striking
detonate explode gun=gunned hijack overrun=overran,overrunning hit=hit,hitting fire=fired,firing target slaughter blast""",
}
NOUNS: dict[str, str] = {
    "AGREE": "agreement accord deal pact treaty promise pledge",
    "CONSULT": "talks meeting visit summit negotiations discussions mediation consultations",
    "SUPPORT": "praise endorsement support backing recognition apology condolences",
    "CONCEDE": "resignation amnesty pardon acquittal concession",
    "COOPERATE": "cooperation collaboration",
    "AID": "aid assistance rescue evacuation donation relief",
    "RETREAT": "withdrawal release ceasefire truce surrender retreat pullout",
    "REQUEST": "demand appeal request call petition",
    "ACCUSE": "accusation accusations criticism condemnation charge charges investigation probe lawsuit allegation allegations indictment",
    "REJECT": "rejection refusal veto opposition dismissal",
    "THREATEN": "threat threats ultimatum warning",
    "PROTEST": "protest protests demonstration demonstrations riot riots rally march strike strikes",
    "SANCTION": "sanctions embargo expulsion boycott",
    "MOBILIZE": "deployment mobilisation mobilization exercise exercises drill drills",
    "COERCE": "arrest arrests detention raid raids curfew seizure crackdown siege blockade imprisonment sentence",
    "ASSAULT": """attack attacks bombing bombings killing killings shooting shootings assault strike strikes airstrike airstrikes
ambush abduction kidnapping kidnappings assassination murder murders clash clashes fighting shelling massacre explosion
explosions blast offensive invasion fire gunfire bombardment execution battle torture""",
}


def inflected(entry: str) -> set[str]:
    """Return a verb's forms; after `=` stand irregular past forms, `none` meaning the word is left out."""
    stem, _, irregular = entry.partition("=")
    if irregular == "none":
        return set()
    if irregular:
        return {stem, stem + ("es" if stem.endswith(("s", "sh", "ch", "x")) else "s"), *irregular.split(",")}
    if stem.endswith("e"):
        return {stem, stem + "s", stem + "d", stem[:-1] + "ing"}
    if stem.endswith("y") and stem[-2] not in "aeou":
        return {stem, stem[:-1] + "ies", stem[:-1] + "ied", stem + "ing"}
    forms = {stem, stem + ("es" if stem.endswith(("s", "sh", "ch", "x")) else "s"), stem + "ed", stem + "ing"}
    if stem[-1] in "bdgnpt" and stem[-2] in "aeiou" and stem[-3:-2] not in "aeiou" and len(stem) < 7:
        forms |= {stem + stem[-1] + "ed", stem + stem[-1] + "ing"}
    if stem.endswith("l"):
        forms |= {stem + "led", stem + "ling"}
    return forms


def word_types() -> dict[str, tuple[str, ...]]:
    """Return the types each inflected word may trigger, verbs' types before nouns'."""
    found: dict[str, list[str]] = {}
    for kind, entries in VERBS.items():
        for entry in entries.split():
            for form in inflected(entry):
                found.setdefault(form, []).append(kind)
    for kind, entries in NOUNS.items():
        for form in entries.split():
            if kind not in found.setdefault(form, []):
                found[form].append(kind)
    return {word: tuple(dict.fromkeys(kinds)) for word, kinds in found.items()}
