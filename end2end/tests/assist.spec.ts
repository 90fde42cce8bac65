// A helper of a community team files for two residents, one after the other; the codes are read on the residents' phones.
import { type Page, expect as must } from "@playwright/test";

import { BUSINESS, begin, fillAnswers, goOn, heading, pdf, reference } from "../support/filing.ts";
import { message, signIn } from "../support/people.ts";
import type { Portal } from "../support/portal.ts";
import { expect, expectAccessible, expectFits, test } from "../support/test.ts";

interface Resident {
  name: string;
  /** As the message service knows it. */
  phone: string;
  number: string;
}

/** Nobody else's phone: a number that many share is refused. */
function resident(name: string, number: string): Resident {
  const digits = String(Math.floor(Math.random() * 10_000_000)).padStart(7, "0");
  return { name, phone: `+8490${digits}`, number };
}

async function look(page: Page): Promise<void> {
  await expectFits(page);
  await expectAccessible(page);
}

/** The newest code in a message that holds these words. */
async function code(page: Page, portal: Portal, to: string, words: string): Promise<string> {
  const text = await message(page, portal, to, words);
  return text.match(/mã (\d{6})/)?.[1] ?? "";
}

async function openSession(page: Page, portal: Portal, who: Resident): Promise<void> {
  await page.goto("/ho-tro");
  await page.getByLabel("Họ và tên người dân").fill(who.name);
  await page.getByLabel("Số di động của chính người dân").fill(who.phone);
  await page.getByRole("radio", { name: "Cho chính mình" }).check();
  await page.getByLabel("Nơi hỗ trợ").fill("Nhà văn hóa tổ dân phố 3");
  for (const box of await page.getByRole("checkbox").all()) await expect(box).not.toBeChecked();
  for (const words of ["nhập hộ những thông tin", "xem giấy tờ", "gửi hồ sơ đến cơ quan"]) {
    await page.getByRole("checkbox", { name: words }).check();
  }
  await page.getByRole("button", { name: "Nhắn mã cho người dân" }).click();
  await expect(heading(page, "Người dân xác nhận")).toBeVisible();
  await look(page);
  await page.getByLabel("Mã xác nhận").fill(await code(page, portal, who.phone, "xin nhập hộ"));
  await page.getByRole("button", { name: "Xác nhận" }).click();
  await expect(heading(page, `Nhập hộ cho ${who.name}`)).toBeVisible();
}

/** Fills a draft in; ends before sending. */
async function fill(page: Page, who: Resident): Promise<void> {
  await begin(page, BUSINESS);
  const me = page.getByRole("group", { name: "Về bạn" });
  await expect(me.getByLabel("Họ và tên")).toHaveValue(who.name);
  await me.getByLabel("Số định danh cá nhân").fill(who.number);
  await me.getByLabel("Ngày sinh").fill("05/02/1990");
  await me.getByRole("textbox", { name: "Địa chỉ" }).fill("Tổ 3, phường Cẩm Thành");
  await look(page);
  await goOn(page, "Thông tin hồ sơ");
  await fillAnswers(page, BUSINESS);
  await goOn(page, "Giấy tờ");
  await page.getByLabel(BUSINESS.document).setInputFiles(pdf("giay-to.pdf"));
  await goOn(page, "Nhận kết quả");
  await goOn(page, "Kiểm tra và gửi");
  await look(page);
}

async function send(page: Page, portal: Portal, who: Resident): Promise<string> {
  await page.getByRole("button", { name: "Nhắn mã cho người dân" }).click();
  await expect(heading(page, "Người dân xác nhận gửi hồ sơ")).toBeVisible();
  await look(page);
  await page.getByLabel("Mã xác nhận").fill(await code(page, portal, who.phone, "sắp gửi thay bạn"));
  await page.getByRole("button", { name: "Xác nhận" }).click();
  return reference(page);
}

test("two residents, one after the other, and nothing of the first shows to the second", async ({ page, portal }) => {
  test.setTimeout(180_000);
  const [an, binh] = [resident("Nguyễn Thị An Nhiên", "099190000123"), resident("Đinh Văn Bình Yên", "099090000124")];
  await signIn(page, "hotro.camthanh");
  await expect(page).toHaveURL(/\/ho-tro$/);
  await look(page);

  await openSession(page, portal, an);
  await look(page);
  await fill(page, an);
  const review = page.url();
  const first = await send(page, portal, an);
  await look(page);
  const sent = page.url();
  const told = await message(page, portal, an.phone, first);
  must(told).toContain("Nguyễn Thị Đồng Hành");
  // What is the helper's own is closed in the meantime.
  await page.goto("/tai-khoan");
  await expect(heading(page, "Không làm được việc này trong phiên hỗ trợ")).toBeVisible();
  await look(page);

  await page.getByRole("button", { name: "Kết thúc", exact: true }).click();
  await expect(heading(page, "Phiên đã kết thúc")).toBeVisible();
  await look(page);
  await page.goBack();
  await expect(page.locator("body")).not.toContainText(an.name);
  for (const address of [review, sent, "/ho-so", `/ho-so/${first}`]) {
    await page.goto(address);
    await expect(page.locator("body")).not.toContainText(an.name);
  }

  await openSession(page, portal, binh);
  await page.goto(sent);
  await expect(heading(page, "Không có trang này")).toBeVisible();
  await fill(page, binh);
  await expect(page.locator("body")).not.toContainText(an.name);
  // He thinks better of it, on his own phone.
  const link = (await message(page, portal, binh.phone, "xin nhập hộ")).match(/http\S+\/rut\/\w+/)?.[0] ?? "";
  const phone = await page.context().browser()!.newContext();
  const his = await phone.newPage();
  await his.goto(link);
  await look(his);
  await his.getByRole("button", { name: "Rút lại đồng ý" }).click();
  await expect(his.getByText("Bạn đã rút lại đồng ý")).toBeVisible();
  await phone.close();
  await page.reload();
  await expect(heading(page, "Không có trang này")).toBeVisible();
  await page.goto("/ho-tro");
  await expect(page.getByText("Người được nhập hộ")).toBeVisible();
  await expect(page.locator("body")).not.toContainText(binh.name);
});

test("a badge is checked by anybody, and a helper whose appointment has ended is told so", async ({ page }) => {
  await signIn(page, "hotro.hethan");
  await page.goto("/ho-tro");
  await expect(heading(page, "Bạn chưa được hỗ trợ người dân trên cổng")).toBeVisible();
  await expect(page.getByRole("textbox")).toHaveCount(0);
  await look(page);

  const context = await page.context().browser()!.newContext();
  const helper = await context.newPage();
  await helper.goto(new URL("/dang-nhap", page.url()).href);
  await helper.getByLabel("Tên đăng nhập").fill("hotro.kontum");
  await helper.getByLabel("Mật khẩu").fill("quang-ngai-2026");
  await helper.getByRole("button", { name: "Đăng nhập", exact: true }).click();
  const badge = await helper.locator(".badge strong").innerText();
  await context.close();
  await page.goto("/ho-tro-nguoi-dan");
  await look(page);
  await page.getByLabel("Mã người hỗ trợ").fill(badge);
  await page.getByRole("button", { name: "Kiểm tra" }).click();
  await expect(page.getByText("A Hướng Dẫn")).toBeVisible();
  await look(page);
  await page.getByLabel("Mã người hỗ trợ").fill("AAA-AAA");
  await page.getByRole("button", { name: "Kiểm tra" }).click();
  await expect(page.getByText("Hôm nay không có mã này")).toBeVisible();
});
