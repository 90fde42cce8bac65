// A decision of the province's council as an administrator enters, previews and publishes it, and what follows from it.
import { openDesk } from "../support/desk.ts";
import { type Decision, enter, publish } from "../support/decisions.ts";
import { type Service, begin, file, fillApplicant } from "../support/filing.ts";
import { signIn } from "../support/people.ts";
import { expect, expectAccessible, expectFits, test } from "../support/test.ts";

// Phone and desktop with JavaScript, and the phone without.
test.skip(({ isMobile, javaScriptEnabled }) => !isMobile && javaScriptEnabled === false);
test.describe.configure({ mode: "default", timeout: 180_000 });

/** 100.000 đồng by the council; half of it online under Nghị quyết 11/2022. No other test counts on this service. */
const LOST: Service = {
  path: "/nop-ho-so/cap-lai-giay-chung-nhan-ho-kinh-doanh",
  firstQuestion: "Tên hộ kinh doanh",
  answers: { "Tên hộ kinh doanh": "Hộ kinh doanh Bún bò Cẩm Thành", "Mã số hộ kinh doanh, mã số thuế": "0000000123" },
  choices: { "Lý do": "Mất" },
  document: "Giấy đề nghị cấp lại Giấy chứng nhận đăng ký hộ kinh doanh",
};

const DECISION: Decision = {
  number: "45/2026/NQ-HĐND",
  setBy: "Hội đồng nhân dân tỉnh",
  territory: "51/51",
  code: "2.000575",
  percent: 80,
};

test("a council's decision is entered, refused where it is unlawful, published, and holds for what comes after", async ({
  page,
  browser,
  portal,
}) => {
  await signIn(page, "congdan1");
  const earlier = await file(page, LOST);
  await page.goto(`/ho-so/${earlier}`);
  await expect(page.getByText("50.000 đồng").first()).toBeVisible();
  const admin = await openDesk(browser, "quantri");

  await test.step("the council cuts no fee that the Ministry of Finance sets: the form says why and keeps the rest", async () => {
    await enter(admin, { ...DECISION, setBy: "Bộ Tài chính" });
    await expect(admin.getByRole("alert")).toContainText(
      "Hội đồng nhân dân tỉnh không được giảm khoản do Bộ Tài chính quy định",
    );
    await expect(admin.getByRole("textbox", { name: "Số, ký hiệu" })).toHaveValue(DECISION.number);
    await expect(admin.getByRole("textbox", { name: "Giảm bao nhiêu phần trăm" })).toHaveValue("80");
    await expectFits(admin);
    await expectAccessible(admin);
    const whose = admin.getByRole("group", { name: "Khoản thu do ai quy định" });
    await whose.getByRole("checkbox", { name: "Bộ Tài chính" }).uncheck();
    await whose.getByRole("checkbox", { name: "Hội đồng nhân dân tỉnh" }).check();
    await admin.getByRole("button", { name: "Lưu bản thảo và xem trước" }).click();
  });

  await test.step("the preview tells which service changes, by how much, and changes nothing", async () => {
    await expect(admin.getByRole("heading", { name: /^1 dịch vụ thay đổi/ })).toBeVisible();
    const row = admin.getByRole("row").filter({ hasText: "2.000575" });
    await expect(row).toContainText("50.000 đồng");
    await expect(row).toContainText("20.000 đồng");
    await expectFits(admin);
    await expectAccessible(admin);
    await page.goto("/dich-vu/cap-lai-giay-chung-nhan-ho-kinh-doanh");
    await expect(page.getByText("50.000 đồng").first()).toBeVisible();
  });

  await test.step("published, it stands on the service's page with its document, and in a quote", async () => {
    await publish(admin);
    await expect(admin.getByRole("link", { name: /45\/2026\/NQ-HĐND/ }).first()).toBeVisible();
    await expectFits(admin);
    await expectAccessible(admin);
    await page.goto("/dich-vu/cap-lai-giay-chung-nhan-ho-kinh-doanh");
    await expect(page.getByText("20.000 đồng").first()).toBeVisible();
    await page.getByText("Vì sao là 20.000 đồng?").click();
    await expect(page.getByText("Giảm 80%, còn 20.000 đồng: Nghị quyết 45/2026/NQ-HĐND")).toBeVisible();
    await expect(page.getByText("Nghị quyết 11/2022/NQ-HĐND cũng giảm, còn 50.000 đồng")).toBeVisible();
    await expectFits(page);
    await expectAccessible(page);
    await begin(page, LOST);
    await fillApplicant(page);
    await expect(page.getByText("20.000 đồng").first()).toBeVisible();
  });

  await test.step("what was filed before keeps its fee", async () => {
    await page.goto(`/ho-so/${earlier}`);
    await expect(page.getByText("50.000 đồng").first()).toBeVisible();
    await expect(page.getByText("20.000 đồng")).toHaveCount(0);
    const desk = await openDesk(browser);
    await desk.goto(`/can-bo/ho-so/${earlier}`);
    await desk.getByRole("button", { name: "Tiếp nhận hồ sơ" }).click();
    await expect(desk.getByText("Còn phải trả 50.000 đồng")).toBeVisible();
    await desk.context().close();
  });

  await admin.context().close();
  await portal.command("verify");
});
