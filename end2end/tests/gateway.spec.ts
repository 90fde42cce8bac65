// The gateway's page played through in each way. What counts is what the portal hears, never the browser's return.
import type { Browser, Page } from "@playwright/test";

import { accept, openDesk } from "../support/desk.ts";
import { BUSINESS, file, heading } from "../support/filing.ts";
import { signIn } from "../support/people.ts";
import { expect, expectAccessible, expectFits, test } from "../support/test.ts";

// The gateway's page is the same everywhere, and the portal's own pages of payment are met by every journey.
test.skip(({ isMobile, javaScriptEnabled }) => !isMobile || javaScriptEnabled !== false);
test.describe.configure({ timeout: 120_000 });

/** A dossier that owes 50.000 đồng, opened by the citizen who filed it; returns its code. */
async function owing(page: Page, browser: Browser): Promise<string> {
  await signIn(page, "congdan2");
  const reference = await file(page, BUSINESS);
  const desk = await openDesk(browser);
  const code = await accept(desk, reference);
  await desk.context().close();
  await page.goto(`/ho-so/${code}`);
  return code;
}

/** Goes to pay, and lets the gateway play it in this way. */
async function pay(page: Page, way: string, button = "Thanh toán trực tuyến"): Promise<void> {
  await page.getByRole("button", { name: button }).click();
  await page.getByRole("button", { name: new RegExp(`^${way}`) }).click();
}

/** The page says so, at once or when it has come back by itself after the gateway's word. */
async function says(page: Page, title: string, within = 30_000): Promise<void> {
  await expect(heading(page, title)).toBeVisible({ timeout: within });
  await expectFits(page);
  await expectAccessible(page);
}

test("what fails can be tried again; what is told twice counts once", async ({ page, browser, portal }) => {
  const code = await owing(page, browser);
  await pay(page, "Hủy");
  await says(page, "Bạn đã hủy thanh toán");
  await pay(page, "Không đủ số dư", "Thanh toán lại");
  await says(page, "Thanh toán không thành công");
  await expect(page.getByText(/Số dư không đủ/)).toBeVisible();
  await pay(page, "Quá thời gian", "Thanh toán lại");
  await expect(page.getByText(/Đã quá thời gian/)).toBeVisible({ timeout: 30_000 });
  await pay(page, "Thành công, báo hai lần", "Thanh toán lại");
  await says(page, "Đã thanh toán");
  await page.goto(`/ho-so/${code}`);
  await expect(page.getByText("Đã trả 50.000 đồng")).toBeVisible();
  await expect(page.getByRole("link", { name: /^Biên lai số/ })).toHaveCount(1);
  await expect(page.getByText(/hoàn/)).toHaveCount(0);
  await portal.command("verify");
});

test("a slow gateway: the page waits and then says that it is paid", async ({ page, browser }) => {
  await owing(page, browser);
  await pay(page, "Thành công, báo chậm");
  await says(page, "Chưa nhận được xác nhận");
  await says(page, "Đã thanh toán");
});

test("paid twice: one counts, the other goes back", async ({ page, browser, portal }) => {
  const code = await owing(page, browser);
  await pay(page, "Trả hai lần");
  await says(page, "Đã thanh toán");
  await expect(async () => {
    await page.goto(`/ho-so/${code}`);
    await expect(page.getByText("Cổng thanh toán đã nhận yêu cầu hoàn 50.000 đồng")).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
  await expect(page.getByText("Đã trả 50.000 đồng")).toBeVisible();
  await portal.command("verify");
});

test("a success told long after the browser left is honoured while the fee is owed", async ({ page, browser, portal }) => {
  const code = await owing(page, browser);
  await pay(page, "Thành công muộn");
  await says(page, "Chưa nhận được xác nhận");
  await page.goto(`/ho-so/${code}`);
  await expect(page.getByText("chưa nhận được xác nhận")).toBeVisible();
  await page.goto(`${portal.sandbox}/cong-thanh-toan`);
  // Going on before the gateway has answered would take the click back.
  const told = page.waitForResponse((answer) => answer.url().endsWith("/cong-thanh-toan/gui"));
  await page.getByRole("listitem").filter({ hasText: "Thành công muộn" }).getByRole("button", { name: "Gửi lời báo ngay" }).click();
  await told;
  // The gateway's word is on its own way to the portal.
  await expect(async () => {
    await page.goto(`/ho-so/${code}`);
    await expect(page.getByText("Đã trả 50.000 đồng")).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
});

test("a silent gateway is asked", async ({ page, browser, portal }) => {
  // The portal waits two minutes for the gateway's word before it asks.
  test.setTimeout(300_000);
  const code = await owing(page, browser);
  await pay(page, "Thành công, không báo");
  await says(page, "Chưa nhận được xác nhận");
  await says(page, "Đã thanh toán", 200_000);
  await page.goto(`/ho-so/${code}`);
  await expect(page.getByText("Đã trả 50.000 đồng")).toBeVisible();
  await portal.command("verify");
});
