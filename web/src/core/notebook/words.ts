// What a change of the notes says in words: the letters it brought and has not taken away again.
import * as Y from "yjs";

export function wordsIn(update: Uint8Array): string {
  const { structs, ds } = Y.decodeUpdate(update);
  let words = "";
  for (const one of structs) {
    if (!(one instanceof Y.Item)) continue;
    const { client, clock } = one.id;
    if (one.content instanceof Y.ContentString)
      words += [...Array(one.length).keys()]
        .filter((number) => !Y.isDeleted(ds, Y.createID(client, clock + number)))
        .map((number) => (one.content as Y.ContentString).str[number])
        .join("");
    else if (one.content instanceof Y.ContentType && one.content.type instanceof Y.XmlElement && words)
      words += words.endsWith("\n") ? "" : "\n";
  }
  return words.trim();
}
