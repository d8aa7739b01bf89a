"""The web panel: a view on the events and buttons that call the Dialogue. Knows the Dialogue's public methods and the events, nothing else."""

from assistant.panel.server import Panel, PanelError

__all__ = ["Panel", "PanelError"]
