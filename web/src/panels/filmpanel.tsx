// The films of a class, for whoever presents: add one, put one on the stage, throw one away.
import { Film as FilmSign, Trash2, Upload } from "lucide-react";
import { useRef, useState } from "react";
import { ApiError } from "../core/api";
import { sizeWords } from "../core/files";
import type { FilmUpload } from "../core/films";
import { t } from "../texts";
import { Button, IconButton } from "../ui/Button";
import { clock } from "../ui/clock";
import { Empty } from "../ui/Empty";
import type { Film } from "../wire";
import type { PanelProps } from "./props";
import "./films.css";

interface Props extends PanelProps {
  bring: (file: File, progress: (part: number) => void) => FilmUpload;
  done: () => void;
}

function useBringing({ bring, act, done }: Props) {
  const [part, setPart] = useState<number | null>(null);
  const [wrong, setWrong] = useState("");
  const running = useRef<FilmUpload | null>(null);
  const begin = async (file: File) => {
    setWrong("");
    setPart(0);
    running.current = bring(file, setPart);
    try {
      const { film } = await running.current.done;
      const outcome = await act({ do: "ShowFilm", film });
      if (outcome.ok) done();
    } catch (cause) {
      setWrong(cause instanceof ApiError ? `${cause.message} ${cause.next}` : t("stage.film_not_added"));
    } finally {
      setPart(null);
    }
  };
  const stop = () => {
    running.current?.cancel();
    setPart(null);
  };
  return { part, wrong, begin, stop };
}

function Row({ film, panel }: { film: Film; panel: Props }) {
  const { view, act, done } = panel;
  const on = view.films.shown?.film.film === film.film;
  return (
    <li>
      <FilmSign className="i s" aria-hidden="true" />
      <span className="grow">
        <span dir="auto">{film.name}</span>
        <br />
        <span className="small muted nums">
          {clock(film.length)} · {sizeWords(film.size)}
        </span>
      </span>
      <Button
        size="sm"
        onPress={() => {
          if (on) void act({ do: "HideFilm" });
          else void act({ do: "ShowFilm", film: film.film }).then((outcome) => outcome.ok && done());
        }}
      >
        {t(on ? "stage.take_film_off" : "stage.show_film")}
      </Button>
      {!on && (
        <IconButton
          label={t("stage.remove_film", { name: film.name })}
          size="sm"
          onPress={() => void act({ do: "DropFilm", film: film.film })}
        >
          <Trash2 className="i s" />
        </IconButton>
      )}
    </li>
  );
}

export function FilmPanel(panel: Props) {
  const films = [...panel.view.films.kept.values()];
  const { part, wrong, begin, stop } = useBringing(panel);
  const file = useRef<HTMLInputElement>(null);
  return (
    <div className="film-panel">
      {films.length === 0 ? (
        <Empty icon={<FilmSign className="i" aria-hidden="true" />} title={t("stage.no_film")}>
          {t("stage.no_film_hint")}
        </Empty>
      ) : (
        <ul className="films" aria-label={t("stage.films")}>
          {films.map((film) => (
            <Row key={film.film} film={film} panel={panel} />
          ))}
        </ul>
      )}
      {part !== null && (
        <div className="film-sending" role="status">
          <progress value={part} max={1} aria-label={t("stage.film_sending")} />
          <span className="nums small">
            {part < 1 ? t("stage.film_sent", { percent: Math.floor(part * 100) }) : t("stage.film_examined")}
          </span>
          <Button size="sm" onPress={stop}>
            {t("stage.stop_sending")}
          </Button>
        </div>
      )}
      {wrong && (
        <p className="wrong" role="alert">
          {wrong}
        </p>
      )}
      <input
        ref={file}
        type="file"
        accept="video/mp4,video/webm"
        className="vh"
        tabIndex={-1}
        aria-label={t("stage.film_file")}
        onChange={(event) => {
          const [chosen] = event.target.files ?? [];
          event.target.value = "";
          if (chosen) void begin(chosen);
        }}
      />
      <Button kind="go" isDisabled={part !== null} onPress={() => file.current?.click()}>
        <Upload className="i s" aria-hidden="true" /> {t("stage.add_film")}
      </Button>
    </div>
  );
}
