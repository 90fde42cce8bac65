//! What people answer on forms: told by the kind of the question and by its key.

use std::collections::BTreeMap;

use domain::{
    fee::Quantity,
    groups::{ApplicantGroup, Membership},
    procedure::{FieldKind, FieldRole, FormField},
};
use jiff::{Span, civil::Date};

use super::{cast::Cast, plan::Planned};
use crate::{chance::Chance, people};
use backend::{filing::RELATION, quoting::Wish};

/// The answers to the case's questions, and what the fee depends on among them. The counter asks only for the number.
pub(super) fn answers(planned: &Planned<'_>, cast: &Cast, chance: &mut Chance) -> (BTreeMap<String, String>, Wish) {
    let (mut form, mut wish) = (BTreeMap::new(), Wish::default());
    for field in &planned.version.procedure.form {
        let Some(answer) = answer(field, planned, cast, chance) else {
            continue;
        };
        match field.role {
            Some(FieldRole::Quantity) => wish.quantity = units(&answer),
            Some(FieldRole::Copies) => wish.copies = units(&answer),
            Some(FieldRole::Case) => wish.case = Some(answer.clone()),
            None => {}
        }
        form.insert(field.key.clone(), answer);
    }
    if planned.digital {
        wish.groups.push(Membership::Claimed(ApplicantGroup::DigitalCitizen));
    }
    if !cast.is_online() {
        // At the counter the paper form says it; only the number is typed in.
        form.clear();
        wish.case = None;
    } else if let Some(relation) = cast.relation {
        form.insert(RELATION.to_owned(), relation.to_owned());
    }
    (form, wish)
}

fn units(answer: &str) -> Option<Quantity> {
    answer.parse().ok().and_then(Quantity::new)
}

fn answer(field: &FormField, planned: &Planned<'_>, cast: &Cast, chance: &mut Chance) -> Option<String> {
    // Drawn in any case, so that a new question moves little.
    let mut chance = chance.branch();
    if !field.required && field.role.is_none() && !chance.in_thousand(350) {
        return None;
    }
    let key = field.key.as_str();
    let about_child = key.ends_with("con");
    let mut other = || people::adult(&planned.desk.place, &mut chance).person;
    Some(match field.kind {
        FieldKind::PersonName if about_child => people::child(&planned.desk.place, 2025, 2026, &mut chance).full_name,
        FieldKind::PersonName => other().full_name,
        FieldKind::PersonalNumber => other().personal_number?,
        FieldKind::Phone => other().phone?,
        FieldKind::Address => other().address?,
        FieldKind::Date => date(key, planned.at.date(), &mut chance).to_string(),
        FieldKind::Number if field.role == Some(FieldRole::Quantity) => chance.between(1, 8).to_string(),
        FieldKind::Number => number(key, &mut chance).to_string(),
        FieldKind::Money => format!("{}000000", chance.between(2, 20) * 10),
        FieldKind::YesNo => if chance.in_thousand(300) { "yes" } else { "no" }.to_owned(),
        FieldKind::Choice => {
            let most = u32::try_from(field.options.len()).unwrap_or_default();
            let option = field.options.get(chance.below(most) as usize)?;
            option.value.clone()
        }
        FieldKind::Text | FieldKind::Textarea => text(key, planned, cast, &mut chance),
    })
}

/// A day that fits what is asked, as seen from the day of filing.
fn date(key: &str, today: Date, chance: &mut Chance) -> Date {
    let days = |days: u32| Span::new().days(i64::from(days));
    let ago = |least, most, chance: &mut Chance| today.checked_sub(days(chance.between(least, most)));
    let ahead = |least, most, chance: &mut Chance| today.checked_add(days(chance.between(least, most)));
    let day = match key {
        "ngay_sinh_con" => ago(3, 50, chance),
        "ngay_sinh_nguoi_duoc_nhan" | "ngay_sinh_duoc_giam_ho" => ago(800, 5_000, chance),
        _ if key.contains("sinh") => ago(7_500, 25_000, chance),
        "ngay_mat" => ago(6, 12, chance),
        "ngay_mai_tang" => ago(3, 5, chance),
        "tu_ngay" | "ngay_bat_dau" | "ngay_hen" => ahead(2, 12, chance),
        "den_ngay" => ahead(180, 700, chance),
        _ => ago(10, 60, chance),
    };
    day.unwrap_or(today)
}

fn number(key: &str, chance: &mut Chance) -> u32 {
    match key {
        "nam" | "nam_cap" | "nam_dang_ky" => chance.between(2005, 2023),
        "tu_nam" => chance.between(1985, 2014),
        "dien_tich" | "dien_tich_xay_dung" => chance.between(60, 180),
        "tong_dien_tich" => chance.between(190, 360),
        "chieu_cao" => chance.between(5, 12),
        "lan_ket_hon_nam" | "lan_ket_hon_nu" => 1,
        _ => chance.between(1, 3),
    }
}

fn text(key: &str, planned: &Planned<'_>, cast: &Cast, chance: &mut Chance) -> String {
    const BUSINESSES: &[&str] = &[
        "Tạp hóa Hướng Dương",
        "Quán ăn Bờ Sông",
        "Cà phê Đầu Ngõ",
        "May mặc Sao Mai",
        "Vật liệu Thành Công",
        "Sửa xe Ngã Tư",
    ];
    const REASONS: &[&str] = &["Bản cũ bị mất khi chuyển nhà", "Bản cũ mờ, rách", "Thông tin cũ không còn đúng"];
    let fixed = match key {
        "quan_he" => "Con",
        "noi_mat" => "Tại nhà",
        "nguyen_nhan" => "Già yếu",
        "quoc_tich_con" => "Việt Nam",
        "dan_toc_con" => cast.people,
        "noi_sinh" => "Bệnh viện Sản - Nhi tỉnh Quảng Ngãi",
        "truong" => "Trường THPT (minh họa), lớp 11A2",
        "ben_nhan" => "Ngân hàng (minh họa), chi nhánh Quảng Ngãi",
        "nganh_nghe" | "nganh_chinh" => "Bán lẻ hàng tạp hóa",
        "ten_giay_to" | "loai_van_ban" => "Giấy khai sinh",
        "ly_do" | "mat_khi" | "hoan_canh" => chance.pick(REASONS),
        "ten_ho_kinh_doanh" | "ten_co_so" | "ten_doanh_nghiep" => chance.pick(BUSINESSES),
        "noi_dang_ky" | "noi_dang_ky_cu" | "co_quan_cap" => &planned.desk.agency.name,
        _ => "",
    };
    if !fixed.is_empty() {
        return fixed.to_owned();
    }
    let number = chance.between(12, 980);
    match key {
        "so_thua" | "so_to_ban_do" => number.to_string(),
        // The demo's own series: no certificate bears zeros.
        "so_giay_chung_nhan" => format!("AA 00000{number:03}"),
        "ma_so" | "ma_so_thue" => format!("0000000{number:03}"),
        _ if key.starts_with("so_") => format!("{number}/2024 (minh họa)"),
        _ => "Như trong tờ khai (minh họa)".to_owned(),
    }
}
