// A dossier that its filer withdraws, and what strangers learn of one.
import { BUSINESS, file } from "../support/filing.ts";
import { signIn } from "../support/people.ts";
import { expect, expectAccessible, expectFits, test } from "../support/test.ts";

test("a withdrawn dossier says why and asks for nothing", async ({ page }) => {
  await signIn(page, "congdan2");
  const reference = await file(page, BUSINESS);
  await page.goto(`/ho-so/${reference}`);
  await page.getByRole("link", { name: "Rút hồ sơ" }).click();
  await expectFits(page);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Rút hồ sơ", exact: true }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.getByLabel("Vì sao bạn rút hồ sơ?").fill("Đổi ý");
  await page.getByRole("button", { name: "Rút hồ sơ", exact: true }).click();
  await expect(page.getByRole("main")).toContainText("Đổi ý");
});

test("anybody looks up how far a dossier is, and learns no more", async ({ page, browser }) => {
  await signIn(page, "congdan2");
  const reference = await file(page, BUSINESS);
  const context = await browser.newContext();
  const stranger = await context.newPage();
  await stranger.goto("/tra-cuu");
  await stranger.getByLabel("Mã hồ sơ").fill(reference.toLowerCase().replaceAll("-", " "));
  await stranger.getByRole("button", { name: "Tra cứu", exact: true }).click();
  await expect(stranger.getByRole("region", { name: reference })).toContainText("Đã gửi, chờ tiếp nhận");
  await expect(stranger.getByRole("main")).not.toContainText("hộ kinh doanh");
  await stranger.getByLabel("Mã hồ sơ").fill(reference.slice(0, -1) + (reference.endsWith("A") ? "B" : "A"));
  await stranger.getByRole("button", { name: "Tra cứu", exact: true }).click();
  await expect(stranger.getByRole("main")).toContainText("gõ nhầm");
  expect((await stranger.goto(`/ho-so/${reference}`))?.url()).toContain("/dang-nhap");
  await context.close();
  await page.goto("/tra-cuu");
  await expectFits(page);
  await expectAccessible(page);
});
