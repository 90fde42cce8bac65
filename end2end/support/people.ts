// The demo's people and what tests do as them. The accounts are those of `portal demo`.
import { type Page, expect } from "@playwright/test";

import type { Portal } from "./portal.ts";

const PASSWORD = "quang-ngai-2026";

/** Signs in with an account of the portal's own: `congdan1`, `canbo.camthanh`, `quantri`, … */
export async function signIn(page: Page, login: string): Promise<void> {
  await page.goto("/dang-nhap");
  await page.getByLabel("Tên đăng nhập").fill(login);
  await page.getByLabel("Mật khẩu").fill(PASSWORD);
  await page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
  await expect(page).not.toHaveURL(/\/dang-nhap/);
}

/** Signs in through the simulated national identity, as one of the people it offers. */
export async function signInNationally(page: Page, name = "Nguyễn Thị Mẫu"): Promise<void> {
  await page.goto("/dang-nhap");
  await page.getByRole("button", { name: /VNeID/ }).click();
  await page.getByRole("radio", { name }).check();
  await page.getByRole("button", { name: "Đăng nhập", exact: true }).click();
  await expect(page).not.toHaveURL(/\/dang-nhap|oauth2/);
}

/** Waits until the outside world has taken a message to this number or address that holds `words`; returns all of it. */
export async function message(page: Page, portal: Portal, to: string, words: string | RegExp): Promise<string> {
  const inbox = await page.context().newPage();
  const found = inbox.locator("[data-message]", { hasText: words }).first();
  await expect(async () => {
    await inbox.goto(`${portal.sandbox}/tin-nhan?to=${encodeURIComponent(to)}`);
    await expect(found).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
  const text = await found.innerText();
  await inbox.close();
  return text;
}
