// At the door: who waits, what they are told, and who was sent away and may be let back in.
import { useState } from "react";
import { t } from "../texts";
import { Avatar } from "../ui/Avatar";
import { Button } from "../ui/Button";
import { TextField } from "../ui/TextField";
import { nameOf, type PanelProps } from "./props";

function Tell({ view, act }: PanelProps) {
  const [text, setText] = useState(view.lobby.told);
  const [trouble, setTrouble] = useState("");
  const told = view.lobby.told;
  const tell = async () => {
    const outcome = await act({ do: "TellLobby", text: text.trim() });
    setTrouble(outcome.ok ? "" : `${outcome.error.message} ${outcome.error.next}`);
  };
  return (
    <form
      className="row end tell"
      onSubmit={(event) => {
        event.preventDefault();
        void tell();
      }}
    >
      <div className="grow">
        <TextField
          label={t("people.tell_waiting")}
          placeholder={t("people.tell_example")}
          value={text}
          maxLength={500}
          onChange={setText}
          error={trouble}
        />
      </div>
      <Button type="submit" isDisabled={text.trim() === told}>
        {t(told && !text.trim() ? "people.untell" : "people.tell")}
      </Button>
    </form>
  );
}

export function AtTheDoor(panel: PanelProps) {
  const { view, people, act } = panel;
  const { asking } = view.people;
  if (asking.length === 0) return null;
  return (
    <section className="hands" aria-label={t("people.waiting")}>
      <div className="row">
        <h2 className="grow">
          {t("people.waiting")} <span className="muted nums">{asking.length}</span>
        </h2>
        {asking.length > 1 && (
          <Button size="sm" kind="go" onPress={() => void act({ do: "AdmitAll" })}>
            {t("people.let_all_in")}
          </Button>
        )}
      </div>
      <ul className="waiting">
        {asking.map((id) => {
          const name = nameOf(people, id);
          return (
            <li className="row person" key={id}>
              <Avatar id={id} name={name} />
              <span className="grow clip" dir="auto">
                {name}
              </span>
              <Button
                size="sm"
                kind={asking.length > 1 ? "plain" : "go"}
                aria-label={t("people.let_in_name", { name })}
                onPress={() => void act({ do: "Admit", person: id })}
              >
                {t("people.let_in")}
              </Button>
              <Button
                size="sm"
                kind="bare"
                aria-label={t("people.decline_name", { name })}
                onPress={() => void act({ do: "Decline", person: id })}
              >
                {t("people.decline")}
              </Button>
            </li>
          );
        })}
      </ul>
      <Tell key={view.lobby.told} {...panel} />
    </section>
  );
}

/** Below the list: who may not come in any more, until somebody who leads lets them. */
export function SentAway({ view, people, act }: PanelProps) {
  const { banned } = view.people;
  if (banned.length === 0) return null;
  return (
    <details className="sent-away">
      <summary>
        {t("people.banned")} <span className="muted nums">{banned.length}</span>
      </summary>
      <ul>
        {banned.map((id) => {
          const name = nameOf(people, id);
          return (
            <li className="row person" key={id}>
              <span className="grow clip" dir="auto">
                {name}
              </span>
              <Button
                size="sm"
                aria-label={t("people.let_name_back", { name })}
                onPress={() => void act({ do: "LiftBan", person: id })}
              >
                {t("people.let_back")}
              </Button>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
