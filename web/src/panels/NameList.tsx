// The people whose name fits what was typed after an @: arrows choose, Enter or Tab takes.
import { useRef, useState } from "react";
import { t } from "../texts";
import { Avatar } from "../ui/Avatar";
import { beingNamed, fitting } from "./mentions";
import { nameOf, type PanelProps } from "./props";

export interface Naming {
  /** Persons who fit; empty while nobody is being named. */
  found: readonly string[];
  at: number;
  /** Look at what stands before the caret. */
  look: (text: string, caret: number) => void;
  /** True when a key was for the list. */
  press: (key: string) => boolean;
  take: (person: string) => void;
  close: () => void;
  /** Those who were taken from the list. */
  chosen: ReadonlySet<string>;
}

/** `write` puts a text with its caret in the field. */
export function useNaming(
  { people, view, me }: PanelProps,
  write: (text: string, caret: number) => void,
): Naming {
  const [naming, setNaming] = useState<{ text: string; from: number; caret: number } | null>(null);
  const [found, setFound] = useState<readonly string[]>([]);
  const [at, setAt] = useState(0);
  const chosen = useRef(new Set<string>());
  const close = () => {
    setNaming(null);
    setFound([]);
  };
  const look = (text: string, caret: number) => {
    const typed = beingNamed(text, caret);
    if (!typed) return close();
    const ids = [...view.people.byId.keys()].filter((id) => id !== me.person);
    setNaming({ text, from: typed.from, caret });
    setFound(fitting(typed.words, people, ids));
    setAt(0);
  };
  const take = (person: string) => {
    if (!naming) return;
    const before = `${naming.text.slice(0, naming.from)}@${nameOf(people, person)} `;
    chosen.current.add(person);
    write(before + naming.text.slice(naming.caret).replace(/^ /, ""), before.length);
    close();
  };
  const press = (key: string): boolean => {
    const person = found[at];
    if (person === undefined) return false;
    if (key === "ArrowDown") setAt((at + 1) % found.length);
    else if (key === "ArrowUp") setAt((at + found.length - 1) % found.length);
    else if (key === "Enter" || key === "Tab") take(person);
    else if (key === "Escape") close();
    else return false;
    return true;
  };
  return { found, at, look, press, take, close, chosen: chosen.current };
}

export const optionId = (list: string, person: string): string => `${list}-${person}`;

export function NameList({
  id,
  naming,
  people,
}: {
  id: string;
  naming: Naming;
  people: PanelProps["people"];
}) {
  const { found, at, take } = naming;
  return (
    <>
      <span className="vh" role="status">
        {found.length > 0 && t("people.names_fit", { count: found.length })}
      </span>
      {found.length > 0 && (
        <div className="names" id={id} role="listbox" aria-label={t("people.name_somebody")}>
          {found.map((person, index) => (
            <div
              key={person}
              id={optionId(id, person)}
              role="option"
              aria-selected={index === at}
              tabIndex={-1}
              className="row"
              // The field keeps the focus.
              onPointerDown={(event) => {
                event.preventDefault();
                take(person);
              }}
            >
              <Avatar id={person} name={nameOf(people, person)} size="s" />
              <span className="clip" dir="auto">
                {nameOf(people, person)}
              </span>
            </div>
          ))}
        </div>
      )}
    </>
  );
}
