// Keeps each distinct page that the browsers are answered with, as it was sent, in `target/html`: `.ci/check-html` shows
// them to the Nu HTML checker.
import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Browser, Response } from "@playwright/test";

const FOLDER = path.resolve(import.meta.dirname, "../../target/html");

/** Keeps what this browser's contexts are answered with, until `done`. */
export function keepPages(browser: Browser): { done(): Promise<unknown> } {
  const kept: Promise<void>[] = [];
  browser.on("context", (context) => context.on("response", (response) => kept.push(keep(response))));
  return { done: () => Promise.all(kept) };
}

async function keep(response: Response): Promise<void> {
  const type = (await response.headerValue("content-type").catch(() => null)) ?? "";
  if (!type.startsWith("text/html")) return;
  // The body is gone where a redirect had none, or the page was closed meanwhile.
  const html = await response.text().catch(() => "");
  if (!html) return;
  // Pages that differ by a number, a date or a reference alone are checked once.
  const form = html.replaceAll(/[\p{L}_-]*\d[\p{L}\d_-]*/gu, "0");
  const hash = createHash("sha256").update(form).digest("hex").slice(0, 12);
  const name = new URL(response.url()).pathname.replaceAll(/[^a-z]+/g, "-").slice(1, 60);
  await mkdir(FOLDER, { recursive: true });
  await writeFile(path.join(FOLDER, `${name}-${hash}.html`), html);
}
