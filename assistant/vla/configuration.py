"""What a RobotVLA is made of, as `transformers` keeps it: sizes, the reply vocabulary, and the body it was trained for."""

from __future__ import annotations

from transformers import PretrainedConfig


class RobotVLAConfig(PretrainedConfig):
    """words: the reply vocabulary without its marks. pieces: size of the word-piece table. camera: whose pictures it reads. dt: seconds between the rows of a chunk.
    calibration: sorted scores of what was right on sentences kept apart, see calibration.py."""

    model_type = "vela_robot_vla"

    def __init__(self, words: list[str] | None = None, pieces: int = 30522, camera: str = "front", dt: float = 0.1, flow_steps: int = 5, found: float = 0.35,
                 fine: int = 32, coarse: int = 80, blocks: int = 3, width: int = 160, heads: int = 5, layers: int = 8, decoder_layers: int = 2,
                 hand_width: int = 144, hand_heads: int = 4, hand_layers: int = 4, embodiment: str = "", calibration: list[float] | None = None, **more) -> None:
        super().__init__(**more)
        self.words, self.pieces, self.camera, self.dt, self.flow_steps, self.found = words or [], pieces, camera, dt, flow_steps, found
        self.fine, self.coarse, self.blocks = fine, coarse, blocks
        self.width, self.heads, self.layers, self.decoder_layers = width, heads, layers, decoder_layers
        self.hand_width, self.hand_heads, self.hand_layers = hand_width, hand_heads, hand_layers
        self.embodiment, self.calibration = embodiment, calibration or []
