"""Speaking: text in, sound out. See speaker.py for the queue that can be cut, voices.py for the voices."""

from assistant.speaking.loudspeaker import Loudspeaker, NoSound
from assistant.speaking.prepared import Prepared
from assistant.speaking.reopening import ReopeningLoudspeaker
from assistant.speaking.speaker import Speaker, wav_bytes
from assistant.speaking.tone import tone
from assistant.speaking.voices import HibariVoice, PiperVoice, Pyttsx3Voice, Voice, VoiceError, espeak_languages, voice_named, voices

__all__ = [
    "HibariVoice",
    "Loudspeaker",
    "NoSound",
    "PiperVoice",
    "Prepared",
    "Pyttsx3Voice",
    "ReopeningLoudspeaker",
    "Speaker",
    "Voice",
    "VoiceError",
    "espeak_languages",
    "tone",
    "voice_named",
    "voices",
    "wav_bytes",
]
