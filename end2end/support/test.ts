// What every spec imports instead of @playwright/test: `page` opens the worker's own portal (page.goto("/dich-vu")).
//
// How to add a spec: `tests/<feature>.spec.ts`, `import { expect, expectAccessible, test } from "../support/test.ts"`.
// It runs on phone and desktop, with JavaScript and without; tag it `{ tag: "@islands" }` if it is about an island.
// Data is shared by the tests of a worker, so a test makes what it counts on and never counts everything.
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type Page, test as base, expect } from "@playwright/test";

import { keepPages } from "./pages.ts";
import { type Portal, startPortal } from "./portal.ts";

export { expect };

export const test = base.extend<{ baseURL: string }, { browser: Browser; portal: Portal; year: boolean }>({
  // Each page that is met goes to the checker of HTML, too.
  browser: [
    async ({ browser }, use) => {
      const pages = keepPages(browser);
      await use(browser);
      await pages.done();
    },
    { scope: "worker" },
  ],
  // `test.use({ year: true })` at the top of a spec: its portal holds the demo's year of dossiers.
  year: [false, { option: true, scope: "worker" }],
  // One portal a worker: starting one takes longer than most tests.
  portal: [
    async ({ year }, use) => {
      const portal = await startPortal({ year });
      await use(portal);
      await portal.stop();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  baseURL: ({ portal }, use) => use(portal.url),
});

/** No findings of axe under WCAG 2.2 A and AA and its best practices. */
export async function expectAccessible(page: Page): Promise<void> {
  if (test.info().project.use.javaScriptEnabled !== false) return check(page);
  // axe is a script with timers, which don't run here. So the page as it stands is shown to it in a browser context
  // that runs axe, but none of the page's own scripts.
  const context = await page.context().browser()!.newContext({ javaScriptEnabled: true });
  const twin = await context.newPage();
  const html = (await page.content()).replaceAll(/<\/?noscript>/g, "");
  await twin.route("**", (route) => {
    const type = route.request().resourceType();
    if (type === "document") return route.fulfill({ body: html, contentType: "text/html; charset=utf-8" });
    return type === "script" ? route.abort() : route.continue();
  });
  await twin.goto(page.url());
  await check(twin);
  await context.close();
}

async function check(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  const findings = violations.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((n) => n.html).join("\n  ")}`);
  // Soft: a long way goes on, and tells all that it met.
  expect.soft(findings, `${new URL(page.url()).pathname}\n${findings.join("\n")}`).toEqual([]);
}

/** Nothing sticks out to the right. */
export async function expectFits(page: Page): Promise<void> {
  const [content, screen] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect.soft(content, `${new URL(page.url()).pathname} scrolls sideways`).toBeLessThanOrEqual(screen!);
}
