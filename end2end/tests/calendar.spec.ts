// The calendar as an administrator keeps it: an area closed by decision, a table with a wrong line, then the right one.
import { type Page } from "@playwright/test";

import { typedDay, year } from "../support/hand.ts";
import { signIn } from "../support/people.ts";
import { expect, expectAccessible, expectFits, test } from "../support/test.ts";

// Phone and desktop with JavaScript, and the phone without.
test.skip(({ isMobile, javaScriptEnabled }) => !isMobile && javaScriptEnabled === false);
test.describe.configure({ timeout: 120_000 });

/** A year far enough that nobody else's dossiers fall into it, near enough to be entered. */
const YEAR = year(3);
const HEAD = "day,kind,name,legal_source,provisional,scope";

async function fits(page: Page): Promise<void> {
  await expectFits(page);
  await expectAccessible(page);
}

/** Applies what a preview shows. */
async function apply(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1, name: "Xem trước thay đổi lịch" })).toBeVisible();
  await fits(page);
  await page.getByRole("button", { name: "Áp dụng" }).click();
  await expect(page.getByText(/^Đã áp dụng/)).toBeVisible();
}

/** The cell of a day in the year at a glance. */
function cell(page: Page, day: string) {
  return page.locator(`td:has(time[datetime="${day}"])`);
}

test("a storm closes an area, and a table brings a year's days", { tag: "@days" }, async ({ page }, info) => {
  // The tests of a worker share its portal: each has its own days.
  const month = String(1 + (info.parallelIndex % 6) * 2).padStart(2, "0");
  const storm = `Phòng, chống bão ${info.project.name}`;
  await signIn(page, "quantri");
  await page.goto("/quan-tri");
  await page.getByRole("link", { name: "Lịch làm việc" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Lịch làm việc năm/ })).toBeVisible();
  await fits(page);

  await test.step("a closure is entered, previewed and seen", async () => {
    await page.getByRole("link", { name: "Đóng cửa khẩn cấp một địa bàn" }).click();
    await expect(page.getByRole("radio", { name: /^đóng cửa theo quyết định/ })).toBeChecked();
    await page.getByLabel("Từ ngày").fill(`12/${month}/${YEAR}`);
    await page.getByLabel("Đến hết ngày").fill(`13/${month}/${YEAR}`);
    await page.getByLabel("Tên ngày").fill(storm);
    await page.getByRole("button", { name: "Xem trước" }).click();
    const errors = page.locator("#errors");
    await expect(errors.getByRole("link")).not.toHaveCount(0);
    await expect(errors).toContainText("Hãy chọn địa bàn");
    await expect(page.getByLabel("Tên ngày")).toHaveValue(storm);
    await fits(page);
    await page.getByLabel("Nơi áp dụng").selectOption({ label: "đặc khu Lý Sơn" });
    await page.getByLabel("Số, ký hiệu văn bản").fill("Quyết định 99/QĐ-UBND");
    await page.getByLabel("Ngày ban hành").fill(typedDay(-5));
    await page.getByLabel("Nơi ban hành").fill("UBND tỉnh Quảng Ngãi");
    await page.getByRole("button", { name: "Xem trước" }).click();
    await expect(page.getByText(/Ngày đã hẹn với người dân được giữ nguyên/)).toBeVisible();
    await apply(page);
    await expect(cell(page, `${YEAR}-${month}-12`)).toContainText("đóng cửa");
    await expect(page.getByRole("row", { name: new RegExp(storm) })).toHaveCount(2);
    await fits(page);
  });

  await test.step("a table is taken whole or not at all", async () => {
    await page.goto("/quan-tri/lich/nhap");
    await fits(page);
    const right = `${YEAR}-${month}-20,holiday,Ngày thử ${info.project.name},,yes,VN`;
    const table = (lines: string[]) => ({
      name: "lich.csv",
      mimeType: "text/csv",
      buffer: Buffer.from([HEAD, ...lines, ""].join("\n")),
    });
    await page.getByLabel("Tệp CSV").setInputFiles(table([right, `31/02/${YEAR},holiday,Sai,,yes,VN`]));
    await page.getByRole("button", { name: "Kiểm tra và xem trước" }).click();
    await expect(page.getByText(`Dòng 3: không có ngày “31/02/${YEAR}”.`)).toBeVisible();
    await expect(page.getByLabel("Hoặc dán bảng vào đây")).toHaveValue(new RegExp(right));
    await fits(page);

    await page.getByLabel("Tệp CSV").setInputFiles(table([right]));
    await page.getByRole("button", { name: "Kiểm tra và xem trước" }).click();
    await apply(page);
    await expect(cell(page, `${YEAR}-${month}-20`)).toContainText("dự kiến");
    await page.goto("/quan-tri/lich/nhap");
    await page.getByLabel("Hoặc dán bảng vào đây").fill(`${HEAD}\n${right}`);
    await page.getByRole("button", { name: "Kiểm tra và xem trước" }).click();
    await expect(page.getByText(/không có gì thay đổi/)).toBeVisible();
  });

  await test.step("hours and remote communes are there", async () => {
    await page.goto("/quan-tri/lich/gio");
    await expect(page.getByText(/thứ Bảy chỉ nhận hồ sơ/).first()).toBeVisible();
    await fits(page);
    await page.goto("/quan-tri/lich/vung-xa");
    await fits(page);
    await page.goto(`/quan-tri/lich/chinh-thuc?nam=${year(1)}`);
    await fits(page);
  });
});
