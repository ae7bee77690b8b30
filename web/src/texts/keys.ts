// The names of all texts, from the English catalogue: a misspelt key does not compile.
type Catalogue = {
  alone: typeof import("./en/class/alone.json");
  background: typeof import("./en/first/background.json");
  board: typeof import("./en/class/board.json");
  chat: typeof import("./en/class/chat.json");
  commands: typeof import("./en/class/commands.json");
  comments: typeof import("./en/class/comments.json");
  core: typeof import("./en/first/core.json");
  desk: typeof import("./en/class/desk.json");
  downloads: typeof import("./en/class/downloads.json");
  find: typeof import("./en/class/find.json");
  imports: typeof import("./en/class/imports.json");
  late: typeof import("./en/class/late.json");
  lesson: typeof import("./en/class/lesson.json");
  lobby: typeof import("./en/first/lobby.json");
  notebook: typeof import("./en/class/notebook.json");
  people: typeof import("./en/class/people.json");
  playback: typeof import("./en/class/playback.json");
  player: typeof import("./en/class/player.json");
  polls: typeof import("./en/class/polls.json");
  room: typeof import("./en/class/room.json");
  slash: typeof import("./en/slash/slash.json");
  slides: typeof import("./en/class/slides.json");
  stage: typeof import("./en/class/stage.json");
  tools: typeof import("./en/class/tools.json");
  transcript: typeof import("./en/class/transcript.json");
  ui: typeof import("./en/first/ui.json");
};
type File = keyof Catalogue;

export type Key = { [F in File]: `${F}.${Exclude<keyof Catalogue[F] & string, "default">}` }[File];
