// The figures: what is asked, what a figure counts, and that a dossier is in it as soon as it is accepted.
import type { Page } from "@playwright/test";

import { accept, openDesk } from "../support/desk.ts";
import { BUSINESS, file, heading } from "../support/filing.ts";
import { typedDay } from "../support/hand.ts";
import { signIn } from "../support/people.ts";
import { expect, expectAccessible, expectFits, test } from "../support/test.ts";

test.use({ year: true });

/** The figures of the agency whose officer `canbo.camthanh` is, over days as they are typed. */
async function own(desk: Page, from: string, to: string): Promise<void> {
  await desk.goto("/tinh-hinh?co-quan=ubnd-phuong-cam-thanh");
  await desk.getByText("Chọn ngày, cấp, cơ quan, lĩnh vực").click();
  await desk.getByLabel("Từ ngày").fill(from);
  await desk.getByLabel("Đến hết ngày").fill(to);
  await desk.getByRole("button", { name: "Xem số liệu" }).click();
  await expect(desk).toHaveURL(/[?&]tu=/);
}

/** The number of dossiers in words such as "1.234 hồ sơ, …". */
async function total(page: Page): Promise<number> {
  const words = await page.locator("main .lead").innerText();
  const number = words.match(/([\d.]+) hồ sơ/)?.[1] ?? "";
  return Number(number.replaceAll(".", ""));
}

/** The figure of online dossiers, its link in the table of all measures. */
function online(page: Page) {
  const row = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "Hồ sơ nộp trực tuyến" }) });
  return row.locator('a[href*="so=online"]');
}

test("whoever looks asks for a period, an agency, a measure", { tag: "@days" }, async ({ page }) => {
  await page.goto("/tinh-hinh");
  // On the first of January nothing has been accepted this year.
  await expect(heading(page, /^(Từ|Ngày) [\d/]+/)).toBeVisible();
  await page.getByRole("link", { name: "12 tháng", exact: true }).click();
  await expect(heading(page, /hồ sơ được nộp trực tuyến$/)).toBeVisible();
  await page.getByRole("link", { name: "Tháng trước" }).click();
  await expect(page).toHaveURL("/tinh-hinh?ky=thang-truoc");
  await page.getByText("Chọn ngày, cấp, cơ quan, lĩnh vực").click();
  await page.getByRole("combobox", { name: "Cơ quan" }).selectOption({ label: "Ủy ban nhân dân phường Cẩm Thành" });
  await page.getByRole("button", { name: "Xem số liệu" }).click();
  await expect(page).toHaveURL("/tinh-hinh?ky=thang-truoc&co-quan=ubnd-phuong-cam-thanh");
  await expect(heading(page, /^Ủy ban nhân dân phường Cẩm Thành: /)).toBeVisible();
  await page.getByRole("link", { name: "Bỏ lọc Ủy ban nhân dân phường Cẩm Thành" }).click();
  await page.getByRole("link", { name: "12 tháng", exact: true }).click();
  await page.getByRole("link", { name: "Đúng hạn theo quy định" }).click();
  await expect(page.getByRole("img", { name: /^Đúng hạn theo quy định qua từng tháng/ })).toBeVisible();
  await expect(page.locator('a[href*="/tinh-hinh/ho-so"]')).toHaveCount(0);
  await expectFits(page);
  await expectAccessible(page);
});

test("a period turned round is said at its field, and what was typed stays", async ({ page }) => {
  await page.goto("/tinh-hinh");
  await page.getByText("Chọn ngày, cấp, cơ quan, lĩnh vực").click();
  await page.getByLabel("Từ ngày").fill("31/3/2026");
  await page.getByLabel("Đến hết ngày").fill("01/3/2026");
  await page.getByRole("button", { name: "Xem số liệu" }).click();
  await expect(page.getByRole("alert")).toContainText("Ngày cuối đứng trước ngày đầu");
  await expect(page.getByLabel("Từ ngày")).toHaveValue("31/3/2026");
  await expect(page.getByLabel("Đến hết ngày")).toHaveValue("01/3/2026");
  await expectAccessible(page);
  await page.getByLabel("Đến hết ngày").fill("30/4/2026");
  await page.getByRole("button", { name: "Xem số liệu" }).click();
  await expect(page).toHaveURL("/tinh-hinh?tu=2026-03-31&den=2026-04-30");
});

test("days without a dossier lead to where there are some", { tag: "@days" }, async ({ page }) => {
  await page.goto("/tinh-hinh?co-quan=ubnd-phuong-cam-thanh");
  await page.getByText("Chọn ngày, cấp, cơ quan, lĩnh vực").click();
  await page.getByLabel("Từ ngày").fill(typedDay(3));
  await page.getByLabel("Đến hết ngày").fill(typedDay(3));
  await page.getByRole("button", { name: "Xem số liệu" }).click();
  await expect(heading(page, `Ủy ban nhân dân phường Cẩm Thành: ngày ${typedDay(3)}`)).toBeVisible();
  await expect(page.getByText("Không có hồ sơ nào được tiếp nhận trong kỳ này.")).toBeVisible();
  await expectFits(page);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Xem toàn tỉnh, mọi lĩnh vực" }).click();
  await expect(heading(page, `Ngày ${typedDay(3)}`)).toBeVisible();
  await page.getByRole("link", { name: "Xem 12 tháng gần đây" }).click();
  await expect(heading(page, /hồ sơ được nộp trực tuyến$/)).toBeVisible();
});

test("a dossier is in the figures once it is accepted, and each figure opens what it counts", { tag: "@days" }, async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000);
  await signIn(page, "congdan2");
  const reference = await file(page, BUSINESS);
  const desk = await openDesk(browser);
  // Days that midnight doesn't move, over the edge of a month.
  const days = [typedDay(-40), typedDay(1)] as const;
  await own(desk, ...days);
  const before = Number((await online(desk).innerText()).replaceAll(".", ""));
  const code = await accept(desk, reference);
  await own(desk, ...days);
  const kept = desk.url();
  await expect(online(desk)).toHaveText((before + 1).toLocaleString("vi-VN"));

  await online(desk).click();
  await expect(heading(desk, "Hồ sơ nộp trực tuyến")).toBeVisible();
  expect(await total(desk)).toBe(before + 1);
  await expect(desk.getByRole("link", { name: code })).toBeVisible();
  let listed = await desk.locator("tbody tr").count();
  for (let next = desk.getByRole("link", { name: "Trang sau" }); (await next.count()) > 0; ) {
    await next.click();
    listed += await desk.locator("tbody tr").count();
  }
  expect(listed).toBe(before + 1);
  await expectFits(desk);
  await expectAccessible(desk);
  await desk.getByRole("link", { name: "Về trang số liệu" }).click();
  await expect(desk).toHaveURL(kept);
  await desk.context().close();
});

test("an administrator sets a target and sees it drawn", async ({ page }) => {
  await signIn(page, "quantri");
  await page.goto("/quan-tri/chi-tieu");
  await page.getByRole("button", { name: "Thêm chỉ tiêu" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByLabel("Chỉ số").selectOption({ label: "Người nộp hài lòng" });
  await page.getByLabel("Phần trăm phải đạt").fill("93");
  await page.getByLabel("Từ ngày").fill("01/01/2026");
  await page.getByLabel("Văn bản đặt chỉ tiêu").fill("Kế hoạch thử nghiệm");
  await page.getByRole("button", { name: "Thêm chỉ tiêu" }).click();
  await expect(page.getByText("Đã thêm chỉ tiêu.")).toBeVisible();
  await expectFits(page);
  await expectAccessible(page);
  await page.goto("/tinh-hinh?ky=12-thang");
  await expect(page.getByRole("row", { name: /Người nộp hài lòng/ })).toContainText("chỉ tiêu 93%");
  await page.goto("/quan-tri/chi-tieu");
  await page
    .getByRole("row", { name: /Kế hoạch thử nghiệm/ })
    .getByRole("button")
    .first()
    .click();
  await expect(page.getByText("Chỉ tiêu kết thúc vào cuối ngày hôm nay.")).toBeVisible();
});
