"""What stands in the place of a customer's id where there is no customer."""

import ibis.expr.types as ir

STAND_FOR_MANY = '"Guest", "unknown", 0 and the like stand for many people at once.'
NOBODY = (
    "0",
    "-1",
    "guest",
    "guests",
    "guest customer",
    "guest checkout",
    "guest user",
    "walk-in",
    "walk in",
    "walk-in customer",
    "cash customer",
    "anonymous",
    "anonym",
    "unknown",
    "unknown customer",
    "not set",
    "(not set)",
    "undefined",
    "no customer",
    "no id",
    "gast",
    "gastbestellung",
    "gastkunde",
    "laufkundschaft",
    "barverkauf",
    "unbekannt",
    "invité",
    "invite",
    "anonyme",
    "inconnu",
    "invitado",
    "anónimo",
    "anonimo",
    "desconocido",
    "convidado",
    "visitante",
    "anônimo",
    "desconhecido",
    "ospite",
    "sconosciuto",
    "anoniem",
    "onbekend",
    "misafir",
    "anonim",
    "bilinmiyor",
)


def is_somebody(key: ir.Value) -> ir.BooleanValue:
    """Whether an id is one, and no word that stands for nobody; null where there is none."""
    if key.type().is_numeric():
        return key > 0
    return ~key.lower().isin(NOBODY)
