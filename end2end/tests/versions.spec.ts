// Versions of services: prepared, compared, refused as full-online, published; who is filling in a form hears of it.
import type { Locator, Page } from "@playwright/test";

import { openDesk } from "../support/desk.ts";
import { AGENCY, heading } from "../support/filing.ts";
import { typedDay } from "../support/hand.ts";
import { signIn } from "../support/people.ts";
import { expect, expectAccessible, expectFits, test } from "../support/test.ts";

/** Services that no other test files, for their versions change here. */
const COPY = "cap-lai-giay-chung-nhan-ho-kinh-doanh";
const PAUSE = "tam-ngung-kinh-doanh-ho-kinh-doanh";

/** A row of the form, opened. */
async function row(page: Page, title: string): Promise<Locator> {
  const row = page.locator("details.row", { has: page.locator("summary", { hasText: title }) }).first();
  if ((await row.getAttribute("open")) === null) await row.locator("summary").first().click();
  return row;
}

/** From the service's page to the form of a new draft. */
async function prepare(page: Page, service: string): Promise<void> {
  await page.goto(`/quan-tri/thu-tuc/${service}`);
  await page.getByRole("button", { name: "Soạn bản mới" }).click();
  await expect(heading(page, "Sửa bản thảo")).toBeVisible();
}

async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Lưu và xem so sánh" }).click();
}

async function publish(page: Page, from: string): Promise<void> {
  await page.getByLabel("Áp dụng từ ngày").fill(from);
  await page.getByLabel("Số quyết định công bố").fill("2045/QĐ-UBND");
  await page.getByLabel("Ngày ký quyết định").fill(typedDay());
  await page.getByLabel("Nơi ban hành").fill("Chủ tịch UBND tỉnh Quảng Ngãi");
  await page.getByRole("button", { name: "Công bố bản này" }).click();
}

test("an administrator prepares a version, is refused full-online, and publishes it from a day to come", { tag: "@days" }, async ({
  page,
}) => {
  test.setTimeout(120_000);
  await signIn(page, "quantri");
  await page.goto("/quan-tri");
  await page.getByRole("link", { name: "Thủ tục và các bản công bố" }).click();
  await expect(heading(page, "Thủ tục và các bản công bố")).toBeVisible();
  await page.getByRole("searchbox", { name: "Tên hoặc mã thủ tục" }).fill("cap lai giay chung nhan dang ky ho kinh doanh");
  await page.getByRole("button", { name: "Tìm" }).click();
  await expect(page.locator(`a[href="/quan-tri/thu-tuc/${COPY}"]`)).toBeVisible();
  await expectFits(page);
  await expectAccessible(page);

  await prepare(page, COPY);
  await expectFits(page);
  await expectAccessible(page);
  await page.getByRole("textbox", { name: "Thời hạn khi nộp: Trực tuyến" }).fill("vài ngày");
  const document = await row(page, "Giấy tờ 1:");
  await document.getByLabel("Bản chính trên giấy").selectOption({ label: "Phải nộp" });
  await save(page);
  await expect(page.getByRole("alert")).toContainText("Viết thời hạn như");
  await expect((await row(page, "Giấy tờ 1:")).getByLabel("Bản chính trên giấy")).toHaveValue("handed_in");
  await page.getByRole("textbox", { name: "Thời hạn khi nộp: Trực tuyến" }).fill("2 ngày làm việc");
  await page.getByRole("radio", { name: /^Toàn trình/ }).check();
  await save(page);

  await expect(heading(page, /^Bản thảo: /)).toBeVisible();
  await expect(page.getByRole("heading", { name: "Thời hạn giải quyết" })).toBeVisible();
  await expect(page.locator("ins", { hasText: "2 ngày làm việc" })).toBeVisible();
  await expect(page.getByText("Lý do được phép nếu chuyển sang một phần")).toBeVisible();
  await expect(page.getByRole("button", { name: "Công bố bản này" })).toHaveCount(0);
  await expectFits(page);
  await expectAccessible(page);

  await page.getByRole("link", { name: "Sửa mức độ trực tuyến và lý do" }).click();
  await page.getByRole("radio", { name: /^Một phần/ }).check();
  await page.getByRole("radio", { name: "Lý do kỹ thuật khác" }).check();
  await page.getByRole("textbox", { name: /^Việc gì phải đến tận nơi(?!, tiếng Anh)/ }).fill("Nộp bản chính đã cấp.");
  await save(page);
  await publish(page, typedDay(-1));
  await expect(page.getByRole("alert")).toContainText("Ngày này đã qua");
  await expect(page.getByLabel("Số quyết định công bố")).toHaveValue("2045/QĐ-UBND");
  // Even when midnight passes meanwhile, it is a day to come.
  const from = typedDay(2);
  await publish(page, from);
  await expect(page.getByText("Đã công bố bản mới.")).toBeVisible();
  const versions = page.getByRole("table");
  await expect(versions.getByText("sắp áp dụng")).toBeVisible();
  await expect(versions).toContainText("2045/QĐ-UBND");
  await expectFits(page);
  await expectAccessible(page);

  await page.goto(`/dich-vu/${COPY}`);
  await expect(page.getByText(`Từ ngày ${from} áp dụng bản mới`)).toBeVisible();
  await page.getByRole("link", { name: "Xem bản mới" }).click();
  await expect(page.getByText("Nộp bản chính đã cấp.")).toBeVisible();

  // Until its day it can be taken back.
  await page.goto(`/quan-tri/thu-tuc/${COPY}`);
  await page.getByRole("link", { name: "Rút lại" }).click();
  await expect(heading(page, "Rút lại bản chưa áp dụng")).toBeVisible();
  await page.getByRole("button", { name: "Rút lại bản này" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByLabel("Lý do rút lại").fill("Ghi sai lý do.");
  await expectFits(page);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Rút lại bản này" }).click();
  await expect(page.getByText("Đã rút lại bản chưa áp dụng.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Các bản đã rút lại" })).toContainText("Ghi sai lý do.");
  await expectFits(page);
  await expectAccessible(page);
});

test("a fee by case is typed in rows that come and go", async ({ page }) => {
  await signIn(page, "quantri");
  await prepare(page, PAUSE);
  const fee = await row(page, "Thêm khoản thu");
  await fee.getByLabel("Tên khoản thu").fill("Lệ phí theo ngành");
  await fee.getByLabel("Cách tính mức thu tại quầy").selectOption({ label: "Theo trường hợp" });
  await fee.getByLabel("Trường hợp 1", { exact: true }).first().fill("Một ngành");
  await fee.getByLabel("Trường hợp 1: mức thu (đồng)").first().fill("10.000");
  await fee.getByLabel("Văn bản quy định").fill("Nghị quyết thử nghiệm");
  await fee.getByRole("button", { name: "Thêm trường hợp" }).click();
  const open = await row(page, "Lệ phí theo ngành");
  await expect(open.getByLabel("Trường hợp 1: mức thu (đồng)").first()).toHaveValue("10.000");
  await open.getByLabel("Trường hợp 2", { exact: true }).first().fill("Nhiều ngành");
  await open.getByLabel("Trường hợp 2: mức thu (đồng)").first().fill("20.000");
  await expectFits(page);
  await expectAccessible(page);
  await save(page);
  await expect(page.locator("ins", { hasText: "– Nhiều ngành: 20.000 đồng" })).toBeVisible();
  await page.getByRole("button", { name: "Bỏ bản thảo này" }).click();
  await expect(page.getByText("Đã bỏ bản thảo.")).toBeVisible();
});

test("who is filling in a form hears that the procedure changed", async ({ page, browser }) => {
  test.setTimeout(120_000);
  await signIn(page, "congdan1");
  await page.goto(`/nop-ho-so/${PAUSE}`);
  await page.getByRole("combobox", { name: "Cơ quan giải quyết" }).selectOption({ label: AGENCY });
  await page.getByRole("button", { name: "Bắt đầu" }).click();
  await expect(heading(page, "Người nộp hồ sơ")).toBeVisible();

  const office = await openDesk(browser, "quantri");
  await prepare(office, PAUSE);
  const fee = await row(office, "Thêm khoản thu");
  await fee.getByLabel("Tên khoản thu").fill("Lệ phí thông báo");
  await fee.getByLabel("Mức thu tại quầy (đồng)").fill("20.000");
  await fee.getByLabel("Văn bản quy định").fill("Nghị quyết thử nghiệm");
  await save(office);
  await publish(office, typedDay());
  await expect(office.getByText("Đã công bố bản mới.")).toBeVisible();
  await office.context().close();

  await page.reload();
  await expect(page.getByText(/^Thủ tục này đã đổi từ ngày/)).toBeVisible();
  await expect(page.getByText("Đã đổi: phí, lệ phí.")).toBeVisible();
  await expectFits(page);
  await expectAccessible(page);
});
