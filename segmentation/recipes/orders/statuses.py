"""What the status of an order says: whether it counts, and if not, why.

In English, German, French, Spanish, Portuguese, Italian, Dutch and Turkish.
"""

import re
import unicodedata
from collections.abc import Iterable

# What a status says that counts as no order, by the reason; the first that fits is taken.
NO_ORDER = {
    "a test": r"\btest\w*",
    "a draft": r"draft|entwurf|brouillon|borrador|rascunho|bozza|concept|taslak",
    "cancelled": r"cancel|cancl|storn|annul|abgebrochen|anulad|geannuleerd|iptal|\bvoid",
    "returned": r"refund|return|\bretour|erstattet|zuruck|rembours|reembols|devuel|devol"
    r"|rimbors|\bres[oi]\b|terugbetaal|teruggestuurd|\biade|charge ?d? ?back",
    "failed": r"fail|fehlgeschlagen|gescheitert|abgelehnt|echou|echec|refus|fallid|fallad|falh"
    r"|rechaz|recus|rifiut|fallit|mislukt|geweigerd|basarisiz|redded|declin|reject|denied|expired"
    r"|abgelaufen|expir|scadut|verlopen|error|abandon|incomplete|unvollstandig|blocked|fraud",
    "not paid": r"pending|on hold|\bhold\b|await|unpaid|not paid|unbezahlt|nicht bezahlt"
    r"|ausstehend|wart|offen\b|en attente|impaye|non paye|pendient|pendent|em espera|en espera"
    r"|aguardando|in attesa|non pagat|in afwachting|in de wacht|onbetaald|niet betaald"
    r"|bekle|odenmedi|no pagad|nao pag",
}
REASONS = {
    "a test": "An order that was only a test sold nothing.",
    "a draft": "An order that is still a draft was not placed.",
    "cancelled": "An order that was cancelled sold nothing.",
    "returned": "Of an order that was returned, or refunded in full, nothing is left.",
    "failed": "An order whose payment failed, was refused or ran out was not bought.",
    "not paid": "An order that waits for its payment may never be paid.",
}
# These are part of what was bought; how much is left, the refunds say.
IN_PART = r"\bpart|\bteil|gedeeltelijk|kismi"
NEGATED = r"^(?:not|nicht|non|no|nao|niet) (?!paid|bezahlt|paye|pagad|pagat|pago|betaald)"
# The commonest, for statuses that come later and were not there when a mapping was made.
COMMON = {
    "a test": ("test",),
    "a draft": ("draft", "entwurf", "brouillon", "borrador", "rascunho", "bozza"),
    "cancelled": (
        "cancelled",
        "canceled",
        "voided",
        "void",
        "storniert",
        "annulé",
        "annulée",
        "cancelado",
        "cancelada",
        "anulado",
        "annullato",
        "geannuleerd",
        "iptal edildi",
    ),
    "returned": (
        "refunded",
        "returned",
        "fully refunded",
        "erstattet",
        "retourniert",
        "remboursé",
        "remboursée",
        "reembolsado",
        "devuelto",
        "devolvido",
        "rimborsato",
        "terugbetaald",
        "iade edildi",
    ),
    "failed": ("failed", "declined", "expired", "fehlgeschlagen", "échouée", "fallido", "falhou"),
    "not paid": (
        "pending",
        "pending payment",
        "on hold",
        "on-hold",
        "unpaid",
        "ausstehend",
        "offen",
        "en attente",
        "pendiente",
        "pendente",
        "in attesa",
    ),
}
# What says, for itself, that an order counts: a column of such texts is one of statuses.
COUNTS = (
    r"paid|complet|process|ship|deliver|fulfil|succe|captur|authori|settled|closed|approved"
    r"|confirm|bezahl|abgeschlossen|erledigt|versandt|verschickt|geliefert|zugestellt|bearbeitung"
    r"|paye|termine|livre|expedie|valide|pagad|pagat|enviad|entregad|aprobad|aprovad|conclu"
    r"|spedit|consegnat|betaald|verzonden|geleverd|afgerond|odendi|tamamland|kargo|teslim|onayl"
    # A note of credit is a return with an amount below 0.
    r"|gutschrift|credit (?:note|memo)|\bavoir|nota de credito|nota di credito|creditnota"
)


def plain_status(text: str) -> str:
    """A status without case, accents, signs and the prefix that WooCommerce gives it."""
    parted = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("ß", "ss").casefold())
    letters = "".join(c for c in parted if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", letters).strip().removeprefix("wc ")


def why_no_order(status: str) -> str | None:
    """The reason, a key of `REASONS`, why a status counts as no order; None where it counts.

    >>> why_no_order("Storniert"), why_no_order("wc-on-hold"), why_no_order("partially_refunded")
    ('cancelled', 'not paid', None)
    """
    plain = plain_status(status)
    if re.search(IN_PART, plain) or re.search(NEGATED, plain):
        return None
    return next((why for why, words in NO_ORDER.items() if re.search(words, plain)), None)


def says_it_counts(status: str) -> bool:
    """Whether a status is known to count: shipped, paid, completed."""
    plain = plain_status(status)
    return why_no_order(status) is None and bool(re.search(f"{IN_PART}|{COUNTS}", plain))


def left_out(statuses: Iterable[str], kept: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Those of the statuses that count as no order, by the reason, but for those to be kept."""
    spared = {plain_status(status) for status in kept}
    found: dict[str, list[str]] = {}
    for status in sorted(set(statuses)):
        why = None if plain_status(status) in spared else why_no_order(status)
        if why:
            found.setdefault(why, []).append(status)
    return {why: tuple(found[why]) for why in REASONS if why in found}
