// What can stand next in a command, above the field; and below it what Enter will do, or why it cannot be done.
import { lazy, Suspense, useEffect, useRef } from "react";
import { t } from "../../texts";
import { Avatar } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { nameOf, type PanelProps } from "../props";
import type { Slash } from "./useSlash";

const HelpDialog = lazy(() => import("./HelpDialog"));

export const slashOption = (list: string, at: number): string => `${list}-slash-${at}`;

interface ListProps {
  id: string;
  slash: Slash;
  people: PanelProps["people"];
}

export function SlashList({ id, slash, people }: ListProps) {
  const { found, at, take } = slash;
  const chosen = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the arrows chose is brought into sight
  useEffect(() => {
    // In braces: newer browsers answer with a promise, which is no way to clean up.
    chosen.current?.scrollIntoView({ block: "nearest" });
  }, [at, found.length]);
  if (found.length === 0) return null;
  return (
    <div className="names slash" id={id} role="listbox" aria-label={t("commands.title")} tabIndex={0}>
      {found.map((one, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's
        <div
          key={one.key}
          id={slashOption(id, index)}
          ref={index === at ? chosen : undefined}
          role="option"
          aria-selected={index === at}
          tabIndex={-1}
          className="row"
          // The field keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => take(one)}
        >
          {one.person && <Avatar id={one.person} name={nameOf(people, one.person)} size="s" />}
          <span className="slash-shown" dir="auto">
            {one.shown}
          </span>
          <span className="small muted grow">{one.help}</span>
        </div>
      ))}
    </div>
  );
}

/** Words between backticks are typed ones. */
function Typed({ children }: { children: string }) {
  return children.split("`").map((part, index) =>
    index % 2 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence never change places
      <code key={index} dir="ltr">
        {part}
      </code>
    ) : (
      part
    ),
  );
}

/** Below the field; the field is described by it. */
export function SlashSays({ id, slash, asText }: { id: string; slash: Slash; asText: () => void }) {
  const { reading, trouble, found } = slash;
  if (reading.is === "text") return null;
  if (trouble)
    return (
      <p id={id} className="field-error slash-says" role="alert">
        <span className="grow">
          <Typed>{trouble}</Typed>
        </span>
        {reading.is === "trouble" && !reading.known && (
          <Button size="sm" kind="bare" onPress={asText}>
            {t("commands.send_as_text")}
          </Button>
        )}
      </p>
    );
  if (reading.is === "ready")
    return (
      <p id={id} className="small slash-says">
        <kbd>{t("commands.enter")}</kbd> <span className="grow">{reading.deed.says}</span>
      </p>
    );
  return (
    <p id={id} className="small muted slash-says">
      {found.length > 0 && !reading.known ? "" : <Typed>{reading.says}</Typed>}
    </p>
  );
}

/** What a command asks before it is done, and the list of /help. */
export function SlashDialogs({ slash }: { slash: Slash }) {
  const { asking, answer, helping } = slash;
  return (
    <>
      <Dialog
        title={asking?.asks?.title ?? ""}
        role="alertdialog"
        open={asking !== null}
        onClose={() => answer(false)}
        actions={
          <>
            <Button onPress={() => answer(false)}>{t("commands.cancel")}</Button>
            <Button kind="stop" onPress={() => answer(true)}>
              {asking?.asks?.yes}
            </Button>
          </>
        }
      >
        <p>{asking?.asks?.text}</p>
      </Dialog>
      {helping && (
        <Suspense>
          <HelpDialog ground={slash.ground} onTake={slash.takeRow} onClose={slash.closeHelp} />
        </Suspense>
      )}
    </>
  );
}
