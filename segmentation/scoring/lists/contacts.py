"""What columns about a person are called, and those whose numbers only name something."""

import re
import unicodedata
from collections.abc import Iterator

from segmentation.customers.columns import normalised

# What a column about a person may be called in English, German, French and Spanish, or by a
# CRM, without case, accents, spaces and punctuation.
_HEADERS = {
    "e-mail address": "email emailaddress mail mailaddress emailid emailadresse mailadresse "
    "courriel adresseemail adressemail adressecourriel correo correoelectronico",
    "first name": "firstname givenname forename vorname prenom nombre",
    "last name": "lastname surname familyname nachname familienname nom nomdefamille apellido "
    "apellidos",
    "phone": "phone phonenumber telephone tel telefon telefonnummer telefonnr "
    "numerodetelephone telefono numerodetelefono",
    "mobile phone": "mobile mobilephone mobilephonenumber mobilenumber cell cellphone mobil "
    "mobiltelefon mobilnummer handy handynummer portable telephoneportable movil telefonomovil",
    "company": "company companyname organisation organization",
    "address": "address mailingaddress postaladdress anschrift adresse direccion",
    "street address": "street streetaddress mailingstreet strasse strassehausnummer "
    "strasseundhausnummer strassehausnr strassenr rue calle",
    "city": "city town mailingcity stadt ort wohnort ville ciudad",
    "state": "state region province stateregion mailingstate",
    "postal code": "postalcode postcode zip zipcode mailingpostalcode plz postleitzahl "
    "codepostal codigopostal",
    "country": "country countryregion mailingcountry land pays pais",
    "job title": "jobtitle",
}
KNOWN = {what: set(names.split()) for what, names in _HEADERS.items()}
NUMBERS_THAT_NAME = ("phone", "mobile phone", "postal code")
# Last words of headers, in the same languages.
NAMING = {"id", "ids", "iban", "bic", "isbn", "ean", "gtin", "sku", "uuid", "guid", "fax"}
# The same, where another word stands before it.
NAMING_OF = {"nr", "no", "code", "key", "number", "nummer", "numero"}
# And where it stands before it in the same word, as in German.
COMPOUNDED = ("nr", "nummer")
# Of customers that were rolled up, the column with their key.
CUSTOMER = "customer"
WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|\d+")


def meanings(header: str) -> Iterator[str]:
    """What of a person a column with this header tells: "postal code"."""
    # Taken apart, an accent is a mark of its own, and goes as punctuation does.
    told = normalised(_without_accents(header))
    return (what for what, seen in KNOWN.items() if told in seen)


def is_name(header: str) -> bool:
    """Whether a column with this header holds names of things and persons, even if of digits.

    Ids, postal codes and telephone numbers: nobody adds them up, and their zeros matter.
    """
    if any(what in NUMBERS_THAT_NAME for what in meanings(header)):
        return True
    if header.casefold() == CUSTOMER:
        return True
    words = [word.casefold() for word in WORDS.findall(_without_accents(header))]
    if not words:
        return False
    *before, last = words
    is_compound = last not in NAMING_OF and last.endswith(COMPOUNDED)
    return last in NAMING or is_compound or (bool(before) and last in NAMING_OF)


def _without_accents(header: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", header) if not unicodedata.combining(c))
