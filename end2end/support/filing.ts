// Filing as a person does it: each step of the two dossiers that the tests send.
import { type Locator, type Page, expect } from "@playwright/test";

/** A file as a person's device would hold it. */
export interface Attachment {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

const PDF = "%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<<>>\n%%EOF\n";

export function pdf(name: string): Attachment {
  return { name, mimeType: "application/pdf", buffer: Buffer.from(PDF) };
}

/** A script that calls itself a PDF. */
export function notPdf(name: string): Attachment {
  return { name, mimeType: "application/pdf", buffer: Buffer.from("<script>alert(1)</script>") };
}

/** What the tests know of a service, as its pages name it. */
export interface Service {
  path: string;
  /** The question that the test leaves empty first. */
  firstQuestion: string;
  answers: Record<string, string>;
  choices: Record<string, string>;
  /** A document of the service. */
  document: string;
}

export const BIRTH: Service = {
  path: "/nop-ho-so/dang-ky-khai-sinh",
  firstQuestion: "Họ, chữ đệm, tên của trẻ",
  answers: {
    "Họ, chữ đệm, tên của trẻ": "Nguyễn Thị Ánh Dương",
    "Ngày sinh của trẻ": "02/11/2026",
    "Dân tộc": "Kinh",
    "Quốc tịch": "Việt Nam",
    "Nơi sinh": "Bệnh viện Sản - Nhi tỉnh Quảng Ngãi",
    "Quê quán": "Phường Cẩm Thành, tỉnh Quảng Ngãi",
    "Họ, chữ đệm, tên mẹ": "Nguyễn Thị Mẫu",
    "Ngày sinh mẹ": "08/03/1985",
    "Số định danh cá nhân của mẹ": "099185000001",
    "Nơi cư trú của mẹ": "Tổ 3, phường Cẩm Thành, tỉnh Quảng Ngãi",
  },
  choices: { "Giới tính": "Nữ" },
  document: "Giấy chứng sinh",
};

export const BUSINESS: Service = {
  path: "/nop-ho-so/dang-ky-thanh-lap-ho-kinh-doanh",
  firstQuestion: "Tên hộ kinh doanh",
  answers: {
    "Tên hộ kinh doanh": "Hộ kinh doanh Bún bò Cẩm Thành",
    "Địa chỉ trụ sở": "12 Hùng Vương, phường Cẩm Thành",
    "Ngành, nghề kinh doanh": "Quán ăn\nGiải khát",
    "Ngành, nghề chính": "Quán ăn",
    "Vốn kinh doanh": "50.000.000",
    "Số lao động dự kiến": "2",
    "Ngày bắt đầu hoạt động": "01/12/2026",
  },
  choices: { "Ai thành lập": "Cá nhân", "Cách tính thuế dự kiến": "Kê khai" },
  document: "Biên bản họp và văn bản ủy quyền",
};

/** The agency whose officer `canbo.camthanh` is. */
export const AGENCY = "Ủy ban nhân dân phường Cẩm Thành";

export function heading(page: Page, name: string | RegExp): Locator {
  return page.getByRole("heading", { level: 1, name });
}

/** Presses the step's button; the next step has opened when this returns. */
export async function goOn(page: Page, next: string): Promise<void> {
  await page.getByRole("button", { name: "Lưu và tiếp tục" }).click();
  await expect(heading(page, next)).toBeVisible();
}

/** From the service's first page to the first step. */
export async function begin(page: Page, service: Service, agency = AGENCY): Promise<void> {
  await page.goto(service.path);
  await page.getByRole("combobox", { name: "Cơ quan giải quyết" }).selectOption({ label: agency });
  await page.getByRole("button", { name: "Bắt đầu" }).click();
  await expect(heading(page, "Người nộp hồ sơ")).toBeVisible();
}

/** Who asks: for oneself; what the account knows stands there already. */
export async function fillApplicant(page: Page): Promise<void> {
  await page.getByRole("radio", { name: "Cho chính tôi" }).check();
  const me = page.getByRole("group", { name: "Về bạn" });
  await me.getByRole("textbox", { name: "Địa chỉ" }).fill("Tổ 3, phường Cẩm Thành, tỉnh Quảng Ngãi");
}

export async function fillAnswers(page: Page, service: Service): Promise<void> {
  for (const [question, answer] of Object.entries(service.answers)) {
    await page.getByRole("textbox", { name: question }).fill(answer);
  }
  for (const [question, answer] of Object.entries(service.choices)) {
    await page.getByRole("group", { name: question }).getByRole("radio", { name: answer, exact: true }).check();
  }
}

/** What a test does besides on a step, before it goes on. */
export interface Besides {
  agency?: string;
  applicant?: () => Promise<void>;
  documents?: () => Promise<void>;
  review?: () => Promise<void>;
}

/** All of it at one go, to the reference: for tests of what comes after. */
export async function file(page: Page, service: Service, besides: Besides = {}): Promise<string> {
  await begin(page, service, besides.agency);
  await fillApplicant(page);
  await besides.applicant?.();
  await goOn(page, "Thông tin hồ sơ");
  await fillAnswers(page, service);
  await goOn(page, "Giấy tờ");
  await page.getByLabel(service.document).setInputFiles(pdf("giay-to.pdf"));
  await besides.documents?.();
  await goOn(page, "Nhận kết quả");
  await page.getByRole("radio", { name: "Bản điện tử, tại đây" }).check();
  await goOn(page, "Kiểm tra và gửi");
  await besides.review?.();
  await page.getByRole("button", { name: "Gửi hồ sơ" }).click();
  return reference(page);
}

/** The reference on the page that says that the dossier was sent. */
export async function reference(page: Page): Promise<string> {
  await expect(heading(page, "Đã gửi hồ sơ")).toBeVisible();
  const words = await page.locator(".reference strong").innerText();
  expect(words).toMatch(/^QN-/);
  return words;
}
