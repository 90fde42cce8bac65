// From the first page of a service to its reference, on each screen, with JavaScript and without.
import type { Page } from "@playwright/test";

import { signIn } from "../support/people.ts";
import { expect, expectAccessible, expectFits, test } from "../support/test.ts";

const PDF = Buffer.from("%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<<>>\n%%EOF\n");

const ME: Record<string, string> = {
  "Họ và tên": "Nguyễn Thị Trình",
  "Số định danh cá nhân": "051 190 000 123",
  "Ngày sinh": "05/02/1990",
  "Số điện thoại": "0912 345 678",
  "Địa chỉ": "Thôn 2, xã Trà Bồng, tỉnh Quảng Ngãi",
};

const next = (page: Page) => page.getByRole("button", { name: "Lưu và tiếp tục" }).click();

async function look(page: Page): Promise<void> {
  await expectFits(page);
  await expectAccessible(page);
}

/** Begins a draft with the first agency that takes the service; leads to the first step. */
async function begin(page: Page, service: string): Promise<void> {
  await page.goto(`/nop-ho-so/${service}`);
  await page.getByLabel("Cơ quan giải quyết").selectOption({ index: 1 });
  await look(page);
  await page.getByRole("button", { name: "Bắt đầu" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Người nộp hồ sơ");
}

async function aboutMe(page: Page): Promise<void> {
  const me = page.getByRole("group", { name: "Về bạn" });
  for (const [label, value] of Object.entries(ME)) await me.getByLabel(label).first().fill(value);
}

/** Answers whatever the service asks for: what it asks is data. */
async function answerAll(page: Page): Promise<void> {
  for (const field of await page.locator("main form :is(input[type=text], input[type=tel], textarea)").all()) {
    const name = (await field.getAttribute("name")) ?? "";
    const answer = /nam_sinh/.test(name)
      ? "05021990"
      : /ngay/.test(name)
        ? "01/02/2026"
        : /dinh_danh/.test(name)
          ? "051190000123"
          : /dien_thoai/.test(name)
            ? "0912345678"
            : /^f_(so_ban|von|dien_tich|so_lao_dong)/.test(name)
              ? "2"
              : "Nguyễn Văn Con";
    await field.fill(answer);
  }
  for (const group of await page.locator("main form fieldset.field").all()) await group.locator("input").first().check();
  for (const list of await page.locator("main form select").all()) await list.selectOption({ index: 1 });
}

test("a birth is filed, with a mistake on the way and a file that is none", async ({ page }) => {
  await signIn(page, "congdan1");
  await begin(page, "dang-ky-khai-sinh");
  await aboutMe(page);
  await page.getByRole("group", { name: "Về bạn" }).getByLabel("Số điện thoại").fill("12");
  await next(page);
  await expect(page.getByRole("alert")).toContainText("Số điện thoại");
  await expect(page.getByRole("group", { name: "Về bạn" }).getByLabel("Số điện thoại")).toHaveValue("12");
  await look(page);
  await aboutMe(page);
  await next(page);

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Thông tin hồ sơ");
  await look(page);
  await answerAll(page);
  await next(page);

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Giấy tờ");
  await look(page);
  const certificate = page.getByLabel("Giấy chứng sinh", { exact: true });
  await certificate.setInputFiles([
    { name: "giấy chứng sinh.pdf", mimeType: "application/pdf", buffer: PDF },
    { name: "ảnh.jpg", mimeType: "image/jpeg", buffer: Buffer.from("<script>alert(1)</script>") },
  ]);
  await next(page);
  await expect(page.getByRole("alert")).toContainText("Giấy chứng sinh");
  await expect(page.getByRole("link", { name: "giấy chứng sinh.pdf" })).toBeVisible();
  await look(page);
  await next(page);

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Nhận kết quả");
  await look(page);
  await next(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Kiểm tra và gửi");
  await look(page);
  await page.getByRole("button", { name: "Gửi hồ sơ" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Đã gửi hồ sơ");
  await expect(page.locator(".reference")).toContainText(/QN-[A-Z2-9]{4}-[A-Z2-9]{4}/);
  await look(page);
  // Back and reload lead to the same dossier.
  const sent = page.url();
  await page.goto(sent.replace("da-gui", "kiem-tra"));
  await expect(page).toHaveURL(sent);
});

test("a household business is left in the middle and gone on with", async ({ page }) => {
  await signIn(page, "congdan2");
  await begin(page, "dang-ky-thanh-lap-ho-kinh-doanh");
  await aboutMe(page);
  await next(page);
  await answerAll(page);
  await page.getByRole("button", { name: "Lưu và để sau" }).click();
  await page.goto("/nop-ho-so/dang-ky-thanh-lap-ho-kinh-doanh");
  await page.getByRole("link", { name: "Làm tiếp" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Giấy tờ");
  await next(page);
  await page.getByLabel("Gửi qua bưu điện").check();
  await next(page);
  await expect(page.getByRole("main")).toContainText("50.000");
  await page.getByRole("button", { name: "Gửi hồ sơ" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Đã gửi hồ sơ");
});
