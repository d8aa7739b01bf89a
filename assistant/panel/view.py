"""The page people see, made with Gradio: its theme, its layout, its text box and buttons.

Every control calls a plain route from the browser (panel.js), so nothing waits in Gradio's queue; what is live is
written into the page by panel.js from /api/events. Knows nothing of the Dialogue, the routes' code or the robot.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # before the import: Gradio reads it then
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")

import gradio as gr  # noqa: E402
from fastapi import FastAPI  # noqa: E402

STATIC = Path(__file__).parent / "static"
FONT = (gr.themes.utils.fonts.LocalFont("IBM Plex Sans", weights=(400, 700)), "system-ui", "sans-serif")
"""In Gradio's wheel, so no network; of its fonts one of the few with every letter (its 600 weight lacks most)."""

BRAND = """
<div class="vela-brand"><img src="/panel/vela.svg" alt="" width="36" height="36"><h1>Vela</h1></div>
<div id="vela-state" class="vela-state" role="status" aria-live="polite"><i aria-hidden="true"></i><b id="vela-state-word">Starting</b></div>
"""

CAMERA = """
<div id="vela-problems" role="alert"></div>
<figure class="vela-camera">
  <div class="vela-picture">
    <img id="vela-camera" alt="Live picture from the robot's camera" width="640" height="480">
    <div id="vela-camera-lost" class="vela-camera-lost" hidden>No picture from the camera</div>
  </div>
  <figcaption><span id="vela-words">Connecting…</span></figcaption>
</figure>
"""

PLAN = """
<section class="vela-card" aria-labelledby="vela-plan-title">
  <header><h2 id="vela-plan-title">What Vela is doing</h2><span id="vela-plan-count"></span></header>
  <ol id="vela-plan" class="vela-plan"></ol>
</section>
"""

CONVERSATION = """
<section class="vela-card vela-talk" aria-labelledby="vela-talk-title">
  <header><h2 id="vela-talk-title">Conversation</h2>
    <span id="vela-ways" class="vela-ways" hidden>
      <meter id="vela-level" class="vela-level" min="-60" max="0" value="-60" aria-label="How loud it is at the robot's microphone" title="How loud it is at the robot's microphone" hidden></meter>
      <select id="vela-mode" aria-label="How to speak to Vela"><option value="open">Open microphone</option><option value="wake">Wake word</option><option value="push">Push to talk</option></select>
      <select id="vela-wake-word" aria-label="Wake word"></select>
    </span>
    <span id="vela-voices" class="vela-ways" hidden>
      <select id="vela-voice" aria-label="Voice"></select>
      <button id="vela-try" type="button">Try it</button>
    </span>
  </header>
  <div id="vela-conversation" class="vela-conversation" role="log" aria-live="polite" aria-label="Conversation" tabindex="0"></div>
</section>
"""

WHY = """
<details id="vela-why" class="vela-card vela-why" hidden>
  <summary><h2>Why</h2></summary>
  <div id="vela-why-body" tabindex="0" aria-live="polite"></div>
</details>
"""


def theme() -> gr.themes.Base:
    """Gradio's own variables in Vela's colours; panel.css has the rest."""
    return gr.themes.Base(
        primary_hue="teal", neutral_hue="slate", text_size=gr.themes.sizes.text_lg, radius_size=gr.themes.sizes.radius_lg, font=FONT
    ).set(
        body_background_fill="#f2f0ea", body_background_fill_dark="#0c1215", body_text_color="#142023", body_text_color_dark="#eef4f2",
        block_background_fill="transparent", block_background_fill_dark="transparent", block_border_width="0px", block_shadow="none",
        input_background_fill="#ffffff", input_background_fill_dark="#1a242a", input_border_color="#c9c4b6", input_border_color_dark="#33434c",
        button_secondary_background_fill="#ffffff", button_secondary_background_fill_dark="#1a242a",
    )


def make_blocks() -> gr.Blocks:
    """The layout. No Python function runs for any control: each is a line of JavaScript that calls a plain route."""
    with gr.Blocks(title="Vela", fill_width=True, analytics_enabled=False) as page:
        with gr.Row(elem_id="vela-head"):
            gr.HTML(BRAND, elem_id="vela-brand", apply_default_css=False)
            clear = gr.Button("Release the stop", elem_id="vela-clear", size="sm")
            home = gr.Button("Home", elem_id="vela-home", size="sm")
            sound = gr.Button("Sound on", elem_id="vela-sound", size="sm")
            shade = gr.Button("Dark", elem_id="vela-shade", size="sm")
        with gr.Row(elem_id="vela-main"):
            with gr.Column(scale=7, min_width=320, elem_id="vela-left"):
                gr.HTML(CAMERA, elem_id="vela-camera-box", apply_default_css=False)
            with gr.Column(scale=5, min_width=320, elem_id="vela-right"):
                gr.HTML(PLAN, elem_id="vela-plan-box", apply_default_css=False)
                gr.HTML(CONVERSATION, elem_id="vela-talk-box", apply_default_css=False)
                gr.HTML(WHY, elem_id="vela-why-box", apply_default_css=False)
        with gr.Row(elem_id="vela-dock"):
            talk = gr.Button("Talk", elem_id="vela-microphone")
            mute = gr.Button("Mute", elem_id="vela-mute")
            text = gr.Textbox(
                show_label=False, container=False, lines=1, max_lines=1, max_length=2000, elem_id="vela-text",
                placeholder="Tell Vela what to do", label="Tell Vela what to do",
            )
            send = gr.Button("Send", elem_id="vela-send")
        # without a Python function these run in the browser alone
        text.submit(None, text, text, js="(text) => window.vela.say(text)")
        send.click(None, text, text, js="(text) => window.vela.say(text)")
        talk.click(None, js="() => window.vela.toggleMicrophone()")
        mute.click(None, js="() => window.vela.toggleMute()")
        clear.click(None, js="() => window.vela.post('clear')")
        home.click(None, js="() => window.vela.post('home')")
        sound.click(None, js="() => window.vela.toggleSound()")
        shade.click(None, js="() => window.vela.toggleShade()")
    return page


def make_page() -> FastAPI:
    """Gradio's page as an app to be put on `/`; its lifespan must be entered. Never shared, nothing sent anywhere."""
    version = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(STATIC.iterdir()))).hexdigest()[:10]
    head = f'<link rel="stylesheet" href="/panel/panel.css?{version}"><script src="/panel/panel.js?{version}" defer></script><script src="/panel/hearing.js?{version}" defer></script><script src="/panel/voices.js?{version}" defer></script>'
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    return gr.mount_gradio_app(
        app, make_blocks(), path="/", theme=theme(), head=head, footer_links=[], favicon_path=str(STATIC / "vela.svg"),
        ssr_mode=False, enable_monitoring=False, pwa=False, mcp_server=False, run_history=False, max_file_size=1,
    )
