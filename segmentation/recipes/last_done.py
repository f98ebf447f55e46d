"""What somebody last did, from what the date of it is called."""

SAYS_LAST = {
    *(
        [
            "days",
            "weeks",
            "months",
            "hours",
            "since",
            "the",
            "last",
            "latest",
            "recent",
            "most",
            "day",
            "date",
            "at",
            "on",
        ]
    ),
    *(["letzter", "letzte", "letztes", "letzten", "letztem", "tage", "seit", "datum", "des", "am"]),
    *(
        [
            "dernière",
            "dernier",
            "última",
            "último",
            "ultima",
            "ultimo",
            "ostatni",
            "ostatnia",
            "ostatniej",
            "последний",
            "последнего",
            "poslední",
            "senaste",
            "laatste",
            "son",
            "tarihi",
            "fecha",
            "data",
            "de",
            "la",
        ]
    ),
}
# What somebody did, from what the date of it is called.
LAST_DONE = {
    called: said
    for said, names in {
        "last visited": "visit visite visita besuch ziyaret bezoek visited besuchs wizyta "
        "wizyty ingresso entrée entrada eintritt návštěva визит",
        "last ordered": "order bestellung commande pedido ordine bestelling sipariş ordered",
        "last bought": "purchase kauf einkauf achat compra acquisto aankoop transaction sale",
        "last logged in": "login anmeldung connexion acceso accesso inloggen logon signin",
        "last stayed": "stay aufenthalt séjour estancia soggiorno",
        "last booked": "booking buchung réservation reserva prenotazione reservation",
        "last called": "call anruf appel llamada",
        "were last in touch": "contact kontakt touch interaction",
        "last paid": "payment zahlung paiement pago pagamento",
        "last trained": "workout training trained",
        "had their last session": "session",
        "were last active": "activity active seen aktiv aktivität activité",
        "last checked in": "checkin",
        "last gave": "donation gift spende don donación donazione doação",
        "last watched something": "watched watch stream",
    }.items()
    for called in names.split()
} | {"check in": "last checked in", "log in": "last logged in"}


def last_done(called: str) -> str:
    """What somebody last did, from what its date is called; "" where nobody knows.

    >>> last_done("Last visit"), last_done("days since letzter Kauf"), last_done("last thing")
    ('last visited', 'last bought', '')
    """
    words = [word for word in called.lower().split() if word not in SAYS_LAST]
    return LAST_DONE.get(" ".join(words), "")
