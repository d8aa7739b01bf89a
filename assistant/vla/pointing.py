"""Between the camera's picture and the table: what the model means as points in it for whoever draws them, and what lies in one line with something else.

Knows object tokens and pictures' sizes; nothing of words or joints.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from assistant.interface import Observation, Point
from assistant.vla.sight import COLORS, HEIGHT, KINDS, WIDTH, Objects


def points_of(objects: Objects, observation: Observation, camera: str) -> list[Point | None]:
    """For each slot the thing in it, with how sure sight is of it; None for an empty one."""
    return [point_of(objects, i, observation, camera, float(objects.score[0, i])) if objects.present[0, i] else None for i in range(objects.present.shape[1])]


def point_of(objects: Objects, index: int, observation: Observation, camera: str, confidence: float) -> Point:
    label = f"{COLORS[int(objects.color[0, index].argmax())]} {KINDS[int(objects.kind[0, index].argmax())]}"
    return _point(objects.pixel[0, index], objects.place[0, index], observation, camera, label, confidence)


def place_point(seen: tuple[Tensor, Tensor], observation: Observation, camera: str, label: str) -> Point:
    """seen: pixel (2,) of sight's small picture, and place (3,) metres."""
    return _point(*seen, observation, camera, label, 1.0)


def in_line(objects: Objects, pose: Tensor, at: Tensor) -> Tensor:
    """(N,) metres: how far each token is from `at` (3,), metres, base frame; of what was not measured, how far the line from the camera to it passes by.

    Sight takes what is held up for something on the table behind it. pose (3, 4): camera frame from base frame.
    """
    eye = (-pose[:, :3].T @ pose[:, 3]).to(at.dtype)
    way = F.normalize(objects.place[0] - eye, dim=-1)
    beside = torch.linalg.cross((at - eye).expand_as(way), way).norm(dim=-1)
    return torch.where(objects.exact[0], (objects.place[0] - at).norm(dim=-1), beside)


def _point(pixel: Tensor, place: Tensor, observation: Observation, camera: str, label: str, confidence: float) -> Point:
    image = observation.images[camera]
    u, v = pixel.tolist()
    return Point(camera, u * image.shape[1] / WIDTH, v * image.shape[0] / HEIGHT, label, confidence, tuple(place.tolist()))
