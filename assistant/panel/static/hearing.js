// How Vela is spoken to, on the page: which way in, Talk held (the button, or the T key outside text fields), the mute.
// panel.js has the microphone and the state; it says "vela-shown" whenever it has shown a new one.
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const LET_GO = 200;  // milliseconds: fingers are faster than the last syllable, and than its way through the sound card
  const HERE = ["localhost", "127.0.0.1", "[::1]"];
  let hearing = null, held = false, reopen = false;

  document.addEventListener("vela-shown", ({ detail }) => {
    const muted = !!hearing && hearing.muted;
    hearing = detail;
    if (hearing && hearing.muted && !muted) closeOwn();
    if (hearing && !hearing.muted && muted && reopen) openOwn();
    window.vela.part("vela-ways", !hearing, (node, none) => { node.hidden = none; });
    window.vela.part("vela-level", hearing ? hearing.level : null, (node, level) => {  // at the robot's own microphone
      node.hidden = level === null;
      if (level !== null) node.value = level;
    });
    window.vela.part("vela-mute", hearing && hearing.muted, (node, on) => {
      node.style.display = hearing ? "" : "none";
      node.textContent = on ? "Unmute" : "Mute";
      node.classList.toggle("on", !!on);
      node.setAttribute("aria-pressed", String(!!on));
    });
    if (!hearing) return;
    window.vela.part("vela-mode", hearing.mode, (node, mode) => { node.value = mode; });
    window.vela.part("vela-wake-word", [hearing.mode, hearing.wake_word, hearing.wake_words], (node, [mode, word, words]) => {
      node.replaceChildren(...Object.entries(words).map(([value, said]) => new Option(said, value)));
      node.value = word;
      node.hidden = mode !== "wake";
    });
  });

  // a mute closes this page's own microphone too; it opens again with the other, if it was open
  function closeOwn() {
    reopen = window.vela.hasMicrophone();
    if (reopen) window.vela.closeMicrophone();
  }
  async function openOwn() {
    reopen = false;
    if (!window.vela.hasMicrophone()) await window.vela.toggleMicrophone();
  }

  document.addEventListener("change", ({ target }) => {
    if (target.id === "vela-mode" || target.id === "vela-wake-word") target.blur();  // the keys are the page's again
    if (target.id === "vela-mode") window.vela.post("hearing", { mode: target.value });
    if (target.id === "vela-wake-word") window.vela.post("hearing", { mode: "wake", wake_word: target.value });
  });

  // ---- Talk, held -------------------------------------------------------------------------------------------------
  const pushing = () => !!hearing && hearing.mode === "push";
  async function press() {
    if (held) return;
    held = true;
    if (release.timer) {  // let go a moment ago: that was a turn of its own
      clearTimeout(release.timer);
      await letGo();
    }
    // on the robot's own machine its microphone is the one; elsewhere this page's
    const needed = !(hearing.microphone && HERE.includes(location.hostname));
    if (needed && !window.vela.hasMicrophone() && !hearing.muted) {
      await window.vela.toggleMicrophone();
      if (!held) window.vela.notice("The microphone is open now. Hold Talk while you speak.");
    }
    if (held && !(await window.vela.post("talk", { on: true }))) held = false;
  }
  function release() {
    if (!held) return;
    held = false;
    release.timer = setTimeout(letGo, LET_GO);
  }
  function letGo() {
    release.timer = 0;
    return window.vela.post("talk", { on: false });
  }
  const onTalk = (event) => pushing() && event.target instanceof Element && event.target.closest("#vela-microphone");
  document.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !onTalk(event)) return;
    event.preventDefault();
    press();
  }, true);
  document.addEventListener("click", (event) => {  // the button's own click opens the microphone in the other modes; here a click without a pointer is a key's or a screen reader's
    if (!onTalk(event)) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    if (event.detail === 0) { if (held) release(); else press(); }
  }, true);
  document.addEventListener("contextmenu", (event) => { if (onTalk(event)) event.preventDefault(); });  // a long touch
  for (const over of ["pointerup", "pointercancel"]) window.addEventListener(over, release, true);
  for (const gone of ["blur", "pagehide"]) window.addEventListener(gone, release);
  document.addEventListener("keydown", (event) => {
    if (event.code !== "KeyT" || !pushing() || event.ctrlKey || event.altKey || event.metaKey || window.vela.isTextField(document.activeElement)) return;
    event.preventDefault();
    if (!event.repeat) press();
  });
  document.addEventListener("keyup", (event) => { if (event.code === "KeyT") release(); });

  window.vela.toggleMute = () => window.vela.post("mute", { on: !(hearing && hearing.muted) });
})();
