// Whoever sits at the desk: their data, for those who administer that of others, and the way out.
import { LogOut, UserRoundX, UsersRound } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import type { Desk } from "../../core/api";
import { t } from "../../texts";
import { Avatar } from "../../ui/Avatar";
import { Menu } from "../../ui/Menu";
import css from "./desk.module.css";

const PersonData = lazy(() => import("./PersonData"));
const People = lazy(() => import("./People"));
const SignOut = lazy(() => import("./SignOut"));

export function Account({ desk }: { desk: Desk }) {
  const [shown, setShown] = useState<"mine" | "people" | "out" | null>(null);
  const { name, account, person } = desk.me;
  const mine = {
    id: "mine",
    label: t("persons.mine"),
    icon: <UserRoundX className="i s" />,
    run: () => setShown("mine"),
  };
  const people = {
    id: "people",
    label: t("persons.people"),
    icon: <UsersRound className="i s" />,
    run: () => setShown("people"),
  };
  const out = {
    id: "out",
    label: t("offline.sign_out"),
    icon: <LogOut className="i s" />,
    run: () => setShown("out"),
  };
  return (
    <>
      <Menu
        label={t("persons.menu", { name })}
        groups={[{ entries: account === false ? [mine, out] : [mine, people, out] }]}
      >
        <AriaButton className={`btn bare ${css.account}`} aria-label={t("persons.menu", { name })}>
          <span className={`clip small muted ${css.name}`}>{name}</span>
          <Avatar id={String(person ?? name)} name={name} />
        </AriaButton>
      </Menu>
      <Suspense>
        {shown === "mine" && <PersonData person="me" name={name} onClose={() => setShown(null)} />}
        {shown === "out" && <SignOut onClose={() => setShown(null)} />}
        {shown === "people" && <People onClose={() => setShown(null)} />}
      </Suspense>
    </>
  );
}
