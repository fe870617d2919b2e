"""Status of a statement: is it affirmed, and is it told as done? Read off the verb that carries it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.types import Modality, Polarity

_REFUSE = frozenset("refuse fail decline avoid stop cease deny reject neglect oppose prevent block forget omit".split())
_PLAN = frozenset(
    "plan intend hope hop want expect schedule prepare agree promise pledge vow aim seek due set slate poise propose "
    "announce consider decide invite wish ready willing offer cancel postpone attempt try commit seem "
    "determine like prepared threaten".split()
)
_ASK = frozenset(
    "urge call ask demand request appeal encourage exhort implore beg press invite require recommend want "
    "push lobby insist advise order instruct".split()
)
_CLAIM = frozenset("accuse allege claim purport rumor rumour suspect deny assert blame charge contend".split())
_HEARSAY = frozenset("allegation report rumor rumour speculation suggestion suspicion".split())
_CLAIM_ADVERBS = frozenset("reportedly allegedly supposedly purportedly apparently".split())
_MIGHT = frozenset("would could may might should can must ought 'd".split())
_IF = frozenset("if unless whether should lest".split())
_DONE = frozenset("vote manage continue begin start go come proceed help serve choose opt join get use rush".split())
"""Verbs whose infinitive is done with them: "voted to suspend", "went on to say"."""
_AWAIT = frozenset(
    "fear expect avoid avert risk predict threaten anticipate await want forestall foresee dread".split()
)
"""Verbs whose object has not come about: "diplomats fear a Russian veto"."""
_FORMER = frozenset("former onetime one-time erstwhile ex".split())
_UP = frozenset("xcomp ccomp advcl acl relcl conj pcomp prep pobj dobj dep oprd nsubj".split())


def status_of(token: Token) -> tuple[Polarity, Modality]:
    """Polarity and modality of the statement that ``token`` (a verb, or a noun for an act) carries."""
    polarity, modality, refused = Polarity.AFFIRMED, Modality.ACTUAL, False
    prefix = token.nbor(-2) if token.i > 1 and token.nbor(-1).text == "-" else token
    token = prefix if prefix.lower_ == "co" and prefix.pos_ == "VERB" else token  # "will co-| sponsor"
    if _put_off(token):
        return polarity, Modality.PLANNED
    if _negated(token):
        polarity = Polarity.NEGATED
    counted = token.pos_ in ("ADP", "NUM")
    for step, (verb, link) in enumerate(_governors(token)):
        counted = counted or (link == "pobj" and verb.lower_ in ("by", "with")) or verb.lower_ in _DESPITE
        found = _mood(verb, link, step)
        if found is Modality.ACTUAL and link == "prep" and step <= 2 and _shares_the_mood(token):
            found = Modality.PLANNED if _looked_forward_to(verb) else _own_mood(verb)
        if found is Modality.ACTUAL or (found is None and counted):
            continue  # "failed to adopt it by 4 votes to 1 (Chile)": the votes were cast
        if found is None:
            polarity, refused = Polarity.NEGATED, True
            continue
        modality = found
        break
    if modality is Modality.ACTUAL and not refused and any(_purpose(verb) for verb in _chain(token)):
        modality = Modality.PLANNED  # only now: "urged to vote" and "refused to vote" are no plans
    if modality is Modality.ACTUAL and token.tag_ == "VB" and token.i and token.nbor(-1).lower_ == "than":
        modality = Modality.HYPOTHETICAL  # "would rather abstain than | vote against it"
    if modality is Modality.ACTUAL and token.sent.text.rstrip("\"' ").endswith("?"):
        modality = Modality.HYPOTHETICAL
    return polarity, modality


def _put_off(noun: Token) -> bool:
    """ "The | meeting was called off", "their | talks were postponed", "had no interest in | talks"."""
    if noun.pos_ == "NOUN" and any(c.dep_ == "amod" and c.lemma_ in _PUT_OFF for c in noun.children):
        return True  # "a cancelled | meeting"
    verb = noun.head
    called_off = verb.lemma_ == "call" and any(c.lower_ == "off" for c in verb.children)
    if noun.dep_ == "pobj" and noun.doc[max(noun.head.i - 1, 0) : noun.head.i + 1].text.lower() in _WISHED_FOR:
        return True
    return noun.dep_ == "nsubjpass" and (called_off or verb.lemma_ in _PUT_OFF)


_WISHED_FOR = frozenset({"interest in", "interested in"})
_PUT_OFF = frozenset("cancel postpone scrap shelve abandon delay scuttle plan schedule".split())


def _shares_the_mood(token: Token) -> bool:
    """ "Will be settled after | talks", "could do so by | telling them": what is to come, or may be, as its verb is."""
    means = token.dep_ == "pcomp" and token.head.lower_ in ("by", "including", "after", "upon")
    return means or token.pos_ in ("NOUN", "ADP")


def _looked_forward_to(verb: Token) -> bool:
    """ "| Hopes to sign it during talks": they are to come; "promised to | sign it during talks": they were held."""
    return (verb.dep_ == "xcomp" and verb.head.lemma_ in _LOOK) or (
        verb.lemma_ in _LOOK and verb.tag_ in ("VBZ", "VBP")
    )


_LOOK = frozenset("hope hop expect plan want intend aim wish".split())


def _negated(token: Token) -> bool:
    if any(c.dep_ == "neg" or c.lower_ in ("never", "neither") for c in token.children):
        return True
    if any(c.dep_ == "det" and c.lower_ == "no" for c in token.children):
        return True
    if any(_neither(c) for c in token.children if c.dep_ in ("nsubj", "nsubjpass")):
        return True
    if token.dep_ in ("pcomp", "pobj") and (token.head.lower_ == "without" or token.head.head.lower_ == "short"):
        return True  # "without voting", "stopped short of voting"
    # "did not join in voting": a negation of the verb it depends on as a participle
    return token.dep_ in ("xcomp", "pcomp") and any(c.dep_ == "neg" for c in token.head.children)


def _neither(subject: Token) -> bool:
    """ "Neither Chile nor Norway voted": the denial hangs on the subject."""
    joined = [subject, *subject.conjuncts]
    return any(c.lower_ in ("neither", "nor") for token in joined for c in token.children)


def _governors(token: Token) -> Iterator[tuple[Token, str]]:
    """The token itself, then the verbs above it, each with the dependency label it was reached by."""
    yield token, ""
    steps = 0
    while token.dep_ in _UP and token.head is not token and steps < 8:
        link = token.dep_
        if link == "acl" and token.tag_ == "VBN" and not any(c.dep_ == "mark" for c in token.children):
            return  # "urged it in a resolution carried by 40 votes": it was carried, whatever it urges
        if link == "advcl" and token.tag_ == "VBD" and any(c.lower_ in _TOLD_APART for c in token.children):
            return  # "failed to adopt it after Russia used its veto": it was used
        if link == "relcl" and _tells_of_known(token):
            return  # "declined to back a text that Chile had drafted": it had
        if link == "conj" and token.tag_ == "VBD" and token.head.tag_ == "VB":
            return  # "urged it to reconsider and spoke": a finite verb is not joined to an infinitive
        if link == "conj" and token.tag_ == "VB" and token.head.tag_ in _FINITE and not _helped(token):
            link = "xcomp"  # "urged it to co-sponsor and vote": nor an infinitive to a finite verb
        token = token.head
        steps += 1
        yield token, link


def _tells_of_known(verb: Token) -> bool:
    """True for a relative clause in the past of a thing that is there: not of "any text", nor of "reports that …"."""
    past = verb.tag_ == "VBD" or (verb.tag_ == "VBN" and any(c.lower_ in ("had", "has", "have") for c in verb.children))
    doubtful = any(c.lower_ in ("no", "any", "every", "whichever") for c in verb.head.children)
    named = verb.head.pos_ == "NOUN" and verb.head.lemma_ not in _HEARSAY | {"claim", "allegation", "idea", "notion"}
    return past and named and not doubtful and not any(c.dep_ == "neg" for c in verb.children)


_DESPITE = frozenset("because after following despite".split())
"""What stands after these words was so, whatever failed: "failed to adopt it because of Russia's veto"."""
_TOLD_APART = frozenset("after because since as when while although though where".split())
"""Conjunctions whose clause in the past tense tells a fact, whatever becomes of the clause it belongs to."""
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def _helped(verb: Token) -> bool:
    """ "did vote", "will vote": a bare verb with an auxiliary of its own."""
    return any(c.dep_ in ("aux", "neg") for c in verb.children)


def _mood(verb: Token, link: str, step: int) -> Modality | None:
    """The modality a verb gives to what depends on it by ``link``; None means denial."""
    lemma = verb.lemma_.lower()
    if step == 0 or link in ("conj",):
        own = _own_mood(verb)
        if own is not Modality.ACTUAL:
            return own
    if step == 0:
        return Modality.ACTUAL
    if link not in _CARRIED:
        return Modality.ACTUAL
    if lemma in _REFUSE and link == "xcomp":
        return None
    if lemma in _CLAIM and link not in ("relcl", "advcl"):
        return Modality.REPORTED
    if link in ("acl", "relcl") and lemma in _HEARSAY and verb.pos_ == "NOUN" and _follows_that(verb, link):
        return Modality.REPORTED
    return _governed(verb, lemma, link)


def _follows_that(noun: Token, link: str) -> bool:
    """ "Reports | that she met him": a clause of its own; not "reports that | tell of it"."""
    clause = next((c for c in noun.children if c.dep_ == link), None)
    return clause is not None and any(c.lower_ == "that" and c.dep_ == "mark" for c in clause.children)


_CARRIED = frozenset("xcomp acl pcomp pobj prep oprd advcl ccomp dobj relcl".split())
"""Dependencies over which the mood of a verb reaches what depends on it."""


def _governed(verb: Token, lemma: str, link: str) -> Modality:
    """The modality of an infinitive that a verb of asking, planning or its own mood governs."""
    finite = _finite_clause(verb, link)
    if lemma in _ASK and link in ("xcomp", "ccomp") and not finite:
        return Modality.REQUESTED
    if lemma in _PLAN and link in ("xcomp", "oprd") and not finite:
        return Modality.PLANNED
    if lemma in _AWAIT and link == "dobj":
        return Modality.HYPOTHETICAL
    if link == "xcomp" and lemma == "go" and verb.tag_ == "VBG":
        return Modality.PLANNED  # "is going to vote"; "went on to say" is done
    return _own_mood(verb) if link == "xcomp" else Modality.ACTUAL


def _finite_clause(verb: Token, link: str) -> bool:
    """ "asked whether X voted": a finite clause is no request."""
    child = next((c for c in verb.children if c.dep_ == link), None)
    return (
        child is not None and child.tag_ in ("VBD", "VBZ", "VBP") and not any(c.lower_ == "to" for c in child.children)
    )


def _own_mood(verb: Token) -> Modality:
    words = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass", "mark", "advmod") and _joins(c, verb)}
    if words & _CLAIM_ADVERBS:
        return Modality.REPORTED
    if words & {"will", "shall", "'ll", "wo"}:
        return Modality.PLANNED
    if verb.dep_ in ("relcl", "acl") and {"to", "be"} <= words:
        return Modality.PLANNED  # "the text to be tabled by Chile"
    if words & _MIGHT or words & _IF or _inverted(verb):
        return Modality.HYPOTHETICAL
    if any(c.lower_ in _FORMER for noun in (verb, *_predicates(verb)) for c in noun.children):
        return Modality.FORMER  # "a former member of", "is a former member of"
    return Modality.ACTUAL


def _joins(word: Token, verb: Token) -> bool:
    """False for the auxiliary of "it | can appoint them, and last month it | voted", which the parse misplaced."""
    return not (
        word.dep_ == "aux" and verb.tag_ == "VBD" and any(word.i < c.i for c in verb.children if c.dep_ == "nsubj")
    )


def _inverted(verb: Token) -> bool:
    """ "Had Norway voted for it, …": a condition without "if"."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return subject is not None and any(
        c.dep_ == "aux" and c.i < min(subject.i, verb.i) and c.lower_ in ("had", "were", "should")
        for c in verb.children
    )


def _predicates(verb: Token) -> list[Token]:
    return [c for c in verb.children if c.dep_ == "attr"]


def _chain(token: Token) -> Iterator[Token]:
    """The token and the verbs above it that share its mood: "is to | continue to | meet", "meet | and vote"."""
    for verb, link in _governors(token):
        if link not in ("", "xcomp", "conj"):
            return
        yield verb


def _purpose(verb: Token) -> bool:
    """ "is to vote", "met to discuss": a purpose or a plan, not a deed."""
    to = any(c.lower_ == "to" and c.dep_ in ("aux", "mark") for c in verb.children)
    perfect = verb.tag_ == "VBN" and verb.head.lemma_ == "be" and any(c.lower_ == "have" for c in verb.children)
    if to and perfect:
        return True  # "was to have met"
    forced = verb.head.lower_ in ("had", "took") and verb.head.tag_ == "VBD"  # "had to abstain", and did
    done = verb.dep_ == "xcomp" and (forced or verb.head.lemma_.lower() in _DONE)
    return verb.tag_ == "VB" and to and not done
