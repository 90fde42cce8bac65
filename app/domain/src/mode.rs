//! How much of a service runs online, on which level of administration, and who acts.

use crate::coded::coded_enum;

coded_enum! {
    /// The level of online provision (Nghị định 42/2022 Điều 11, kept by Nghị định 224/2026 Điều 14).
    pub enum Mode {
        /// Toàn trình: nothing needs a visit.
        FullOnline => "full_online",
        /// Một phần: something still needs a visit, and the reason is published.
        Partial => "partial",
        /// Only information is online (levels 1 and 2 of Nghị định 43/2011).
        InformationOnly => "information_only",
    }
}

coded_enum! {
    /// Why a service is only partial: the four reasons that Nghị định 224/2026 Điều 14 admits.
    pub enum PartialReason {
        /// A law requires the person to be present.
        PresenceRequired => "presence_required",
        /// A law requires verification on the spot.
        SiteCheckRequired => "site_check_required",
        /// A technical failure that is not yet mended.
        TechnicalFailure => "technical_failure",
        /// Another technical problem.
        TechnicalOther => "technical_other",
    }
}

coded_enum! {
    /// The level of administration. The districts ended on 1 July 2025; older dossiers keep theirs.
    pub enum Level {
        /// Bộ, ngành.
        Ministry => "ministry",
        /// Cấp tỉnh.
        Province => "province",
        /// Cấp huyện, until 30 June 2025.
        District => "district",
        /// Cấp xã.
        Commune => "commune",
    }
}

coded_enum! {
    /// Who did the filing, in law and in fact. Figures report each apart (domain rules, section 10).
    pub enum ActingMode {
        /// Tự nộp.
        SelfFiled => "self",
        /// Tự nộp with a helper beside.
        Guided => "guided",
        /// Nhập hộ: a helper typed, the citizen confirmed.
        Assisted => "assisted",
        /// Ủy quyền: a delegate in their own name.
        Authorised => "authorised",
        /// Parent or guardian.
        Representative => "representative",
    }
}
