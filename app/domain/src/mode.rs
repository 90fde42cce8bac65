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
    /// The words for how much of a service runs online, by regime.
    pub enum ServiceLevels {
        /// Levels 1 to 4 (Nghị định 43/2011).
        Four => "four",
        /// Toàn trình and một phần (Nghị định 42/2022).
        Two => "two",
        /// The same two, and proactive services (Nghị định 224/2026).
        TwoAndProactive => "two_and_proactive",
    }
}

impl Mode {
    /// What a level of 1 to 4 is since August 2022: data of before is read so. `None` for no such level.
    pub const fn of_old_level(level: u8) -> Option<Self> {
        match level {
            4 => Some(Self::FullOnline),
            3 => Some(Self::Partial),
            1 | 2 => Some(Self::InformationOnly),
            _ => None,
        }
    }

    /// The level that it was called under a regime of levels 1 to 4; none under the others.
    pub const fn old_level(self, words: ServiceLevels) -> Option<u8> {
        match (words, self) {
            (ServiceLevels::Four, Self::FullOnline) => Some(4),
            (ServiceLevels::Four, Self::Partial) => Some(3),
            (ServiceLevels::Four, Self::InformationOnly) => Some(2),
            _ => None,
        }
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
    /// Who did the filing, in law and in fact. Figures report each apart (RULES.md 10).
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

#[cfg(test)]
mod tests {
    use super::*;

    /// RULES.md 1.1: the mapping for migrated data.
    #[test]
    fn old_levels_have_a_mode() {
        for (level, mode) in [
            (1, Some(Mode::InformationOnly)),
            (2, Some(Mode::InformationOnly)),
            (3, Some(Mode::Partial)),
            (4, Some(Mode::FullOnline)),
            (5, None),
        ] {
            assert_eq!(Mode::of_old_level(level), mode);
        }
        assert_eq!(Mode::FullOnline.old_level(ServiceLevels::Four), Some(4));
        assert_eq!(Mode::FullOnline.old_level(ServiceLevels::Two), None);
    }
}
