// What is kept on this device for whoever sits here: each class with its size, the room that is left, and away with it.
import { HardDrive, Trash2 } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { sizeWords } from "../../core/files";
import { type Room, roomLeft, roomWords } from "../../core/offline/room";
import { type Kept, keepsAny, ownCopies } from "../../core/offline/shelf";
import { t } from "../../texts";
import { IconButton } from "../../ui/Button";
import { wallDay } from "../../ui/clock";
import css from "./desk.module.css";

interface Shelf {
  kept: readonly Kept[];
  room: Room;
}

async function look(): Promise<Shelf> {
  const copies = await ownCopies();
  const kept = copies.map(({ record }) => record).sort((a, b) => b.keptAt - a.keptAt);
  return { kept, room: await roomLeft() };
}

async function remove({ person, class: id }: Kept): Promise<void> {
  for (const copy of await ownCopies())
    if (copy.record.person === person && copy.record.class === id) await copy.remove();
  if (await keepsAny()) return;
  const { dropPage } = await import("../../core/offline/page");
  await dropPage();
}

/** `offline`: the school is out of reach; else what waits is sent, and what is kept is checked. */
export default function KeptHere({ offline }: { offline: boolean }) {
  const [shelf, setShelf] = useState<Shelf | null>(null);
  const again = useCallback(() => void look().then(setShelf), []);
  useEffect(again, [again]);
  useEffect(() => {
    if (!offline) void import("../../core/offline/back").then(({ comeBack }) => comeBack()).then(again);
  }, [offline, again]);
  if (shelf === null || shelf.kept.length === 0) return null;
  const { kept, room } = shelf;
  const all = kept.reduce((sum, one) => sum + (one.whole ? one.bytes : one.done), 0);
  return (
    <section className={css.sec} aria-labelledby="kept-here">
      <header>
        <h2 id="kept-here">{t("offline.title_desk")}</h2>
        <span className="muted small">
          {room.free === null
            ? sizeWords(all)
            : t("offline.in_all", { size: sizeWords(all), free: roomWords(room.free) })}
        </span>
      </header>
      <ul className={`card ${css.keptHere}`}>
        {kept.map((one) => (
          <li key={`${one.person} ${one.class}`}>
            <HardDrive className="i" aria-hidden="true" />
            <div className="grow">
              <h3>
                <a className="plain" href={`/play/${one.class}`} dir="auto">
                  {one.title}
                </a>
              </h3>
              <p className="small muted">
                {[
                  one.course,
                  t(`offline.part_${one.choice}`),
                  one.whole ? sizeWords(one.bytes) : t("offline.not_whole"),
                  t("offline.checked", { day: wallDay(one.checkedAt) }),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
            </div>
            <IconButton
              label={t("offline.remove_of", { title: one.title })}
              kind="plain"
              onPress={() => void remove(one).then(again)}
            >
              <Trash2 className="i" aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
