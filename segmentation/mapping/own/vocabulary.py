"""Words for what columns hold, in English, German, French, Spanish, Portuguese, Italian, Dutch
and Turkish, to be looked for in a header's phrase."""

import re

from segmentation.mapping.customer_words import CUSTOMER

Pattern = re.Pattern[str]


def _says(*words: str) -> Pattern:
    """A pattern that finds any of the words in a phrase, as whole words."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")


def _is(*words: str) -> Pattern:
    """A pattern that is the whole phrase."""
    return re.compile(rf"^(?:{'|'.join(words)})$")


# What names something, and is never an amount.
IDENTIFIER = re.compile(
    r"(?<!\w)(?:ids?|key|uuid|guid|identifier|number|nummer|numéro|numero|número|código|codigo"
    r"|codice|kod|kodu|kennung|matricule|номер|код|numer|číslo|nº|n°|番号|编号|編號|コード|번호)$"
    r"|^(?:id|n°|nº|numéro|numero|número|номер|код|numer|código|codigo|codice)(?!\w)"
    r"|(?:番号|编号|編號|コード|번호)$|\w{3}(?:nummer|numer|numero|number|numarası|nr|nro)$"
)
# What has a number of its own: papers, taxes, insurances, cards. The word alone may count them.
PAPER = _says(
    "policy", "police", "policen", "polizza", "polizze", "póliza", "poliza", "apólice", "apolice",
    "polis", "poliçe", "polisa", "\\w*versicherungs?schein", "vertrag", "contract", "contrat",
    "contrato", "contratto", "sözleşme", "umowa", "avtal", "kontrakt", "sopimus", "\\w*pass",
    "passport", "passeport", "pasaporte", "passaporto", "passaporte", "paspoort", "pasaport",
    "paszport", "\\w*ausweis", "cni", "cédula", "cedula", "dni", "nie", "rut", "run", "ruc",
    "curp", "rfc", "cuit", "cuil", "nif", "nipc", "cif", "cnpj", "cpf", "rg", "siren", "siret",
    "rcs", "bsn", "rsin", "kvk", "btw id", "codice fiscale", "partita iva", "p iva", "piva",
    "vat id", "ust id", "ustid", "steuer ?id", "tin", "tax id", "ein", "itin", "ssn", "nino",
    "tckn", "vkn", "kimlik", "pesel", "nip", "regon", "krs", "personnummer", "orgnr", "cvr",
    "cpr", "hetu", "y tunnus", "svnr", "sv id", "ahv", "avs", "nir", "insee", "sécurité sociale",
    "seguridad social", "aadhaa?r", "pan", "gstin", "abn", "acn", "imei", "imsi", "iccid", "meid",
    "vin", "licen[cs]e", "licencia", "führerschein", "permis", "patente", "kennzeichen",
    "\\w*karte", "card", "carte", "tarjeta", "tessera", "carta", "cartão", "kaart", "kart",
    "karta", "kort", "kortti", "badge", "barcode", "ean", "gtin", "serial", "iban", "konto",
    "compte", "cuenta", "conto", "conta", "rekening", "hesap", "account", "dossier", "akte",
    "expediente", "nhs", "medicare", "nid",
)  # fmt: skip
SPEAKS_OF_MONEY = _says(
    r"\w*(?:umsatz|umsätze|betrag|beträge|summe|wert|preis|kosten|erlöse?|gehalt|vermögen)",
    "total\\w*", "totaa?le?", "toplam", "suma", "summa", "sum", "gross", "net", "brutto", "netto",
    "brut", "bruto", "lordo", "líquido", "liquido", "importe", "montante?", "montant", "monto",
    "valore?s?", "valor", "bedrag", "kwota", "wartość", "belopp", "beløb", "tutarı?", "ücreti?",
    "encours", "capital\\w*", "kapital", "capitale", "assets", "wealth", "patrimo\\w+", "portfolio",
    "invest\\w*", "kredit", "crédito?", "credito", "budget", "turnover", "gmv", "aum", "worth",
    "przychód", "przychody", "obrót", "omsättning", "omsætning", "liikevaihto", "intäkter",
    "market cap\\w*", "sprzedaż", "försäljning", "salg", "myynti", "cash", "money", "geld",
    "argent", "dinero", "dinheiro", "denaro", "soldi", "para", "pengar", "penge", "raha",
    "facturado", "facturé", "fatturato", "ingresos?", "receita", "ricavi",
    "recettes?", "opbrengst\\w*", "gelir\\w*",
)  # fmt: skip
SPEAKS_OF_COUNTING = _says(
    "count\\w*", "views", "clicks", "impressions", "followers", "subscribers", "steps", "bytes",
    "kilobytes", "megabytes", "[kmgt]b", "[kmgt]?wh", "volume", "volumen", "traffic", "seconds",
    "milliseconds", "ms", "minutes", "population", "einwohner", "habitants?", "habitantes",
    "abitanti", "inwoners", "nüfus", "points?", "punkte", "miles", "meilen", "tokens", "requests",
    "hits", "streams", "plays", "units", "stück", "quantity", "number of", "anzahl",
)  # fmt: skip
NOT_IDENTIFIER = re.compile(
    r"^number of|^(?:numero|número) (?:de|di)|^nombre de"
    # "Nº de tarjetas" counts them, "Nº de cliente" names one.
    r"|^(?:n[º°]|núm|nr) (?:de |d'|d |van )\w+s$|^n[º°] di \w+[ie]$"
)
CODE = re.compile(
    r"(?<!\w)(?:code|store|shop|region|zone|area|district|branch|department|segment|cluster|group"
    r"|type|class|category|channel|country|state|province|city|county|warehouse|territory|market"
    r"|plan|campaign|product|brand|filiale|laden|gebiet|bezirk|bundesland|land|gruppe|typ|klasse"
    r"|kategorie|abteilung|magasin|boutique|région|secteur|agence|groupe|catégorie|tienda|región"
    r"|zona|sucursal|grupo|tipo|clase|categoría|loja|região|categoria|filial|negozio|regione"
    r"|gruppo|filiaal|winkel|regio|groep|mağaza|şube|bölge|grup|tür|language|sprache|gender|sex"
    r"|geschlecht|marital status|education|occupation|profession|job|status|quarter"
    r"|\w+(?:gebiet|bezirk|filiale|gruppe|klasse|kategorie|region|niederlassung)"
    r"|mcc|sic|naics|nace|terminal|route|sector|industry|cohort|office|site|location)(?: id)?$"
)
POSTCODE = _says(
    "post ?codes?", "postal(?: code)?", "zip(?: ?code)?", "plz", "postleitzahl", "code postal",
    "código postal", "codigo postal", "codice postale", "posta kodu", "cep", "postnummer",
    "pin ?code", "postcode", "post ?nr", "post id", "posta kod", "eircode", "kod pocztowy",
    "postinumero", "psč",
)  # fmt: skip
POSTCODE_ALONE = _is("cp", "cap", "pc", "zip")
PHONE = _says(
    "phone", "telephone", "mobile", "cell(?:phone)?", "handy(?:nummer)?", "telefon(?:nummer|no)?",
    "teléfono", "telefono", "téléphone", "telephone", "telefone", "telefoon(?:nummer)?", "móvil",
    "movil", "celular", "cellulare", "portable", "gsm", "fax", "msisdn", "cep telefonu", "whatsapp",
    "mobil(?:e|er)?", "mobil(?:nr|nummer|telefon\\w*)", "mobiel\\w*", "handy ?(?:nr|id)",
    "(?:rück)?rufnummer", "ruf id", "telem[óo]vel", "tlm", "tlf", "tfno", "tél", "tel", "telefoni?",
    "telefonu", "komórk\\w*", "puhelin\\w*", "matkapuhelin\\w*", "cep (?:no|id)",
    "cep tel\\w*", "landline",
)  # fmt: skip
# A person, or how to reach them: by their values.
CONTACT = _is("(?:contact|kontakt|contacto|contato|contatto|iletişim|yhteystieto)(?: id)?")
COORDINATE = _says(
    "latitude", "longitude", "breitengrad", "längengrad", "laengengrad", "latitud", "longitud",
    "latitudine", "longitudine", "enlem", "boylam", "breedtegraad", "lengtegraad", "geo ?lat",
    "geo ?lon", "geo ?lng", "geolocation", "easting", "northing", "gps", "hochwert", "rechtswert",
    "breddgrad", "längdgrad", "breddegrad", "længdegrad", "leveysaste", "pituusaste",
    "(?:szerokość|długość) geograficzna", "koordinat\\w*", "coordonnée\\w*", "coordenada\\w*",
    "coordinat\\w*", "coördinaat",
)  # fmt: skip
COORDINATE_ALONE = _is("long", "coord x", "coord y")
# The two of a pair, in whatever words they stand: X beside Y, "pos n" beside "pos e".
COORDINATE_PAIRS = (("x", "y"), ("n", "e"), ("n", "w"), ("s", "w"), ("s", "e"), ("n", "o"),
                    ("nord", "ost"), ("nord", "est"), ("norte", "este"), ("north", "east"),
                    ("lat", "long"))  # fmt: skip
EMAIL = _is(
    rf"(?:(?:{CUSTOMER}|billing|contact|your|work|home) )?(?:e ?mail|mail|correo(?: electrónico)?"
    r"|courriel|e ?posta)(?: ?address| ?adresse| id)?"
)
PERSON = _is(
    rf"(?:(?:{CUSTOMER}|billing|contact|shipping|full|person|your) )?"
    r"(?:name|first name|last name|full name|surname|given name|family name|firstname|lastname)",
    "vorname", "nachname", "familienname", "kundenname", "mitgliedsname", "nom", "prénom", "prenom",
    "nom de famille", "nom complet", "nom client", "nombre", "apellidos?", "nombre completo",
    "nome",
    "cognome", "sobrenome", "nome completo", "ragione sociale", "naam", "voornaam", "achternaam",
    "imię", "imie", "nazwisko", "imię i nazwisko", "jméno", "příjmení", "förnamn", "efternamn",
    "fornavn", "etternavn", "etunimi", "sukunimi", "keresztnév", "vezetéknév", "név", "όνομα",
    "επώνυμο", "ονοματεπώνυμο", "прізвище", "姓", "名", "お名前", "会員名", "顧客名", "客户姓名",
    "ad", "soyad", "ad soyad", "isim", "adı", "soyadı", "氏名", "名前", "姓名", "имя", "фамилия",
    "фио",
    "address", "street", "street address", "adresse", "straße", "strasse", "anschrift", "rue",
    "dirección", "direccion", "indirizzo", "endereço", "adres", "iban", "address line [12]",
    "billing address", "shipping address", "ssn", "credit card id", "ip", "ip address",
)  # fmt: skip
OUTPUT = re.compile(
    r"(?<!\w)(?:predict(?:ed|ion|ions)?|probabilit(?:y|ies|é|à)|proba?|probability|propensity"
    r"|naive bayes|classifier|kmeans|k means|y pred|vorhersage|prognose|wahrscheinlichkeit"
    r"|\w*wahrscheinlichkeit|probabilidad|probabilidade|olasılık|olasilik|tahmin|churn(?:ed)?|attrition"
    r"|exited|attrited|abwanderung|abgewandert|likelihood|uplift|lookalike|logit|model(?:l)? score"
    r"|y hat|yhat|preds?|pred\w*(?:ci[oó]n|zione|ção|ction)|forecast(?:ed)?|voorspel\w*"
    r"|prévisions?|previs(?:ión|ione|ioni|ão|iones)|prognoza|prognos|ennuste|(?:ml|ai) scores?"
    r"|segmento?s?(?: id)?|segment[ei]|segmentnr|segmentti|küme(?:si|ler)?|kume|grappes?"
    r"|grappol[oi]|conglomerad[oo]s?|agrupamento|cúmulo|klaster|klastr\w*|kluster|klynge|klusteri"
    r"|embedding|pca|tsne|umap|cluster(?:s|nr| id| label)?|kündigungsrisiko|risk score"
    r"|churn risk|rfm (?:score|segment|group|cell)|segmentation|segment(?: id| label)?"
    r"|kundensegment)"
    r"(?!\w)|^(?:label|target|outcome|class label|ground truth|y|y true)$"
    r"|(?<!\w)(?:label|target variable|target class)$"
)
SEX = _says("sex", "gender", "geschlecht", "sexe", "sexo", "sesso", "género", "genere", "gênero",
            "geslacht", "cinsiyet", "genre")  # fmt: skip
COUNTRY = _is("country", "nation", "nationality", "pays", "país", "pais", "paese", "ülke", "land")
PLACE = _is("miasto", "město", "город", "πόλη", "woonplaats",
            "city", "town", "stadt", "ort", "wohnort", "ville", "ciudad", "città", "cidade", "stad",
            "şehir", "sehir")  # fmt: skip
NAMELESS = re.compile(r"^(?:column \d+|unnamed \d+|index|row(?: (?:id|number))?|level 0"
r"|zeile(?:nnummer)?"
                      r"|lfd(?: id)?|laufende id|ligne|fila|riga|rij|satır|rownum"
                      r"|rowid)$")  # fmt: skip

# Years and dates.
YEAR = _says("years?", "jahr", "année", "annee", "año", "ano", "anno", "jaar", "yıl", "yil", "jg",
             r"\w+jahr", r"\w+jaar", "yob", "jahrgang", "rok", "år", r"\w+år",
             r"\w+vuosi")  # fmt: skip
BIRTH = _says(
    "births?", "birthda(?:y|te)", "birthyear", "dateofbirth", "born", "b ?day", "b ?date", "yob",
    "d o b", "geburt\\w*", "geboren", "geb", "geb(?:dat(?:um)?|tag|jahr)", "jahrgang",
    "naissance", "naiss", "née?", "ddn", "nacimiento", "nacid[oa]", "f?nac", "fec ?nac",
    "f ?nacimiento", "cumpleaños", "nascimento", "nascid[oa]", "nasc", "aniversário", "nascita",
    "nat[oa]", "compleanno", "geboorte\\w*", "verjaardag", "doğum", "dogum", "d(?:oğ|og)? tarihi",
    "doğ", "urodz\\w*", "data ur", "föd\\w*", "fodelse\\w*", "fød\\w*", "syntymä\\w*", "syntynyt",
    "synt",
)  # fmt: skip
JOINED = _says(
    "joined", "join", "joining", "sign ?up", "signed ?up", "signup", "registered", "registration",
    "registriert", "registrierung", "member since", "customer since", "client since", "since",
    "created", "enrol\\w*", "enroll\\w*", "opened", "start(?:ed)?",
    "first (?:order|purchase|visit|seen|booking|stay)",
    "beitritt\\w*", "eintritt\\w*", "mitglied seit", "kunde seit", "seit", "anmeldung",
    "anmeldedatum",
    "vertragsbeginn", "beginn", "inscription", "inscrit", "adhésion", "depuis", "alta",
    "inscripción", "registro", "desde", "iscrizione", "iscritto", "cadastro", "inschrijving",
    "sinds", "lid sinds", "kayıt", "kayit", "üyelik", "acquired", "acquisition", "onboard\\w*",
    "subscribed", "subscription start", "activated", "activation", "dt customer", "date customer",
    "sedan", "siden", "alkaen", "(?:klient|członek) od", "rejestracj\\w*", "registrerad",
    "erstkauf", "erster (?:kauf|besuch)", "erste (?:bestellung|buchung)", "регистрац\\w*",
    "εγγραφή\\w*", "登録日", "入会日", "会員登録日", "注册日期", "注册时间", "入会日期", "opt ?in",
    "data dołączenia", "registrace", "ades(?:ão|ione)", "adhesión", "afiliación", "toetreding",
)  # fmt: skip
LAST = _says(
    "last", "latest", "most recent", "letzter?", "letztes", "letzten", "zuletzt", "dernière?",
    "dernier", "última", "último", "ultima", "ultimo", "laatste", "son", "recent", "previous",
    "ostatni\\w*", "poslední\\w*", "senaste", "sista", "sidste", "siste", "viimei\\w+", "utolsó",
    "последн\\w*", "τελευταί\\w*", "最終\\w*", "最近\\w*", "最后\\w*", "前回\\w*",
)  # fmt: skip
FUTURE = _says(
    "end", "ends", "ending", "expir\\w*", "valid (?:until|to|thru)", "until", "renew\\w*", "next",
    "due", "maturity", "contract end", "term end", "ende", "vertragsende", "laufzeitende", "bis",
    "gültig bis", "ablauf\\w*", "fällig\\w*", "verlängerung\\w*", "nächster?", "nächste",
    "kündigung(?:s?termin)?",
    "fin", "échéance", "expiration", "prochaine?", "renouvellement", "vencimiento", "próxim[oa]",
    "caducidad", "renovación", "scadenza", "prossim[oa]", "rinnovo", "fine", "vencimento",
    "validade", "einde", "einddatum", "vervaldatum", "volgende", "bitiş", "bitis", "sonraki",
    "yenileme", "scheduled", "planned", "upcoming", "checkout date", "geplant\\w*",
)  # fmt: skip
DATE_WORDS = _says("date", "datum", "day", "fecha", "data", "tarihi?", "am", "at", "time", "on",
                   "timestamp", "le", "ts", "zeitpunkt")  # fmt: skip

GERMAN = re.compile(
    r"(?<!\w)(?:kunden?|kunden\w+|umsatz|\w+umsatz|besuche?|alter|einkommen|geschlecht|mitglied\w*"
    r"|beitrag|vertrag\w*|letzter?|letzte[ns]|anzahl|bestellung(?:en)?|käufe|einkäufe|ausgaben"
    r"|ort|stadt|straße|kontostand|guthaben|rabatt|gehalt|geburts\w+|jahre?|monate?|tage?|seit"
    r"|warenkorb|zufriedenheit|kurse|punkte|wert|und|pro|gesamt|\w+ungen|\w*besuche|filiale)(?!\w)"
)
