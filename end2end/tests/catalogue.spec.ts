// Finding and reading a service, on the demo data.
import { expect, expectAccessible, expectFits, test } from "../support/test.ts";

const BUSINESS = "/dich-vu/dang-ky-thanh-lap-ho-kinh-doanh";

test("one finds a service without accents and sees what filing online saves", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("searchbox").fill("ho kinh doanh");
  await page.getByRole("button", { name: "Tìm", exact: true }).click();
  await expect(page).toHaveURL(/\/dich-vu\?q=ho\+kinh\+doanh$/);
  await expect(page.getByRole("status")).toContainText("ho kinh doanh");
  await expectFits(page);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Đăng ký thành lập hộ kinh doanh", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Đăng ký thành lập hộ kinh doanh");
  await expect(page.locator(".saving")).toContainText("50.000");
  await expect(page.getByRole("link", { name: "Nộp hồ sơ trực tuyến" })).toBeVisible();
});

test("a service's page explains its figures, fits and is accessible", async ({ page }) => {
  await page.goto(BUSINESS);
  await page.getByText("Vì sao là 50.000").click();
  await expect(page.getByText("11/2022/NQ-HĐND").first()).toBeVisible();
  await expectFits(page);
  await expectAccessible(page);
});

test("the figures are worked out for the agency that one chooses", async ({ page }) => {
  await page.goto(BUSINESS);
  await page.getByLabel("Nơi giải quyết").selectOption({ index: 1 });
  await page.getByRole("button", { name: "Tính lại" }).click();
  await expect(page).toHaveURL(/\?co-quan=[\w-]+$/);
  await expect(page.getByLabel("Nơi giải quyết")).not.toHaveValue("");
});

test("an earlier version says that it is one", async ({ page }) => {
  await page.goto(`${BUSINESS}?ngay=2024-05-06`);
  await expect(page.getByText("Nội dung áp dụng ngày 06/05/2024")).toBeVisible();
  await expect(page.getByRole("link", { name: "Nộp hồ sơ trực tuyến" })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Xem nội dung hôm nay" }).click();
  await expect(page).toHaveURL(BUSINESS);
});

test("filters have an address that can be shared", async ({ page }) => {
  await page.goto("/dich-vu");
  const filters = page.locator("details.filters");
  if (!(await page.getByLabel("Làm được qua mạng").isVisible())) await filters.locator("summary").click();
  await page.getByLabel("Làm được qua mạng").selectOption("partial");
  await page.getByRole("button", { name: "Lọc", exact: true }).click();
  await expect(page).toHaveURL("/dich-vu?mode=partial");
  await expect(page.getByRole("link", { name: "Bỏ lọc: Một phần" })).toBeVisible();
  await expectFits(page);
});
