"""A verb → who does what it says, by the parse."""

from __future__ import annotations

from spacy.tokens import Doc, Token

_VERBS = ("VERB", "AUX")


def subjects(verb: Token) -> list[Token]:
    """Who does what the verb says: its own subject, or that of the verb it is joined to or depends on."""
    finite = verb.tag_ in ("VBD", "VBZ", "VBP")
    acts = finite or verb.tag_ == "VBG" or any(c.lower_ == "having" for c in verb.children)
    verb = _of_another_tense(verb)
    for climbed in range(4):
        if co := _of_a_prefixed(verb):
            return [co]
        own = [c for c in verb.children if c.dep_ == "nsubj"]
        own = own or [c for aux in verb.children if aux.dep_ == "aux" for c in aux.children if c.dep_ == "nsubj"]
        if own and own[0].tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
            return [verb.head]
        if own:
            return own
        told_of = [c for c in verb.children if c.dep_ == "nsubjpass"]
        if told_of and climbed and acts:
            return told_of  # "Ruiz was named by the king and | met Berg", "having | met Berg, Ruiz was told"
        if told_of:
            return [c for agent in verb.children if agent.dep_ == "agent" for c in agent.children if c.dep_ == "pobj"]
        if verb.dep_ in ("relcl", "acl"):
            return [verb.head] if verb.tag_ != "VBN" or finite else []  # "Berg, known to all, came and | met"
        if verb.dep_ == "xcomp" and not finite and (urged := _urged(verb)):
            return urged
        if verb.dep_ in ("conj", "xcomp", "advcl", "ccomp") and verb.head.pos_ in _VERBS:
            verb = verb.head
            continue
        return _of_means(verb) if verb.dep_ == "pcomp" else []
    return []


def opens_clause(doc: Doc, start: int, end: int) -> bool:
    """ "She telephoned Berg and | Sand | flew home": what seems the last of a list is who does the next thing."""
    return any(t.dep_ == "nsubj" and t.head.i >= end and t.head.tag_ in ("VBD", "VBZ") for t in doc[start:end])


def _of_another_tense(verb: Token) -> Token:
    """ "She | said that all must act and called for calm": it goes on with that, not with "must act"."""
    joined = verb.head
    if (verb.tag_, verb.dep_, joined.tag_, joined.dep_) != ("VBD", "conj", "VB", "ccomp"):
        return verb
    modal = any(c.tag_ == "MD" and c.lower_ != "would" for c in joined.children)
    return joined.head if modal and joined.head.tag_ == "VBD" else verb


def _of_a_prefixed(verb: Token) -> Token | None:
    """ "Ana | Ruiz | co-chaired": three tokens, of which the parse makes nouns and other verbs."""
    before = verb.doc[max(verb.i - 3, verb.sent.start) : verb.i]
    prefixed = len(before) == 3 and before[1].lower_ == "co" and before[2].text == "-"
    return before[0] if prefixed and before[0].tag_ in ("NNP", "NNPS", "PRP", "NN") else None


def _of_means(verb: Token) -> list[Token]:
    """ "She began by | telling them", "is known for | telling", "did much, including | telling": she tells."""
    above = verb.head.head
    own = [c for c in above.children if c.dep_ == "nsubj"]
    told_of = [c for c in above.children if c.dep_ == "nsubjpass"]
    if verb.head.lower_ == "including" or (verb.head.lower_ == "by" and not told_of):
        return own
    if verb.head.lower_ in ("after", "since", "upon"):
        return own or told_of  # "was freed after | meeting Berg"
    return told_of if verb.head.lower_ == "for" else []


def _urged(verb: Token) -> list[Token]:
    """ "She urged members to vote", "she called on members to vote": the members vote."""
    before = [c for c in verb.head.children if c.i < verb.i and c.i > verb.head.i]
    called = [c for p in before if p.lower_ in ("on", "upon", "for") for c in p.children if c.dep_ == "pobj"]
    called = [c for c in called if c.ent_type_ not in ("DATE", "TIME")]  # "voted on Monday to keep"
    return [c for c in before if c.dep_ == "dobj"] or called if verb.tag_ == "VB" else []
