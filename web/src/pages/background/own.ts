// A person's own picture to sit before: kept in this browser, never sent anywhere by itself.
const STORE = "pictures";
const PLACE = "own";
/** No camera here gives more. */
const LARGEST = 1280;

const answer = <T>(asked: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });

async function store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  const asked = indexedDB.open("amphi.background", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
  return (await answer(asked)).transaction(STORE, mode).objectStore(STORE);
}

/** The picture that is kept, or null. */
export async function keptPicture(): Promise<ImageBitmap | null> {
  const kept: unknown = await answer((await store("readonly")).get(PLACE));
  return kept instanceof Blob ? createImageBitmap(kept) : null;
}

/** Asks for a file and keeps it, no larger than needed; false when the person thinks better of it. */
export async function pickPicture(): Promise<boolean> {
  const file = await asked();
  if (!file) return false;
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LARGEST / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(picture.width * scale)),
    Math.max(1, Math.round(picture.height * scale)),
  );
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
  await answer((await store("readwrite")).put(blob, PLACE));
  return true;
}

function asked(): Promise<File | null> {
  const input = Object.assign(document.createElement("input"), { type: "file", accept: "image/*" });
  input.hidden = true;
  // Not to be collected while the person looks for a file.
  document.body.append(input);
  return new Promise<File | null>((resolve) => {
    input.onchange = () => resolve(input.files?.[0] ?? null);
    input.oncancel = () => resolve(null);
    input.click();
  }).finally(() => input.remove());
}
