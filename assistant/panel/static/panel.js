// The page's live half: shows what /api/events tells, and calls the plain routes. Everything said by people or by Vela goes
// into the page as text, never as markup. The stop is made here, outside Gradio's part of the page, so that it is there
// before Gradio has loaded and whatever happens to it.
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const make = (tag, name, text) => {
    const node = document.createElement(tag);
    if (name) node.className = name;
    if (text !== undefined) node.textContent = text;
    return node;
  };
  const remember = (key, value) => { try { localStorage.setItem("vela-" + key, value); } catch (error) { /* private window: not remembered */ } };
  const recall = (key) => { try { return localStorage.getItem("vela-" + key); } catch (error) { return null; } };
  const percent = (share) => Math.round(100 * share) + " %";
  const TITLES = { "lost the arm": "Lost the arm", "lost the camera": "Lost the camera", "no connection": "No connection" };
  const EXAMPLES = ["What do you see?", "Pick up the red cup", "Put it in the blue bowl"];
  const ICONS = { waiting: "", running: "", done: "✓", failed: "✕", stopped: "■", dropped: "–" };
  const STATUS = { waiting: "next", running: "now", done: "done", failed: "did not work", stopped: "stopped", dropped: "not started" };

  let state = { state: "starting", words: "Connecting…", conversation: [], overheard: "", steps: [], problems: [], camera: true, speech_id: null };
  let socket = null, connected = false, firstState = true, wait = 500, heard = 0;

  // ---- calls ------------------------------------------------------------------------------------------------------
  async function post(route, body) {
    try {
      const answer = await fetch("/api/" + route, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body || {}), keepalive: true });
      if (!answer.ok) notice((await answer.json().catch(() => ({}))).error || "That did not work (" + answer.status + ").");
      return answer.ok;
    } catch (error) {
      notice("Vela did not answer. Is it still running?");
      return false;
    }
  }

  // Both ways at once: a browser has few connections to one host, and a WebSocket is not counted among them.
  function stop() {
    const press = String(Date.now()) + Math.random();
    if (socket && socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ type: "stop", press }));
    post("stop", { source: "panel", press });
    if (!connected) notice("There is no connection to Vela, so this stop may not arrive: stop the arm at the robot, or switch it off.");
    silence();
    const button = byId("vela-stop");
    button.classList.add("pressed");
    setTimeout(() => button.classList.remove("pressed"), 250);
  }

  // Returns what the text box shall hold afterwards: the sentence again if it was not taken.
  async function say(text) {
    const sentence = String(text || "").trim();
    if (!sentence) return "";
    return (await post("say", { text: sentence })) ? "" : text;
  }

  function notice(text) {
    const box = byId("vela-notice");
    box.textContent = text;
    box.hidden = false;
    clearTimeout(notice.timer);
    notice.timer = setTimeout(() => { box.hidden = true; }, 6000);
  }

  // ---- the stop ---------------------------------------------------------------------------------------------------
  function build() {
    const dock = make("div", "vela-stop-dock");
    const button = make("button", "vela-stop");
    button.id = "vela-stop";
    button.type = "button";
    button.setAttribute("aria-keyshortcuts", "Space");
    button.append(make("b", "", "STOP"), make("kbd", "", "space bar"));
    let down = 0;  // at the press, not at its release; the click remains for screen readers and the Enter key
    button.addEventListener("pointerdown", (event) => { if (event.button === 0) { down = Date.now(); stop(); } });
    button.addEventListener("click", () => { if (Date.now() - down > 1500) stop(); });
    dock.append(button);
    const toast = make("div", "vela-notice");
    toast.id = "vela-notice";
    toast.setAttribute("role", "alert");
    toast.hidden = true;
    document.body.append(dock, toast);
  }
  const isTextField = (node) => !!node && (node.isContentEditable || node.tagName === "TEXTAREA" || node.tagName === "SELECT" ||
    (node.tagName === "INPUT" && !["button", "checkbox", "radio", "range", "submit"].includes(node.type)));
  // in a text field it types, but only after other text: right after a command was sent the field is empty, and a space there means stop
  const isTyping = (node) => isTextField(node) && node.tagName !== "SELECT" && (node.value ?? node.textContent).trim() !== "";
  function onSpace(event) {
    if (event.code !== "Space" || event.ctrlKey || event.altKey || event.metaKey || isTyping(document.activeElement)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.type === "keydown" && !event.repeat) stop();
  }
  window.addEventListener("keydown", onSpace, true);
  window.addEventListener("keyup", onSpace, true);  // a button in focus would be clicked by its release

  // ---- events -----------------------------------------------------------------------------------------------------
  function connect() {
    socket = new WebSocket((location.protocol === "https:" ? "wss://" : "ws://") + location.host + "/api/events");
    firstState = true;
    heard = performance.now();
    socket.onopen = () => { wait = 500; };
    socket.onmessage = (message) => {
      heard = performance.now();
      const told = JSON.parse(message.data);
      if (told.type === "state") {
        const before = state.speech_id;
        state = firstState ? told : Object.assign({}, state, told);
        connected = true;
        if (firstState) { asked = 0; film(); }
        else if (state.speech_id !== null && state.speech_id !== before) speak(state.speech_id);
        firstState = false;
        show();
      } else if (told.event === "Stopped") silence();
    };
    socket.onclose = lost;
  }
  function lost() {
    connected = false;
    show();
    setTimeout(connect, wait);
    wait = Math.min(5000, wait * 1.6);
  }
  // A line that has died (the Wi-Fi, a laptop that slept) stays open for many minutes, as far as the browser knows. Vela says every 2 s that it is there.
  function listenForLife() {
    if (socket.readyState > WebSocket.OPEN || performance.now() - heard < 6000) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
    lost();
  }

  // ---- showing ----------------------------------------------------------------------------------------------------
  const drawn = {};
  // Redraws a part only when what it shows has changed, or when Gradio has made its element anew.
  function part(id, content, draw) {
    const node = byId(id);
    if (!node) return;
    const text = JSON.stringify(content);
    if (drawn[id] && drawn[id].node === node && drawn[id].text === text) return;
    drawn[id] = { node, text };
    draw(node, content);
  }
  function show() {
    const word = connected ? state.state : "no connection";
    const words = connected ? state.words : "No connection to Vela. Trying again by itself.";
    document.documentElement.dataset.vela = word;
    const title = TITLES[word] || word.charAt(0).toUpperCase() + word.slice(1);
    part("vela-state-word", title, (node) => { node.textContent = title; });
    part("vela-words", words, (node) => { node.textContent = words; });
    part("vela-camera-lost", connected && state.camera, (node, there) => { node.hidden = there; });
    part("vela-problems", state.problems, showProblems);
    part("vela-plan", [state.steps, state.conversation.length > 0], showPlan);
    part("vela-plan-count", state.steps, (node, steps) => { node.textContent = steps.length ? steps.filter((s) => s.status === "done").length + " of " + steps.length + " done" : ""; });
    part("vela-conversation", [state.conversation, state.overheard], showConversation);
    part("vela-why", !state.why, (node, none) => { node.hidden = none; });
    part("vela-why-body", state.why, showWhy);
    askWhy();
    part("vela-clear", word === "stopped", (node, stopped) => { node.style.display = stopped ? "" : "none"; });
    part("vela-home", [word], (node) => { node.disabled = word === "stopped" || word === "starting" || word === "no connection"; });
    part("vela-camera", film.source, (node, source) => { if (source) node.src = source; });
    showSound();
    showMicrophone();
    showShade();
    document.dispatchEvent(new CustomEvent("vela-shown", { detail: connected && state.hearing ? { ...state.hearing, level: state.level } : null }));  // hearing.js
  }
  const dismissed = new Set();
  function showProblems(node, problems) {
    node.replaceChildren(...problems.filter((trouble) => !dismissed.has(trouble.part + trouble.at)).map((trouble) => {
      const box = make("p", "vela-problem"), close = make("button", "", "Dismiss");
      close.type = "button";
      close.addEventListener("click", () => { dismissed.add(trouble.part + trouble.at); box.remove(); });
      box.append(make("b", "", trouble.part.charAt(0).toUpperCase() + trouble.part.slice(1)), make("span", "", trouble.text + (trouble.advice ? " " + trouble.advice : "")), close);
      return box;
    }));
  }
  function showPlan(node, [steps]) {
    if (!steps.length) {
      node.replaceChildren(make("li", "vela-empty", "Nothing to do right now. When you ask for something, its steps appear here."));
      return;
    }
    node.replaceChildren(...steps.map((step, index) => {
      const row = make("li", "vela-step " + step.status);
      const mark = make("span", "vela-mark", ICONS[step.status] || String(index + 1));
      mark.setAttribute("aria-hidden", "true");
      const body = make("div", "vela-step-body");
      const top = make("div", "vela-step-top");
      top.append(make("b", "", step.instruction), make("em", "", STATUS[step.status]));
      body.append(top);
      const share = step.status === "done" ? 1 : step.done;
      if (step.status !== "waiting" && step.status !== "dropped") {
        const bar = make("div", "vela-bar");
        bar.setAttribute("role", "progressbar");
        bar.setAttribute("aria-label", "How sure Vela is that this is done");
        bar.setAttribute("aria-valuenow", String(Math.round(100 * share)));
        const fill = make("i");
        fill.style.width = 100 * share + "%";
        bar.append(fill);
        body.append(bar);
      }
      const facts = [];
      if (step.status === "running") facts.push(percent(step.done) + " sure it is done");
      if (step.attempt > 1 || step.status === "running") facts.push("attempt " + step.attempt);
      if (step.reason) facts.push(step.reason);
      if (step.seconds !== null) facts.push(step.seconds.toFixed(1) + " s");
      if (facts.length) body.append(make("small", "", facts.join(" · ")));
      row.append(mark, body);
      return row;
    }));
  }
  function chips(sentences) {
    const row = make("div", "vela-chips");
    for (const sentence of sentences) {
      const chip = make("button", "vela-chip", sentence);
      chip.type = "button";
      chip.addEventListener("click", () => say(sentence));
      row.append(chip);
    }
    return row;
  }
  // Stays at the newest line, unless the reader has scrolled up: on new lines and when the plan above grows.
  let follow = true, watched = null;
  const toEnd = () => { if (follow && watched) watched.scrollTop = watched.scrollHeight; };
  const resized = new ResizeObserver(toEnd);
  function showConversation(node, [lines, overheard]) {
    if (watched !== node) {
      resized.disconnect();
      resized.observe(node);
      node.addEventListener("scroll", () => { follow = node.scrollHeight - node.scrollTop - node.clientHeight < 60; });
      watched = node;
    }
    follow = follow || lines.length > 0 && lines[lines.length - 1].speaker === "user";
    if (overheard) {
      const open = make("div", "vela-line user overheard");
      open.append(make("span", "vela-who", "You"), make("p", "", overheard + "…"));
      open.setAttribute("aria-hidden", "true");  // a screen reader is told the whole sentence
      node.replaceChildren(...lines.map(lineOf), open);
      follow = true;
    } else if (!lines.some((line) => line.speaker === "user")) {
      const hint = make("div", "vela-hint");
      hint.append(make("p", "", "Press Talk and speak, or type. For example:"), chips(EXAMPLES));
      node.replaceChildren(...lines.map(lineOf), hint);
    } else {
      const shown = lines.map(lineOf);
      const last = lines[lines.length - 1];
      if (last.speaker === "robot" && last.options.length) shown.push(chips(last.options));
      node.replaceChildren(...shown);
    }
    toEnd();
  }
  function lineOf(line) {
    const row = make("div", "vela-line " + line.speaker + (line.kind ? " " + line.kind : ""));
    const words = make("p", "", line.said === null || line.said === undefined ? line.text : line.said ? line.said + " " : "");
    if (line.said !== null && line.said !== undefined) {
      words.append(make("s", "vela-unsaid", line.text.slice(line.said.length).trim()));
      words.title = "You spoke, so Vela stopped here";
    }
    row.append(make("span", "vela-who", line.speaker === "user" ? "You" : "Vela"), words);
    if (line.english) row.append(make("small", "", "In English: " + line.english));
    const facts = [];
    const sources = { microphone: "spoken", browser: "spoken here", file: "from a recording", typed: "typed" };
    if (sources[line.source]) facts.push(sources[line.source]);
    if (line.source && line.source !== "typed" && line.confidence !== null) facts.push(percent(line.confidence) + " sure of the words");
    if (line.kind === "ask") facts.push("a question for you");
    if (line.seconds !== null) facts.push("thought for " + line.seconds.toFixed(line.seconds < 1 ? 2 : 1) + " s");
    if (facts.length) row.append(make("small", "", facts.join(" · ")));
    return row;
  }

  // ---- why: asked for only while somebody looks, once for each reply -----------------------------------------------
  let asked = 0, opened = false;
  function askWhy() {
    const box = byId("vela-why");
    if (!connected || !box || !box.open || !state.why || state.why.replies === asked) return;
    asked = state.why.replies;
    if (!state.why.explained || state.why.explained.of !== asked) post("why");
  }
  document.addEventListener("toggle", (event) => {
    if (event.target.id !== "vela-why") return;
    opened = event.target.open;
    askWhy();
    bringUp();
  }, true);
  // Once, when it has been opened and there is something to see.
  function bringUp() {
    if (opened && state.why && state.why.explained) { opened = false; byId("vela-why").scrollIntoView({ block: "start" }); }
  }
  const sure = (share) => share >= 0.995 ? "> 99 %" : share < 0.005 ? "< 1 %" : percent(share);
  function table(heads, rows, caption) {
    const node = make("table"), head = make("tr");
    node.append(make("caption", "", caption));
    for (const text of heads) { const cell = make("th", "", text); cell.scope = "col"; head.append(cell); }
    node.append(head);
    for (const row of rows) {
      const line = make("tr", row.mark ? "chosen" : "");
      row.cells.forEach((text) => line.append(make("td", "", text)));
      node.append(line);
    }
    return node;
  }
  function showWhy(node, why) {
    const told = why && why.explained;
    if (!told) {
      node.replaceChildren(make("p", "vela-empty", why && why.replies ? "Vela says why as soon as it has nothing else to do." : "When Vela has replied, this says why."));
      return;
    }
    const parts = [make("p", "", "“" + told.text + "”")];
    if (told.of !== why.replies) parts.push(make("p", "vela-empty", "Vela explains its newest reply as soon as it has nothing else to do."));
    if (told.picture) {
      const picture = make("img");
      picture.src = "/api/why.jpg?" + told.at;
      picture.width = 640;
      picture.height = 480;
      picture.alt = "What Vela saw, bright where the reply would be less likely without what is there";
      parts.push(picture, make("small", "", "Bright: without what is there, this reply would be less likely."));
    }
    const kinds = Object.entries(told.kinds).sort((a, b) => b[1] - a[1]);
    parts.push(table(["Kind of reply", "Probability"], kinds.map(([kind, share], rank) => ({ cells: [kind, sure(share)], mark: rank === 0 })), "What the first word was to be"));
    if (told.seen.length) {
      parts.push(table(["Thing", "x, y, z in cm", "Act on it", "Goal", "Reply hangs on it"], told.seen.map((one) => ({
        cells: [one.label + " " + sure(one.probability), one.position ? one.position.map((value) => (100 * value).toFixed(1)).join(", ") : "", sure(one.target), sure(one.goal), sure(one.influence)],
        mark: Math.max(one.target, one.goal) > 0.5,
      })), "What Vela saw, and what it took to be meant"));
    }
    if (told.options.length) parts.push(make("p", "", "It could be: " + told.options.join(", ") + "."));
    if (told.candidates.length) {
      parts.push(table(["Score", "Words", "Meaning", "Reply"], told.candidates.map((one) => ({
        cells: [one.score.toFixed(1), one.chance.toFixed(1), one.agreement.toFixed(1), one.reply + ": " + one.text], mark: one.chosen,
      })), "Replies it weighed: log-probability of the words, and how well they agree with what was meant"));
    }
    node.replaceChildren(...parts);
    bringUp();
  }

  // ---- camera -----------------------------------------------------------------------------------------------------
  // A hidden page lets go of the film: a browser allows six connections to one host, and each film takes one for good.
  function film() {
    film.source = document.hidden ? "data:," : "/api/camera.mjpg?" + Date.now();
    show();
  }
  document.addEventListener("visibilitychange", film);
  document.addEventListener("error", (event) => {
    if (event.target && event.target.id === "vela-camera" && !document.hidden) { clearTimeout(film.timer); film.timer = setTimeout(film, 2000); }
  }, true);

  // ---- Vela's voice, where the machine has no loudspeaker ---------------------------------------------------------
  let playing = null, sentences = [], soundOn = recall("sound") !== "off", blocked = false;
  async function speak(id) {
    if (!soundOn) return;
    const answer = await fetch("/api/speech/latest.wav?id=" + id).catch(() => null);
    if (!answer || !answer.ok) return;  // an older sentence that was already replaced
    sentences.push(URL.createObjectURL(await answer.blob()));
    if (!playing) next();
  }
  function next() {
    const source = sentences.shift();
    if (!source) { playing = null; return; }
    playing = new Audio(source);
    const over = () => { URL.revokeObjectURL(source); next(); };
    playing.onended = over;
    playing.onerror = over;
    playing.play().then(() => { blocked = false; showSound(); }, () => { blocked = true; showSound(); over(); });
  }
  function silence() {
    sentences.forEach((source) => URL.revokeObjectURL(source));
    sentences = [];
    if (playing) { playing.onended = null; playing.pause(); playing = null; }
  }
  function toggleSound() {
    soundOn = blocked ? true : !soundOn;
    blocked = false;
    remember("sound", soundOn ? "on" : "off");
    if (!soundOn) silence();
    showSound();
  }
  function showSound() {
    part("vela-sound", [soundOn, blocked], (node) => {
      node.textContent = blocked ? "Click for sound" : soundOn ? "Sound on" : "Sound off";
      node.setAttribute("aria-pressed", String(soundOn && !blocked));
    });
  }

  // ---- microphone -------------------------------------------------------------------------------------------------
  let ear = null, opening = false;
  async function toggleMicrophone() {
    if (opening) return;
    if (ear) { closeMicrophone(); return; }
    if (state.hearing && state.hearing.muted) { notice("Vela is muted. Press Unmute first."); return; }
    if (!navigator.mediaDevices || !window.AudioWorkletNode) {
      notice("This browser gives no microphone to a page from http:// on another machine. Open the panel on the machine itself, or over https://; typing works everywhere.");
      return;
    }
    opening = true;
    showMicrophone();
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true } });
      const context = new AudioContext();
      await context.resume();
      await context.audioWorklet.addModule("/panel/microphone.js");
      const node = new AudioWorkletNode(context, "vela-microphone", { numberOfOutputs: 0 });
      const line = new WebSocket((location.protocol === "https:" ? "wss://" : "ws://") + location.host + "/api/microphone");
      line.binaryType = "arraybuffer";
      ear = { stream, context, line };
      line.onopen = () => line.send(JSON.stringify({ rate: context.sampleRate }));
      line.onclose = (event) => {
        if (!ear || ear.line !== line) return;
        closeMicrophone();
        notice(event.reason || "The connection to Vela was lost, so the microphone is off.");
      };
      stream.getAudioTracks()[0].onended = () => { closeMicrophone(); notice("The microphone was unplugged or taken away. Plug it in and press Talk."); };
      node.port.onmessage = ({ data }) => {
        // behind by more than a second of sound: drop it rather than hear the past
        if (line.readyState === WebSocket.OPEN && line.bufferedAmount < 200000) line.send(data.sound);
        document.documentElement.style.setProperty("--vela-level", Math.min(1, data.level * 6).toFixed(3));
      };
      context.createMediaStreamSource(stream).connect(node);
    } catch (error) {
      closeMicrophone();
      notice(error && error.name === "NotAllowedError" ? "The browser may not use the microphone. Allow it beside the address, then press Talk."
        : error && error.name === "NotFoundError" ? "This computer has no microphone. Plug one in, or type." : "The microphone did not start. Try again, or type.");
    } finally {
      opening = false;
      showMicrophone();
    }
  }
  function closeMicrophone() {
    if (ear) {
      const { stream, context, line } = ear;
      ear = null;
      stream.getTracks().forEach((track) => track.stop());
      context.close();
      line.close();
    }
    document.documentElement.style.setProperty("--vela-level", "0");
    showMicrophone();
  }
  function showMicrophone() {
    const hold = !!state.hearing && state.hearing.mode === "push", on = hold ? state.hearing.talking : !!ear;
    part("vela-microphone", [on, opening, hold], (node) => {
      node.textContent = on ? "Listening" : opening ? "Opening…" : hold ? "Hold to talk" : "Talk";
      node.classList.toggle("on", on);
      node.setAttribute("aria-pressed", String(on));
    });
  }

  // ---- light and dark ---------------------------------------------------------------------------------------------
  const system = matchMedia("(prefers-color-scheme: dark)");
  function shade() {
    const wish = recall("shade");
    document.body.classList.toggle("dark", wish ? wish === "dark" : system.matches);
    document.documentElement.style.colorScheme = document.body.classList.contains("dark") ? "dark" : "light";
    showShade();
  }
  function showShade() {
    part("vela-shade", document.body.classList.contains("dark") ? "Light" : "Dark", (node, other) => {
      node.textContent = other;
      node.setAttribute("aria-label", other + " colours");
    });
  }
  function toggleShade() {
    remember("shade", document.body.classList.contains("dark") ? "light" : "dark");
    shade();
  }
  system.addEventListener("change", shade);

  // ---- begin ------------------------------------------------------------------------------------------------------
  window.vela = { say, stop, post, notice, part, isTextField, toggleMicrophone, closeMicrophone, hasMicrophone: () => !!ear, toggleSound, toggleShade };
  async function waitForPage() {
    // not /health: while Vela starts that is a 503, which the browser's console calls an error
    const now = await fetch("/api/state").then((answer) => answer.json()).catch(() => null);
    if (now && now.view) location.reload();
    else setTimeout(waitForPage, 700);
  }
  function begin() {
    build();
    shade();
    connect();
    setInterval(listenForLife, 1000);
    if (document.body.classList.contains("vela-waiting")) { waitForPage(); return; }
    // Gradio makes its part of the page when it likes: fill it in once it is there
    new MutationObserver(() => { clearTimeout(begin.timer); begin.timer = setTimeout(show, 30); }).observe(document.body, { childList: true, subtree: true });
    shade.timer = setTimeout(shade, 1500);  // Gradio sets its own idea of light and dark while it loads
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin); else begin();
})();
