"""The headers of known exports, from the documentation of the programs that write them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from segmentation.customers.columns import normalised


@dataclass(frozen=True, kw_only=True)
class Export:
    """An export by the headers that tell it from others, and the header of each role.

    Where a role has several headers, the first that is there is meant.
    """

    title: str
    told_by: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]


EXPORTS = (
    Export(
        title="Shopify orders",
        told_by=("Name", "Email", "Financial Status", "Created at", "Total"),
        columns={
            "order": ("Name",),
            "customer": ("Customer ID", "Email"),
            "date": ("Created at",),
            "amount": ("Total",),
            "status": ("Financial Status",),
            "refunded": ("Refunded Amount",),
            "currency": ("Currency",),
            "cancelled": ("Cancelled at",),
            "quantity": ("Lineitem quantity",),
        },
    ),
    Export(
        title="WooCommerce orders",
        told_by=("Order Number", "Order Status", "Order Total Amount"),
        columns={
            "order": ("Order Number", "Order ID"),
            "customer": (
                "Customer User ID",
                "Customer ID",
                "Customer User",
                "Billing Email Address",
            ),
            "email": ("Billing Email Address", "Email (Billing)", "Customer Email"),
            "date": ("Order Date", "Paid Date"),
            "amount": ("Order Total Amount",),
            "status": ("Order Status",),
            "refunded": ("Order Refund Amount", "Refund Amount"),
            "currency": ("Order Currency",),
            "quantity": ("Quantity", "Quantity (- Refund)"),
        },
    ),
    Export(
        title="WooCommerce orders",
        told_by=("Date", "Order #", "Status", "N. Revenue"),
        columns={
            "order": ("Order #",),
            "customer": ("Customer",),
            "date": ("Date",),
            "amount": ("N. Revenue",),
            "status": ("Status",),
            "quantity": ("Items sold",),
        },
    ),
    Export(
        title="Magento orders",
        told_by=("Purchase Date", "Grand Total (Base)", "Status"),
        columns={
            "order": ("ID",),
            "customer": ("Customer ID", "Customer Email", "Email"),
            "date": ("Purchase Date",),
            "amount": ("Grand Total (Base)",),
            "status": ("Status",),
            "refunded": ("Total Refunded",),
        },
    ),
    Export(
        title="BigCommerce orders",
        told_by=("Order ID", "Order Date", "Order Total (inc tax)"),
        columns={
            "order": ("Order ID",),
            "customer": ("Customer ID", "Customer Email"),
            "email": ("Customer Email",),
            "date": ("Order Date",),
            "amount": ("Order Total (inc tax)",),
            "status": ("Order Status",),
            "refunded": ("Refund Amount", "Refunded Amount"),
            "currency": ("Order Currency Code",),
            "quantity": ("Total Quantity",),
        },
    ),
    Export(
        title="PrestaShop orders",
        told_by=("ID", "Reference", "Customer", "Total", "Payment", "Status", "Date"),
        columns={
            "order": ("Reference", "ID"),
            "customer": ("Customer ID", "Customer"),
            "date": ("Date",),
            "amount": ("Total",),
            "status": ("Status",),
        },
    ),
    Export(
        title="Etsy orders",
        told_by=("Sale Date", "Order ID", "Order Value", "Order Total"),
        columns={
            "order": ("Order ID",),
            "customer": ("Buyer User ID", "Buyer"),
            "date": ("Sale Date",),
            "amount": ("Order Total",),
            "status": ("Status",),
            "currency": ("Currency",),
            "quantity": ("Number of Items",),
        },
    ),
    Export(
        title="Etsy order items",
        told_by=("Sale Date", "Item Name", "Buyer", "Item Total"),
        columns={
            "order": ("Order ID",),
            "customer": ("Buyer User ID", "Buyer"),
            "date": ("Sale Date",),
            "amount": ("Item Total",),
            "currency": ("Currency",),
            "quantity": ("Quantity",),
        },
    ),
    Export(
        title="eBay orders",
        told_by=("Order Number", "Buyer Username", "Total Price", "Sale Date"),
        columns={
            "order": ("Order Number",),
            "customer": ("Buyer Username",),
            "date": ("Sale Date",),
            "amount": ("Total Price",),
            "quantity": ("Quantity",),
        },
    ),
    Export(
        title="Amazon orders",
        told_by=("amazon-order-id", "purchase-date", "item-price"),
        columns={
            "order": ("amazon-order-id",),
            "customer": ("buyer-id", "buyer-email"),
            "date": ("purchase-date",),
            # Of all pieces of the line, not of one.
            "amount": ("item-price",),
            "status": ("order-status", "item-status"),
            "currency": ("currency",),
            "quantity": ("quantity", "quantity-purchased"),
        },
    ),
    Export(
        title="Square transactions",
        told_by=("Date", "Gross Sales", "Net Sales", "Transaction ID"),
        columns={
            "order": ("Transaction ID",),
            "customer": ("Customer ID", "Customer Reference ID"),
            "date": ("Date",),
            "amount": ("Net Sales",),
            "status": ("Transaction Status",),
            "quantity": ("Qty",),
        },
    ),
    Export(
        title="Stripe payments",
        told_by=("id", "Amount", "Amount Refunded", "Status"),
        columns={
            "order": ("id",),
            "customer": ("Customer ID", "Customer", "Customer Email"),
            "email": ("Customer Email",),
            "date": ("Created (UTC)", "Created date (UTC)", "Created"),
            "amount": ("Amount",),
            "status": ("Status",),
            "refunded": ("Amount Refunded",),
            "currency": ("Currency",),
        },
    ),
    Export(
        title="PayPal payments",
        told_by=("Date", "Gross", "Net", "From Email Address", "Transaction ID"),
        columns={
            "order": ("Transaction ID",),
            "customer": ("From Email Address",),
            "date": ("Date",),
            "amount": ("Gross",),
            "status": ("Status",),
            "currency": ("Currency",),
        },
    ),
    Export(
        title="Superstore orders",
        told_by=("Order ID", "Order Date", "Customer ID", "Sales", "Quantity", "Profit"),
        columns={
            "order": ("Order ID",),
            "customer": ("Customer ID",),
            "date": ("Order Date",),
            "amount": ("Sales",),
            "quantity": ("Quantity",),
        },
    ),
    Export(
        title="Olist orders",
        told_by=("order_id", "customer_unique_id", "order_purchase_timestamp"),
        columns={
            "order": ("order_id",),
            "customer": ("customer_unique_id",),
            "date": ("order_purchase_timestamp",),
            "amount": ("payment_value", "price"),
            "status": ("order_status",),
        },
    ),
)
# Exports whose rows are payments rather than orders.
OF_PAYMENTS = ("Stripe payments", "PayPal payments", "Square transactions")


def known_export(headers: Sequence[str]) -> Export | None:
    """The export that has such headers: the one that is told by most of them."""
    there = {_plain(header) for header in headers}
    fitting = [e for e in EXPORTS if {_plain(name) for name in e.told_by} <= there]
    return max(fitting, key=lambda export: len(export.told_by), default=None)


def roles_in(export: Export, headers: Sequence[str]) -> dict[str, str]:
    """{role: header} of an export's columns that are there."""
    there = {_plain(header): header for header in reversed(headers)}
    found = {}
    for role, names in export.columns.items():
        header = next((there[_plain(name)] for name in names if _plain(name) in there), None)
        if header and header not in found.values():
            found[role] = header
    return found


def _plain(header: str) -> str:
    # "Total (inc tax)" and "Total (ex tax)" differ in their brackets alone.
    return normalised(header.replace("(", " ").replace(")", " "))
