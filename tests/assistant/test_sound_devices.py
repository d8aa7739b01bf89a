import pytest

from assistant.sound_devices import device_named


@pytest.mark.parametrize("setting, name", [("default", None), (3, 3), ("3", 3), ("USB Audio", "USB Audio"), ("3 channels", "3 channels")])
def test_what_the_settings_call_a_device(setting, name):
    assert device_named(setting) == name
