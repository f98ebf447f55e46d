"""What the status of an order says: whether it counts, and if not, why.

In English, German, French, Spanish, Portuguese, Italian, Dutch and Turkish, and the commonest words
in Polish, Czech, Swedish, Danish, Norwegian and Finnish.
"""

import re
import unicodedata
from collections.abc import Iterable

# What a status says that counts as no order, by the reason; the first that fits is taken.
NO_ORDER = {
    "a test": r"\btest\w*",
    "a draft": r"draft|entwurf|brouillon|borrador|rascunho|bozza|\bconcept\b|taslak|szkic"
    r"|\bkoncept|utkast|kladde|luonnos",
    "cancelled": r"cancel|cancl|storn|annul|abgebrochen|anulad|anulow|geannuleerd|iptal|\bvoid"
    r"|delet|trash|removed|gelosch|supprim|eliminad|eliminat|excluid|verwijderd|silindi"
    r"|avbrut|makuler|perutt|peruutet|zrusen|kanseller|wycofan|unavailable|nicht verfugbar"
    r"|indispon|no disponible|non disponibil|niet beschikbaar",
    "returned": r"refund|return(?!ing)|\bretour|erstattet|zuruck|rembours|reembols|devuel|devol"
    r"|rimbors|\bres[oi]\b|restitui|terug(?:betaa|gestuurd|gestort)|\biade|charge ?d? ?back"
    r"|reversed|reversal|widerruf|ruck(?:lauf|gabe|send|buch|last|nahme|erstatt)|gutgeschrieben"
    r"|contracargo|estornad|zwroc|zwrot|vracen|aterbetal|tilba(?:ge|ke)betal|returner|\bretur\b|palautet",
    "a no-show": r"\bno ?show|nicht (?:angereist|erschienen)|no presentad|non presentat"
    r"|pas presente|non presente|nao compareceu|niet (?:verschenen|gekomen)|gelmedi",
    "failed": r"\bfail|fehlgeschlagen|gescheitert|abgelehnt|echou|echec|refus|fallid|fallad|falh"
    r"|rechaz|recus|rifiut|fallit|mislukt|geweigerd|basarisiz|redded|declin|reject|denied|expired"
    r"|abgelaufen|expir|scadut|verlopen|vervallen|error|erreur|errore|fehler|\berro\b|hata\b"
    r"|abandon|incomplete|unvollstandig|blocked|fraud|disput|litig|unzustellbar|extravi"
    r"|misslyck|mislyk|epaonnist|odrzuc|nieudan|neuspes|zamitnut|odmitnut|selhal|avvist|avslatt"
    r"|feilet|hylatt|\bafvist",
    "not won": r"\blost\b|verloren|\bperdue?\b|perdid[oa]|\bpers[oa]\b|kaybed",
    "not paid": r"pending|on hold|\bhold\b|await|unpaid|not paid|unbezahlt|nicht bezahlt"
    r"|ausstehend|\bwart(?:e|et|en|end)\b|offen\b|en attente|impaye|pendient|pendent"
    r"|em espera|en espera|aguardando|in attesa|in afwachting|in de wacht|\bwacht\b|onbetaald"
    r"|bekl[ei]|past due|overdue|requires (?:payment|action|confirm)|uncollect|uberfallig|mahn"
    r"|impagad|vencid[oa]|atrasad|insolut|achterstallig|gecikm|oczekuj|nie ?(?:o|za)plac"
    r"|do zaplaty|nezaplac|neuhrazen|\bceka|vantar|\b[ou]betal|\bej betal|afventer|avventer"
    r"|\bventer|odotta",
}
REASONS = {
    "a test": "An order that was only a test sold nothing.",
    "a draft": "An order that is still a draft was not placed.",
    "no sale": "A fee, a payout or the payment of an invoice is no order of its own.",
    "cancelled": "An order that was cancelled sold nothing.",
    "returned": "Of an order that was returned, or refunded in full, nothing is left.",
    "a no-show": "Nobody came for what was booked.",
    "failed": "An order whose payment or delivery failed, was refused or ran out was not bought.",
    "not won": "A deal that was lost, or is still talked about, sold nothing.",
    "not paid": "An order that waits for its payment may never be paid.",
}
NOT_PAID, NOT_WON = "not paid", "not won"
# The commonest, for statuses that come later and were not there when a mapping was made.
COMMON = {
    "a test": ("test",),
    "a draft": ("draft", "entwurf", "brouillon", "borrador", "rascunho", "bozza"),
    "no sale": ("fee", "fees", "payout", "transfer", "withdrawal"),
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
        "anulowane",
        "anulowano",
        "zrušeno",
        "stornováno",
        "annulleret",
        "avbruten",
        "kansellert",
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
        "zwrócone",
        "zwrócono",
        "vráceno",
        "återbetald",
        "returneret",
        "refundert",
    ),
    "a no-show": ("no show", "no-show"),
    "failed": ("failed", "declined", "expired", "fehlgeschlagen", "échouée", "fallido", "falhou"),
    "not won": ("lost", "closed lost"),
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
        "nieopłacone",
        "oczekuje na płatność",
        "čeká na platbu",
    ),
}
# These are part of what was bought; how much is left, the refunds say.
IN_PART = r"\bpart|\bteil|gedeeltelijk|kismi|czesciow|castecn|\bdelvis|osittain"
# What says that an order was paid.
PAID = (
    r"\bpaid|bezahlt|gezahlt|\bpayee?s?\b|\bpag(?:ad|at)?[oa]\b|betaald|\boden|reglee?\b|quitad"
    r"|saldat|(?<![ou])betal[dt]|maksett|\boplac|\bzaplac|uhrazen"
)
# What comes after the payment: an order that waits for it is paid.
GOODS = (
    r"fulfil|ship|dispatch|deliver|pick|pack|collect|versand|versend|verschick|liefer|zustell"
    r"|abhol|expedi|livr|retrait|\benv[io]|entreg|recog|retirad|spedi|consegn|ritir|verz[eo]nd"
    r"|lever|bezorg|ophal|afhal|kargo|teslim|gonder|sevk|wysyl|dostaw|odbior|odesl|doruc|vyzvedn"
    r"|skick|afsend|forsend|afhent|toimit"
)
# Not to be sent, or worked on, is not to be sent yet; not to be delivered is a failure.
SENT = (
    r"fulfil|ship|dispatch|process|sent\b|versand|versend|verschick|bearbeit|expedi|envoy|enviad"
    r"|spedit|verzonden|verwerkt|kargo|gonder|wyslan|skickad"
)
WAITING = (
    r"\byet\b|noch nicht|pas encore|todavia|ainda|non ancora|nog niet|henuz"
    r"|pending|await|waiting|\bwart|ausstehend|\boffen\b|attente|pendient|pendent|espera|aguard"
    r"|attesa|afwachting|wacht\b|bekl[ei]|bereit|ready|\bto be\b|oczekuj|\bceka|vantar"
    r"|afventer|avventer|\bventer|odotta"
)
MONEY = r"pay|paid|zahl|paie|pag[oa]|betal|odeme|money|geld|plat[nb]|zaplat|wplat"
# What says, for itself, that an order counts: a column of such texts is one of statuses.
COUNTS = (
    r"complet|process|ship|deliver|fulfil|succe|captur|authori|settled|closed|approved|\bwon\b"
    r"|confirm|abgeschlossen|erledigt|versandt|verschickt|geliefert|zugestellt|bearbeitung"
    r"|termine|livre|expedie|valide|enviad|entregad|aprobad|aprovad|conclu"
    r"|spedit|consegnat|verzonden|geleverd|afgerond|tamamland|kargo|teslim|onayl"
    r"|accept|voltooid|entregue|recib|recebid|ricevut|evas[oi]\b|afgehandeld|verwerkt|hazirlan"
    r"|abgeholt|ausgeliefert|en cours|en prepar|em prepar|in elaborazione|in behandeling|faturad"
    r"|despachad|reinigt|invoiced|dispatch|picked up|collected|ready|placed|received"
    r"|^(?:new|neu|nouve(?:au|lle)|nuev[oa]|nov[oa]|nove|nuov[oa]|nieuw|yeni|now[ey]|ny)$"
    r"|\bdone\b|\bsent\b|\bsold\b|\bbooked\b|\bactive\b|finish|^ok(?:ay)?$|checked (?:out|in)\b"
    r"|check ?out|attended|served|transit|on (?:the|its) way|posted|issued|cleared|back ?order"
    r"|pre ?order|in zustellung|retiree?\b|versendet|fakturiert|berechnet|bestatigt|gebucht"
    r"|erfolgreich|unterwegs|verkauft"
    r"|\baktiv\b|angereist|abgereist|facture|envoye|vendue?\b|\bactif\b|reussi|finalizad"
    r"|realizad|cobrad|facturad|vendid|\bactiv[oa]\b|\bativ[oa]\b|exito|sucesso|confermat|vendut"
    r"|fatturat|completat|riuscit|\battiv[oa]\b|bezorgd|bevestigd|verkocht|geslaagd|gefactureerd"
    r"|gonderildi|satildi|basarili|\baktif\b|zrealizow|wyslan|dostarcz|zakoncz|skickad|levere"
    r"|slutfor|gennemfor|fullfor|sendt\b|levert|afslutt|vyrizen|odeslan|dorucen|dokoncen|odebran"
    r"|w realizacji|przyjet|toimitett|valmis|lahetet|gewonnen|gagne|ganad[oa]|ganh[oa]"
    r"|vint[oa]\b|kazanil"
    # A note of credit is a return with an amount below 0.
    r"|gutschrift|credit (?:note|memo)|\bavoir|nota de credito|nota di credito|creditnota"
)
# Letters that are no others with a sign above or below.
PLAIN = str.maketrans({"ı": "i", "ß": "ss", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O"})
WON = r"\bwon\b|gewonnen|\bgagnee?|ganad[oa]|\bganh[oa]|\bvint[oa]\b|kazanil"
NOT = r"not|non|nicht|no|nao|pas|niet|never|nie|inte|ikke|ej|ei"


def plain_status(text: str) -> str:
    """A status without case, accents, signs and the prefix that WooCommerce gives it."""
    parted = unicodedata.normalize("NFKD", text.translate(PLAIN).casefold())
    letters = "".join(c for c in parted if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", letters).strip().removeprefix("wc ")


def why_no_order(status: str) -> str | None:
    """The reason, a key of `REASONS`, why a status counts as no order; None where it counts.

    >>> why_no_order("Storniert"), why_no_order("wc-on-hold"), why_no_order("partially_refunded")
    ('cancelled', 'not paid', None)
    >>> why_no_order("Undelivered"), why_no_order("Not cancelled"), why_no_order("To be shipped")
    ('failed', None, None)
    """
    plain = plain_status(status)
    if re.search(IN_PART, plain) or _waits_for_goods(plain) or _is_spared(plain):
        return None
    if _is_negated(PAID, plain):
        return NOT_PAID
    found = next((why for why, words in NO_ORDER.items() if re.search(words, plain)), None)
    if found == NOT_PAID and re.search(PAID, re.sub(r"\bpago\b", "", plain)):
        return None
    return found or ("failed" if _is_negated(COUNTS, plain) else None)


def says_it_counts(status: str) -> bool:
    """Whether a status is known to count: shipped, paid, completed."""
    plain = plain_status(status)
    if why_no_order(status) is not None:
        return False
    if re.search(IN_PART, plain):
        return not re.search(f"{NO_ORDER['cancelled']}|{NO_ORDER['failed']}", plain)
    known = re.search(f"{COUNTS}|{PAID}", plain) or _is_spared(plain)
    return bool(known) or _waits_for_goods(plain)


def left_out(statuses: Iterable[str], kept: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Those of the statuses that count as no order, by the reason, but for those to be kept.

    Where one of them says that something was won, all others are of what was not, or not yet.
    """
    statuses = sorted(set(statuses))
    spared = {plain_status(status) for status in kept}
    of_deals = any(re.search(WON, plain_status(status)) for status in statuses)
    found: dict[str, list[str]] = {}
    for status in statuses:
        plain = plain_status(status)
        not_won = NOT_WON if of_deals and not re.search(WON, plain) else None
        why = None if plain in spared else why_no_order(status) or not_won
        if why:
            found.setdefault(why, []).append(status)
    return {why: tuple(found[why]) for why in REASONS if why in found}


def _waits_for_goods(plain: str) -> bool:
    """Whether an order is only yet to be sent, delivered or picked up."""
    if re.search(f"{NO_ORDER['cancelled']}|{NO_ORDER['returned']}|{MONEY}", plain):
        return False
    waits = re.search(WAITING, plain) and re.search(GOODS, plain)
    return bool(waits) or _is_negated(SENT, plain)


def _is_spared(plain: str) -> bool:
    """Whether a status says of an order that it was not cancelled or returned."""
    return _is_negated(f"{NO_ORDER['cancelled']}|{NO_ORDER['returned']}", plain)


def _is_negated(words: str, plain: str) -> bool:
    """Whether one of the words is denied: "not …", "un…", in Polish "nie…", in Turkish "…medi"."""
    before = rf"\b(?:{NOT}) (?:\w+ )?(?:{words})|\b(?:un|nie|ne)(?:{words})"
    return bool(re.search(rf"{before}|(?:{words})\w*(?: \w+)?m[ae]di\b", plain))
