// The microphone's level while somebody speaks, drawn without React, and whether a voice was heard.
import { useEffect, useRef, useState } from "react";
import { t } from "../../texts";
import css from "./lobby.module.css";

const STEPS = Array.from({ length: 15 }, (_, step) => step);
/** From here on it is a voice and not the room. */
const VOICE = 5;

export function Level({ track, muted }: { track: MediaStreamTrack | null; muted: boolean }) {
  const bar = useRef<HTMLDivElement>(null);
  const [heard, setHeard] = useState(false);

  useEffect(() => {
    const drawn = bar.current;
    if (!track || !drawn) return;
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 512, smoothingTimeConstant: 0.4 });
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let frame = 0;
    let shown = -1;
    const draw = () => {
      frame = requestAnimationFrame(draw);
      analyser.getFloatTimeDomainData(samples);
      const energy = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      const decibel = 10 * Math.log10(energy + 1e-9);
      const level = Math.max(0, Math.min(STEPS.length, Math.round(((decibel + 60) / 50) * STEPS.length)));
      if (level === shown) return;
      shown = level;
      drawn.dataset.level = String(level);
      drawn.setAttribute("aria-valuenow", String(level));
      for (const [step, one] of [...drawn.children].entries()) one.toggleAttribute("data-on", step < level);
      if (level >= VOICE) setHeard(true);
    };
    void context.resume();
    draw();
    return () => {
      cancelAnimationFrame(frame);
      void context.close();
    };
  }, [track]);

  return (
    <>
      <div
        ref={bar}
        className={css.level}
        role="meter"
        aria-label={t("lobby.microphone_level")}
        aria-valuenow={0}
        aria-valuemin={0}
        aria-valuemax={STEPS.length}
      >
        {STEPS.map((step) => (
          <i key={step} />
        ))}
      </div>
      <p className={css.hint}>
        {t(heard ? "lobby.heard" : "lobby.say_something")}{" "}
        {t(muted ? "lobby.join_muted" : "lobby.join_unmuted")}
      </p>
    </>
  );
}
