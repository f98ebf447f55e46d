"""How far apart two colours are seen: CAM02-UCS, after Luo, Cui and Li (2006).

CIECAM02 under the conditions of sRGB, and what red- and green-blind readers see after Machado,
Oliveira and Fernandes (2009).
"""

import numpy as np

TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
TO_CONES = np.array(
    [[0.7328, 0.4296, -0.1624], [-0.7036, 1.6975, 0.0061], [0.0030, 0.0136, 0.9834]]
)
TO_HPE = np.array([[0.38971, 0.68898, -0.07868], [-0.22981, 1.18340, 0.04641], [0.0, 0.0, 1.0]])
WHITE = np.array([95.047, 100.0, 108.883])
ADAPTING = 64 / np.pi / 5
BACKGROUND = 0.2
SIGHTS = {
    "usual": np.eye(3),
    "red-blind": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "green-blind": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
}


def channels(colour: str) -> np.ndarray:
    """The three channels of "#RRGGBB", from 0 to 1 and proportional to light."""
    values = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def distance(one: str, other: str, sight: str = "usual") -> float:
    """The distance of two colours as they are seen."""
    return float(np.linalg.norm(_place(one, sight) - _place(other, sight)))


def hue(colour: str) -> float:
    """The hue of a colour in degrees."""
    _, a, b = _place(colour, "usual")
    return float(np.degrees(np.arctan2(b, a)) % 360)


def lightness(colour: str) -> float:
    """How light a colour is seen, from 0 to 100."""
    return float(_place(colour, "usual")[0])


def _place(colour: str, sight: str) -> np.ndarray:
    """J', a' and b' of a colour."""
    seen = np.clip(SIGHTS[sight] @ channels(colour), 0, 1)
    k = 1 / (5 * ADAPTING + 1)
    level = 0.2 * k**4 * 5 * ADAPTING + 0.1 * (1 - k**4) ** 2 * (5 * ADAPTING) ** (1 / 3)
    adapted = 1 - np.exp((-ADAPTING - 42) / 92) / 3.6
    white = TO_CONES @ WHITE
    gains = adapted * 100 / white + 1 - adapted

    def responses(xyz: np.ndarray) -> np.ndarray:
        cones = TO_HPE @ np.linalg.solve(TO_CONES, gains * (TO_CONES @ xyz))
        powered = (level * np.abs(cones) / 100) ** 0.42
        return np.sign(cones) * 400 * powered / (27.13 + powered) + 0.1

    induction = 0.725 * (1 / BACKGROUND) ** 0.2

    def achromatic(red: float, green: float, blue: float) -> float:
        return (2 * red + green + blue / 20 - 0.305) * induction

    red, green, blue = responses(TO_XYZ @ seen * 100)
    a, b = red - 12 * green / 11 + blue / 11, (red + green - 2 * blue) / 9
    angle = np.arctan2(b, a)
    ratio = achromatic(red, green, blue) / achromatic(*responses(WHITE))
    j = 100 * ratio ** (0.69 * (1.48 + BACKGROUND**0.5))
    eccentric = (np.cos(angle + 2) + 3.8) / 4
    strength = 50000 / 13 * induction * eccentric * np.hypot(a, b)
    t = strength / (red + green + 21 * blue / 20)
    chroma = t**0.9 * np.sqrt(j / 100) * (1.64 - 0.29**BACKGROUND) ** 0.73
    m = np.log(1 + 0.0228 * chroma * level**0.25) / 0.0228
    return np.array([1.7 * j / (1 + 0.007 * j), m * np.cos(angle), m * np.sin(angle)])
