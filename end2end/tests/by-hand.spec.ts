// What the law gives, worked out by hand, and what the portal tells: each đồng and each date (RULES.md 3 and 4).
import type { Browser, Page } from "@playwright/test";

import { accept, form, openCase, openDesk } from "../support/desk.ts";
import { enter, publish } from "../support/decisions.ts";
import { BIRTH, BUSINESS, type Service, file, pdf } from "../support/filing.ts";
import { type Moment, moment, said, sameDay, typedWorkday, workingDays, workingHours } from "../support/hand.ts";
import { signIn } from "../support/people.ts";
import { expect, expectAccessible, expectFits, test } from "../support/test.ts";

// Phone and desktop with JavaScript, and the phone without.
test.skip(({ isMobile, javaScriptEnabled }) => !isMobile && javaScriptEnabled === false);
test.describe.configure({ mode: "default", timeout: 180_000 });

/** 2.000 đồng for each of the pages 1 and 2, 1.000 from page 3 (Thông tư 226/2016/TT-BTC, Điều 4). */
const COPY: Service = {
  path: "/nop-ho-so/chung-thuc-ban-sao-tu-ban-chinh",
  firstQuestion: "Tên giấy tờ cần chứng thực",
  answers: {
    "Tên giấy tờ cần chứng thực": "Học bạ trung học phổ thông",
    "Số trang của bản chính": "12",
    "Số bản sao": "1",
    "Cơ quan cấp giấy tờ": "Trường THPT (minh họa)",
    "Ngày đến làm": typedWorkday(),
  },
  choices: { "Buổi": "Sáng" },
  document: "Bản chính giấy tờ cần chứng thực",
};

/** When the dossier was sent, as its page at the desk says. */
async function sentAt(desk: Page, name: string): Promise<Moment> {
  await openCase(desk, name);
  return moment(await desk.getByText(/^\d\d:\d\d \d\d\/\d\d\/\d{4} · Trực tuyến/).innerText());
}

/** The dates on the page of whoever filed it: the promise, and the law's. */
async function expectDates(page: Page, code: string, promised: Moment, statutory: Moment): Promise<void> {
  await page.goto(`/ho-so/${code}`);
  const due = page.getByRole("region", { name: "Ngày hẹn trả kết quả" });
  await expect(due).toContainText(said(promised));
  if (promised.day !== statutory.day || promised.minute !== statutory.minute) {
    await expect(due.getByText(/^Theo quy định:/)).toContainText(said(statutory));
  }
  await expectFits(page);
  await expectAccessible(page);
}

test("a family's birth registration costs nothing and comes the same day", async ({ page, browser, portal }) => {
  await signIn(page, "congdan1");
  const name = await file(page, BIRTH);
  const desk = await openDesk(browser);
  const due = sameDay(await sentAt(desk, name));
  await expect(await form(desk, "Tiếp nhận hồ sơ")).toContainText("Không phải trả");
  const code = await accept(desk, name);
  await expectDates(page, code, due, due);
  await expect(page.getByText("Thanh toán trực tuyến")).toHaveCount(0);
  await desk.context().close();
  await portal.command("verify");
});

test("a certified copy of twelve pages costs 2 × 2.000 + 10 × 1.000 đồng", { tag: "@days" }, async ({ page, browser, portal }) => {
  await signIn(page, "congdan1");
  const name = await file(page, COPY);
  const desk = await openDesk(browser);
  const due = sameDay(await sentAt(desk, name));
  await expect(await form(desk, "Tiếp nhận hồ sơ")).toContainText("14.000 đồng");
  const code = await accept(desk, name);
  await expectDates(page, code, due, due);
  await expect(page.getByText("14.000 đồng").first()).toBeVisible();
  await desk.context().close();
  await portal.command("verify");
});

const KON_TUM = "Ủy ban nhân dân phường Kon Tum";

/** Files a household business in Kon Tum as a poor household; gives the reference, and what was told on the way. */
async function fileAsPoor(page: Page): Promise<string> {
  return file(page, BUSINESS, {
    agency: KON_TUM,
    async applicant() {
      const groups = page.getByRole("group", { name: "Người làm hồ sơ có thuộc nhóm nào sau đây không?" });
      await groups.getByRole("checkbox", { name: "Hộ nghèo" }).check();
    },
    async documents() {
      await page.getByLabel("Giấy tờ chứng minh diện được miễn, giảm").setInputFiles(pdf("sổ.pdf"));
    },
    async review() {
      await page.getByText(/^Vì sao (là 0 đồng|miễn phí)\?$/).first().click();
      await expect(page.getByText(/áp dụng nếu được xác nhận/).first()).toBeVisible();
      await expect(page.getByText("Nếu không được xác nhận, bạn trả 50.000 đồng.").first()).toBeVisible();
      await expectFits(page);
      await expectAccessible(page);
    },
  });
}

/** The council frees poor households in the former Kon Tum, where no other test files a business. */
async function freePoorHouseholds(browser: Browser): Promise<void> {
  const admin = await openDesk(browser, "quantri");
  await enter(admin, {
    number: "46/2026/NQ-HĐND",
    setBy: "Hội đồng nhân dân tỉnh",
    territory: "51/62",
    code: "1.001612",
    percent: 100,
    group: "hộ nghèo",
  });
  await publish(admin);
  await admin.context().close();
}

test("a household business of a poor household is free once an officer has seen that it is one", { tag: "@days" }, async ({
  page,
  browser,
  portal,
}) => {
  await freePoorHouseholds(browser);
  await signIn(page, "congdan1");
  const name = await fileAsPoor(page);
  const desk = await openDesk(browser, "canbo.kontum");
  const sent = await sentAt(desk, name);

  const code = await test.step("the officer must look, and says by what it is confirmed", async () => {
    const part = await form(desk, "Tiếp nhận hồ sơ");
    await expect(part).toContainText("Xác nhận thì trả 0 đồng, không thì 50.000 đồng.");
    await expect(part.getByRole("link", { name: /sổ\.pdf/ })).toBeVisible();
    await expectFits(desk);
    await expectAccessible(desk);
    await part.getByRole("button", { name: "Tiếp nhận hồ sơ" }).click();
    await expect(desk.getByRole("alert")).toContainText("Hãy chọn một mục.");
    await desk.getByRole("radio", { name: "Xác nhận: đã xem giấy tờ" }).check();
    await desk.getByRole("button", { name: "Tiếp nhận hồ sơ" }).click();
    await expect(desk.getByRole("textbox", { name: "Số giấy tờ hoặc mã tra cứu" })).toHaveAccessibleDescription(/Lỗi:/);
    await expectAccessible(desk);
    await desk.getByRole("textbox", { name: "Số giấy tờ hoặc mã tra cứu" }).fill("Sổ hộ nghèo 12/2026");
    await desk.getByRole("button", { name: "Tiếp nhận hồ sơ" }).click();
    await expect(desk.getByText("Đã ghi nhận.")).toBeVisible();
    await expect(desk.getByText(/Diện hộ nghèo: đã xác nhận qua giấy tờ \(Sổ hộ nghèo 12\/2026\)/)).toBeVisible();
    return desk.url().match(/\/can-bo\/ho-so\/([^/?#]+)/)![1]!;
  });

  await test.step("0 đồng; three working days by law, 19 working hours promised (24 × 0,8 = 19,2)", async () => {
    await expectDates(page, code, workingHours(sent, 19), workingDays(sent, 3));
    await expect(page.getByText(/Diện hộ nghèo: đã xác nhận qua giấy tờ/)).toBeVisible();
    await expect(page.getByText("Thanh toán trực tuyến")).toHaveCount(0);
  });

  await test.step("no paper and no look-up tells why", async () => {
    for (const paper of [`/can-bo/ho-so/${code}/giay-tiep-nhan`, `/can-bo/ho-so/${code}/phieu-kiem-soat`, `/tra-cuu?ma=${code}`]) {
      await desk.goto(paper);
      await expect(desk.getByText(code).first()).toBeVisible();
      await expect(desk.getByText(/hộ nghèo/i)).toHaveCount(0);
    }
  });

  await test.step("where it is not confirmed, 100.000 × 50 % is owed, and the reason is told", async () => {
    const other = await fileAsPoor(page);
    await openCase(desk, other);
    await desk.getByRole("radio", { name: "Không xác nhận" }).check();
    await desk.getByRole("textbox", { name: "Vì sao không xác nhận" }).fill("Không có trong danh sách năm 2026");
    await desk.getByRole("button", { name: "Tiếp nhận hồ sơ" }).click();
    await expect(desk.getByText("Còn phải trả 50.000 đồng")).toBeVisible();
    await page.goto(`/ho-so/${other}`);
    await expect(page.getByText("Khi nộp, số tiền được báo là 0 đồng; nay phải trả 50.000 đồng.")).toBeVisible();
    await expect(page.getByText(/Không có trong danh sách năm 2026/)).toBeVisible();
    await expectFits(page);
    await expectAccessible(page);
  });

  await desk.context().close();
  await portal.command("verify");
});
