// Courses as cards: a drawn cover, and one mark for each class, done or to come.
import { Archive, BookA, CalendarClock, ChartBarBig, Languages, Plus } from "lucide-react";
import type { Desk } from "../../core/api";
import { t } from "../../texts";
import { Button } from "../../ui/Button";
import { Empty } from "../../ui/Empty";
import { hue } from "../../ui/names";
import css from "./desk.module.css";
import { belongs, progress } from "./model";

const COVERS = [
  <g key="arches">
    <path d="M0 20h240M12 76a48 48 0 0 1 96 0M132 76a48 48 0 0 1 96 0" />
    <path d="M32 76a28 28 0 0 1 56 0M152 76a28 28 0 0 1 56 0" />
  </g>,
  <g key="town">
    <path d="M20 76V40h34v36M54 76V26h40v50M94 76V46h28v30M122 76V16h38v60M160 76V36h52v40" />
    <path d="M132 28h10M132 42h10M68 40h10M68 54h10" />
  </g>,
  <g key="waves">
    <path d="M0 28c24-26 52-26 80 0s52 26 80 0 52-26 80 0" />
    <path d="M0 58c24-26 52-26 80 0s52 26 80 0 52-26 80 0" />
  </g>,
  <g key="leaf">
    <path d="M30 66C60 10 120 6 200 18 180 60 110 84 30 66z" />
    <path d="M30 66C80 50 130 34 176 26" />
  </g>,
];

interface Props {
  desk: Desk;
  staff: boolean;
  onNewClass: (course: string) => void;
  onNewCourse: () => void;
  onPolls: (course: string) => void;
  onTerms: (course: string) => void;
  onGlossary: (course: string) => void;
  onLanguage: (course: string) => void;
  onKeeping: (course: string) => void;
}

export function Courses(props: Props) {
  const { desk, staff, onNewClass, onNewCourse, onPolls, onTerms, onGlossary, onLanguage, onKeeping } = props;
  return (
    <section className={css.sec} aria-labelledby="courses">
      <header>
        <h2 id="courses">{t("desk.courses")}</h2>
        {staff && (
          <Button kind="bare" size="sm" onPress={onNewCourse}>
            <Plus className="i" aria-hidden="true" />
            {t("desk.new_course")}
          </Button>
        )}
      </header>
      {desk.courses.length === 0 ? (
        <div className="card">
          <Empty title={t("desk.no_course")}>{t("desk.no_course_hint")}</Empty>
        </div>
      ) : (
        <>
          <ul className={css.courses}>
            {desk.courses.map((course) => (
              <Course
                key={course.id}
                desk={desk}
                course={course}
                staff={staff}
                onNewClass={onNewClass}
                onPolls={onPolls}
                onTerms={onTerms}
                onGlossary={onGlossary}
                onLanguage={onLanguage}
                onKeeping={onKeeping}
              />
            ))}
          </ul>
          <p className={`row wrap small muted ${css.legend}`}>
            <span className="row">
              <span className="dot" /> {t("desk.mark_played")}
            </span>
            <span className="row">
              <span className="dot later" /> {t("desk.mark_to_play")}
            </span>
            <span className="row">
              <span className={css.yet} /> {t("desk.mark_to_come")}
            </span>
          </p>
        </>
      )}
    </section>
  );
}

interface CourseProps {
  desk: Desk;
  course: Desk["courses"][number];
  staff: boolean;
  onNewClass: (course: string) => void;
  onPolls: (course: string) => void;
  onTerms: (course: string) => void;
  onGlossary: (course: string) => void;
  onLanguage: (course: string) => void;
  onKeeping: (course: string) => void;
}

function Course(props: CourseProps) {
  const { desk, course, staff, onNewClass, onPolls, onTerms, onGlossary, onLanguage, onKeeping } = props;
  const classes = desk.classes.filter((one) => belongs(course, one));
  const { title } = course;
  const own = [
    { label: t("desk.polls_of", { course: title }), words: t("desk.polls"), Icon: ChartBarBig, run: onPolls },
    { label: t("late.work_of", { title }), words: t("late.work"), Icon: CalendarClock, run: onTerms },
    { label: t("glossary.of", { course: title }), words: t("glossary.title"), Icon: BookA, run: onGlossary },
    {
      label: t("translations.of_course", { course: title }),
      words: t("translations.spoken"),
      Icon: Languages,
      run: onLanguage,
    },
    { label: t("keeping.title_of", { title }), words: t("keeping.title"), Icon: Archive, run: onKeeping },
  ];
  const more = { label: t("desk.new_class_in", { course: title }), words: t("desk.new_class"), Icon: Plus };
  const tools = staff ? [{ ...more, run: onNewClass }, ...(course.mine ? own : [])] : [];
  const tone = hue(course.id);
  const words = t("desk.class_count", { count: classes.length });
  return (
    <li
      className={`card ${css.course}`}
      style={{ "--g": `var(--h${tone})`, "--k": `var(--h${tone}i)` } as React.CSSProperties}
    >
      <svg
        className={css.cover}
        viewBox="0 0 240 76"
        preserveAspectRatio="xMidYMid slice"
        fill="none"
        stroke="currentColor"
        strokeWidth="3"
        aria-hidden="true"
      >
        {COVERS[tone - 1]}
      </svg>
      <div>
        <h3>{course.title}</h3>
        <p className={css.seats}>
          <span className="vh">{words}</span>
          {classes.map((one) => {
            const solid = one.state === "live" || (one.state === "ended" && progress(one).share >= 0.97);
            const mark = one.state === "scheduled" ? css.yet : solid ? "dot" : "dot later";
            return <span key={one.id} className={mark} aria-hidden="true" />;
          })}
          <span className="small muted" aria-hidden="true">
            {words}
          </span>
        </p>
        <p className={css.courseTools}>
          {tools.map(({ label, words, Icon, run }) => (
            <Button key={words} kind="bare" size="sm" onPress={() => run(course.id)} aria-label={label}>
              <Icon className="i s" aria-hidden="true" />
              {words}
            </Button>
          ))}
        </p>
      </div>
    </li>
  );
}
