// The voice that Vela speaks with, on the page: chosen from those there are, and heard ("Try it").
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);

  // asked for when the page begins and when the list is opened: another page may have chosen, a file may have come
  async function show() {
    const answer = await fetch("/api/voices").catch(() => null);
    const list = byId("vela-voice");
    if (!answer || !answer.ok || !list) return;
    const { voice, voices } = await answer.json();
    if (!Object.keys(voices).every((name, at) => list.options[at] && list.options[at].value === name) || list.options.length !== Object.keys(voices).length) {
      list.replaceChildren(...Object.entries(voices).map(([name, what]) => {
        const option = new Option(`${name.split("/").pop().replace(/\.onnx$/, "")} (${what})`, name);
        return option;
      }));
    }
    list.value = voice;
    byId("vela-voices").hidden = !list.options.length;
  }

  document.addEventListener("change", async ({ target }) => {
    if (target.id !== "vela-voice") return;
    target.blur();  // the keys are the page's again
    await window.vela.post("voice", { voice: target.value });
    show();  // what speaks now: the old one, if that voice could not be had
  });
  document.addEventListener("pointerdown", ({ target }) => { if (target.id === "vela-voice") show(); });
  document.addEventListener("click", ({ target }) => {
    if (target.id !== "vela-try") return;
    target.blur();
    window.vela.post("voice", { try: true });
  });
  document.addEventListener("vela-shown", function first() {
    if (!byId("vela-voices")) return;
    document.removeEventListener("vela-shown", first);
    show();
  });
})();
