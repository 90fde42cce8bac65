// The administrator's side: a decision entered as it stands in the gazette.
import { type Page, expect } from "@playwright/test";

import { typedDay } from "./hand.ts";

/** What a test says of a decision of the provincial council that cuts a fee. */
export interface Decision {
  number: string;
  /** Whose fees it cuts, as the form names them. */
  setBy: "Hội đồng nhân dân tỉnh" | "Bộ Tài chính";
  /** The path of the territory in which it holds. */
  territory: string;
  /** The code of the one procedure. */
  code: string;
  percent: number;
  /** Those who are favoured; everybody without it. */
  group?: string;
}

/** Fills the form of a new decision, in force from today, and sends it. */
export async function enter(admin: Page, decision: Decision): Promise<void> {
  await admin.goto("/quan-tri/chinh-sach");
  await admin.getByRole("link", { name: "Nhập văn bản mới" }).click();
  const group = (name: string) => admin.getByRole("group", { name });
  await admin.getByRole("textbox", { name: "Số, ký hiệu" }).fill(decision.number);
  await group("Loại cơ quan ban hành").getByRole("radio", { name: "Hội đồng nhân dân tỉnh" }).check();
  await admin.getByRole("textbox", { name: "Tên cơ quan ban hành" }).fill("HĐND tỉnh Quảng Ngãi");
  await admin.getByLabel("Ngày ban hành").fill(typedDay(-1));
  await admin.getByRole("textbox", { name: "Nguồn" }).fill("Công báo tỉnh (thử)");
  await admin.getByRole("combobox", { name: "Nơi có hiệu lực" }).selectOption(decision.territory);
  await admin.getByLabel("Có hiệu lực từ ngày").fill(typedDay());
  await group("Áp dụng cho dịch vụ").getByRole("radio", { name: "Một số thủ tục, theo mã" }).check();
  await admin.getByRole("textbox", { name: "Mã thủ tục" }).fill(decision.code);
  await group("Tác dụng").getByRole("radio", { name: "Giảm phí, lệ phí" }).check();
  await admin.getByRole("textbox", { name: "Giảm bao nhiêu phần trăm" }).fill(String(decision.percent));
  await group("Khoản thu do ai quy định").getByRole("checkbox", { name: decision.setBy }).check();
  await group("Cách nộp được khuyến khích").getByRole("checkbox", { name: "Trực tuyến" }).check();
  if (decision.group) {
    await group("Người được hưởng").getByRole("checkbox", { name: decision.group, exact: true }).check();
  }
  await admin.getByRole("button", { name: "Lưu bản thảo và xem trước" }).click();
}

/** Publishes what is previewed. */
export async function publish(admin: Page): Promise<void> {
  await admin.getByRole("button", { name: "Đưa vào áp dụng" }).click();
  await expect(admin.getByText("Văn bản đã được đưa vào áp dụng.")).toBeVisible();
}
