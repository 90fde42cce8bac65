// Paying at the gateway in each way in which that can end, and following the dossier to its result.
import { type Browser, type Page } from "@playwright/test";

import { signIn } from "../support/people.ts";
import type { Portal } from "../support/portal.ts";
import { expect, expectAccessible, expectFits, test } from "../support/test.ts";

const PDF = Buffer.from("%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<<>>\n%%EOF\n");
const SERVICE = "dang-ky-thanh-lap-ho-kinh-doanh";
const AGENCY = "Ủy ban nhân dân phường Cẩm Thành";

const ME: Record<string, string> = {
  "Họ và tên": "Nguyễn Thị Trình",
  "Số định danh cá nhân": "051 190 000 123",
  "Ngày sinh": "05/02/1990",
  "Số điện thoại": "0912 345 678",
  "Địa chỉ": "Thôn 2, xã Trà Bồng, tỉnh Quảng Ngãi",
};

const next = (page: Page) => page.getByRole("button", { name: "Lưu và tiếp tục" }).click();

/** Files a dossier that costs 50.000 đồng after acceptance; its reference. */
async function file(page: Page): Promise<string> {
  await page.goto(`/nop-ho-so/${SERVICE}`);
  await page.getByLabel("Cơ quan giải quyết").selectOption({ label: AGENCY });
  await page.getByRole("button", { name: "Bắt đầu" }).click();
  const me = page.getByRole("group", { name: "Về bạn" });
  for (const [label, value] of Object.entries(ME)) await me.getByLabel(label).first().fill(value);
  await next(page);
  for (const field of await page.locator("main form :is(input[type=text], input[type=tel], textarea)").all()) {
    const name = (await field.getAttribute("name")) ?? "";
    const isNumber = /^f_(so_ban|von|dien_tich|so_lao_dong)/.test(name);
    await field.fill(/ngay/.test(name) ? "01/02/2026" : /dien_thoai/.test(name) ? "0912345678" : isNumber ? "2" : "Quán Trình");
  }
  for (const group of await page.locator("main form fieldset.field").all()) await group.locator("input").first().check();
  for (const list of await page.locator("main form select").all()) await list.selectOption({ index: 1 });
  await next(page);
  await next(page);
  await next(page);
  await page.getByRole("button", { name: "Gửi hồ sơ" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Đã gửi hồ sơ");
  return (await page.locator(".reference").innerText()).match(/QN-[A-Z2-9]{4}-[A-Z2-9]{4}/)![0];
}

/** What an officer does, in a browser of their own. */
async function atTheDesk(browser: Browser, portal: Portal, work: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ baseURL: portal.url, locale: "vi-VN" });
  const page = await context.newPage();
  await signIn(page, "canbo.camthanh");
  await work(page);
  await context.close();
}

const press = (page: Page, act: string) => page.getByRole("button", { name: act, exact: true }).click();

/** A dossier that owes 50.000 đồng, shown to whoever filed it. */
async function owing(page: Page, browser: Browser, portal: Portal): Promise<string> {
  await signIn(page, "congdan1");
  const reference = await file(page);
  await atTheDesk(browser, portal, async (desk) => {
    await desk.goto(`/can-bo/ho-so/${reference}`);
    await press(desk, "Tiếp nhận hồ sơ");
  });
  await page.goto(`/ho-so/${reference}`);
  return reference;
}

/** Goes to the gateway and presses a button there. */
async function pay(page: Page, way: string): Promise<void> {
  await page.getByRole("button", { name: /^Thanh toán/ }).click();
  await expect(page.getByRole("main")).toContainText("50.000");
  await page.locator(`button[value=${way}]`).click();
  await page.waitForURL(/ket-qua/);
}

/** Looks again until the page says so. */
async function until(page: Page, title: string): Promise<void> {
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title, { timeout: 500 });
  }).toPass({ timeout: 30_000 });
}

test("a fee is paid, receipted, and the dossier followed to its result", async ({ page, browser, portal }) => {
  const reference = await owing(page, browser, portal);
  await expect(page.getByRole("main")).toContainText("50.000");
  await expectFits(page);
  await expectAccessible(page);
  await pay(page, "double");
  await until(page, "Đã thanh toán");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Xem biên lai" }).click();
  await expect(page.getByRole("article")).toContainText("Năm mươi nghìn đồng");
  await expect(page.getByRole("article")).toContainText("BẢN MÔ PHỎNG");
  await expectFits(page);
  await expectAccessible(page);

  await atTheDesk(browser, portal, async (desk) => {
    await desk.goto(`/can-bo/ho-so/${reference}`);
    await press(desk, "Bắt đầu xử lý");
    await expect(desk.getByRole("button", { name: "Bắt đầu xử lý", exact: true })).toHaveCount(0);
    const form = desk.locator("details#yeu-cau-bo-sung");
    if ((await form.getAttribute("open")) === null) await form.locator("summary").click();
    await desk.locator("#yeu-cau-bo-sung textarea").first().fill("Bản chụp hợp đồng thuê nhà");
    await press(desk, "Yêu cầu bổ sung");
  });
  await page.goto("/ho-so");
  await expect(page.getByRole("listitem").filter({ hasText: "Cần bổ sung" }).first()).toBeVisible();
  await expectFits(page);
  await expectAccessible(page);
  await page.goto(`/ho-so/${reference}`);
  await expect(page.getByRole("region", { name: /Cần bổ sung/ })).toContainText("hợp đồng thuê nhà");
  await expectAccessible(page);
  await page.getByLabel("Lời nhắn cho cán bộ").fill("Gửi hợp đồng");
  await page.getByLabel("Giấy tờ bổ sung").setInputFiles({ name: "a.pdf", mimeType: "application/pdf", buffer: Buffer.from("<b>") });
  await press(page, "Gửi bổ sung");
  await expect(page.getByRole("alert")).toContainText("chọn lại tất cả các tệp");
  await expect(page.getByLabel("Lời nhắn cho cán bộ")).toHaveValue("Gửi hợp đồng");
  await page.getByLabel("Giấy tờ bổ sung").setInputFiles({ name: "hợp đồng.pdf", mimeType: "application/pdf", buffer: PDF });
  await press(page, "Gửi bổ sung");
  await expect(page.getByRole("link", { name: "hợp đồng.pdf" })).toBeVisible();
  expect((await portal.command("verify")).stdout).not.toMatch(/alone tells/);
});

for (const { way, title } of [
  { way: "cancel", title: "Bạn đã hủy thanh toán" },
  { way: "insufficient", title: "Thanh toán không thành công" },
]) {
  test(`${way} at the gateway is said, and one can pay again`, async ({ page, browser, portal }) => {
    await owing(page, browser, portal);
    await pay(page, way);
    await until(page, title);
    await expectFits(page);
    await expectAccessible(page);
    await pay(page, "success");
    await until(page, "Đã thanh toán");
  });
}

test("who pays twice gets one of them back", async ({ page, browser, portal }) => {
  const reference = await owing(page, browser, portal);
  await pay(page, "twice");
  await until(page, "Đã thanh toán");
  await expect(async () => {
    await page.goto(`/ho-so/${reference}`);
    await expect(page.getByRole("main")).toContainText("hoàn 50.000", { timeout: 500 });
  }).toPass({ timeout: 30_000 });
});

test("without a word of the gateway the page waits and says so", async ({ page, browser, portal }) => {
  await owing(page, browser, portal);
  await pay(page, "silent");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Chưa nhận được xác nhận");
  await expectFits(page);
  await expectAccessible(page);
});

test("a withdrawn dossier says why and asks for nothing", async ({ page }) => {
  await signIn(page, "congdan2");
  const reference = await file(page);
  await page.goto(`/ho-so/${reference}`);
  await page.getByRole("link", { name: "Rút hồ sơ" }).click();
  await expectFits(page);
  await expectAccessible(page);
  await press(page, "Rút hồ sơ");
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByLabel("Vì sao bạn rút hồ sơ?").fill("Đổi ý");
  await press(page, "Rút hồ sơ");
  await expect(page.getByRole("main")).toContainText("Đổi ý");
});

test("anybody looks up how far a dossier is, and learns no more", async ({ page, browser, portal }) => {
  await signIn(page, "congdan2");
  const reference = await file(page);
  const context = await browser.newContext({ baseURL: portal.url, locale: "vi-VN" });
  const stranger = await context.newPage();
  await stranger.goto("/tra-cuu");
  await stranger.getByLabel("Mã hồ sơ").fill(reference.toLowerCase().replaceAll("-", " "));
  await press(stranger, "Tra cứu");
  await expect(stranger.getByRole("region", { name: reference })).toContainText("Đã gửi, chờ tiếp nhận");
  await expect(stranger.getByRole("main")).not.toContainText("hộ kinh doanh");
  await stranger.getByLabel("Mã hồ sơ").fill(reference.slice(0, -1) + (reference.endsWith("A") ? "B" : "A"));
  await press(stranger, "Tra cứu");
  await expect(stranger.getByRole("main")).toContainText("gõ nhầm");
  expect((await stranger.goto(`/ho-so/${reference}`))?.url()).toContain("/dang-nhap");
  await context.close();
  await page.goto("/tra-cuu");
  await expectFits(page);
  await expectAccessible(page);
});
