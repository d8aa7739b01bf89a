"""How the bundled model is made: pictures, sentences and motions from the simulator, and the training on them."""

import drivers.simulator  # noqa: F401  first, because it chooses MuJoCo's OpenGL before MuJoCo is imported
