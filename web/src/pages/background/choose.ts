// A background is chosen: kept on this device, and whoever shows or sends the camera is told.
import { type Background, keepBackground } from "../../core/media/background";
import { announce, chosenBackground } from "./camera";
import { keptPicture, pickPicture } from "./own";

/** False when it was not made, since no picture of one's own was given. */
export async function chooseBackground(chosen: Background): Promise<boolean> {
  if (chosen === "own") {
    const another = chosenBackground() === "own";
    if ((another || !(await keptPicture())) && !(await pickPicture())) return false;
  }
  keepBackground(localStorage, chosen);
  announce("chosen");
  return true;
}
