// A file of the class, fetched and kept on the reader's device under the class's title.
import { t } from "../texts";
import { ask } from "./api";

export async function saveFile(
  classId: string,
  token: string | undefined,
  file: "transcript" | "summary" | "answers" | "attendance" | "chat" | "progress" | "audit",
  form: string,
  title: string,
  language = "",
): Promise<void> {
  const blob = await (
    await ask(`/classes/${classId}/${file}.${form}${language && `?language=${language}`}`, {}, token)
  ).blob();
  const link = document.createElement("a");
  const plain = title.replace(/[^\p{L}\p{N} _-]+/gu, "").trim() || t("core.class_file");
  const name = language ? `${plain} (${language})` : plain;
  link.href = URL.createObjectURL(blob);
  link.download = `${file === "transcript" || file === "summary" ? name : `${name} ${t(`core.file_${file}`)}`}.${form}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
