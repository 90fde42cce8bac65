import { expect, expectAccessible, expectFits, test } from "../support/test.ts";

for (const { path, lang } of [
  { path: "/", lang: "vi" },
  { path: "/en", lang: "en" },
]) {
  test(`the home page ${path} answers, fits and is accessible`, async ({ page }) => {
    const response = await page.goto(path);
    expect(response?.status()).toBe(200);
    await expect(page.locator("html")).toHaveAttribute("lang", lang);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectFits(page);
    await expectAccessible(page);
  });
}

test("an address that doesn't exist says so", async ({ page }) => {
  const response = await page.goto("/khong-co-trang-nay");
  expect(response?.status()).toBe(404);
  await expectAccessible(page);
});
