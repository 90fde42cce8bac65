//! What people and offices write: reasons, requests, references.

use domain::{code::Reference, dossier::Outcome};

use super::plan::Planned;
use crate::chance::Chance;
use backend::error::AppError;

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

/// Why a dossier is not accepted, and on which ground.
pub(super) fn refusal(chance: &mut Chance) -> (String, String) {
    const REASONS: &[&str] = &[
        "Việc này không thuộc thẩm quyền giải quyết của cơ quan; đề nghị nộp đến nơi cư trú của người yêu cầu.",
        "Hồ sơ trùng với hồ sơ đang được giải quyết.",
        "Giấy tờ gửi kèm không phải của người yêu cầu.",
    ];
    (chance.pick(REASONS).to_owned(), "Nghị định 118/2025/NĐ-CP".to_owned())
}

/// Why somebody withdraws.
pub(super) fn withdrawal(chance: &mut Chance) -> String {
    const REASONS: &[&str] =
        &["Tôi nộp nhầm thủ tục.", "Tôi không còn nhu cầu.", "Tôi cần chuẩn bị thêm giấy tờ rồi nộp lại."];
    chance.pick(REASONS).to_owned()
}

/// Why the work ends without a result, and on which ground.
pub(super) fn stop() -> (String, String) {
    ("Quá thời hạn bổ sung mà không nhận được giấy tờ đã yêu cầu.".to_owned(), "Nghị định 118/2025/NĐ-CP".to_owned())
}

/// What is missing.
pub(super) fn missing(planned: &Planned<'_>, chance: &mut Chance) -> Vec<String> {
    let documents = &planned.version.procedure.documents;
    let most = u32::try_from(documents.len()).unwrap_or_default();
    let name = documents.get(chance.below(most) as usize).map_or("Tờ khai", |document| document.name.vi.as_str());
    vec![format!("{name}: chụp lại cho rõ, đủ các trang.")]
}

/// The result's number, or why it is a no.
pub(super) fn result_note(planned: &Planned<'_>, outcome: Outcome, chance: &mut Chance) -> String {
    match outcome {
        Outcome::Denied => "Hồ sơ chưa đủ điều kiện theo quy định của thủ tục.".to_owned(),
        Outcome::Granted => format!("Kết quả số {}/{} (minh họa)", chance.between(11, 999), planned.at.year()),
    }
}
