"""Orders as known programs export them, and in eight languages, each in a few lines."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Table:
    """A table as text, and what must come of it."""

    title: str
    row: str
    customers: int
    orders: int
    amount: float | None
    lines: tuple[str, ...]
    taken_out: dict[str, int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


TABLES = {
    "magento": Table(
        title="Magento orders",
        row="order",
        customers=2,
        orders=3,
        amount=180.0,
        taken_out={"cancelled": 1},
        lines=(
            "ID,Purchase Point,Purchase Date,Bill-to Name,Ship-to Name,Grand Total (Base),Grand"
            " Total (Purchased),Status,Customer Email,Subtotal,Shipping and Handling,Total Refu"
            "nded",
            "000000001,Main,2024-01-05 10:00:00,A B,A B,100.00,100.00,complete,a@x.org,90,10,0",
            "000000002,Main,2024-02-05 10:00:00,A B,A B,50.00,50.00,canceled,a@x.org,40,10,0",
            "000000003,Main,2024-03-05 10:00:00,C,C,70.00,70.00,processing,c@x.org,60,10,20",
            "000000004,Main,2024-03-06 10:00:00,C,C,30.00,30.00,closed,c@x.org,30,0,0",
        ),
    ),
    "bigcommerce": Table(
        title="BigCommerce orders",
        row="order",
        customers=2,
        orders=3,
        amount=200.0,
        taken_out={"cancelled": 1},
        lines=(
            "Order ID,Customer ID,Customer Name,Customer Email,Customer Phone,Order Date,Order "
            "Status,Subtotal (inc tax),Subtotal (ex tax),Order Total (inc tax),Order Total (ex "
            "tax),Order Currency Code,Total Quantity,Refund Amount",
            "100,1,Ann,a@x.org,1,2024-01-05,Completed,90,80,100,90,USD,2,0",
            "101,1,Ann,a@x.org,1,2024-02-05,Shipped,45,40,50,45,USD,1,0",
            "102,2,Bob,b@x.org,1,2024-02-09,Cancelled,45,40,55,45,USD,1,0",
            "103,2,Bob,b@x.org,1,2024-02-19,Completed,45,40,60,45,USD,1,10",
        ),
    ),
    "prestashop": Table(
        title="PrestaShop orders",
        row="order",
        customers=2,
        orders=2,
        amount=1091.2,
        taken_out={"cancelled": 1, "not paid": 1},
        lines=(
            "ID;Reference;New client;Delivery;Customer;Total;Payment;Status;Date",
            "1;XKBKNABJK;1;France;J. DOE;76,30 €;Chèque;Paiement accepté;2024-01-02 10:00:00",
            "2;OHSATSERP;0;France;J. DOE;69,90 €;Chèque;Annulé;2024-01-03 10:00:00",
            "3;UOYEVOLI;1;France;M. CURIE;14,90 €;Virement;En attente du paiement;2024-02-02 10"
            ":00:00",
            "4;FFATNOMMJ;0;France;M. CURIE;1 014,90 €;Virement;Livré;2024-03-02 10:00:00",
        ),
    ),
    "etsy": Table(
        title="Etsy orders",
        row="order",
        customers=2,
        orders=3,
        amount=105.0,
        taken_out={},
        lines=(
            "Sale Date,Order ID,Buyer User ID,Full Name,First Name,Last Name,Number of Items,Pa"
            "yment Method,Date Shipped,Street 1,Ship City,Ship Country,Currency,Order Value,Cou"
            "pon Code,Discount Amount,Shipping,Sales Tax,Order Total,Status,Card Processing Fee"
            "s,Order Net,Buyer,Order Type",
            "01/25/24,301,ann1,Ann A,Ann,A,1,Other,01/26/24,S,Rome,Italy,EUR,20,,0,5,0,25,,1,24"
            ",Ann (ann1),online",
            "02/25/24,302,ann1,Ann A,Ann,A,1,Other,02/26/24,S,Rome,Italy,EUR,30,,0,5,0,35,,1,34"
            ",Ann (ann1),online",
            "03/15/24,303,bob2,Bob B,Bob,B,2,Other,03/16/24,S,Bonn,Germany,EUR,40,,0,5,0,45,,1,"
            "44,Bob (bob2),online",
        ),
    ),
    "amazon": Table(
        title="Amazon orders",
        row="order line",
        customers=2,
        orders=2,
        amount=33.0,
        taken_out={"cancelled": 1},
        lines=(
            "amazon-order-id\tmerchant-order-id\tpurchase-date\tlast-updated-date\torder-status\tful"
            "fillment-channel\tproduct-name\tsku\tasin\titem-status\tquantity\tcurrency\titem-price\tit"
            "em-tax\tshipping-price\tship-country\tbuyer-email",
            "111-1\t\t2024-01-05T10:00:00+00:00\t2024-01-06T10:00:00+00:00\tShipped\tAmazon\tX\ts1\tB1\t"
            "Shipped\t2\tGBP\t20.00\t2\t3\tGB\ta@m.amazon",
            "111-1\t\t2024-01-05T10:00:00+00:00\t2024-01-06T10:00:00+00:00\tShipped\tAmazon\tY\ts2\tB2\t"
            "Shipped\t1\tGBP\t5.00\t2\t3\tGB\ta@m.amazon",
            "111-2\t\t2024-02-05T10:00:00+00:00\t2024-02-06T10:00:00+00:00\tCancelled\tAmazon\tY\ts2\tB"
            "2\tCancelled\t1\tGBP\t5.00\t2\t3\tGB\ta@m.amazon",
            "111-3\t\t2024-02-07T10:00:00+00:00\t2024-02-08T10:00:00+00:00\tShipped\tAmazon\tY\ts2\tB2\t"
            "Shipped\t1\tGBP\t8.00\t2\t3\tGB\tb@m.amazon",
        ),
    ),
    "paypal": Table(
        title="PayPal payments",
        row="payment",
        customers=2,
        orders=2,
        amount=160.0,
        taken_out={"returned": 2, "not paid": 1},
        lines=(
            '"Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net","Fr'
            'om Email Address","To Email Address","Transaction ID","Balance"',
            '"25/01/2024","10:00:00","GMT","Ann","Express Checkout Payment","Completed","EUR","'
            '100,00","-3","97","a@x.org","shop@x.org","T1","97"',
            '"26/01/2024","10:00:00","GMT","Ann","Express Checkout Payment","Completed","EUR","'
            '40,00","-3","37","a@x.org","shop@x.org","T2","134"',
            '"27/01/2024","10:00:00","GMT","Bob","Express Checkout Payment","Pending","EUR","40'
            ',00","-3","37","b@x.org","shop@x.org","T3","134"',
            '"28/01/2024","10:00:00","GMT","Bob","Express Checkout Payment","Completed","EUR","'
            '60,00","-3","57","b@x.org","shop@x.org","T4","134"',
            '"29/01/2024","10:00:00","GMT","Shop","Payment Refund","Completed","EUR","-40,00","'
            '1","-39","shop@x.org","a@x.org","T5","95"',
        ),
    ),
    "square": Table(
        title="Square transactions",
        row="payment",
        customers=2,
        orders=3,
        amount=55.0,
        taken_out={"no customer": 1},
        lines=(
            "Date,Time,Time Zone,Gross Sales,Discounts,Net Sales,Tax,Tip,Total Collected,Source"
            ",Card,Transaction ID,Payment ID,Event Type,Location,Customer ID,Customer Name",
            "2024-01-05,10:00:00,UTC,$20.00,$0.00,$20.00,$1.00,$0.00,$21.00,POS,$21.00,tA,pA,Pa"
            "yment,Here,C1,Ann",
            "2024-01-06,10:00:00,UTC,$30.00,($5.00),$25.00,$1.00,$0.00,$26.00,POS,$26.00,tB,pB,"
            "Payment,Here,C1,Ann",
            "2024-01-07,10:00:00,UTC,$10.00,$0.00,$10.00,$1.00,$0.00,$11.00,POS,$11.00,tC,pC,Pa"
            "yment,Here,,",
            "2024-01-08,10:00:00,UTC,$10.00,$0.00,$10.00,$1.00,$0.00,$11.00,POS,$11.00,tD,pD,Pa"
            "yment,Here,C2,Bob",
        ),
    ),
    "ebay": Table(
        title="eBay orders",
        row="order",
        customers=2,
        orders=3,
        amount=66.0,
        taken_out={},
        lines=(
            "Sales Record Number,Order Number,Buyer Username,Buyer Name,Buyer Email,Item Number"
            ",Item Title,Quantity,Sold For,Shipping And Handling,Total Price,Payment Method,Sal"
            "e Date,Paid On Date",
            "1,01-1,ann,Ann,a@x,9,T,1,$10.00,$2.00,$12.00,PayPal,Jan-05-24,Jan-05-24",
            "2,01-2,ann,Ann,a@x,9,T,1,$20.00,$2.00,$22.00,PayPal,Feb-05-24,Feb-05-24",
            "3,01-3,bob,Bob,b@x,9,T,1,$30.00,$2.00,$32.00,PayPal,Feb-06-24,Feb-06-24",
        ),
    ),
    "german": Table(
        title="Orders",
        row="order line",
        customers=2,
        orders=3,
        amount=41.0,
        taken_out={},
        lines=(
            "Rechnungsnummer;Kundennr;Rechnungsdatum;Artikel;Menge;Einzelpreis;Land",
            "1;K1;05.01.2024;A;2;10,00;DE",
            "1;K1;05.01.2024;B;1;5,50;DE",
            "2;K2;06.01.2024;B;1;5,50;AT",
            "3;K1;07.02.2024;A;1;10,00;DE",
        ),
    ),
    "french": Table(
        title="Orders",
        row="order",
        customers=2,
        orders=2,
        amount=180.5,
        taken_out={"cancelled": 1, "returned": 1},
        lines=(
            "N° commande;Client;Date de commande;Montant TTC;Statut",
            "1;Dupont SA;05/01/2024;100,50;Payée",
            "2;Dupont SA;25/01/2024;1 200,00;Annulée",
            "3;Durand;26/01/2024;80,00;Payée",
            "4;Durand;27/02/2024;20,00;Remboursée",
        ),
    ),
    "spanish": Table(
        title="Orders",
        row="order",
        customers=2,
        orders=2,
        amount=40.0,
        taken_out={"cancelled": 1, "not paid": 1},
        lines=(
            "Pedido,ID Cliente,Fecha,Importe,Estado",
            "1,7,2024-01-05,10,Completado",
            "2,7,2024-02-05,20,Cancelado",
            "3,8,2024-02-06,30,Enviado",
            "4,8,2024-02-08,5,Pendiente",
        ),
    ),
    "turkish": Table(
        title="Orders",
        row="order",
        customers=2,
        orders=2,
        amount=1340.5,
        taken_out={"cancelled": 1},
        lines=(
            "Sipariş No;Müşteri No;Sipariş Tarihi;Tutar;Durum",
            "1;5;05.01.2024;1.250,50;Tamamlandı",
            "2;5;15.01.2024;100,00;İptal edildi",
            "3;6;16.01.2024;90,00;Teslim edildi",
        ),
    ),
    "dutch": Table(
        title="Orders",
        row="order",
        customers=2,
        orders=2,
        amount=100.5,
        taken_out={"cancelled": 1},
        lines=(
            "Ordernummer;Klantnummer;Besteldatum;Totaalbedrag;Status",
            "1;5;05-01-2024;10,50;Voltooid",
            "2;5;15-01-2024;100,00;Geannuleerd",
            "3;6;16-01-2024;90,00;Verzonden",
        ),
    ),
    "italian": Table(
        title="Orders",
        row="order",
        customers=2,
        orders=2,
        amount=100.5,
        taken_out={"cancelled": 1},
        lines=(
            "Numero ordine;Codice cliente;Data ordine;Importo totale;Stato",
            "1;5;05/01/2024;10,50;Completato",
            "2;5;15/01/2024;100,00;Annullato",
            "3;6;16/01/2024;90,00;Spedito",
        ),
    ),
    "portuguese": Table(
        title="Orders",
        row="order",
        customers=2,
        orders=2,
        amount=100.5,
        taken_out={"cancelled": 1},
        lines=(
            "Número do pedido;Código do cliente;Data do pedido;Valor total;Situação",
            "1;5;05/01/2024;R$ 10,50;Aprovado",
            "2;5;15/01/2024;R$ 100,00;Cancelado",
            "3;6;16/01/2024;R$ 90,00;Entregue",
        ),
    ),
    "groceries": Table(
        title="Orders",
        row="order line",
        customers=2,
        orders=3,
        amount=None,
        taken_out={},
        lines=(
            "Member_number,Date,itemDescription",
            "1808,21-07-2015,tropical fruit",
            "1808,21-07-2015,whole milk",
            "2552,05-01-2015,whole milk",
            "2552,06-02-2015,pip fruit",
        ),
    ),
    "visits": Table(
        title="Orders",
        row="visit",
        customers=2,
        orders=3,
        amount=None,
        taken_out={},
        lines=(
            "member_id,checkin_time",
            "1,2024-01-05 10:00",
            "1,2024-01-06 10:00",
            "2,2024-01-07 10:00",
        ),
    ),
    "olist": Table(
        title="Olist orders",
        row="order line",
        customers=2,
        orders=3,
        amount=83.12,
        taken_out={"cancelled": 1},
        lines=(
            "order_id,customer_id,customer_unique_id,order_status,order_purchase_timestamp,orde"
            "r_approved_at,order_delivered_customer_date,payment_type,payment_value",
            "o1,c1,u1,delivered,2017-10-02 10:56:33,2017-10-02 11:07:15,2017-10-10,credit_card,"
            "18.12",
            "o2,c2,u1,delivered,2017-11-02 10:56:33,2017-11-02 11:07:15,2017-11-10,voucher,20.00",
            "o2,c2,u1,delivered,2017-11-02 10:56:33,2017-11-02 11:07:15,2017-11-10,credit_card,"
            "30.00",
            "o3,c3,u2,canceled,2018-01-02 10:56:33,2018-01-02 11:07:15,,boleto,10.00",
            "o4,c4,u2,shipped,2018-02-02 10:56:33,2018-02-02 11:07:15,,boleto,15.00",
        ),
    ),
    "retail_transactions": Table(
        title="Orders",
        row="payment",
        customers=2,
        orders=4,
        amount=1680.0,
        taken_out={},
        lines=(
            "transaction_id,customer_id,transaction_date,product_category,quantity,price_per_un"
            "it,total_amount,gender,age",
            "1,C1,2023-11-24,Beauty,3,50,150,Male,34",
            "2,C1,2023-02-27,Clothing,2,500,1000,Male,34",
            "3,C2,2023-01-13,Electronics,1,30,30,Female,50",
            "4,C2,2023-05-21,Clothing,1,500,500,Female,50",
        ),
    ),
}
