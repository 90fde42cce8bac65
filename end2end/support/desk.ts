// The officer's side: one dossier at the desk, act by act.
import { type Browser, type Locator, type Page, expect } from "@playwright/test";

import { signIn } from "./people.ts";

/** A desk of one's own beside the citizen's page: another browser context, signed in. */
export async function openDesk(browser: Browser, login = "canbo.camthanh"): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, login);
  return page;
}

/** Finds the dossier in the queue and opens it. */
export async function openCase(desk: Page, name: string): Promise<void> {
  await desk.goto("/can-bo?nhom=tat-ca");
  await desk.getByRole("searchbox", { name: "Mã hồ sơ hoặc tên người nộp" }).fill(name);
  await desk.getByRole("button", { name: "Lọc" }).click();
  await desk.getByRole("link", { name }).click();
  await expect(desk.getByRole("heading", { name: "Việc cần làm" })).toBeVisible();
}

/** An act's form, opened. */
export async function form(desk: Page, act: string): Promise<Locator> {
  const part = desk.locator("details.act", { has: desk.locator("summary", { hasText: new RegExp(`^${act}$`) }) });
  if ((await part.getAttribute("open")) === null) await part.locator("summary").click();
  return part;
}

/** Carries the act out; `fill` fills its form in. */
export async function carryOut(desk: Page, act: string, fill?: (form: Locator) => Promise<void>): Promise<void> {
  const part = await form(desk, act);
  await fill?.(part);
  await part.getByRole("button", { name: act }).click();
  await expect(desk.getByText("Đã ghi nhận.")).toBeVisible();
}

/** Accepts the dossier; returns the code that it got. */
export async function accept(desk: Page, reference: string): Promise<string> {
  await openCase(desk, reference);
  await carryOut(desk, "Tiếp nhận hồ sơ");
  const code = desk.url().match(/\/can-bo\/ho-so\/([^/?#]+)/)?.[1] ?? "";
  expect(code).toMatch(/^\d{3}\.\d{2}\.\d{2}\.[A-Z0-9]+-\d{6}-\d{4}$/);
  return code;
}
