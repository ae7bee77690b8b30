// Refusals of the server as readers of other languages see them.
import { afterEach, describe, expect, it } from "vitest";
import { ApiError, type ErrorBody } from "../../src/core/api";
import { inOwnWords } from "../../src/core/refusals";
import { loadLanguage } from "../../src/texts";

const ended: ErrorBody = {
  code: "poll_ended",
  fault: "rule",
  message: "This poll has ended.",
  next: "After class you can vote late in the recording.",
};
const refused = (code: string, more: Partial<ErrorBody> = {}): ErrorBody => ({ ...ended, code, ...more });

describe("a refusal", () => {
  afterEach(() => loadLanguage("en"));

  it("keeps the server's own words in English", () => {
    expect(inOwnWords(ended)).toEqual(ended);
    expect(new ApiError(ended, 409).message).toBe(ended.message);
  });

  it("is told in the reader's language, over HTTP too", async () => {
    await loadLanguage("de");
    const { message, next, fault } = inOwnWords(ended);
    expect([message, fault]).toEqual(["Diese Umfrage ist beendet.", "rule"]);
    expect(next).toContain("nachträglich");
    expect(new ApiError(ended, 409)).toMatchObject({ message, next, code: "poll_ended" });
    expect(inOwnWords(inOwnWords(ended))).toEqual(inOwnWords(ended));
  });

  it("carries its gap and the most that is allowed", async () => {
    await loadLanguage("fr");
    expect(inOwnWords(refused("slow_mode", { detail: "30" })).message).toContain("toutes les 30 secondes");
    expect(inOwnWords(refused("too_long", { limit: 200 })).message).toContain("200 caractères au plus");
    expect(inOwnWords(refused("too_long", { detail: "too much." })).message).toBe("C’est trop long.");
    expect(inOwnWords(refused("too_large", { limit: 100 })).message).toContain("100 Mo");
  });

  it("with a code that the catalogue does not know keeps the server's words", async () => {
    await loadLanguage("zh-Hans");
    expect(inOwnWords(refused("brand_new"))).toEqual(refused("brand_new"));
    expect(inOwnWords({ code: "disk_full", message: "The disk is full." })).toEqual({
      code: "disk_full",
      message: "磁盘已满：课堂继续进行，但不再录制。",
    });
  });
});
