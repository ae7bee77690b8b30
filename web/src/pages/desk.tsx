// The desk: what is on now, what waits to be caught up, what comes, and the courses.
import { ChevronDown, FileVideo, Plus, Search, Video } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import type { Desk as DeskData } from "../core/api";
import { search } from "../core/finding";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { InLanguage } from "../ui/InLanguage";
import { LanguageChoice } from "../ui/LanguageChoice";
import { Logo } from "../ui/Logo";
import { Menu } from "../ui/Menu";
import { PageSkeleton } from "../ui/PageSkeleton";
import { Account } from "./desk/Account";
import { Coming } from "./desk/Coming";
import { Courses } from "./desk/Courses";
import { Door } from "./desk/Door";
import css from "./desk/desk.module.css";
import { Early } from "./desk/Early";
import { Ended } from "./desk/Ended";
import { LiveBanner } from "./desk/LiveBanner";
import { courseOf, earlyOf, greeting, needsYou, sorted, summary, teaches } from "./desk/model";
import { NewClass } from "./desk/NewClass";
import { NewCourse } from "./desk/NewCourse";
import { PollBank } from "./desk/PollBank";
import { ThemeChoice } from "./desk/ThemeChoice";
import { useDesk } from "./desk/useDesk";
import { Waiting } from "./desk/Waiting";

const GlossaryDialog = lazy(() => import("../panels/glossary/GlossaryDialog"));
const CourseLanguage = lazy(() => import("../panels/translations/CourseLanguage"));
const CourseTerms = lazy(() => import("./desk/CourseTerms"));
const Keeping = lazy(() => import("./desk/Keeping"));

const KeptHere = lazy(() => import("./desk/KeptHere"));
const Import = lazy(() => import("./desk/Import"));
const Importing = lazy(() => import("./desk/Importing"));
const Record = lazy(() => import("./desk/Record"));
const Find = lazy(() => import("./find/Find"));
const look = async (words: string, course: string) => (await search(words, course)).classes;

/** Students see no empty tools for teaching. */
const mayTeach = (desk: DeskData): boolean => desk.me.account !== false;

export default function Desk() {
  const { desk, error, refresh } = useDesk();
  useEffect(() => {
    document.title = `${t("ui.my_desk")} · Amphi`;
  }, []);
  if (desk === null && error === null) return <PageSkeleton />;
  return (
    <InLanguage>
      <header className="top">
        <Logo />
        <span className="grow" />
        <LanguageChoice />
        <ThemeChoice />
        {desk && <Account desk={desk} />}
      </header>
      {desk ? <Content desk={desk} refresh={refresh} /> : error && <Door error={error} again={refresh} />}
    </InLanguage>
  );
}

function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 15_000);
    return () => window.clearInterval(timer);
  }, []);
  return now;
}

function Content({ desk, refresh }: { desk: DeskData; refresh: () => void }) {
  const now = useNow();
  const [asking, setAsking] = useState<
    "class" | "course" | "polls" | "terms" | "glossary" | "language" | "keeping" | "record" | "import" | null
  >(null);
  const [course, setCourse] = useState("");
  const [finding, setFinding] = useState(false);
  const groups = sorted(desk.classes);
  const early = earlyOf(groups.coming);
  const staff = mayTeach(desk);
  const nothing = desk.classes.length === 0;
  const newClass = (into: string) => {
    setCourse(into);
    setAsking("class");
  };
  return (
    <main className={css.page}>
      <div className={css.hello}>
        <div>
          <h1>{greeting(desk.me.name, new Date(now).getHours())}</h1>
          <p>{[summary(groups, now), needsYou(groups.ended, now)].filter(Boolean).join(" ")}</p>
        </div>
        {!nothing && (
          <Button onPress={() => setFinding(true)}>
            <Search className="i" aria-hidden="true" />
            {t("find.button")}
          </Button>
        )}
        {finding && (
          <Suspense>
            <Find
              title={t("find.title")}
              look={look}
              courses={desk.courses}
              onClose={() => setFinding(false)}
            />
          </Suspense>
        )}
        {staff && (
          <Menu
            label={t("alone.way")}
            groups={[
              {
                entries: [
                  {
                    id: "record",
                    label: t("alone.record"),
                    icon: <Video className="i s" />,
                    run: () => setAsking("record"),
                  },
                  {
                    id: "import",
                    label: t("imports.bring"),
                    icon: <FileVideo className="i s" />,
                    run: () => setAsking("import"),
                  },
                ],
              },
            ]}
          >
            <AriaButton className="btn">
              {t("alone.way")}
              <ChevronDown className="i s" aria-hidden="true" />
            </AriaButton>
          </Menu>
        )}
        {staff && (
          <Button kind={nothing ? "go" : "plain"} onPress={() => newClass("")}>
            <Plus className="i" aria-hidden="true" />
            {t("desk.new_class")}
          </Button>
        )}
      </div>
      <div className={css.main}>
        {groups.live.map((one) => (
          <LiveBanner key={one.id} one={one} course={courseOf(desk, one)} now={now} />
        ))}
        {desk.classes.some(teaches) && <Waiting desk={desk} now={now} />}
        {groups.importing.length > 0 && (
          <Suspense>
            <Importing desk={desk} classes={groups.importing} changed={refresh} />
          </Suspense>
        )}
        {early.length > 0 && <Early desk={desk} classes={early} now={now} />}
        <Ended
          desk={desk}
          classes={groups.ended}
          now={now}
          primary={groups.live.length === 0}
          changed={refresh}
        />
        <Suspense>
          <KeptHere offline={false} />
        </Suspense>
        {(staff || desk.courses.length > 0) && (
          <Courses
            desk={desk}
            staff={staff}
            onNewClass={newClass}
            onNewCourse={() => setAsking("course")}
            onPolls={(of) => {
              setCourse(of);
              setAsking("polls");
            }}
            onTerms={(of) => {
              setCourse(of);
              setAsking("terms");
            }}
            onGlossary={(of) => {
              setCourse(of);
              setAsking("glossary");
            }}
            onLanguage={(of) => {
              setCourse(of);
              setAsking("language");
            }}
            onKeeping={(of) => {
              setCourse(of);
              setAsking("keeping");
            }}
          />
        )}
      </div>
      <div className={css.side}>
        <Coming
          desk={desk}
          classes={groups.coming}
          primary={groups.live.length + groups.ended.length === 0}
          changed={refresh}
        />
      </div>
      {staff && (
        <>
          <NewClass
            key={`${course}${asking === "class"}`}
            desk={desk}
            open={asking === "class"}
            course={course}
            onClose={() => setAsking(null)}
            onMade={refresh}
          />
          {asking === "polls" && <PollBank desk={desk} course={course} onClose={() => setAsking(null)} />}
          {asking === "glossary" && (
            <GlossaryDialog
              place={`courses/${course}`}
              course={desk.courses.find((one) => one.id === course)?.title ?? ""}
              close={() => setAsking(null)}
            />
          )}
          {asking === "language" && (
            <Suspense>
              <CourseLanguage
                course={{ id: course, title: desk.courses.find((one) => one.id === course)?.title ?? "" }}
                close={() => setAsking(null)}
              />
            </Suspense>
          )}
          {asking === "terms" && (
            <Suspense>
              <CourseTerms desk={desk} course={course} onClose={() => setAsking(null)} />
            </Suspense>
          )}
          {asking === "keeping" && (
            <Suspense>
              <Keeping desk={desk} course={course} onClose={() => setAsking(null)} />
            </Suspense>
          )}
          {asking === "record" && (
            <Suspense>
              <Record desk={desk} onClose={() => setAsking(null)} />
            </Suspense>
          )}
          {asking === "import" && (
            <Suspense>
              <Import desk={desk} onClose={() => setAsking(null)} changed={refresh} />
            </Suspense>
          )}
          <NewCourse open={asking === "course"} onClose={() => setAsking(null)} onMade={refresh} />
        </>
      )}
    </main>
  );
}
