// What may stand behind a link in the notes: a page on the web, or a mail address.
const LINK = /^(https?:\/\/|mailto:)[^\s\p{Cc}]{1,2000}$/iu;
export const isLink = (address: unknown): address is string =>
  typeof address === "string" && LINK.test(address);
