"""The words of spoken_text.py: units and signs, by language. Data only; one line a unit, so that another is easily added.

A unit: sign -> (with one of it, as it is said whole; with any other number). "in" (inch) is not here: "put 2 in the bowl".
"""

from __future__ import annotations

UNITS: dict[str, dict[str, tuple[str, str]]] = {
    "en": {
        "mm": ("one millimetre", "millimetres"), "cm": ("one centimetre", "centimetres"), "m": ("one metre", "metres"), "km": ("one kilometre", "kilometres"),
        "g": ("one gram", "grams"), "kg": ("one kilogram", "kilograms"), "ml": ("one millilitre", "millilitres"), "l": ("one litre", "litres"),
        "ms": ("one millisecond", "milliseconds"), "s": ("one second", "seconds"), "min": ("one minute", "minutes"), "h": ("one hour", "hours"),
        "%": ("one percent", "percent"), "°": ("one degree", "degrees"), "°C": ("one degree Celsius", "degrees Celsius"), "°F": ("one degree Fahrenheit", "degrees Fahrenheit"),
        "rad": ("one radian", "radians"), "N": ("one newton", "newtons"), "V": ("one volt", "volts"), "A": ("one ampere", "amperes"), "mA": ("one milliampere", "milliamperes"),
        "W": ("one watt", "watts"), "Hz": ("one hertz", "hertz"), "kHz": ("one kilohertz", "kilohertz"), "kB": ("one kilobyte", "kilobytes"), "MB": ("one megabyte", "megabytes"),
        "GB": ("one gigabyte", "gigabytes"), "€": ("one euro", "euros"), "$": ("one dollar", "dollars"), "£": ("one pound", "pounds"),
    },
    "de": {
        "mm": ("ein Millimeter", "Millimeter"), "cm": ("ein Zentimeter", "Zentimeter"), "m": ("ein Meter", "Meter"), "km": ("ein Kilometer", "Kilometer"),
        "g": ("ein Gramm", "Gramm"), "kg": ("ein Kilogramm", "Kilogramm"), "ml": ("ein Milliliter", "Milliliter"), "l": ("ein Liter", "Liter"),
        "ms": ("eine Millisekunde", "Millisekunden"), "s": ("eine Sekunde", "Sekunden"), "min": ("eine Minute", "Minuten"), "h": ("eine Stunde", "Stunden"),
        "%": ("ein Prozent", "Prozent"), "°": ("ein Grad", "Grad"), "°C": ("ein Grad Celsius", "Grad Celsius"), "rad": ("ein Radiant", "Radiant"),
        "N": ("ein Newton", "Newton"), "V": ("ein Volt", "Volt"), "A": ("ein Ampere", "Ampere"), "mA": ("ein Milliampere", "Milliampere"), "W": ("ein Watt", "Watt"),
        "Hz": ("ein Hertz", "Hertz"), "kHz": ("ein Kilohertz", "Kilohertz"), "€": ("ein Euro", "Euro"), "$": ("ein Dollar", "Dollar"),
    },
    "es": {
        "mm": ("un milímetro", "milímetros"), "cm": ("un centímetro", "centímetros"), "m": ("un metro", "metros"), "km": ("un kilómetro", "kilómetros"),
        "g": ("un gramo", "gramos"), "kg": ("un kilogramo", "kilogramos"), "ml": ("un mililitro", "mililitros"), "l": ("un litro", "litros"),
        "ms": ("un milisegundo", "milisegundos"), "s": ("un segundo", "segundos"), "min": ("un minuto", "minutos"), "h": ("una hora", "horas"),
        "%": ("uno por ciento", "por ciento"), "°": ("un grado", "grados"), "°C": ("un grado Celsius", "grados Celsius"), "rad": ("un radián", "radianes"),
        "N": ("un newton", "newtons"), "V": ("un voltio", "voltios"), "A": ("un amperio", "amperios"), "mA": ("un miliamperio", "miliamperios"), "W": ("un vatio", "vatios"),
        "Hz": ("un hercio", "hercios"), "kHz": ("un kilohercio", "kilohercios"), "€": ("un euro", "euros"), "$": ("un dólar", "dólares"),
    },
    "fr": {
        "mm": ("un millimètre", "millimètres"), "cm": ("un centimètre", "centimètres"), "m": ("un mètre", "mètres"), "km": ("un kilomètre", "kilomètres"),
        "g": ("un gramme", "grammes"), "kg": ("un kilogramme", "kilogrammes"), "ml": ("un millilitre", "millilitres"), "l": ("un litre", "litres"),
        "ms": ("une milliseconde", "millisecondes"), "s": ("une seconde", "secondes"), "min": ("une minute", "minutes"), "h": ("une heure", "heures"),
        "%": ("un pour cent", "pour cent"), "°": ("un degré", "degrés"), "°C": ("un degré Celsius", "degrés Celsius"), "rad": ("un radian", "radians"),
        "N": ("un newton", "newtons"), "V": ("un volt", "volts"), "A": ("un ampère", "ampères"), "mA": ("un milliampère", "milliampères"), "W": ("un watt", "watts"),
        "Hz": ("un hertz", "hertz"), "kHz": ("un kilohertz", "kilohertz"), "€": ("un euro", "euros"), "$": ("un dollar", "dollars"),
    },
    "zh": {
        "mm": ("1毫米", "毫米"), "cm": ("1厘米", "厘米"), "m": ("1米", "米"), "km": ("1公里", "公里"), "g": ("1克", "克"), "kg": ("1公斤", "公斤"),
        "ml": ("1毫升", "毫升"), "l": ("1升", "升"), "ms": ("1毫秒", "毫秒"), "s": ("1秒", "秒"), "min": ("1分钟", "分钟"), "h": ("1小时", "小时"), "°": ("1度", "度"), "°C": ("1摄氏度", "摄氏度"), "%": ("1%", "%"),
    },
}

SIGNS: dict[str, dict[str, str]] = {
    "en": {"to": "to", "per": "per", "minus": "minus", "times": "times", "by": "by", "plus": "plus", "equals": "equals", "and": "and", "of": "of", "or": "or", "dot": "dot", "at": "at", "about": "about"},
    "de": {"to": "bis", "per": "pro", "minus": "minus", "times": "mal", "by": "mal", "plus": "plus", "equals": "gleich", "and": "und", "of": "von", "or": "oder", "dot": "Punkt", "at": "ät", "about": "etwa"},
    "es": {"to": "a", "per": "por", "minus": "menos", "times": "por", "by": "por", "plus": "más", "equals": "igual a", "and": "y", "of": "de", "or": "o", "dot": "punto", "at": "arroba", "about": "unos"},
    "fr": {"to": "à", "per": "par", "minus": "moins", "times": "fois", "by": "sur", "plus": "plus", "equals": "égale", "and": "et", "of": "sur", "or": "ou", "dot": "point", "at": "arobase", "about": "environ"},
    "zh": {"to": "到", "per": "每", "minus": "负", "times": "乘", "by": "乘", "plus": "加", "equals": "等于", "and": "和", "of": "之", "or": "或", "dot": "点", "at": "艾特", "about": "大约"},
}

TIMES: dict[str, tuple[str, str]] = {
    "en": ("{hour} o'clock", "{hour} {minute}"), "de": ("{hour} Uhr", "{hour} Uhr {minute}"),
    "es": ("{hour} en punto", "{hour} y {minute}"), "fr": ("{hour} heures", "{hour} heures {minute}"),
}
"""A time of day: on the hour, and with minutes."""

ORDINAL_ENDINGS = {"en": "st|nd|rd|th", "es": r"\.?º|\.?ª", "fr": "er|re|e|ème"}
"""What follows an ordinal's digits; German's full stop ends sentences too often to be one."""
COMMA_IS_DECIMAL = ("de", "es", "fr")
