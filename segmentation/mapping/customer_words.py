"""Words for a customer, in whatever language: one list for orders and for tables of customers."""

import unicodedata

# As parts of patterns, in small letters.
CUSTOMERS = (
    "customers?", "cust", "clients?", "buyers?", "shoppers?", "purchasers?", "members?", "users?",
    "accounts?", "subscribers?", "consumers?", "patrons?", "guests?", "visitors?", "donors?",
    "patients?", "loyalty card", "card", "students?", "persons?", "travell?ers?", "passengers?",
    "tenants?",
    "kunden?", "käufers?", "bestellers?", "mitglied(?:er|s)?", "nutzers?", "gast(?:es)?", "gäste",
    "debitor(?:en)?", "auftraggebers?", "vertragskonto",
    "acheteur", "adhérent", "utilisateur", "débiteur",
    "clientes?", "compradore?s?", "socio", "usuario", "usuário",
    "clienti", "acquirente", "utente", "tessera",
    "klant(?:en)?", "koper", "gebruiker", "lid", "relatie", "debiteure?n?",
    "müşteri", "musteri", "alıcı", "üye", "uye", "üyelik", "uyelik", "kullanıcı", "cari",
    r"klient\w*", r"kupując\w*", "nabywca", r"odběratel\w*", r"zákazník\w*", "kund(?:en)?",
    "asiakas", "asiakkaan",
)  # fmt: skip
# Who ordered, and of whom a table of customers may have one beside each customer.
BESIDE_CUSTOMERS = ("households?", "sold to", "bill to", "payers?", "kd")
# What SAP calls the numbers of customers who order, are billed and pay.
SAP_CUSTOMERS = "kunnr|kunag|kunre|kunrg"
CUSTOMER = "|".join(CUSTOMERS)
# Letters that Unicode does not take apart.
LETTERS = str.maketrans({"ı": "i", "ß": "ss", "ł": "l", "Ł": "L"})


def without_accents(text: str) -> str:
    """Text in small letters without accents and signs on letters.

    >>> without_accents("Müşteri"), without_accents("Gäste"), without_accents("Straße")
    ('musteri', 'gaste', 'strasse')
    """
    plain = unicodedata.normalize("NFKD", text.translate(LETTERS).casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


# Of what is read without accents; a backslash stands before a letter that is no letter.
PLAIN_CUSTOMER = "|".join(dict.fromkeys(map(without_accents, (*CUSTOMERS, *BESIDE_CUSTOMERS))))
