// What islands add to a page that is whole without them: they wake, and find their nodes in what the server rendered.
import { BIRTH, begin, file, fillAnswers, fillApplicant, goOn, pdf } from "../support/filing.ts";
import { signInNationally } from "../support/people.ts";
import { expect, test } from "../support/test.ts";

test.describe.configure({ timeout: 120_000 });

test("a dossier's reference is copied with a button", { tag: "@islands" }, async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signInNationally(page);
  const reference = await file(page, BIRTH);
  await page.getByRole("button", { name: "Sao chép" }).click();
  await expect(page.locator(".copy-done")).toHaveText("Đã sao chép");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(reference);
});

test("an upload says how far it is, and what is too large before it goes out", { tag: "@islands" }, async ({ page }) => {
  await signInNationally(page);
  await begin(page, BIRTH);
  await fillApplicant(page);
  await goOn(page, "Thông tin hồ sơ");
  await fillAnswers(page, BIRTH);
  await goOn(page, "Giấy tờ");
  const [certificate, stay] = [page.getByLabel(BIRTH.document), page.getByRole("button", { name: "Tải lên và ở lại" })];
  const said = page.locator(".upload-said");

  const large = { ...pdf("lon.pdf"), buffer: Buffer.alloc(11 * 1024 * 1024) };
  await certificate.setInputFiles(large);
  await stay.click();
  await expect(said).toHaveText(/Có tệp lớn hơn 10 MB/);
  await expect(page.getByRole("link", { name: /lon\.pdf/ })).toHaveCount(0);

  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/*", async (route) => {
    if (route.request().method() === "POST") await held;
    await route.continue();
  });
  await certificate.setInputFiles(pdf("nho.pdf"));
  await stay.click();
  await expect(page.getByRole("progressbar")).toBeVisible();
  release();
  await expect(page.getByRole("link", { name: /nho\.pdf/ })).toBeVisible();
});
