// The microphone opened in another way while it is sent: with noise taken out of it or not, or as original sound.
import type { Session } from "./session";

/** `anew`: it is also sent in another way, mono or stereo, and so as another track. */
export async function reopen(session: Session, anew: boolean): Promise<void> {
  const { sending } = session.media;
  const id = sending.of("microphone");
  if (!id) return;
  // Browsers hand out a device that is open as it was opened first: it is let go before.
  sending.own(id)?.stop();
  const track = await session.device("audio", session.devices.chosenMicrophone).catch(async (cause) => {
    await session.end("microphone");
    throw cause;
  });
  const now = sending.of("microphone");
  if (now && !anew) await sending.replace(now, track);
  else await session.again("microphone", track);
}
