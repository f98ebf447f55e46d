"""Make the synthetic sample data: `python data/generate.py` writes the CSV files beside itself."""

from pathlib import Path

from generators.loyalty import loyalty
from generators.mall import mall
from generators.membership import membership
from generators.online_retail import online_retail
from generators.personality import personality
from generators.shopify_orders import shopify_orders

SAMPLES = {
    "mall": mall,
    "personality": personality,
    "membership": membership,
    "online_retail": online_retail,
    "loyalty": loyalty,
    "shopify_orders": shopify_orders,
}


def write(folder: Path) -> None:
    """Write every sample into `folder` as `<name>.csv`: UTF-8, LF line ends."""
    for name, sample in SAMPLES.items():
        file = Path(folder) / f"{name}.csv"
        sample().to_csv(file, index=False, float_format="%.2f", lineterminator="\n")


if __name__ == "__main__":
    write(Path(__file__).parent)
