// How loud the microphone is while somebody records, drawn without React.
import { useEffect, useRef } from "react";
import { t } from "../../texts";

const FULL = 20;

export function Meter({ track }: { track: MediaStreamTrack }) {
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const drawn = bar.current;
    if (!drawn) return;
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 512, smoothingTimeConstant: 0.4 });
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let frame = 0;
    const draw = () => {
      frame = requestAnimationFrame(draw);
      analyser.getFloatTimeDomainData(samples);
      const energy = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      const decibel = 10 * Math.log10(energy + 1e-9);
      const level = Math.max(0, Math.min(FULL, Math.round(((decibel + 60) / 50) * FULL)));
      if (drawn.getAttribute("aria-valuenow") === String(level)) return;
      drawn.setAttribute("aria-valuenow", String(level));
      drawn.style.setProperty("--level", `${(100 * level) / FULL}%`);
    };
    void context.resume();
    draw();
    return () => {
      cancelAnimationFrame(frame);
      void context.close();
    };
  }, [track]);
  return (
    <div
      ref={bar}
      className="note-meter"
      role="meter"
      aria-label={t("lobby.microphone_level")}
      aria-valuenow={0}
      aria-valuemin={0}
      aria-valuemax={FULL}
    />
  );
}
