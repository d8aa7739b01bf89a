from assistant.hearing.spoken_language import SpokenLanguage


def test_another_language_must_be_clearly_likelier():
    spoken = SpokenLanguage()
    assert spoken.decided({"de": 0.4, "en": 0.35}) == "en"
    assert spoken.decided({"de": 0.8, "en": 0.1}) == "de"
    assert spoken.decided({"en": 0.5, "de": 0.4}) == "de"  # and then it stays


def test_languages_that_nobody_speaks_to_vela_do_not_count():
    assert SpokenLanguage().decided({"nn": 0.9, "en": 0.05, "fr": 0.01}) == "en"
