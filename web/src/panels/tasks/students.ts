// Who belongs to the class as a student, for those who lead: before it begins nobody has come in yet.
import { useEffect, useState } from "react";
import { ask, type People } from "../../core/api";
import type { ClassFiles } from "../../core/files";
import type { Everybody } from "../../core/progress";
import type { TasksView } from "../../core/view/tasks";

const NOBODY: People = {};

/** Their names by id, asked for anew when something happened to the `tasks`; nobody while they are not wanted or on their way. */
export function useStudents(of: ClassFiles | undefined, wanted: boolean, tasks: TasksView): People {
  const [found, setFound] = useState<People>(NOBODY);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever handed in may be new
  useEffect(() => {
    if (!of || !wanted) return;
    let here = true;
    const named = ({ person, name }: Everybody["people"][number]) => [person, { name, role: "student" }];
    ask(`/classes/${of.classId}/progress.json`, {}, of.token)
      .then((answer): Promise<Everybody> => answer.json())
      .then(({ people }) => here && setFound(Object.fromEntries(people.map(named))))
      .catch(() => undefined);
    return () => {
      here = false;
    };
  }, [of, wanted, tasks]);
  return found;
}
