"""Join the mentions of one actor within a report: names with their short forms, roles, pronouns.

A mention that could take up two actors equally well is left on its own: declining beats guessing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from sayso.extract.actor_list import split_name
from sayso.extract.actor_phrases import Reading, Sort
from sayso.extract.actor_scene import Scene
from sayso.extract.tree import find_children

THIRD_PERSON = frozenset("he him his himself she her hers herself".split())
PLURAL = frozenset("they them their theirs themselves".split())
TAKING = frozenset({"arrest", "detain", "seize", "capture", "kidnap", "abduct", "hold"})
HARM = frozenset(
    "poison kill murder assassinate shoot stab abduct kidnap torture beat execute hang behead jail".split()
)
"""Verbs of what is done to one person, and told again."""
KILLING = frozenset("poison kill murder assassinate shoot stab execute hang behead".split())
"""Those of which one may be told by another."""

AFTER_ARREST = frozenset(
    {"release", "free", "charge", "hold", "question", "sentence", "jail", "convict", "deport", "interrogate"}
)
"""Lemmas of taking people, and of what is done to them next."""
NEUTER = frozenset("it its itself".split())
WE = frozenset("we us our ours ourselves".split())
STATEMENT = 12
"""Sentences that a statement may go on behind a colon."""
FIRST_PERSON = frozenset("i me my mine myself we us our ours ourselves".split())
QUOTES = frozenset("\" “ ‘ « `` '".split())
SMALL = frozenset({"of", "the", "for", "and", "in", "on", "to"})
MARKS = frozenset({'"', "“", "”", "``", "''", "«", "»"})
PRONOUNS = THIRD_PERSON | PLURAL | NEUTER | FIRST_PERSON
MANY = frozenset({"MIL", "COP", "REB", "PRM", "UAF", "CRM", "PTY", "OPP", "LAB", "LEG"})
"""Sectors of bodies that "they" may stand for: of many people who act as one."""
MALE = frozenset("he him his himself".split())
REACH = 2
"""Sentences that a pronoun looks back; chosen by reading, not tuned."""
NEAR, SUBJECT, NAMED, KNOWN_GENDER, CONTINUED, SPOKEN, MARGIN = 2.0, 1.5, 1.5, 0.5, 0.5, 1.0, 0.5
"""Weights of a pronoun's antecedent: per sentence nearer, for a subject, a name, a gender that is known to agree, one that a
pronoun took up just before; and the lead that is needed. Set by reading the say-so gold's dev part, not fitted."""
NEARBY = 8
"""Mentions back among which one of two people with one family name is the one meant; set by reading, not tuned."""
TAKE_UP_REACH = 6
"""Sentences that "the group" or "the minister" looks back."""


@dataclass(slots=True, eq=False)
class Thread:
    """One actor of the report: its mentions so far, and what they say of it."""

    key: str
    sort: Sort
    name: str
    is_proper: bool
    is_plural: bool
    readings: list[Reading] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    country: str | None = None
    sector: str | None = None
    codes: tuple[str, ...] = ()
    is_male: bool | None = None
    last_sentence: int = -1
    taken_up: int = -1  # sentence in which a pronoun last stood for it

    def take(self, reading: Reading, sentence: int) -> None:
        """Add a mention, and what it knows."""
        self.readings.append(reading)
        self.country = self.country or reading.country
        self.sector = self.sector or reading.sector
        self.codes = tuple(dict.fromkeys((*self.codes, *reading.codes)))
        self.last_sentence = max(self.last_sentence, sentence)
        if reading.role is not None:
            self.roles.add(reading.role)
        if reading.entry is not None:
            self.roles.update(t.office for t in reading.entry.terms if t.office is not None)
        if reading.is_proper and (not self.is_proper or len(reading.name) > len(self.name)):
            longer = self.sort == Sort.PERSON or not self.is_proper
            self.name = reading.name if longer else self.name
            self.is_proper = True


@dataclass(slots=True)
class Joiner:
    """Gives each mention its thread, in text order."""

    scene: Scene
    threads: dict[str, Thread] = field(default_factory=dict)
    thread_at: dict[int, Thread] = field(default_factory=dict)  # by head token
    people: dict[str, frozenset[str]] = field(default_factory=dict)  # key of a person → the words of the full name
    meant: dict[frozenset[str], str] = field(default_factory=dict)  # a name of several people → whom it stood for
    acronyms: dict[str, str] = field(default_factory=dict)  # acronym → key
    bodies: dict[str, tuple[str, ...]] = field(default_factory=dict)  # key of a named body → its words
    past: list[tuple[int, Thread, bool]] = field(default_factory=list)  # sentence, thread, is subject

    def sentence(self, i: int) -> int:
        """Return the number of a token's sentence."""
        return self.scene.analysis.tokens[i].sentence

    def learn_names(self, readings: Iterable[Reading]) -> None:
        """Note the full names of people and bodies of the whole report, so that short forms before them join too."""
        for reading in readings:
            words = split_name(reading.name)
            if reading.entry is not None and reading.entry.kind == "person":  # "Mr. Obama" is "President Obama"
                self.people.setdefault(reading.entry.id, frozenset(split_name(reading.entry.name)))
            if reading.sort == Sort.PERSON and reading.is_proper and len(words) > 1:
                self.people.setdefault(_person_key(reading, words), frozenset(words))
            elif reading.sort == Sort.BODY and reading.is_proper:
                key = reading.entry.id if reading.entry is not None else "name:" + " ".join(_bare(words))
                self.bodies.setdefault(key, _bare(words))
                acronym = self._defined_acronym(reading)
                if acronym is not None:
                    self.acronyms.setdefault(acronym, key)

    def _defined_acronym(self, reading: Reading) -> str | None:
        """Return the acronym in brackets behind a name whose initials it has."""
        tokens = self.scene.analysis.tokens
        at = reading.last
        if at + 2 > len(tokens) - 1 or tokens[at].text not in {"(", "["}:
            return None
        word = tokens[at + 1].text
        closed = tokens[at + 2].text in {")", "]", ",", ";"}
        letters = word.replace(".", "")
        if not (closed and 2 <= len(letters) <= 8 and letters.isupper()):
            return None
        initials = [w[0] for w in split_name(reading.name) if w]
        return (
            word if _is_subsequence(letters.lower(), reading.name.lower()) and letters[0].lower() in initials else None
        )

    # --- named and role mentions -------------------------------------------------------------------

    def join(self, reading: Reading, linked: int | None = None) -> Thread:
        """Give a mention its thread.

        Args:
            reading: The mention.
            linked: Head of a mention that an apposition or "named" says is the same; joined before.
        """
        thread = self.thread_at.get(linked) if linked is not None else None
        if thread is None:
            key, sort, name = self._find_key(reading)
            thread = self.threads.get(key)
            if thread is None:
                thread = Thread(key, sort, name, reading.is_proper, reading.is_plural)
                self.threads[key] = thread
        sentence = self.sentence(reading.head)
        thread.take(reading, sentence)
        self._note_gender(thread, reading)
        self.thread_at[reading.head] = thread
        if self.scene.analysis.tokens[reading.head].dep not in {"attr", "oprd", "acomp"}:
            self.past.append((sentence, thread, self._is_subject(reading.head)))
        return thread

    def _is_subject(self, i: int) -> bool:
        token = self.scene.analysis.tokens[i]
        while token.dep == "conj" and token.head < token.i:
            token = self.scene.analysis.tokens[token.head]
        return token.dep in {"nsubj", "nsubjpass"}

    def _find_key(self, reading: Reading) -> tuple[str, Sort, str]:
        if reading.entry is not None:
            return reading.entry.id, reading.sort, reading.name
        words = split_name(reading.name)
        if reading.sort == Sort.PERSON:
            key = self._find_person(words) or _person_key(reading, words)
            return key, Sort.PERSON, reading.name
        if reading.is_proper and reading.sort == Sort.BODY:
            whole = len(words) == 1 or frozenset(words) in self.people.values()
            person = self._find_person(words) if whole and reading.rule == "name:org" else None
            if person is not None:
                return person, Sort.PERSON, reading.name
            key = self._find_body(reading.name, words) or "name:" + " ".join(_bare(words))
            return key, Sort.BODY, reading.name
        if reading.role is not None and (not reading.is_proper or reading.sort == Sort.ROLE):
            taken = self._take_up(reading)
            if taken is not None:
                return taken.key, taken.sort, taken.name
        if (
            reading.role in self.scene.lexicon.words["forces"]
            and reading.country
            and (reading.sector == "MIL" and (reading.is_plural or reading.sort == Sort.BODY))
        ):
            return f"{reading.country}/forces", Sort.BODY, reading.name
        token = self.scene.analysis.tokens[reading.head]
        if reading.sort == Sort.ROLE and token.tag == "NN" and not reading.is_definite and not reading.is_proper:
            return f"m:{token.start}", reading.sort, reading.name
        return f"{reading.sort.value}:{' '.join(words)}", reading.sort, reading.name

    def _find_person(self, words: Sequence[str]) -> str | None:
        """Return the key of the one person whose full name holds the words; of several, the one with that family name."""
        own = frozenset(words)
        fits = [key for key, full in self.people.items() if own and own <= full]
        if len(fits) > 1:
            last = [k for k in fits if k.split(" ")[-1].split("-")[-1].split(":")[-1] == words[-1]]
            near = {t.key for _, t, _ in self.past[-NEARBY:]}
            last = last if len(last) == 1 else [k for k in fits if k == self.meant.get(own)]
            last = last if len(last) == 1 else [k for k in fits if k in near]
            fits = last if len(last) == 1 else [k for k in fits if self.people[k] == own]
            if len(fits) == 1:
                self.meant[own] = fits[0]
        if not fits and len(words) > 1:
            ends = [k for k, full in self.people.items() if full < own and len(full) > 1]
            fits = ends
        return fits[0] if len(fits) == 1 else None

    def _find_body(self, name: str, words: tuple[str, ...]) -> str | None:
        if name in self.acronyms:
            return self.acronyms[name]
        bare = _bare(words)
        if name.isupper() and 3 <= len(name) <= 6 and name.isalpha():
            fits = {k for k, full in self.bodies.items() if _initials(full) == name.casefold()}
            if len(fits) == 1:
                return fits.pop()
        fits = {k for k, full in self.bodies.items() if full != bare and bare and full[-len(bare) :] == bare}
        if len(bare) == 1 and (words[0] == bare[0] or not name[:1].isupper()):
            at = name.casefold()
            fits = fits if at in self.scene.lexicon.words["short_of_body"] else set()
        return fits.pop() if len(fits) == 1 else None

    def _take_up(self, reading: Reading) -> Thread | None:
        """Find what "the militia", "the army" or "the minister" takes up; `None` where nothing or too much fits."""
        words = self.scene.words[reading.first : reading.last]
        role = reading.role or ""
        if not (reading.is_definite or self._is_bare_title(reading)):
            return None
        if reading.country is not None:
            return self._take_up_office(reading, role)
        if reading.first > 0 and self.scene.analysis.tokens[reading.first - 1].text in QUOTES:
            return None  # a word held at arm's length names nobody
        bare = len([w for w in words if w]) <= len(role.split(" ")) or self._points(reading, role)
        plural = self._is_plural_noun(reading.head)
        same = self._nearest(
            reading, lambda t: role in t.roles and (t.is_plural == plural or t.is_proper), TAKE_UP_REACH
        )
        if same is None and bare and reading.sort == Sort.ROLE and not plural:
            ending = " " + role
            same = self._nearest(reading, lambda t: any(r.endswith(ending) for r in t.roles), TAKE_UP_REACH)
        if same is not None:
            told = bare or same.name == reading.name or self._is_told(reading, role, same)
            return same if told else None
        if not bare:
            return None
        lists = self.scene.lexicon.take_up
        if plural and role not in lists["armed"]:
            return None
        if role in lists["state"]:
            return self._find_only_state(reading)
        if role in lists["armed"]:
            armed = {"REB", "PRM", "UAF", "CRM"}
            reach = 1 if plural else REACH + 1
            return self._nearest(reading, lambda t: t.is_proper and t.sort == Sort.BODY and t.sector in armed, reach)
        if role in lists["party"]:
            return self._nearest(reading, lambda t: t.is_proper and t.sector == "PTY", TAKE_UP_REACH)
        if role in lists["company"]:
            return self._nearest(
                reading, lambda t: t.is_proper and t.sort == Sort.BODY and t.sector in {"BUS", None}, TAKE_UP_REACH
            )
        if role in lists["agency"] or role in lists["body"]:
            so_called = self._nearest(
                reading, lambda t: t.is_proper and t.sort == Sort.BODY and _ends_with(t, role), TAKE_UP_REACH
            )
            if so_called is not None or role not in lists["body"]:
                return so_called
            return self._nearest(  # no company is a coalition
                reading, lambda t: t.is_proper and t.sort == Sort.BODY and t.sector != "BUS", TAKE_UP_REACH
            )
        return None

    def _is_told(self, reading: Reading, role: str, thread: Thread) -> bool:
        """Tell whether a thread was told with all words of a phrase: "the Republican nominee", of one with that title."""
        words = self.scene.words
        own = {w for w in words[reading.first : reading.head + 1] if w} - set(role.split(" "))
        known = {w for r in thread.readings for w in words[r.first : r.last]}
        return thread.is_proper and thread.sort == Sort.PERSON and own <= known

    def _is_plural_noun(self, i: int) -> bool:
        """Tell whether a noun itself is plural, whatever is coordinated with it."""
        return self.scene.analysis.tokens[i].tag in {"NNS", "NNPS"} or self.scene.lemmas[i] in {"people", "police"}

    def _points(self, reading: Reading, role: str) -> bool:
        """Tell whether a phrase points at who was told of, with no more than an opinion of him: "this barbaric group"."""
        tokens, words = self.scene.analysis.tokens, self.scene.words
        pointing = reading.first > 0 and words[reading.first - 1] in {"this", "these"}
        between = range(reading.first, reading.head - len(role.split(" ")) + 1)
        return pointing and all(tokens[i].tag.startswith("JJ") and i not in self.scene.match_at for i in between)

    def _find_only_state(self, reading: Reading) -> Thread | None:
        """Find the state that "the country" means: the only one near by, by name or adjective, that does not act on it."""
        entries = self.scene.actors.entries
        near = {thread.country for _, thread, _ in self._recent(self.sentence(reading.head), REACH)}
        acting = self._country_acting(reading.head)
        states = sorted(c for c in near if c is not None and c != acting and f"state:{c}" in entries)
        if len(states) != 1:
            return None
        key = f"state:{states[0]}"
        if key not in self.threads:
            entry = entries[key]
            term = entry.terms[0]
            state = Thread(key, Sort.STATE, entry.name, is_proper=True, is_plural=False)
            state.country, state.sector, state.codes = term.country, term.sector, term.codes
            self.threads[key] = state
        return self.threads[key]

    def _country_acting(self, i: int) -> str | None:
        """Return the country of the subject of the clause that a token stands in."""
        tokens, children = self.scene.analysis.tokens, self.scene.analysis.children
        while tokens[i].head != i:
            i = tokens[i].head
            for child in children[i]:
                thread = self.thread_at.get(child)
                if thread is not None and tokens[child].dep in ("nsubj", "nsubjpass"):
                    return thread.country
        return None

    def _take_up_office(self, reading: Reading, role: str) -> Thread | None:
        """Find the person named before who holds the office of a country: "the Russian foreign minister"."""
        if reading.sort != Sort.ROLE or reading.is_plural:
            return None
        return self._nearest(
            reading, lambda t: t.sort == Sort.PERSON and t.country == reading.country and role in t.roles, TAKE_UP_REACH
        )

    def _is_bare_title(self, reading: Reading) -> bool:
        """Tell whether a title stands without any article, as a name does: "Minister says"."""
        token = self.scene.analysis.tokens[reading.head]
        if reading.sort != Sort.ROLE or token.tag not in {"NN", "NNP"}:
            return False
        return not any(
            self.scene.analysis.tokens[c].tag in {"DT", "PRP$", "CD"} for c in self.scene.analysis.children[token.i]
        )

    def _nearest(self, reading: Reading, fits: Callable[[Thread], bool], reach: int) -> Thread | None:
        """Find the nearest earlier thread that fits, by sentence; `None` if several do there, and none is the subject."""
        here = self.sentence(reading.head)
        return _pick([row for row in self._recent(here, reach) if fits(row[1])])

    def _recent(self, here: int, reach: int) -> list[tuple[int, Thread, bool]]:
        """Return the mentions of the last sentences, latest first."""
        found = []
        for row in reversed(self.past):
            if here - row[0] > reach:
                break
            found.append(row)
        return found

    def _note_gender(self, thread: Thread, reading: Reading) -> None:
        words = self.scene.lexicon.words
        span = {self.scene.lemmas[i] for i in range(reading.first, min(reading.last, reading.head + 1))}
        span |= {self.scene.lemmas[i] for i in range(max(0, reading.first - 1), reading.first)}
        if thread.is_male is None and thread.sort == Sort.PERSON and reading.is_proper:
            given = split_name(reading.name)[:1]
            thread.is_male = True if given and given[0] in words["male_given"] else None
            thread.is_male = False if given and given[0] in words["female_given"] else thread.is_male
        if thread.is_male is None and span & words["male"]:
            thread.is_male = True
        elif thread.is_male is None and span & words["female"]:
            thread.is_male = False

    # --- pronouns ----------------------------------------------------------------------------------

    def join_pronoun(self, i: int) -> tuple[Thread | None, str]:
        """Find what a pronoun stands for, and the rule; `None` where nothing fits or two fit alike."""
        word = self.scene.words[i]
        if word in FIRST_PERSON:
            return self._find_speaker(i, word)
        here = self.sentence(i)
        if word.endswith(("self", "selves")):
            own = self._clause_subject(i)
            return own, "pronoun:reflexive" if own is not None else "pronoun:none"
        barred = self._clause_subject(i)
        own = self._coordinated(i) or self._object_before(i)
        if own is not None and self._agrees(word, own):
            return self._take(own, i, word), "pronoun:near"
        if (together := self._speaking_together(i)) is not None:
            return self._take(together, i, word), "pronoun:speakers"
        same = self._harmed_before(i)
        if same is not None and same is not barred and self._agrees(word, same):
            return self._take(same, i, word), "pronoun:harmed"
        held = self._held_before(i)
        if held is not None and held is not barred and self._agrees(word, held):
            return self._take(held, i, word), "pronoun:held"
        pool = [row for row in self._recent(here, REACH) if row[1] is not barred and self._agrees(word, row[1])]
        if word in NEUTER:
            pool = [row for row in pool if row[2]]
        if self._says(i) and self._follows_speech(i):  # "“Iran did it,” he said": he is nobody named in the speech
            pool = [row for row in pool if row[0] < here] or pool
        if not pool:
            return None, "pronoun:none"
        spoke = self._speaker_of(here - 1) if here and self._says(i) else None
        thread = _weigh(pool, here, word, spoke)
        if thread is None:
            return None, "pronoun:tie"
        return self._take(thread, i, word), "pronoun"

    def _take(self, thread: Thread, i: int, word: str) -> Thread:
        """Note that a pronoun stands for a thread."""
        here = self.sentence(i)
        if word in THIRD_PERSON and thread.is_male is None:
            thread.is_male = word in MALE
        thread.last_sentence = here
        thread.taken_up = here
        self.past.append((here, thread, self._is_subject(i)))
        self.thread_at[i] = thread
        return thread

    def _speaking_together(self, i: int) -> Thread | None:
        """Return the first of several who say what "they" do: "the Netherlands and Australia said they would sue"."""
        analysis = self.scene.analysis
        clause = analysis.tokens[analysis.tokens[i].head]
        said = analysis.tokens[clause.head]
        subject = analysis.tokens[i].dep == "nsubj" and clause.dep == "ccomp" and self.scene.words[i] == "they"
        says = self.scene.lemmas[said.i] in self.scene.lexicon.words["speech_verb"]
        if not subject or not (says or self.scene.lemmas[clause.i] in {"call", "describe"}):
            return None  # "condemned what they called a coup"
        speakers = find_children(analysis, said.i, "nsubj")
        joined = speakers and find_children(analysis, speakers[0].i, "conj")
        return self.thread_at.get(speakers[0].i) if joined and said.i < i else None

    def _harmed_before(self, i: int) -> Thread | None:
        """Return the person to whom the same harm was done, where it is told again: "Navalny was poisoned … poisoned him"."""
        analysis = self.scene.analysis
        token = analysis.tokens[i]
        lemma = self.scene.lemmas[token.head]
        if token.dep not in {"dobj", "nsubjpass"} or lemma not in HARM:
            return None
        for verb in range(token.head - 1, -1, -1):
            alike = self.scene.lemmas[verb] == lemma or {self.scene.lemmas[verb], lemma} <= KILLING
            if alike and analysis.tokens[verb].pos == "VERB":
                harmed = [self.thread_at.get(t.i) for t in find_children(analysis, verb, "dobj", "nsubjpass")]
                return harmed[0] if len(harmed) == 1 and harmed[0] and harmed[0].sort == Sort.PERSON else None
        return None

    def _held_before(self, i: int) -> Thread | None:
        """Return who was taken in the sentence before, where a pronoun tells what was done to them next: "were released"."""
        analysis = self.scene.analysis
        token, number = analysis.tokens[i], analysis.tokens[i].sentence
        if token.dep != "nsubjpass" or self.scene.lemmas[token.head] not in AFTER_ARREST or not number:
            return None
        before = analysis.sentences[number - 1]
        for verb in range(before.last - 1, before.first - 1, -1):
            if self.scene.lemmas[verb] in TAKING and analysis.tokens[verb].pos == "VERB":
                taken = find_children(analysis, verb, "dobj", "nsubjpass")
                return self.thread_at.get(taken[0].i) if len(taken) == 1 else None
        return None

    def _coordinated(self, i: int) -> Thread | None:
        """Return whom an owner's pronoun means right behind whom it is coordinated with: "the regime and its backers"."""
        tokens = self.scene.analysis.tokens
        if tokens[i].tag != "PRP$" or i < 2 or self.scene.words[i - 1] not in {"and", "or"}:
            return None
        return self._ending_at(i - 2)

    def _object_before(self, i: int) -> Thread | None:
        """Return whom an owner's pronoun means right behind him: "support the forces in their campaign"."""
        tokens = self.scene.analysis.tokens
        if tokens[i].tag != "PRP$" or i < 2 or self.scene.words[i - 1] not in {"in", "for", "against"}:
            return None
        head = tokens[i - 2]
        return self._ending_at(i - 2) if head.dep in {"dobj", "pobj", "conj"} else None

    def _ending_at(self, i: int) -> Thread | None:
        """Return the thread of the mention whose head is at a token."""
        return self.thread_at.get(i)

    def _agrees(self, word: str, thread: Thread) -> bool:
        if word in THIRD_PERSON:
            male = word in MALE
            person = thread.sort == Sort.PERSON or (thread.sort == Sort.ROLE and not thread.is_plural)
            return person and thread.is_male in {None, male}
        if word in PLURAL:
            return thread.is_plural or (thread.sort == Sort.BODY and thread.sector in MANY)
        body = thread.sort == Sort.BODY and (not thread.is_plural or thread.is_proper)
        return body or (thread.sort == Sort.STATE and not thread.is_plural)

    def _clause_subject(self, i: int) -> Thread | None:
        """Return the thread that the pronoun cannot mean: the subject of the verb whose object it is."""
        token = self.scene.analysis.tokens[i]
        if token.dep not in {"dobj", "dative", "pobj"}:
            return None
        verb = self.scene.analysis.tokens[token.head]
        if token.dep == "pobj":
            verb = self.scene.analysis.tokens[verb.head]
        for _ in range(3):
            for child in find_children(self.scene.analysis, verb.i, "nsubj"):
                relative = verb.dep == "relcl" and child.tag in {"WP", "WDT"}  # "the officer, who shot him"
                return self.thread_at.get(verb.head if relative else child.i)
            if verb.dep not in {"pcomp", "xcomp", "conj", "advcl"} or verb.head == verb.i:
                return None
            verb = self.scene.analysis.tokens[verb.head]
            verb = self.scene.analysis.tokens[verb.head] if verb.pos == "ADP" else verb
        return None

    def _find_speaker(self, i: int, word: str) -> tuple[Thread | None, str]:
        """Find who speaks where "I" or "we" stands: the subject of the nearest verb of speech, in this sentence first."""
        analysis = self.scene.analysis
        here = self.sentence(i)
        paragraph = analysis.sentences[here].paragraph if here < len(analysis.sentences) else -1
        if not self._is_quoted(i):  # a statement: "The minister said: I welcome …"; else the writer speaks
            speaker = self._announced_speaker(here)
            if speaker is None:
                return None, "pronoun:none"
            if word in WE and speaker.sort not in {Sort.BODY, Sort.STATE}:
                return None, "pronoun:we"
            return speaker, "pronoun:speaker"
        for at in (here, here - 1, here + 1, here - 2):
            if not 0 <= at < len(analysis.sentences) or abs(analysis.sentences[at].paragraph - paragraph) > 1:
                continue
            speaker = self._speaker_of(at)
            if speaker is None:
                continue
            if word in WE and speaker.sort not in {Sort.BODY, Sort.STATE}:
                return None, "pronoun:we"
            return speaker, "pronoun:speaker"
        return None, "pronoun:none"

    def _is_quoted(self, i: int) -> bool:
        """Tell whether a token stands in a paragraph with quotation marks: then who speaks is told around it."""
        analysis = self.scene.analysis
        paragraph = analysis.sentences[self.sentence(i)].paragraph
        at = self.sentence(i)
        for number in (at, at - 1, at + 1, at - 2):
            if 0 <= number < len(analysis.sentences) and analysis.sentences[number].paragraph == paragraph:
                span = analysis.sentences[number]
                if any(t.text in MARKS for t in analysis.tokens[span.first : span.last]):
                    return True
        return False

    def _announced_speaker(self, sentence: int) -> Thread | None:
        """Return whose statement a sentence is part of: who "said:" before it, with nobody else speaking in between."""
        analysis = self.scene.analysis
        for at in range(sentence, max(-1, sentence - STATEMENT), -1):
            span = analysis.sentences[at]
            speaker = self._speaker_of(at)
            if speaker is not None:
                announced = any(t.text == ":" for t in analysis.tokens[span.first : span.last])
                return speaker if announced else None
        return None

    def _says(self, i: int) -> bool:
        """Tell whether a word is who says something: "later it said"."""
        token = self.scene.analysis.tokens[i]
        return token.dep == "nsubj" and self.scene.lemmas[token.head] in self.scene.lexicon.words["speech_verb"]

    def _follows_speech(self, i: int) -> bool:
        """Tell whether a speech in quotation marks ends right before a pronoun or its verb."""
        tokens = self.scene.analysis.tokens
        return any(t.text in MARKS for t in tokens[max(0, i - 2) : i])

    def _speaker_of(self, sentence: int) -> Thread | None:
        analysis = self.scene.analysis
        span = analysis.sentences[sentence]
        for i in range(span.first, span.last):
            if analysis.tokens[i].pos != "VERB" or self.scene.lemmas[i] not in self.scene.lexicon.words["speech_verb"]:
                continue
            for child in find_children(analysis, i, "nsubj"):
                thread = self.thread_at.get(child.i)
                if thread is not None and self.scene.words[child.i] not in FIRST_PERSON:
                    return thread
        return None


def _weigh(
    pool: Sequence[tuple[int, Thread, bool]], here: int, word: str, spoke: Thread | None = None
) -> Thread | None:
    """Choose what a pronoun stands for by weights; `None` if the two heaviest are closer than `MARGIN`.

    `spoke`: who spoke in the sentence before, where the pronoun speaks too.
    """
    weights: dict[int, float] = {}
    threads: dict[int, Thread] = {}
    for sentence, thread, subject in pool:
        weight = NEAR * (REACH - (here - sentence)) + SUBJECT * subject
        weight += NAMED * (thread.is_proper and word in THIRD_PERSON)
        weight += KNOWN_GENDER * (thread.is_male is not None and word in THIRD_PERSON)
        weight += CONTINUED * (thread.taken_up >= here - 1) + SPOKEN * (thread is spoke)
        weights[id(thread)] = max(weight, weights.get(id(thread), weight))
        threads[id(thread)] = thread
    ranked = sorted(weights.items(), key=lambda row: -row[1])
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < MARGIN:
        return None
    return threads[ranked[0][0]]


def _pick(pool: Sequence[tuple[int, Thread, bool]]) -> Thread | None:
    """Choose the thread of the latest sentence; among several there, the only subject; else none."""
    if not pool:
        return None
    latest = max(s for s, _, _ in pool)
    here = {id(t): t for s, t, _ in pool if s == latest}
    if len(here) == 1:
        return next(iter(here.values()))
    subjects = {id(t): t for s, t, subject in pool if s == latest and subject}
    return next(iter(subjects.values())) if len(subjects) == 1 else None


def _person_key(reading: Reading, words: Sequence[str]) -> str:
    return reading.entry.id if reading.entry is not None else "person:" + " ".join(words)


def _bare(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(words[1:]) if words and words[0] == "the" else tuple(words)


def _initials(words: Sequence[str]) -> str:
    return "".join(w[0] for w in words if w not in SMALL)


def _ends_with(thread: Thread, role: str) -> bool:
    return " ".join(split_name(thread.name)).endswith(role) or role in thread.roles


def _is_subsequence(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(c in rest for c in letters)
