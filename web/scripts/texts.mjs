// Catalogues are compiled when they are read: browsers need no parser of ICU MessageFormat.
import { compileMessageOrThrow } from "@lingui/message-utils/compileMessage";

const CATALOGUE = /\/src\/texts\/[\w-]+\/(first|class|slash)\/\w+\.json$/;

export const compiledTexts = {
  name: "compiled-texts",
  enforce: "pre",
  transform(source, file) {
    if (!CATALOGUE.test(file)) return null;
    const compiled = Object.entries(JSON.parse(source)).map(([key, text]) => [
      key,
      compileMessageOrThrow(text),
    ]);
    return { code: JSON.stringify(Object.fromEntries(compiled)), map: null };
  },
};
