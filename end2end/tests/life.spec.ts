// A dossier's less usual ways: papers, a financial obligation, an apology, a word among colleagues, another agency.
import { carryOut, accept, form, openCase, openDesk } from "../support/desk.ts";
import { BUSINESS, file, pdf } from "../support/filing.ts";
import { typedWorkingDay } from "../support/hand.ts";
import { signIn } from "../support/people.ts";
import { expect, expectAccessible, expectFits, test } from "../support/test.ts";

// Phone and desktop with JavaScript, and the phone without.
test.skip(({ isMobile, javaScriptEnabled }) => !isMobile && javaScriptEnabled === false);
test.describe.configure({ mode: "default", timeout: 180_000 });

test("papers, an obligation, an apology and colleagues", { tag: "@days" }, async ({ page, browser, portal }) => {
  await signIn(page, "congdan1");
  const name = await file(page, BUSINESS);
  const desk = await openDesk(browser);
  const code = await accept(desk, name);
  await carryOut(desk, "Bắt đầu xử lý");

  await test.step("a word among colleagues, and whose it is", async () => {
    await openCase(desk, code);
    const note = await form(desk, "Thêm ghi chú");
    await note.getByRole("textbox", { name: "Ghi chú cho đồng nghiệp" }).fill("Gọi lại buổi chiều");
    await note.getByRole("button", { name: "Thêm ghi chú" }).click();
    await expect(desk.getByText("Gọi lại buổi chiều")).toBeVisible();
    const assign = await form(desk, "Giao hồ sơ");
    const officer = assign.getByRole("combobox", { name: "Giao cho" });
    await officer.selectOption({ label: "Phạm Văn Tiếp" });
    await assign.getByRole("button", { name: "Giao hồ sơ" }).click();
    await expect(desk.getByText("Giao cho Phạm Văn Tiếp")).toBeVisible();
    await desk.goto("/can-bo?nhom=tat-ca&cua-toi=1");
    await expect(desk.getByRole("link", { name: code })).toBeVisible();
    await expectFits(desk);
    await expectAccessible(desk);
  });

  await test.step("an apology with a new date, once", async () => {
    await openCase(desk, code);
    await carryOut(desk, "Xin lỗi và hẹn lại ngày trả", async (part) => {
      await part.getByLabel("Ngày hẹn trả mới").fill(typedWorkingDay(21));
      await part.getByLabel("Lý do chậm").fill("Cần xác minh tại chỗ");
    });
    await expect(desk.locator("summary", { hasText: "Xin lỗi và hẹn lại" })).toHaveCount(0);
    await page.goto(`/ho-so/${code}`);
    await expect(page.getByText("Cơ quan đã xin lỗi và hẹn lại.")).toBeVisible();
    await expect(page.getByText("Gọi lại buổi chiều")).toHaveCount(0);
    await expectFits(page);
    await expectAccessible(page);
  });

  await test.step("papers come", async () => {
    await carryOut(desk, "Yêu cầu bổ sung", async (part) => {
      await part.getByRole("textbox", { name: /^Giấy tờ 1/ }).fill("Bản chụp hợp đồng thuê nhà");
    });
    await page.goto(`/ho-so/${code}`);
    await page.getByLabel("Giấy tờ bổ sung").setInputFiles(pdf("hợp đồng.pdf"));
    await page.getByRole("button", { name: "Gửi bổ sung" }).click();
    await expect(page.getByText(/Thời gian chờ từ/)).toBeVisible();
  });

  await test.step("an obligation is set, shown and paid", async () => {
    await openCase(desk, code);
    await carryOut(desk, "Yêu cầu nghĩa vụ tài chính", async (part) => {
      await part.getByRole("radio", { name: /^Khoản theo quyết định/ }).check();
      await part.getByLabel("Tên khoản").fill("Tiền thuê đất");
      await part.getByLabel("Số tiền (đồng)").fill("1.250.000");
      await part.getByLabel(/^Lý do/).fill("Theo thông báo của cơ quan thuế");
      await part.getByLabel("Căn cứ pháp lý").fill("Thông báo 12/TB-CT");
    });
    await expect(desk.getByText("Đang chờ người nộp.")).toBeVisible();
    await expectFits(desk);
    await expectAccessible(desk);
    await page.goto(`/ho-so/${code}`);
    await expect(page.getByText("1.300.000 đồng").first()).toBeVisible();
    await expect(page.getByText(/^Trả trước/).first()).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Thanh toán trực tuyến" }).click();
    await page.getByRole("button", { name: /^Trả tiền thành công/ }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Đã thanh toán" })).toBeVisible({ timeout: 30_000 });
    await openCase(desk, code);
    await expect(desk.getByText("Đã trả đủ, tiếp tục xử lý")).toBeVisible();
    await expect(desk.locator("details.act[open] > summary")).toHaveText("Xử lý xong");
  });

  await desk.context().close();
  await portal.command("verify");
});
