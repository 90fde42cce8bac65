// Every page, as each kind of person meets it: it answers, fits the screen, and axe finds nothing.
// The pages that need a dossier are looked at on the journeys.
import { writeFile } from "node:fs/promises";
import type { Page } from "@playwright/test";

import { signIn } from "../support/people.ts";
import { expect, expectAccessible, expectFits, test } from "../support/test.ts";

const PUBLIC = [
  "/",
  "/en",
  "/dich-vu",
  "/dich-vu?tim=khai+sinh",
  "/dich-vu?tim=khong-co-gi-nhu-the",
  "/en/dich-vu?tim=birth",
  "/dich-vu/dang-ky-thanh-lap-ho-kinh-doanh",
  "/en/dich-vu/dang-ky-khai-sinh",
  "/dich-vu/chung-thuc-ban-sao-tu-ban-chinh",
  "/dich-vu/dang-ky-thuong-tru",
  "/nop-ho-so/dang-ky-khai-sinh",
  "/nop-ho-so/dang-ky-thuong-tru",
  "/nop-ho-so/chung-thuc-giao-dich",
  "/dang-nhap",
  "/dang-ky",
  "/tra-cuu",
  "/en/tra-cuu",
  "/kiem-tra-ket-qua",
  "/en/kiem-tra-ket-qua",
  "/tinh-hinh",
  "/tinh-hinh?ky=12-thang&chi-so=on_time_law&theo=thang",
  "/tinh-hinh?theo=dich-vu&so-lieu=that",
  "/en/tinh-hinh?ky=quy-truoc&theo=linh-vuc",
  "/gioi-thieu",
  "/quyen-rieng-tu",
  "/tro-nang",
  "/tro-giup",
  "/en/gioi-thieu",
  "/en/tro-giup",
  "/thanh-toan/ket-qua",
];

const CITIZEN = ["/ho-so", "/en/ho-so", "/tai-khoan", "/nop-ho-so/dang-ky-thanh-lap-ho-kinh-doanh"];

const OFFICER = [
  "/can-bo",
  "/can-bo?nhom=tat-ca",
  "/can-bo/so-theo-doi",
  "/can-bo/tiep-nhan",
  "/can-bo/tiep-nhan?dich-vu=dang-ky-khai-sinh",
];

async function look(page: Page, path: string, status = 200): Promise<void> {
  await test.step(path, async () => {
    const response = await page.goto(path);
    expect.soft(response?.status(), path).toBe(status);
    await expect.soft(page.locator("html"), path).toHaveAttribute("lang", /^\/en\b/.test(path) ? "en" : "vi");
    await expect.soft(page.getByRole("heading", { level: 1 }), path).toBeVisible();
    await expectFits(page);
    await expectAccessible(page);
  });
}

test.describe.configure({ timeout: 240_000 });

test("what everybody sees", async ({ page }) => {
  for (const path of PUBLIC) await look(page, path);
});

test("a service as the national portal publishes it", async ({ page, portal }, info) => {
  const row = {
    code: "9.000001",
    name: "Thủ tục chỉ có trong dữ liệu được nhập",
    field: "Hộ tịch",
    level: ["xã"],
    agency: "UBND xã",
    online: "một phần",
    subjects: ["Công dân"],
    decision_date: "2026-01-16",
    portal_id: "e2e",
    snapshot: "2026-07",
    channels: [
      { channel: "trực tuyến", time_value: 3, time_unit: "ngày làm việc", fees: [{ kind: "phí", value: 0 }] },
    ],
    documents: [{ name: "Tờ khai", originals: 1, copies: 0 }],
    results: ["Giấy xác nhận"],
    steps_text: "Nộp hồ sơ.",
  };
  const file = info.outputPath("procedures.jsonl");
  await writeFile(file, `${JSON.stringify(row)}\n`);
  await portal.command("import", "procedures", file);
  await look(page, "/dich-vu/9.000001");
});

test("what citizens see", async ({ page }) => {
  await signIn(page, "congdan2");
  for (const path of CITIZEN) await look(page, path);
  await look(page, "/can-bo", 403);
});

test("what officers see", async ({ page }) => {
  await signIn(page, "canbo.camthanh");
  for (const path of OFFICER) await look(page, path);
  await look(page, "/tinh-hinh?co-quan=ubnd-phuong-cam-thanh");
  await look(page, "/tinh-hinh/ho-so?co-quan=ubnd-phuong-cam-thanh&so=saved_dong");
});

test("what administrators see", async ({ page }) => {
  await signIn(page, "quantri");
  await look(page, "/quan-tri");
  await look(page, "/quan-tri/chi-tieu");
  await look(page, "/tinh-hinh/ho-so?so=late_law");
});

test("what is not there, and what was typed wrong", async ({ page }) => {
  await look(page, "/khong-co-trang-nay", 404);
  await look(page, "/en/dich-vu/khong-co", 404);
  // Its last sign doesn't fit the others.
  await look(page, "/tra-cuu?ma=QN-2222-2223", 422);
  await look(page, "/tinh-hinh?tu=2026-03-31&den=2026-03-01", 422);
  for (const [path, button] of [
    ["/dang-nhap", "Đăng nhập"],
    ["/dang-ky", "Tạo tài khoản và đăng nhập"],
  ] as const) {
    await page.goto(path);
    await page.getByRole("button", { name: button, exact: true }).click();
    await expect(page.getByRole("alert")).toBeFocused();
    await expectFits(page);
    await expectAccessible(page);
  }
});
