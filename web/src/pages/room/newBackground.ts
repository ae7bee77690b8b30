// Another background is chosen while the camera is sent.
import type { Background } from "../../core/media/background";
import { t } from "../../texts";
import { chooseBackground } from "../background/choose";
import type { Session } from "./session";

export async function change(session: Session, wanted: Background): Promise<void> {
  await session.settled;
  if (session.devices.busy) return;
  try {
    if (!(await chooseBackground(wanted))) return;
  } catch {
    return session.tell(t("background.no_picture"), "bad");
  }
  const { sending } = session.media;
  if (!sending.of("camera")) return;
  await session.attempt("camera", async () => {
    // Who wants another background and does not get it is not seen with the one before.
    const track = await session.device("video", session.devices.chosenCamera).catch(async (cause) => {
      await session.end("camera");
      throw cause;
    });
    const now = sending.of("camera");
    if (now) await sending.replace(now, track);
    else track.stop();
  });
}
