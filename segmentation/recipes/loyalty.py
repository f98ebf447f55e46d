"""Orders of a loyalty programme, rolled up to one row a member."""

from segmentation.recipes.common import (
    age,
    average_order,
    buying_groups,
    days_between,
    exact_sum,
    income,
    monetary,
    orders,
    recency,
    score,
)
from segmentation.recipes.recipe import (
    Category,
    Column,
    End,
    Feature,
    Recipe,
    RepeatedRows,
    Rule,
    Settings,
)
from segmentation.recipes.units import DAYS, DOLLARS, POINTS, TICKETS


def _roll_up(t):
    newest_last = [t.last_purchase_date, t.age, t.income, t.subscription]
    return {
        "spend": exact_sum(t.total_spent),
        "points": t.loyalty_points.sum(),
        "tickets": t.support_tickets.mean(),
        "orders": t.count(),
        "last_order": t.last_purchase_date.max(),
        "first_order": t.first_purchase_date.min(),
        "age": t.age.last(order_by=newest_last),
        "income": t.income.last(order_by=newest_last),
        "subscription": t.subscription.last(order_by=newest_last),
    }


LOYALTY = Recipe(
    name="loyalty",
    title="Loyalty programme",
    about="Members of a loyalty programme, by their orders, points and questions to support.",
    key="customer",
    newest="last_purchase_date",
    roll_up=_roll_up,
    rfm=("recency", "number_of_orders", "total_spent"),
    columns=(
        Column(name="customer", kind="key", aliases=("customer id", "member id")),
        Column(name="first_purchase_date", kind="moment"),
        Column(name="last_purchase_date", kind="moment"),
        Column(name="loyalty_points", kind="number"),
        Column(name="total_spent", kind="number"),
        Column(name="support_tickets", kind="number"),
        Column(name="age", kind="number"),
        Column(name="income", kind="number", aliases=("annual income",)),
        Column(name="subscription", kind="text", required=False),
        Column(name="churn_risk", kind="number", required=False, carried=False),
    ),
    rules=(
        Rule(
            name="no customer",
            reason="An order without a member cannot be counted for anybody.",
            keep=lambda t: t.customer.notnull(),
        ),
        RepeatedRows(),
        Rule(
            name="nothing spent",
            reason="An order of 0 or less is a return or a correction.",
            keep=lambda t: t.total_spent > 0,
        ),
    ),
    features=(
        monetary(DOLLARS, lambda t: t.spend, name="total_spent"),
        average_order("avg_order_value", DOLLARS, spend="total_spent", orders="number_of_orders"),
        Feature(
            name="loyalty_points",
            label="Loyalty points",
            unit=POINTS,
            value=lambda t: t.points,
            high=End(
                adjective="point-rich",
                noun="point collectors",
                compared="have more loyalty points",
                most="have the most loyalty points",
            ),
            low=End(
                adjective="point-poor",
                noun="members with few points",
                compared="have fewer loyalty points",
                most="have the fewest loyalty points",
            ),
            axis=("fewer points", "more points"),
            times="have {} as many loyalty points",
            role="value",
            after_an_order="adds",
        ),
        orders("number_of_orders", lambda t: t.orders),
        Feature(
            name="support_tickets",
            label="Support questions an order",
            unit=TICKETS,
            value=lambda t: t.tickets,
            whole=False,
            high=End(
                adjective="support-seeking",
                noun="members who often ask support",
                compared="ask support more often",
                most="ask support most often",
            ),
            low=End(
                adjective="low-support",
                noun="members who rarely ask support",
                compared="ask support less often",
                most="ask support least often",
            ),
            axis=("asks support rarely", "asks support often"),
            times="ask support {} as often",
            role="support",
        ),
        recency(lambda t: days_between(t.last_order, t.today)),
        Feature(
            name="tenure",
            label="Days since first order",
            unit=DAYS,
            value=lambda t: days_between(t.first_order, t.today),
            high=End(
                adjective="long-standing",
                noun="long-standing members",
                compared="have been members longer",
                most="have been members the longest",
            ),
            low=End(
                adjective="newer",
                noun="newer members",
                compared="joined more recently",
                most="joined most recently",
            ),
            axis=("member for a short time", "member for long"),
            role="tenure",
            actionable=False,
        ),
        age(lambda t: t.age),
        income(DOLLARS),
        score("r_score", "recency", "How recently they bought", best="low"),
        score("f_score", "number_of_orders", "How often they buy"),
        score("m_score", "total_spent", "How much they spend"),
    ),
    categories=(
        Category(
            name="subscription",
            label="Subscription",
            said='have the subscription "{}"',
            value=lambda t: t.subscription,
        ),
        buying_groups(),
    ),
    notes=(
        "Recency, number of orders and total spend count twice here: once as they are and once "
        "as scores from 1 to 5, so they weigh more than the other features.",
    ),
    settings=Settings(segments=4),
)
