// How one is reminded of what comes and what is due: in the calendar app, and by mail.
import { CalendarClock, Mail } from "lucide-react";
import { type FormEvent, useCallback, useEffect, useState } from "react";
import { reminders, type Reminders as Told } from "../../core/reminders";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { OwnAddress } from "../../ui/OwnAddress";
import { Skeleton } from "../../ui/Skeleton";
import { TextField } from "../../ui/TextField";
import { problemWords } from "../playback/useClassroom";
import css from "./reminders.module.css";

type Ask = (asked: Promise<Told>, said?: string) => Promise<void>;

interface Props {
  /** Leads a class: something may wait for them. */
  leads: boolean;
  onClose: () => void;
}

export default function Reminders({ leads, onClose }: Props) {
  const [told, setTold] = useState<Told | null>(null);
  const [said, setSaid] = useState("");
  const [wrong, setWrong] = useState("");
  const ask = useCallback<Ask>(async (asked, then = "") => {
    try {
      setTold(await asked);
      setSaid(then);
      setWrong("");
    } catch (problem) {
      setWrong(problemWords(problem));
    }
  }, []);
  useEffect(() => void ask(reminders.mine()), [ask]);
  const url = told?.calendar;
  return (
    <Dialog title={t("reminders.title")} open onClose={onClose}>
      {told ? (
        <div className={css.ways}>
          <OwnAddress
            icon={<CalendarClock className="i" aria-hidden="true" />}
            title={t("reminders.calendar")}
            hint={t("reminders.calendar_hint")}
            label={t("reminders.calendar_address")}
            url={url}
            said=""
            make={() => ask(reminders.openCalendar())}
            end={() => ask(reminders.endCalendar(), t("address.ended"))}
          >
            {url && (
              <a className="btn" href={url.replace(/^https?:/, "webcal:")}>
                {t("reminders.calendar_open")}
              </a>
            )}
          </OwnAddress>
          <ByMail mail={told.mail} leads={leads} ask={ask} />
        </div>
      ) : (
        !wrong && <Skeleton lines={4} label={t("ui.loading")} />
      )}
      {wrong && (
        <p className="field-error" role="alert">
          {wrong}
        </p>
      )}
      <p className={`muted small ${css.said}`} role="status">
        {said}
      </p>
    </Dialog>
  );
}

function Kinds({ mail, leads, ask }: { mail: Told["mail"]; leads: boolean; ask: Ask }) {
  const choose = (part: { news?: boolean; waiting?: boolean }) => {
    const { news, waiting } = { ...mail, ...part };
    return ask(reminders.chooseMail({ news, waiting }), t("reminders.chosen"));
  };
  return (
    <fieldset className={css.kinds}>
      <legend className="small">{t("reminders.also")}</legend>
      <label>
        <input
          type="checkbox"
          checked={mail.news}
          onChange={(event) => choose({ news: event.target.checked })}
        />
        {t("reminders.news")}
      </label>
      {leads && (
        <label>
          <input
            type="checkbox"
            checked={mail.waiting}
            onChange={(event) => choose({ waiting: event.target.checked })}
          />
          {t("reminders.waiting")}
        </label>
      )}
    </fieldset>
  );
}

function ByMail({ mail, leads, ask }: { mail: Told["mail"]; leads: boolean; ask: Ask }) {
  return (
    <section className={css.mail}>
      <div className={css.head}>
        <Mail className="i" aria-hidden="true" />
        <div className="grow">
          <h3>{t("reminders.mail")}</h3>
          <p className="muted small">{t(mail.possible ? "reminders.mail_hint" : "reminders.mail_off")}</p>
        </div>
      </div>
      {mail.confirmed ? (
        <>
          <div className={css.line}>
            <span className="grow">{t("reminders.on", { address: mail.address ?? "" })}</span>
            <Button onPress={() => ask(reminders.endMailbox(), t("reminders.stopped"))}>
              {t("reminders.stop")}
            </Button>
          </div>
          <Kinds mail={mail} leads={leads} ask={ask} />
        </>
      ) : (
        mail.possible && (mail.address ? <Code address={mail.address} ask={ask} /> : <Address ask={ask} />)
      )}
    </section>
  );
}

function Address({ ask }: { ask: Ask }) {
  const [address, setAddress] = useState("");
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (address.trim()) void ask(reminders.nameMailbox(address));
  };
  return (
    <form className={css.line} noValidate onSubmit={send}>
      <TextField
        label={t("reminders.address")}
        type="email"
        autoComplete="email"
        value={address}
        onChange={setAddress}
      />
      <Button type="submit">{t("reminders.send")}</Button>
    </form>
  );
}

function Code({ address, ask }: { address: string; ask: Ask }) {
  const [code, setCode] = useState("");
  const confirm = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim()) void ask(reminders.confirmMailbox(code));
  };
  return (
    <>
      <p className="small">{t("reminders.sent", { address })}</p>
      <form className={css.line} noValidate onSubmit={confirm}>
        <TextField
          label={t("reminders.code")}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={setCode}
        />
        <Button kind="go" type="submit">
          {t("reminders.confirm")}
        </Button>
        <Button kind="bare" onPress={() => ask(reminders.endMailbox())}>
          {t("reminders.other")}
        </Button>
      </form>
    </>
  );
}
