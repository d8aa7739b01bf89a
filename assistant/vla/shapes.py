"""How wide and how high the things on the table are: what the model knows of bodies. Metres; small, medium and large (one size for what has none)."""

RADII = {"cube": (0.0177, 0.0213, 0.0284), "ball": (0.014, 0.0175, 0.021), "cup": (0.0225,) * 3, "can": (0.016,) * 3,
         "bowl": (0.055,) * 3, "plate": (0.060,) * 3, "box": (0.060,) * 3}
"""From the middle to the outermost point, seen from above; a box's as a circle of about its area."""
SIZED = tuple(kind for kind, radii in RADII.items() if len(set(radii)) > 1)
"""Kinds that come in sizes; of the others there is one."""
HALF_HEIGHTS = {"cube": (0.0125, 0.015, 0.020), "ball": (0.014, 0.0175, 0.021), "cup": (0.03,) * 3, "can": (0.03,) * 3,
                "bowl": (0.020,) * 3, "plate": (0.006,) * 3, "box": (0.015,) * 3}
"""From what it stands on to its middle."""
WIDTHS = {kind: tuple(2 * x for x in (HALF_HEIGHTS if kind == "cube" else RADII)[kind]) for kind in ("cube", "cup", "ball", "can")}
"""Between the fingers that hold it."""
FLOORS = {"bowl": 0.022, "plate": 0.006, "box": 0.006}
"""From the table to what things lie on in or on these."""
