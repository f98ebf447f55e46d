"""Headers as words, whatever their spelling."""

import pytest

from segmentation.mapping.own.headers import read_header


@pytest.mark.parametrize(
    ("header", "phrase", "unit"),
    [
        ("Annual Income (k$)", "annual income", "k$"),
        ("Spending Score (1-100)", "spending score", "of 100"),
        ("NumWebVisitsMonth", "number of web visits a month", ""),
        ("Avg_Open_To_Buy", "average open to buy", ""),
        ("Total_Trans_Ct", "number of transactions", ""),
        ("Total_Trans_Amt", "total transaction amount", ""),
        ("Months_Inactive_12_mon", "months inactive in 12 months", ""),
        ("CLIENTNUM", "client id", ""),
        ("Kunden-Nr.", "kunden id", ""),
        ("顧客ID", "顧客 id", ""),
        ("ID#", "id", ""),
        ("$ spent", "spent", "$"),
        ("% returned", "share returned", "%"),
        ("No_of_orders", "number of orders", ""),
        ("# stays", "number of stays", ""),
        ("income_usd", "income", "usd"),
        ("Umsatz 2023 in EUR", "umsatz 2023", "EUR"),
        ("Weight [kg]", "weight", "kg"),
        ("Annual_Spend__c", "annual spend", ""),
        ("Laufzeit (in Monaten)", "laufzeit", "months"),
        ("Avg Rate/Night", "average rate per night", ""),
        ("feature_adoption_pct", "feature adoption share", "%"),
        ("avg_session_min", "average session", "minutes"),
        ("price_min", "price min", ""),
        ("playtime_h", "playtime", "hours"),
        ("Größe in cm", "größe", "cm"),
        ("Jahresverbrauch kWh", "jahresverbrauch", "kWh"),
        ("Annual usage (m3)", "annual usage", "m3"),
        ("Einkommen (Tsd. €)", "einkommen", "tsd. €"),
        ("logins_30d", "logins in 30 days", ""),
        ("spend_12m", "spend in 12 months", ""),
        ("Skonto in %", "skonto", "%"),
        ("BAföG", "bafög", ""),
        ("SEG_KM_SUM", "seg km sum", ""),
        ("cust_seg", "customer segment", ""),
        ("Kampanya İzni", "kampanya izni", ""),
        ("presenças no mês", "presenças no mês", ""),
        ("toplam_harcama_tl", "toplam harcama", "tl"),
        ("Guthaben/Nachzahlung", "guthaben nachzahlung", ""),
        ("HasCrCard", "has credit card", ""),
    ],
)
def test_header_as_words(header, phrase, unit):
    read = read_header(header)
    assert (read.phrase, read.unit) == (phrase, unit)
