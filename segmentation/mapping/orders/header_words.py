"""What a header says of a column of orders: its role, by the words of eight languages.

English, German, French, Spanish, Portuguese, Italian, Dutch and Turkish, and the commonest words
in Polish, Czech, Swedish, Danish, Norwegian and Finnish.
"""

import re

from segmentation.mapping.customer_words import PLAIN_CUSTOMER as CUSTOMER
from segmentation.mapping.customer_words import SAP_CUSTOMERS, without_accents
from segmentation.mapping.orders.money_words import NIGHTLY_RATE, NIGHTS, PRICE, is_paid

# Who ordered, where no other column says so: a person there, or a firm.
CONTACT = (
    "contacts?|company|companies|business|organi[sz]ation|firma|firmen|kontakt|entreprise|societe"
    "|empresa|azienda|ditta|bedrijf|sirket"
)
ORDER = (
    "orders?|invoices?|transactions?|trans|txn|trx|receipts?|baskets?|bills?|tickets?|bookings?"
    "|reservations?|sales?(?: record)?|purchases?|checkouts?|charges?|payments?|documents?|voucher"
    "|bestell(?:ung(?:en)?|ungs)?|auftrags?|rechnungs?|belegs?|bons?|vorgangs?"
    "|commandes?|factures?|tickets?|pedidos?|facturas?|ordene?s?|compras?|vendas?|encomendas?"
    "|faturas?|ordin[ei]|fattur[ae]|scontrin[oi]|acquist[oi]|bestelling|factuur|bon|order"
    "|siparis|fatura|fis|islem|increment|buchungs?|transaktions?|zamowieni[ea]|faktur[ay]?|paragonu?"
    "|bestel|objednavk[ay]|dokladu?|ordre|bestillings?|kvittering|kvitto|tilaus"
)
NUMBER = (
    "ids?|identifier|uuid|guid|no|nos|number|num|nr|nbr|code|key|ref|reference|nummer|kennung"
    "|numero|n|codigo|codice|cod|identifiant|kod|kodu|numarasi|kimligi|user id|unique id"
    "|numer|cislo|nro"
)
DATE = (
    "date|datetime|timestamp|time|day|at|on|created|created at|datum|dato|tag|zeitpunkt|zeit|am"
    "|jour|fecha|data|dia|giorno|tarih|tarihi|zamani|utc"
)
# What people call themselves in a shop, and the numbers of their papers, which are ids as well.
LOGIN = (
    "login|user ?name|nick ?name|nutzername|benutzername|gebruikersnaam|nom d utilisateur"
    "|nombre de usuario|nome utente"
)
PAPER = "cpf|cnpj|dni|nif|nip|pesel|codice fiscale|tckn"
OF = "de |do |del |du |des |der |da |van "
# "Email opt in" is none.
MAIL = (
    r"(?:.* )?(?:e ?mail|correo(?: electronico)?|e ?posta|courriel|epost)(?:adresse?| (?:address"
    r"|adresse|id|billing|facturacion|facturation|fatturazione|rechnung|des|der|du|de|del|do|da|di"
    rf"|van|{CUSTOMER}))*|mail"
)
# A date that says something of the customer, or of what came after the order.
OTHER_DATE = (
    r"\b(?:first|last|latest|earliest|next|previous|letzte[rsn]?|erste[rsn]?|dernier\w*|premier\w*"
    r"|ultim\w*|primer\w*|primeir\w*|laatste|eerste|son|ilk|due|expir\w*|birth\w*|geburts\w*"
    r"|sign ?up|joined|registr\w*|ship\w*|deliver\w*|liefer\w*|versand\w*|estimated|approved"
    r"|updated|modified|since|dob|born|geb|gebur\w*|naissance|nacimiento|nac|nascimento|nasc"
    r"|nascita|geboorte\w*|dogum|eintritt\w*|beitritt\w*|mitglied\w*|inscription|alta|iscrizione"
    r"|kayit|rejestracji|urodz\w*|ur|fodelse\w*|fod|syntyma\w*|end|until|bis|fin|fine|einde|bitis|valid|renew\w*|return\w*|refund\w*|cancel\w*)\b"
)
PERSON = (
    r".*\b(?:first|last|full|billing|shipping|sur|bill to|ship to|given|family) ?name\b.*"
    r"|(?:.* )?(?:vorname|nachname|prenom|nom|nombre|apellidos?|nome|cognome|sobrenome|voornaam"
    r"|achternaam|soyadi|adi|isim)(?: .*)?"
    r"|.*\b(?:phone|telephone|telefon|telefono|telefone|mobile|handy|tel|fax|address|adresse"
    r"|direccion|endereco|indirizzo|adres|street|strasse|zip|postal|postcode|plz|iban|ip)\b.*"
)
NAME = (
    rf"(?:{CUSTOMER}|{CONTACT}) ?(?:full )?names?|(?:full )?names?|(?:kunden|klant)na(?:me|am)"
    rf"|(?:nom|nombre|nome|naam|name|adi|ismi|nazwa) (?:de |do |del |du |des |der |della |van )?"
    rf"(?:{CUSTOMER})|(?:musteri|uye) (?:adi|ismi)(?: soyadi)?|(?:{CUSTOMER}) (?:nom|nome|naam)"
)
FIRST_NAME = (
    "first ?names?|fname|given names?|vornamen?|prenom|nombre|nome|voornaam|adi?|imie|jmeno|fornamn"
    "|fornavn|etunimi"
)
LAST_NAME = (
    "last ?names?|lname|surname|family name|(?:nach|familien)namen?|nom|apellidos?|sobrenome"
    "|cognome|achternaam|soyadi?|nazwisko|prijmeni|efternamn|efternavn|etternavn|sukunimi"
)
PHONE = (
    r"(?:.* )?(?:phone|telephone|telefon\w*|telefono|telefone|mobile|mobil\w*|handy\w*|gsm|cell"
    r"|cellphone|celular|rufnummer|telemovel|msisdn|whatsapp|tel)(?: (?:no|number|nr|nummer|numero"
    r"|num|numarasi))?"
)
# What repeats in orders as customers do: where something was sold, and by whom.
NO_CUSTOMER = (
    r"\b(?:city|town|region|state|province|country|county|district|area|store|shop|branch|outlet"
    r"|warehouse|location|site|venue|table|room|register|till|terminal|pos|lane|agent|seller|vendor"
    r"|supplier|salesperson|sales ?rep|rep|cashier|waiter|server|staff|employee|operator|clerk"
    r"|driver|courier|carrier|ort|stadt|bundesland|land|filiale|lager|kasse|tisch|zimmer|verkaufer"
    r"|vertreter|mitarbeiter|kassierer|bediener|lieferant|ville|pays|magasin|caisse|vendeur"
    r"|employe|fournisseur|ciudad|pais|tienda|caja|mesa|vendedor|empleado|proveedor|cidade|loja"
    r"|caixa|funcionario|fornecedor|citta|paese|negozio|cassa|tavolo|venditore|dipendente"
    r"|fornitore|stad|winkel|kassa|tafel|verkoper|medewerker|leverancier|sehir|ulke|magaza|kasa"
    r"|masa|satici|personel|tedarikci|ledger|sachkonto)\b"
)
# What came back, and how many.
BACK = (
    r"(?:return\w*|refund\w*|retour\w*|retoure[nd]?\w*|ruckgabe|ruckgesandt\w*|rucksende|zuruck\w*"
    r"|devuelt\w*|devolucion\w*|devolvid\w*|devolucao|res[oiae]|restituit\w*|geretourneerd\w*"
    r"|iade(?: edilen)?|zwroc\w*|zwrotu?|retur\w*|palautus\w*)"
)
PIECES = (
    "quantity|quantities|qty|pieces|pcs|units|items|menge|anzahl|stuck|stuckzahl|quantites?|qte"
    "|cantidad|unidades|quantidade|qtd|quantita|qta|pezzi|aantal|stuks|adet|adedi|miktar|miktari"
)

PATTERNS = {
    "customer": (
        # What says that it is a number comes before a word alone, which may be a name.
        rf"(?:.* )?(?:{CUSTOMER}) ?(?:unique |user |reference )?(?:{NUMBER})|uid"
        rf"|{SAP_CUSTOMERS}"
        rf"|(?:{NUMBER}|{LOGIN}|{PAPER}) ?(?:{OF})?(?:{CUSTOMER})"
        rf"|(?:{CUSTOMER}) (?:{LOGIN}|{PAPER})",
        rf"(?:{CUSTOMER}|{PAPER})|(?:booked|ordered|bought|purchased) by|(?:bestellt|gebucht) von",
    ),
    "contact": (rf"(?:associated |billing )?(?:{CONTACT})(?: ?(?:{NUMBER}))?",),
    "name": (NAME,),
    "phone": (PHONE,),
    "first_name": (rf"(?:.* )?(?:{FIRST_NAME})(?: .*)?",),
    "last_name": (rf"(?:.* )?(?:{LAST_NAME})(?: .*)?",),
    "email": (MAIL,),
    "order": (
        rf"(?:.* )?(?:{ORDER}) ?(?:{NUMBER})(?: .*)?|(?:{NUMBER}|c) ?(?:de |do |del |du |da )?"
        rf"(?:{ORDER})",
        rf"(?:{ORDER})|vbeln|belnr",
    ),
    "date": (
        rf"(?:.* )?(?:order(?:ed)?|purchased?|invoice|created?|placed|sales?|transaction|trans"
        rf"|booking|visit|bestell|bestellungs|auftrags|rechnungs|kauf|verkaufs|beleg|buchungs"
        rf"|commande|achat|facture|vente|pedido|compra|factura|venda|fatura|encomenda|ordine"
        rf"|acquisto|fattura|vendita|bestel|aankoop|factuur|siparis|fatura|islem|booked|bought|sold"
        rf"|verkauft|gekauft|bestellt|gebucht|besteld|gekocht|vendue?|ordre|faktura|bestillings) ?"
        rf"(?:de |do |del |du |da |der )?(?:{DATE})(?: .*)?"
        rf"|(?:{DATE}) (?:de |do |del |du |da |der |of |di |van )?(?:the )?(?:{ORDER}|zakupu"
        r"|sprzedazy)"
        rf"|created|(?:.* )?purchase timestamp|audat",
        rf"(?:{DATE})(?: time| utc)?|erdat",
        rf"(?:.* )?(?:paid|payment|zahlungs|paiement|pago|pagamento|betaal|odeme) ?(?:{DATE})"
        r"|fkdat|bldat|budat",
        rf"(?:.* )?(?:day|week|month)|(?:.* )?(?:{DATE})(?: .*)?",
    ),
    "quantity": (
        r"(?:.* )?(?:quantity|qty|quantities|pieces|pcs|units|units sold|menge|anzahl|stuck"
        r"|stuckzahl|quantite|qte|cantidad|cant|unidades|quantidade|qtd|qtde|quantita|qta|pezzi"
        r"|aantal|adet|miktar|miktari|antal|antall|ilosc|sztuk|maara|kpl)(?<!minor units)(?: .*)?"
        r"|kwmeng|fkimg"
        r"|(?:number|no|num|nr) of (?:items|pieces|units|products|cds|articles)|items(?: sold)?"
        rf"|{NIGHTS}",
        r"total items",
    ),
    "price": (rf"(?:.* )?(?:{PRICE})(?: .*)?|unit (?:price|value|cost)|item cost|{NIGHTLY_RATE}",),
    "status": (
        r"(?:.* )?(?:status|statut|statuses|state|zustand|bestellstatus|zahlungsstatus"
        r"|auftragsstatus|etat|estado|situacao|situacion|stato|durum|durumu|siparis durumu"
        r"|\w+status|stage|etape|etapa|fase"
        r"|stadium|asama|stav|stan|tilanne|outcome|ergebnis|resultat|resultado|risultato|sonuc)"
        r"(?: .*)?",
    ),
    "refunded": (
        r"(?:.* )?(?:refund|refunds|refunded|erstattet|erstattung|ruckerstattung|erstattungsbetrag"
        r"|rembourse|remboursement|reembolso|reembolsado|rimborso|rimborsato|terugbetaald"
        r"|terugbetaling|iade|iade tutari|partial refunds)(?: .*)?",
    ),
    "currency": (
        r"(?:.* )?(?:currency|wahrung|devise|monnaie|moneda|moeda|divisa|valuta|para birimi|doviz)"
        r"(?: code| iso)?|waerk|waers",
    ),
    "cancelled": (
        r"(?:.* )?(?:cancel\w*|storn\w*|annul\w*|anulad\w*|geannuleerd|iptal|void(?:ed)?)"
        r"(?: (?:at|on|date|am|le|el|em|il|op|tarihi|reason))?|is cancel\w*",
    ),
    "returned_quantity": (
        rf"(?:.* )?{BACK}(?: .*)? ?(?:{PIECES})|(?:.* )?(?:{PIECES})(?: .*)? {BACK}(?: .*)?",
    ),
    "returned": (
        # "Rückgabedatum", "date of return", "returned on".
        rf"(?:.* )?{BACK}(?: de| di| da)? ?(?:{DATE})|(?:{DATE})(?: \w+)? {BACK}(?: .*)?"
        r"|(?:is |was |has been )?(?:refund|refunded|returned?|retourniert|erstattet|zuruckgegeben"
        r"|rembourse|retourne|devuelto|reembolsad[oa]|devolvid[oa]|reso|rimborsato|teruggestuurd"
        r"|terugbetaald|iade(?: edildi)?)(?: (?:at|on|date|am|le|el|em|il|op|tarihi))?",
    ),
    "test": (r"(?:is )?test(?: ?(?:order|mode|transaction|bestellung))?",),
    "product": (
        r"(?:.* )?(?:ean|gtin|isbn|upc|plu|barcode|product|products|item|items|sku|article"
        r"|description|stock code|asin|artikel\w*"
        r"|matnr|arktx"
        r"|produkt\w*|produit|producto|produto|prodotto|urun|lineitem|line item|category)(?: .*)?",
    ),
}


# How many there were, and no order's own number.
HOW_MANY = (
    r"(?:orders|invoices|transactions|purchases|bookings|reservations|tickets|receipts|sales|visits"
    r"|bestellungen|auftrage|rechnungen|kaufe|commandes|factures|achats|pedidos|facturas|compras"
    r"|ordenes|ventas|encomendas|faturas|vendas|ordini|fatture|acquisti|bestellingen|facturen"
    r"|siparisler|faturalar)"
)
# Letters that are no others with a sign above or below.
LEAST_SURE_DATE = len(PATTERNS["date"]) - 1


def header_words(header: str) -> str:
    """A header as small words without accents and signs: "KundenNr." is "kunden nr".

    >>> header_words("Guest name(s)")
    'guest name'
    """
    parted = re.sub(r"(?<=[a-zà-ž0-9])(?=[A-Z])", " ", re.sub(r"(?<=\w)\(e?[ns]\)", "", header))
    return re.sub(r"[\W_]+", " ", without_accents(parted)).strip()


def tier(header: str, role: str) -> int | None:
    """How surely a header names a role, 0 the surest; None where it does not."""
    words = header_words(header)
    found = (at for at, words_of in enumerate(PATTERNS[role]) if re.fullmatch(words_of, words))
    at = next(found, None)
    if role == "date" and at is not None and is_of_something_else(header):
        return LEAST_SURE_DATE
    return at


def is_of_something_else(header: str) -> bool:
    """Whether a date is that of a customer, or of what came after the order."""
    return bool(re.search(OTHER_DATE, header_words(header)))


def is_how_many(header: str) -> bool:
    """Whether a header may say how many orders a row stands for."""
    return bool(re.fullmatch(HOW_MANY, header_words(header)))


def is_of_orders(sure: int | None) -> bool:
    """Whether a date's header, by how surely it names one, is that of an order's own date."""
    return sure is not None and sure < LEAST_SURE_DATE


def is_amount(header: str) -> bool:
    """Whether a header says that the column is what was paid."""
    return is_paid(header_words(header))


def is_of_places_or_staff(header: str) -> bool:
    """Whether a column says where something was sold, or by whom."""
    return bool(re.search(NO_CUSTOMER, header_words(header)))


def is_of_a_person(header: str) -> bool:
    """Whether a column holds names, numbers or addresses that reach a person."""
    words = header_words(header)
    return any(re.fullmatch(pattern, words) for pattern in (MAIL, PERSON, NAME, PHONE))
