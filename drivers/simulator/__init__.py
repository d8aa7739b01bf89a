"""The robot as a simulation: a MuJoCo world, servos on a pseudo-terminal, a camera behind librealsense."""

from drivers.simulator import graphics

graphics.choose()  # here, because MuJoCo looks once, when it is first imported
