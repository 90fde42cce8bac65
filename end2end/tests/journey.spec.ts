// From the first page to the rating: two dossiers, each as its citizen and its officer meet it.
// A spec that sends dossiers counts on its portal's own data alone: `portal verify` finds nothing at the end.
import type { Locator, Page } from "@playwright/test";

import { accept, carryOut, openCase, openDesk } from "../support/desk.ts";
import {
  BIRTH,
  BUSINESS,
  begin,
  file,
  fillAnswers,
  fillApplicant,
  goOn,
  heading,
  notPdf,
  pdf,
  reference,
} from "../support/filing.ts";
import { signIn, signInNationally } from "../support/people.ts";
import { expect, expectAccessible, expectFits, test } from "../support/test.ts";

// Phone and desktop with JavaScript, and the phone without; the pages themselves are looked at everywhere.
test.skip(({ isMobile, javaScriptEnabled }) => !isMobile && javaScriptEnabled === false);
test.describe.configure({ mode: "default", timeout: 240_000 });

async function look(page: Page): Promise<void> {
  await expectFits(page);
  await expectAccessible(page);
}

const SLIP = "Giấy tiếp nhận hồ sơ và hẹn trả kết quả";

/** What the link leads to is a PDF, for whoever is signed in here. */
async function isPdf(page: Page, link: Locator): Promise<void> {
  const file = await page.request.get((await link.getAttribute("href"))!);
  expect(file.headers()["content-type"]).toBe("application/pdf");
  expect((await file.body()).subarray(0, 5).toString()).toBe("%PDF-");
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Đăng xuất" }).click();
  await expect(page.getByRole("link", { name: "Đăng nhập" }).first()).toBeVisible();
}

test("a birth is registered", async ({ page, browser, portal }) => {
  await signInNationally(page);
  await page.goto(BIRTH.path);
  await look(page);
  await begin(page, BIRTH);
  await look(page);

  await test.step("what the account knows stands there; what is missing is said at its field", async () => {
    const me = page.getByRole("group", { name: "Về bạn" });
    await expect(me.getByRole("textbox", { name: "Họ và tên" })).toHaveValue("Nguyễn Thị Mẫu");
    await page.getByRole("radio", { name: "Cho chính tôi" }).check();
    await me.getByRole("textbox", { name: "Số điện thoại" }).fill("0905 123 456");
    // Another test may have filed as the same person: their address is then offered again.
    await me.getByRole("textbox", { name: "Địa chỉ" }).fill("");
    await page.getByRole("button", { name: "Lưu và tiếp tục" }).click();
    await expect(page.getByRole("alert")).toBeFocused();
    await expect(me.getByRole("textbox", { name: "Địa chỉ" })).toHaveAccessibleDescription(/Lỗi:/);
    await expect(me.getByRole("textbox", { name: "Số điện thoại" })).toHaveValue("0905 123 456");
    await look(page);
    await fillApplicant(page);
    await goOn(page, "Thông tin hồ sơ");
  });

  await test.step("the case's questions", async () => {
    await look(page);
    await fillAnswers(page, BIRTH);
    const question = page.getByRole("textbox", { name: BIRTH.firstQuestion });
    await question.fill("");
    await page.getByRole("button", { name: "Lưu và tiếp tục" }).click();
    const summary = page.getByRole("alert");
    await expect(summary).toBeFocused();
    await expect(question).toHaveAccessibleDescription(/Lỗi:/);
    await expect(page.getByRole("textbox", { name: "Nơi sinh" })).toHaveValue(BIRTH.answers["Nơi sinh"]!);
    await look(page);
    await summary.getByRole("link").first().click();
    await expect(question).toBeFocused();
    await question.fill(BIRTH.answers[BIRTH.firstQuestion]!);
    await goOn(page, "Giấy tờ");
  });

  await test.step("several attachments at once, and one that is no document", async () => {
    await look(page);
    const certificate = page.getByLabel(BIRTH.document);
    await page.getByRole("button", { name: "Lưu và tiếp tục" }).click();
    await expect(certificate).toHaveAccessibleDescription(/Giấy tờ này bắt buộc/);
    await certificate.setInputFiles([pdf("mặt trước.pdf"), pdf("mặt sau.pdf"), notPdf("giả.pdf")]);
    await page.getByRole("button", { name: "Tải lên và ở lại" }).click();
    await expect(certificate).toHaveAccessibleDescription(/Loại tệp này không nhận được/);
    await expect(page.getByRole("link", { name: /mặt trước\.pdf/ })).toBeVisible();
    await expect(page.getByRole("link", { name: /mặt sau\.pdf/ })).toBeVisible();
    await expect(page.getByRole("link", { name: /giả\.pdf/ })).toHaveCount(0);
    await look(page);
    await page.getByRole("button", { name: "Xóa mặt sau.pdf" }).click();
    await expect(page.getByRole("link", { name: /mặt sau\.pdf/ })).toHaveCount(0);
    await goOn(page, "Nhận kết quả");
  });

  await test.step("a draft that is left half-way is offered again", async () => {
    await look(page);
    await page.getByRole("radio", { name: "Bản điện tử, tại đây" }).check();
    await page.getByRole("button", { name: "Lưu và để sau" }).click();
    await expect(heading(page, "Hồ sơ của tôi")).toBeVisible();
    await look(page);
    await signOut(page);
    await signInNationally(page);
    await page.goto(BIRTH.path);
    await expect(page.getByRole("heading", { name: "Bạn đang làm dở" })).toBeVisible();
    await look(page);
    await page.getByRole("link", { name: "Làm tiếp" }).first().click();
    for (let steps = 0; steps < 5 && !(await heading(page, "Kiểm tra và gửi").isVisible()); steps += 1) {
      await page.getByRole("button", { name: "Lưu và tiếp tục" }).click();
      await page.waitForLoadState();
    }
    await expect(heading(page, "Kiểm tra và gửi")).toBeVisible();
  });

  const name = await test.step("sent once, however often", async () => {
    await expect(page.getByText("Nguyễn Thị Ánh Dương")).toBeVisible();
    await look(page);
    const review = page.url();
    await page.getByRole("button", { name: "Gửi hồ sơ" }).dblclick();
    const name = await reference(page);
    await look(page);
    await page.reload();
    expect(await reference(page)).toBe(name);
    await page.goto(review);
    expect(await reference(page)).toBe(name);
    return name;
  });

  const desk = await openDesk(browser);
  const code = await test.step("accepted, with its slip", async () => {
    await openCase(desk, name);
    await look(desk);
    await desk.goto("/can-bo");
    await look(desk);
    const code = await accept(desk, name);
    await look(desk);
    await desk.getByRole("link", { name: SLIP, exact: true }).click();
    await expect(desk.getByText(code).first()).toBeVisible();
    await look(desk);
    await isPdf(desk, desk.getByRole("link", { name: "Tải bản PDF" }));
    await desk.emulateMedia({ media: "print" });
    await expect(desk.locator("article.paper")).toBeVisible();
    await expect(desk.getByRole("navigation")).toHaveCount(0);
    await desk.emulateMedia({ media: "screen" });
    return code;
  });

  await test.step("whoever filed it sees it; anybody sees how far it is", async () => {
    await page.goto("/ho-so");
    await look(page);
    await page.getByRole("link", { name: "Đăng ký khai sinh" }).first().click();
    await expect(page.getByText(code).first()).toBeVisible();
    await look(page);
    await isPdf(page, page.getByRole("link", { name: `Tải bản PDF: ${SLIP}` }));
    await desk.goto(`/tra-cuu?ma=${code}`);
    await expect(desk.getByRole("heading", { name: `Hồ sơ ${code}` })).toBeVisible();
    await expect(desk.getByText("Nguyễn Thị")).toHaveCount(0);
    await look(desk);
  });

  await desk.context().close();
  await portal.command("verify");
});

test("a household business is registered, supplemented, paid, finished and rated", async ({ page, browser, portal }) => {
  await signIn(page, "congdan1");
  const name = await file(page, BUSINESS);
  const desk = await openDesk(browser);
  const code = await accept(desk, name);
  await carryOut(desk, "Bắt đầu xử lý");

  await test.step("papers are asked for, and come", async () => {
    await carryOut(desk, "Yêu cầu bổ sung", async (form) => {
      await form.getByRole("textbox", { name: /^Giấy tờ 1/ }).fill("Bản chụp hợp đồng thuê nhà, vì địa chỉ là nhà thuê");
    });
    await page.goto(`/ho-so/${code}`);
    await expect(page.getByText("Bản chụp hợp đồng thuê nhà").first()).toBeVisible();
    await look(page);
    const note = page.getByRole("textbox", { name: "Lời nhắn cho cán bộ" });
    await note.fill("Tôi gửi hợp đồng thuê nhà.");
    await page.getByLabel("Giấy tờ bổ sung").setInputFiles([pdf("hợp đồng 1.pdf"), notPdf("giả.pdf")]);
    await page.getByRole("button", { name: "Gửi bổ sung" }).click();
    await expect(page.getByRole("alert")).toBeFocused();
    await expect(note).toHaveValue("Tôi gửi hợp đồng thuê nhà.");
    await look(page);
    await page.getByLabel("Giấy tờ bổ sung").setInputFiles([pdf("hợp đồng 1.pdf"), pdf("hợp đồng 2.pdf")]);
    await page.getByRole("button", { name: "Gửi bổ sung" }).click();
    await expect(page.getByRole("link", { name: /hợp đồng 2\.pdf/ })).toBeVisible();
    await expect(page.getByRole("button", { name: "Gửi bổ sung" })).toHaveCount(0);
  });

  await test.step("50.000 đồng are paid; a receipt tells", async () => {
    await page.getByRole("button", { name: "Thanh toán trực tuyến" }).click();
    await expect(page.getByText("50.000 đồng").first()).toBeVisible();
    await page.getByRole("button", { name: /^Trả tiền thành công/ }).click();
    // The browser may be back before the gateway's word; then the page looks again by itself.
    await expect(heading(page, "Đã thanh toán")).toBeVisible({ timeout: 30_000 });
    await look(page);
    await page.getByRole("link", { name: "Xem biên lai" }).click();
    await expect(heading(page, /biên lai/i)).toBeVisible();
    await expect(page.getByText("Năm mươi nghìn đồng").first()).toBeVisible();
    await look(page);
  });

  await test.step("finished, with a file", async () => {
    await openCase(desk, code);
    await carryOut(desk, "Xử lý xong", async (form) => {
      await form.getByRole("radio", { name: "Đồng ý giải quyết" }).check();
      await form.getByRole("textbox", { name: "Số văn bản hoặc lời nhắn" }).fill("Giấy chứng nhận số 34A-0001");
      await form.getByLabel("Tệp kết quả").setInputFiles(pdf("giấy chứng nhận.pdf"));
    });
    await look(desk);
  });

  await test.step("downloaded and rated", async () => {
    await page.goto(`/ho-so/${code}`);
    await look(page);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: /giấy chứng nhận\.pdf/ }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("giấy chứng nhận.pdf");
    await page.getByRole("radio", { name: "Rất hài lòng" }).check();
    await page.getByRole("button", { name: "Gửi đánh giá" }).click();
    await expect(page.getByText("Bạn đã đánh giá: Rất hài lòng.")).toBeVisible();
    await look(page);
  });

  await desk.context().close();
  await portal.command("verify");
});
