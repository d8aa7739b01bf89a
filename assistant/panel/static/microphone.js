// The microphone's audio thread: gathers 40 ms of sound as 16-bit mono and hands it to the page. Knows nothing of where it goes.
class Microphone extends AudioWorkletProcessor {
  constructor() {
    super();
    this.size = Math.round(sampleRate * 0.04);
    this.samples = new Int16Array(this.size);
    this.filled = 0;
    this.power = 0;
  }
  process(inputs) {
    const channels = inputs[0];
    if (!channels.length) return true;
    const length = channels[0].length;
    for (let i = 0; i < length; i++) {
      let value = 0;
      for (const channel of channels) value += channel[i];
      value = Math.max(-1, Math.min(1, value / channels.length));
      this.samples[this.filled++] = Math.round(value * 32767);
      this.power += value * value;
      if (this.filled === this.size) {
        this.port.postMessage({ sound: this.samples.buffer, level: Math.sqrt(this.power / this.size) }, [this.samples.buffer]);
        this.samples = new Int16Array(this.size);
        this.filled = 0;
        this.power = 0;
      }
    }
    return true;
  }
}
registerProcessor("vela-microphone", Microphone);
