//! What the rules' codes are called: modes, levels, channels, fees, groups.

use crate::t;
use crate::words::Lang;
use domain::channel::Channel;
use domain::fee::{FeeAuthority, FeeDue, FeeKind};
use domain::groups::{ApplicantGroup, Evidence, Finding, GroupCheck};
use domain::mode::{Level, Mode, PartialReason};
use domain::policy::{Condition, Issuer};
use domain::procedure::{Flag, Obstacle, Original, Part};
use domain::regime::Subject;
use std::borrow::Cow;

/// A word from the locale files.
type Word = Cow<'static, str>;

/// `Toàn trình`
#[must_use]
pub fn mode(lang: Lang, mode: Mode) -> Word {
    match mode {
        Mode::FullOnline => t!(lang, "name.mode.full"),
        Mode::Partial => t!(lang, "name.mode.partial"),
        Mode::InformationOnly => t!(lang, "name.mode.information"),
    }
}

/// `Toàn trình: không phải đến cơ quan`
#[must_use]
pub fn mode_means(lang: Lang, mode: Mode) -> Word {
    match mode {
        Mode::FullOnline => t!(lang, "name.mode.full.means"),
        Mode::Partial => t!(lang, "name.mode.partial.means"),
        Mode::InformationOnly => t!(lang, "name.mode.information"),
    }
}

/// `Cấp xã`
#[must_use]
pub fn level(lang: Lang, level: Level) -> Word {
    match level {
        Level::Ministry => t!(lang, "name.level.ministry"),
        Level::Province => t!(lang, "name.level.province"),
        Level::District => t!(lang, "name.level.district"),
        Level::Commune => t!(lang, "name.level.commune"),
    }
}

/// `Tại quầy`
#[must_use]
pub fn channel(lang: Lang, channel: Channel) -> Word {
    match channel {
        Channel::Online => t!(lang, "name.channel.online"),
        Channel::Counter => t!(lang, "name.channel.counter"),
        Channel::Postal => t!(lang, "name.channel.postal"),
    }
}

/// Why a service is only partly online, as a sentence.
#[must_use]
pub fn partial_reason(lang: Lang, reason: PartialReason) -> Word {
    match reason {
        PartialReason::PresenceRequired => t!(lang, "name.partial.presence"),
        PartialReason::SiteCheckRequired => t!(lang, "name.partial.site_check"),
        PartialReason::TechnicalFailure => t!(lang, "name.partial.failure"),
        PartialReason::TechnicalOther => t!(lang, "name.partial.technical"),
    }
}

/// `Giấy tờ phải nộp`
#[must_use]
pub fn part(lang: Lang, part: Part) -> Word {
    match part {
        Part::Name => t!(lang, "name.part.name"),
        Part::Field => t!(lang, "name.part.field"),
        Part::Summary => t!(lang, "name.part.summary"),
        Part::AlsoCalled => t!(lang, "name.part.also_called"),
        Part::Mode => t!(lang, "name.part.mode"),
        Part::Reason => t!(lang, "name.part.reason"),
        Part::Visits => t!(lang, "name.part.visits"),
        Part::Levels => t!(lang, "name.part.levels"),
        Part::Agency => t!(lang, "name.part.agency"),
        Part::Anywhere => t!(lang, "name.part.anywhere"),
        Part::Subjects => t!(lang, "name.part.subjects"),
        Part::Ways => t!(lang, "name.part.ways"),
        Part::Documents => t!(lang, "name.part.documents"),
        Part::Sets => t!(lang, "name.part.sets"),
        Part::Limits => t!(lang, "name.part.limits"),
        Part::Fees => t!(lang, "name.part.fees"),
        Part::Steps => t!(lang, "name.part.steps"),
        Part::Results => t!(lang, "name.part.results"),
        Part::Requirements => t!(lang, "name.part.requirements"),
        Part::LegalBasis => t!(lang, "name.part.legal_basis"),
        Part::Questions => t!(lang, "name.part.questions"),
    }
}

/// `Bước 3 cần bạn có mặt: Ký vào Sổ hộ tịch`
#[must_use]
pub fn obstacle(lang: Lang, obstacle: &Obstacle) -> String {
    // Steps are sentences; here they end one.
    let clause = |words: &str| words.trim_end_matches('.').to_owned();
    match obstacle {
        Obstacle::Presence { step, words } => {
            t!(lang, "name.obstacle.presence", step = step, words = clause(words))
        }
        Obstacle::SiteCheck { step, words } => {
            t!(lang, "name.obstacle.site_check", step = step, words = clause(words))
        }
        Obstacle::Original { name, how: Original::Shown, .. } => t!(lang, "name.obstacle.shown", name = name),
        Obstacle::Original { name, how: Original::HandedIn, .. } => t!(lang, "name.obstacle.handed_in", name = name),
        Obstacle::CounterFee { name, .. } => t!(lang, "name.obstacle.fee", name = name),
        Obstacle::Result => t!(lang, "name.obstacle.result"),
        Obstacle::Identity => t!(lang, "name.obstacle.identity"),
        Obstacle::NoOnlineWay => t!(lang, "name.obstacle.no_online_way"),
    }
    .into_owned()
}

/// `Lệ phí`
#[must_use]
pub fn fee_kind(lang: Lang, kind: FeeKind) -> Word {
    match kind {
        FeeKind::Charge => t!(lang, "name.fee.charge"),
        FeeKind::Duty => t!(lang, "name.fee.duty"),
        FeeKind::Price => t!(lang, "name.fee.price"),
    }
}

/// `Trả khi nộp hồ sơ`
#[must_use]
pub fn fee_due(lang: Lang, due: FeeDue) -> Word {
    match due {
        FeeDue::AtFiling => t!(lang, "name.due.at_filing"),
        FeeDue::AfterAcceptance => t!(lang, "name.due.after_acceptance"),
        FeeDue::BeforeHandover => t!(lang, "name.due.before_handover"),
    }
}

/// Who sets a fee, within a sentence: `Bộ Tài chính`, `the Ministry of Finance`.
#[must_use]
pub fn fee_authority(lang: Lang, authority: FeeAuthority) -> Word {
    match authority {
        FeeAuthority::Council => t!(lang, "name.authority.council"),
        FeeAuthority::MinistryOfFinance => t!(lang, "name.authority.finance"),
        FeeAuthority::CentralOther => t!(lang, "name.authority.central"),
        FeeAuthority::Unknown => t!(lang, "name.authority.unknown"),
    }
}

/// A group of applicants, within a sentence: `người cao tuổi`.
#[must_use]
pub fn group(lang: Lang, group: ApplicantGroup) -> Word {
    match group {
        ApplicantGroup::Child => t!(lang, "name.group.child"),
        ApplicantGroup::PoorHousehold => t!(lang, "name.group.poor"),
        ApplicantGroup::Elderly => t!(lang, "name.group.elderly"),
        ApplicantGroup::Disabled => t!(lang, "name.group.disabled"),
        ApplicantGroup::Merit => t!(lang, "name.group.merit"),
        ApplicantGroup::EthnicMinority => t!(lang, "name.group.minority"),
        ApplicantGroup::Student => t!(lang, "name.group.student"),
        ApplicantGroup::DigitalCitizen => t!(lang, "name.group.digital"),
    }
}

/// What an officer found about a claimed group, in a sentence.
#[must_use]
pub fn check(lang: Lang, check: &GroupCheck) -> Word {
    let group = group(lang, check.group);
    match &check.finding {
        Finding::Confirmed { evidence, number } => {
            let by = match evidence {
                Evidence::Paper => t!(lang, "name.evidence.paper"),
                Evidence::Database => t!(lang, "name.evidence.database"),
                Evidence::IdentityAccount => t!(lang, "name.evidence.identity"),
            };
            if number.is_empty() {
                t!(lang, "name.check.confirmed", group = group, by = by)
            } else {
                t!(lang, "name.check.numbered", group = group, by = by, number = number)
            }
        }
        Finding::NotConfirmed { reason } => {
            t!(lang, "name.check.not", group = group, reason = reason)
        }
    }
}

/// What must be true of an applicant besides: `tài khoản định danh điện tử mức độ 2`.
#[must_use]
pub fn condition(lang: Lang, condition: Condition) -> Word {
    match condition {
        Condition::IdentityLevelTwo => t!(lang, "name.condition.identity"),
        Condition::VneidBasics => t!(lang, "name.condition.vneid_basics"),
        Condition::VneidDocument => t!(lang, "name.condition.vneid_document"),
    }
}

/// Who issues decisions: `Hội đồng nhân dân tỉnh`.
#[must_use]
pub fn issuer(lang: Lang, issuer: Issuer) -> Word {
    match issuer {
        Issuer::Council => t!(lang, "name.issuer.council"),
        Issuer::Committee => t!(lang, "name.issuer.committee"),
        Issuer::MinistryOfFinance => t!(lang, "name.issuer.finance"),
        Issuer::Central => t!(lang, "name.issuer.central"),
    }
}

/// What a rule of procedure is about: `Cơ chế một cửa`.
#[must_use]
pub fn subject(lang: Lang, subject: Subject) -> Word {
    match subject {
        Subject::Levels => t!(lang, "name.subject.levels"),
        Subject::OneStop => t!(lang, "name.subject.one_stop"),
        Subject::Forms => t!(lang, "name.subject.forms"),
        Subject::CodeOrder => t!(lang, "name.subject.code"),
        Subject::ServiceLevels => t!(lang, "name.subject.service_levels"),
        Subject::SupplementClock => t!(lang, "name.subject.supplement_clock"),
        Subject::PaymentClock => t!(lang, "name.subject.payment_clock"),
        Subject::MaxExtensions => t!(lang, "name.subject.max_extensions"),
        Subject::SupplementsBeforeLate => t!(lang, "name.subject.supplements"),
        Subject::ElectronicProcedure => t!(lang, "name.subject.electronic"),
        Subject::NationalPortal => t!(lang, "name.subject.national_portal"),
        Subject::Identity => t!(lang, "name.subject.identity"),
        Subject::PersonalData => t!(lang, "name.subject.personal_data"),
        Subject::Security => t!(lang, "name.subject.security"),
        Subject::Fees => t!(lang, "name.subject.fees"),
        Subject::Receipts => t!(lang, "name.subject.receipts"),
        Subject::Holidays => t!(lang, "name.subject.holidays"),
        Subject::CivilStatus => t!(lang, "name.subject.civil_status"),
    }
}

/// What is odd about a service's data, as a sentence.
#[must_use]
pub fn flag(lang: Lang, flag: Flag) -> Word {
    match flag {
        Flag::CodeMalformed => t!(lang, "name.flag.code_malformed"),
        Flag::CodeNotUnique => t!(lang, "name.flag.code_not_unique"),
        Flag::CodeDeleted => t!(lang, "name.flag.code_deleted"),
        Flag::LocalVariant => t!(lang, "name.flag.local_variant"),
        Flag::Internal => t!(lang, "name.flag.internal"),
        Flag::ModeUnclear => t!(lang, "name.flag.mode_unclear"),
        Flag::OnlineWayMissing => t!(lang, "name.flag.online_way_missing"),
        Flag::LevelUnknown => t!(lang, "name.flag.level_unknown"),
        Flag::FeeUnknown => t!(lang, "name.flag.fee_unknown"),
        Flag::FeeSuspectScale => t!(lang, "name.flag.fee_suspect_scale"),
        Flag::FeeUnstated => t!(lang, "name.flag.fee_unstated"),
        Flag::LimitUnknown => t!(lang, "name.flag.limit_unknown"),
        Flag::LimitByCase => t!(lang, "name.flag.limit_by_case"),
        Flag::LimitVaries => t!(lang, "name.flag.limit_varies"),
        Flag::DocumentsMissing => t!(lang, "name.flag.documents_missing"),
        Flag::AgencyMissing => t!(lang, "name.flag.agency_missing"),
        Flag::ResultsMissing => t!(lang, "name.flag.results_missing"),
        Flag::DateUnknown => t!(lang, "name.flag.date_unknown"),
        Flag::NotCurrent => t!(lang, "name.flag.not_current"),
    }
}

/// The life events by which people look for services, under the national portal's slugs, in the order of a life.
pub const LIFE_EVENTS: [&str; 11] = [
    "co-con-nho",
    "hoc-tap",
    "viec-lam",
    "cu-tru-va-giay-to-tuy-than",
    "hon-nhan-va-gia-dinh",
    "dien-luc-nha-o-dat-dai",
    "suc-khoe-va-y-te",
    "phuong-tien-va-nguoi-lai",
    "huu-tri",
    "nguoi-than-qua-doi",
    "giai-quyet-khieu-kien",
];

/// `Hôn nhân và gia đình`; [`None`] for a slug that isn't one of [`LIFE_EVENTS`].
#[must_use]
pub fn life_event(lang: Lang, slug: &str) -> Option<Word> {
    Some(match slug {
        "co-con-nho" => t!(lang, "name.event.child"),
        "hoc-tap" => t!(lang, "name.event.learning"),
        "viec-lam" => t!(lang, "name.event.work"),
        "cu-tru-va-giay-to-tuy-than" => t!(lang, "name.event.residence"),
        "hon-nhan-va-gia-dinh" => t!(lang, "name.event.family"),
        "dien-luc-nha-o-dat-dai" => t!(lang, "name.event.home"),
        "suc-khoe-va-y-te" => t!(lang, "name.event.health"),
        "phuong-tien-va-nguoi-lai" => t!(lang, "name.event.vehicles"),
        "huu-tri" => t!(lang, "name.event.pension"),
        "nguoi-than-qua-doi" => t!(lang, "name.event.death"),
        "giai-quyet-khieu-kien" => t!(lang, "name.event.complaints"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_life_event_has_a_name() {
        for slug in LIFE_EVENTS {
            assert!(life_event(Lang::En, slug).is_some(), "{slug}");
        }
    }
}

/// What the agency noted when it gave a result out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HandedOver {
    /// Nothing more than to whom.
    Plain,
    /// Somebody took it with this authorisation.
    Authorised(String),
    /// It went out by post, as this shipment.
    Posted(String),
    /// It was offered, and not wanted.
    Declined,
}

impl HandedOver {
    /// `Số bưu gửi EB123456789VN`
    #[must_use]
    pub fn words(&self, lang: Lang) -> Option<String> {
        let said = match self {
            Self::Plain => return None,
            Self::Authorised(number) => t!(lang, "names.handed_over.authorised", number = number),
            Self::Declined => t!(lang, "names.handed_over.declined"),
            Self::Posted(number) => t!(lang, "names.handed_over.posted", number = number),
        };
        Some(said.into_owned())
    }
}
