// What stands behind the person in their picture, chosen before class.
import { ChevronDown, Image } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Background as Chosen } from "../../core/media/background";
import { t } from "../../texts";
import { chosenBackground, isOffered, names, onNews, words } from "../background/camera";
import css from "./lobby.module.css";
import type { Devices } from "./useDevices";

export default function Background({ devices }: { devices: Devices }) {
  const [chosen, setChosen] = useState(chosenBackground);
  const [note, setNote] = useState(() => words("chosen"));
  const { choose: open, turn } = devices;
  const { state } = devices.video;
  // The camera may come on while a picture is looked for.
  const camera = useRef(devices.video);
  camera.current = devices.video;

  useEffect(
    () =>
      onNews((news) => {
        setChosen(chosenBackground());
        setNote(words(news));
        if (news === "hopeless" || news === "failed") turn("video", false);
      }),
    [turn],
  );
  useEffect(() => {
    if (state !== "off") setNote((now) => (now === t("background.starting") ? words("chosen") : now));
  }, [state]);

  const choose = async (wanted: Chosen) => {
    try {
      const { chooseBackground } = await import("../background/choose");
      if (!(await chooseBackground(wanted))) return;
    } catch {
      return setNote(t("background.no_picture"));
    }
    if (!camera.current.track) return;
    const { chosen: id } = camera.current;
    // Off and opened anew: whoever goes in meanwhile is not seen with what they did not want.
    turn("video", false);
    if (wanted !== "none") setNote(t("background.starting"));
    open("video", id);
  };

  if (!isOffered()) return null;
  return (
    <div>
      <label className={css.menu}>
        <span>{t("background.title")}</span>
        <span className={`field ${css.pick}`}>
          <Image className="i" aria-hidden="true" />
          <select
            aria-label={t("background.in_use")}
            value={chosen}
            onChange={(event) => void choose(event.target.value as Chosen)}
          >
            {names().map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
          <ChevronDown className="i" aria-hidden="true" />
        </span>
      </label>
      {chosen === "own" && (
        <button type="button" className={`btn bare ${css.test}`} onClick={() => void choose("own")}>
          {t("background.another")}
        </button>
      )}
      <p className={css.hint} role="status">
        {note || (chosen === "own" ? t("background.stays") : "")}
      </p>
    </div>
  );
}
