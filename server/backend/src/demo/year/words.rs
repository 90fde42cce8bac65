//! What people write: answers on forms, reasons, references.

use std::{collections::BTreeMap, num::NonZeroU32};

use domain::{
    code::Reference,
    dossier::Outcome,
    policy::ApplicantGroup,
    procedure::{FieldKind, FieldRole, FormField},
};
use jiff::{Span, civil::Date};

use super::{cast::Cast, plan::Planned};
use crate::{
    catalogue::Wish,
    demo::{chance::Chance, people},
    error::AppError,
    filing::RELATION,
};

/// What comes with papers that were asked for.
pub(super) const SUPPLIED: &str = "Tôi gửi bổ sung giấy tờ theo yêu cầu.";

/// The public reference.
///
/// # Errors
/// [`AppError::Setup`] where the rule `reference_prefix` is not two letters.
pub(super) fn reference(prefix: &str, chance: &mut Chance) -> Result<String, AppError> {
    Reference::new(prefix, chance.bytes())
        .map(|reference| reference.as_str().to_owned())
        .map_err(|error| AppError::Setup(format!("rule `reference_prefix`: {error}")))
}

/// The answers to the case's questions, and what the fee depends on among them. The counter asks only for the number.
pub(super) fn answers(
    planned: &Planned<'_>,
    cast: &Cast,
    chance: &mut Chance,
) -> (BTreeMap<String, String>, Wish) {
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
        wish.groups.push(ApplicantGroup::DigitalCitizen);
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

fn units(answer: &str) -> Option<NonZeroU32> {
    answer.parse().ok()
}

fn answer(
    field: &FormField,
    planned: &Planned<'_>,
    cast: &Cast,
    chance: &mut Chance,
) -> Option<String> {
    // Drawn in any case, so that a new question moves little.
    let mut chance = chance.branch();
    if !field.required && field.role.is_none() && !chance.in_thousand(350) {
        return None;
    }
    let day = planned.at.date();
    let about_child = field.key.contains("con");
    let mut other = || people::adult(&planned.desk.place, &mut chance).person;
    Some(match field.kind {
        FieldKind::PersonName if about_child => {
            people::child(&planned.desk.place, 2025, 2026, &mut chance).full_name
        }
        FieldKind::PersonName => other().full_name,
        FieldKind::PersonalNumber => other().personal_number?,
        FieldKind::Phone => other().phone?,
        FieldKind::Address => other().address?,
        FieldKind::Date => {
            let (least, most) = if about_child { (3, 50) } else { (60, 9_000) };
            before(day, chance.between(least, most)).to_string()
        }
        FieldKind::Number => match field.role {
            Some(FieldRole::Quantity) => chance.between(1, 8),
            _ => chance.between(1, 3),
        }
        .to_string(),
        FieldKind::Money => format!("{}000000", chance.between(2, 20) * 10),
        FieldKind::YesNo => if chance.in_thousand(300) { "yes" } else { "no" }.to_owned(),
        FieldKind::Choice => {
            let most = u32::try_from(field.options.len()).unwrap_or_default();
            let option = field.options.get(chance.below(most) as usize)?;
            option.value.clone()
        }
        FieldKind::Text | FieldKind::Textarea => line(field, cast, &mut chance).to_owned(),
    })
}

fn before(day: Date, days: u32) -> Date {
    day.checked_sub(Span::new().days(days)).unwrap_or(day)
}

fn line(field: &FormField, cast: &Cast, chance: &mut Chance) -> &'static str {
    const BUSINESSES: &[&str] = &[
        "Tạp hóa Hướng Dương",
        "Quán ăn Bờ Sông",
        "Cà phê Đầu Ngõ",
        "May mặc Sao Mai",
        "Vật liệu Thành Công",
        "Sửa xe Ngã Tư",
    ];
    let key = field.key.as_str();
    if key.contains("dan_toc") {
        cast.people
    } else if key.contains("quoc_tich") {
        "Việt Nam"
    } else if key.contains("noi_sinh") {
        "Bệnh viện Sản - Nhi tỉnh Quảng Ngãi"
    } else if key.contains("ten_ho") {
        chance.pick(BUSINESSES)
    } else {
        "Theo giấy tờ kèm theo (minh họa)"
    }
}

/// Why a dossier is not accepted, and on which ground.
pub(super) fn refusal(chance: &mut Chance) -> (String, String) {
    const REASONS: &[&str] = &[
        "Việc này không thuộc thẩm quyền giải quyết của cơ quan; đề nghị nộp đến nơi cư trú của người yêu cầu.",
        "Hồ sơ trùng với hồ sơ đang được giải quyết.",
        "Giấy tờ gửi kèm không phải của người yêu cầu.",
    ];
    (
        chance.pick(REASONS).to_owned(),
        "Nghị định 118/2025/NĐ-CP".to_owned(),
    )
}

/// Why somebody withdraws.
pub(super) fn withdrawal(chance: &mut Chance) -> String {
    const REASONS: &[&str] = &[
        "Tôi nộp nhầm thủ tục.",
        "Tôi không còn nhu cầu.",
        "Tôi cần chuẩn bị thêm giấy tờ rồi nộp lại.",
    ];
    chance.pick(REASONS).to_owned()
}

/// Why the work ends without a result, and on which ground.
pub(super) fn stop() -> (String, String) {
    (
        "Quá thời hạn bổ sung mà không nhận được giấy tờ đã yêu cầu.".to_owned(),
        "Nghị định 118/2025/NĐ-CP".to_owned(),
    )
}

/// What is missing.
pub(super) fn missing(planned: &Planned<'_>, chance: &mut Chance) -> Vec<String> {
    let documents = &planned.version.procedure.documents;
    let most = u32::try_from(documents.len()).unwrap_or_default();
    let name = documents
        .get(chance.below(most) as usize)
        .map_or("Tờ khai", |document| document.name.vi.as_str());
    vec![format!("{name}: chụp lại cho rõ, đủ các trang.")]
}

/// The result's number, or why it is a no.
pub(super) fn result_note(planned: &Planned<'_>, outcome: Outcome, chance: &mut Chance) -> String {
    match outcome {
        Outcome::Denied => "Hồ sơ chưa đủ điều kiện theo quy định của thủ tục.".to_owned(),
        Outcome::Granted => format!(
            "Kết quả số {}/{} (minh họa)",
            chance.between(11, 999),
            planned.at.year()
        ),
    }
}
