// Who belongs to the class as a student, for those who lead: before it begins nobody has come in yet.
import { useEffect, useState } from "react";
import type { People } from "../../core/api";
import { progressApi } from "../../core/progress";

const NOBODY: People = {};

/** Their names by id, read again with each `revision` of the class; nobody while `leads` is false or they are on their way. */
export function useStudents(id: string, token: string | undefined, leads: boolean, revision: number): People {
  const [found, setFound] = useState<People>(NOBODY);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever wrote may be new
  useEffect(() => {
    if (!leads) return;
    let here = true;
    progressApi.everybody(id, token).then(
      ({ people }) =>
        here &&
        setFound(
          Object.fromEntries(people.map(({ person, name }) => [person, { name, role: "student" as const }])),
        ),
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [id, token, leads, revision]);
  return found;
}
