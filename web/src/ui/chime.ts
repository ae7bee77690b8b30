// A quiet sound of two notes: the time is up, or it is your turn.

const NOTES = [659.3, 523.3]; // E5, C5
const LOUD = 0.06;

/** Plays it if the browser lets it; whoever hears nothing sees the same. */
export function chime(): void {
  if (typeof AudioContext === "undefined") return;
  const sound = new AudioContext();
  for (const [number, frequency] of NOTES.entries()) {
    const from = sound.currentTime + number * 0.22;
    const note = sound.createOscillator();
    const volume = sound.createGain();
    note.frequency.value = frequency;
    volume.gain.setValueAtTime(0, from);
    volume.gain.linearRampToValueAtTime(LOUD, from + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, from + 0.7);
    note.connect(volume).connect(sound.destination);
    note.start(from);
    note.stop(from + 0.75);
  }
  setTimeout(() => void sound.close().catch(() => undefined), 2000);
}
