// The help of slash commands, as an English page of the documents; the dialog of /help shows the same rows.
import { grammar, type Row, stationFor } from "./row";
import { PARTS } from "./table";

const HEAD = `# Slash commands

Everything that can be pressed in the room can also be typed into the field of the chat. A line that begins with \`/\` is a command, and never
lands in the chat: names, people, groups and times are completed while one writes, the line below says what Enter will do, and what is not
known is refused with what was most likely meant. What cannot be taken back is asked first. \`//\` or a space before the slash sends a text
that begins with one.

Only what a person may do is offered to them, by the same rights as behind the buttons ([protocol.md](protocol.md)); the server judges all
the same. Times are written as \`5m\`, \`30s\`, \`1h30m\` or \`2:30\`; of a name its beginning is enough while it is the only one.

This page is drawn from the table in \`web/src/panels/slash\`: a new command is one row there.
`;

const WHO = {
  all: "everybody",
  staff: "those who lead",
  place: "those who lead; in a group everybody there",
  presenter: "whoever presents, and those who lead",
  choosing: "those who lead; everybody where groups may be chosen",
} as const;

function whoMay(row: Row): string {
  const who = stationFor(row);
  return who === "right" ? `the right \`${row.needs}\`` : WHO[who];
}

const cell = (text: string): string => text.replaceAll("|", "\\|");

export function document(): string {
  const parts = PARTS.map(({ title, rows }) => {
    const lines = rows.map((row) => {
      const more = row.aliases?.length ? ` Also ${row.aliases.map((one) => `\`/${one}\``).join(", ")}.` : "";
      return `| \`${cell(grammar(row))}\` | ${cell(row.help)}${more} | ${whoMay(row)} |`;
    });
    return `## ${title}\n\n| command | what it does | who may |\n|---|---|---|\n${lines.join("\n")}\n`;
  });
  return `${HEAD}\n${parts.join("\n")}`;
}
