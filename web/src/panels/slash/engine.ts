// The table of commands and how it is read, loaded when somebody begins a line with a slash.
export { complete } from "./complete";
export { key } from "./names";
export { read } from "./read";
