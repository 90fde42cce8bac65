//! What is usual: how much an agency has to do and how it does it, and how often and in which way a service is asked for.
//! Made up, but after what the papers of 2023 and 2024 told of the province: agencies far apart, the mountains behind.

use domain::mode::Level;
use jiff::civil::{Date, date};

use crate::people::Peoples;

/// An agency's ways.
#[derive(Clone, Copy, Debug)]
pub(super) struct Custom {
    /// Dossiers of a hundred ordinary working days.
    pub(super) volume: u32,
    /// By how many points of a thousand more (or fewer) come online than elsewhere.
    pub(super) lead: i32,
    /// How many of a thousand are late.
    pub(super) late: u32,
    /// How many of a thousand online dossiers a helper types.
    pub(super) assisted: u32,
    /// Who lives there.
    pub(super) peoples: Peoples,
}

const fn custom(volume: u32, lead: i32, late: u32, assisted: u32, peoples: Peoples) -> Custom {
    Custom { volume, lead, late, assisted, peoples }
}

/// The ways of the demo's agencies; of others by their level.
pub(super) fn of_agency(id: &str, level: Level) -> Custom {
    use Peoples::{Co, Hre, Kinh, KinhAndBahnar, Xodang};
    match id {
        "ubnd-phuong-cam-thanh" => custom(330, 90, 14, 30, Kinh),
        "ubnd-phuong-nghia-lo" => custom(300, 70, 20, 30, Kinh),
        "ubnd-phuong-truong-quang-trong" => custom(250, 20, 45, 60, Kinh),
        "ubnd-phuong-duc-pho" => custom(230, 50, 25, 60, Kinh),
        "ubnd-xa-son-tinh" => custom(200, 130, 12, 110, Kinh),
        "ubnd-xa-binh-son" => custom(240, 10, 50, 90, Kinh),
        "ubnd-xa-ba-to" => custom(110, -150, 110, 330, Hre),
        "ubnd-xa-tra-bong" => custom(100, -170, 150, 360, Co),
        "ubnd-dac-khu-ly-son" => custom(60, 0, 60, 150, Kinh),
        "ubnd-phuong-kon-tum" => custom(310, 60, 30, 50, KinhAndBahnar),
        "ubnd-phuong-dak-bla" => custom(170, -10, 70, 120, KinhAndBahnar),
        "ubnd-xa-dak-ha" => custom(190, 20, 50, 140, KinhAndBahnar),
        "ubnd-xa-mang-den" => custom(100, -90, 120, 300, Xodang),
        "ubnd-xa-bo-y" => custom(90, -120, 135, 340, Xodang),
        "cong-an-phuong-cam-thanh" => custom(120, 60, 12, 20, Kinh),
        "cong-an-phuong-nghia-lo" => custom(110, 50, 14, 20, Kinh),
        "cong-an-xa-son-tinh" => custom(60, 40, 20, 60, Kinh),
        "cong-an-dac-khu-ly-son" => custom(25, 0, 30, 90, Kinh),
        "cong-an-phuong-kon-tum" => custom(120, 40, 18, 40, KinhAndBahnar),
        "cong-an-xa-dak-ha" => custom(60, 10, 30, 90, KinhAndBahnar),
        "van-phong-dang-ky-dat-dai" => custom(340, -110, 105, 10, Kinh),
        "so-noi-vu" => custom(55, 120, 60, 0, Kinh),
        "so-giao-duc-va-dao-tao" => custom(70, 60, 18, 0, Kinh),
        "so-tu-phap" => custom(40, -40, 25, 60, Kinh),
        _ if level == Level::Province => custom(60, 0, 40, 0, Kinh),
        _ => custom(120, -60, 60, 80, Kinh),
    }
}

/// How a service is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Demand {
    /// How often, beside the agency's other services.
    pub(super) weight: u32,
    /// By how many points of a thousand more (or fewer) come online than of other services.
    pub(super) lean: i32,
    /// When in the year it is asked for more.
    pub(super) season: Season,
}

/// When in the year a service is asked for more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Season {
    /// Always alike.
    Even,
    /// July and August: school and university applications.
    School,
    /// After New Year and after Tết: shops open.
    Business,
    /// October to Tết: weddings.
    Weddings,
    /// February to June, before the rains: houses are built.
    Building,
    /// March and April: call-up registration.
    CallUp,
}

/// How the demo's services are asked for; any other one now and then.
pub(super) fn of_service(id: &str) -> Demand {
    use Season::{Building, Business, CallUp, Even, School, Weddings};
    let (weight, lean, season) = match id {
        "chung-thuc-ban-sao-tu-ban-chinh" => (90, -190, School),
        "chung-thuc-chu-ky" => (20, -180, Even),
        "chung-thuc-giao-dich" => (14, 0, Even),
        "cap-ban-sao-tu-so-goc" => (5, 60, School),
        "dang-ky-khai-sinh" => (34, 60, Even),
        "dang-ky-khai-tu" => (14, 0, Even),
        "dang-ky-ket-hon" => (16, -60, Weddings),
        "cap-giay-xac-nhan-tinh-trang-hon-nhan" => (26, 90, Weddings),
        "cap-ban-sao-trich-luc-ho-tich" => (32, 150, School),
        "dang-ky-lai-khai-sinh" => (7, -40, Even),
        "thay-doi-cai-chinh-ho-tich" => (8, -30, Even),
        "dang-ky-thanh-lap-ho-kinh-doanh" => (22, 120, Business),
        "thay-doi-dang-ky-ho-kinh-doanh" => (9, 110, Business),
        "cham-dut-hoat-dong-ho-kinh-doanh" => (7, 90, Business),
        "tam-ngung-kinh-doanh-ho-kinh-doanh" => (5, 110, Business),
        "cap-giay-phep-xay-dung-moi" => (12, -20, Building),
        "cap-giay-chung-nhan-lan-dau" => (9, -170, Even),
        "tro-cap-huu-tri-xa-hoi" => (12, -120, Even),
        "tro-cap-xa-hoi-hang-thang" => (9, -130, Even),
        "dang-ky-nghia-vu-quan-su-lan-dau" => (5, 0, CallUp),
        "dang-ky-tam-tru" => (30, 180, School),
        "gia-han-tam-tru" => (12, 170, Even),
        "dang-ky-bien-dong-dat-dai-doi-thong-tin" => (14, 40, Even),
        "tach-thua-hop-thua-dat" => (12, -60, Building),
        "dang-ky-the-chap-quyen-su-dung-dat" => (26, 130, Business),
        "xoa-dang-ky-the-chap" => (18, 120, Even),
        "cap-ban-sao-van-bang-chung-chi" => (20, 140, School),
        "dang-ky-noi-quy-lao-dong" => (10, 200, Business),
        "cap-giay-phep-lao-dong-nguoi-nuoc-ngoai" => (8, 160, Even),
        _ => (3, 0, Even),
    };
    Demand { weight, lean, season }
}

impl Season {
    /// How much more (or less) is asked for on a day, of a thousand.
    pub(super) fn on(self, day: Date) -> u32 {
        match (self, day.month()) {
            (Self::School, 7 | 8) => 1_700,
            (Self::School, 6 | 9) => 1_200,
            (Self::Business, 1) => 1_500,
            (Self::Business, 2 | 3) => 1_350,
            (Self::Weddings, 10..=12 | 1) => 1_350,
            (Self::Weddings, 5..=7) => 800,
            (Self::Building, 2..=6) => 1_350,
            (Self::Building, 10 | 11) => 650,
            (Self::CallUp, 3 | 4) => 4_000,
            (Self::CallUp, _) => 300,
            _ => 1_000,
        }
    }
}

/// How many of a thousand dossiers come online where nothing is known, by day: it rises, the faster the longer a good
/// example stands beside. Knots; between them it is a straight line.
const ONLINE: [(Date, i32); 6] = [
    (date(2022, 1, 1), 40),
    (date(2025, 7, 1), 140),
    (date(2025, 11, 1), 180),
    (date(2026, 5, 1), 310),
    (date(2026, 11, 1), 470),
    (date(2028, 11, 1), 640),
];

/// As [`ONLINE`] has it, for a day.
pub(super) fn online_on(day: Date) -> i32 {
    let days = |from: Date, to: Date| to.duration_since(from).as_hours() / 24;
    let (mut before, first) = ONLINE[0];
    let mut share = first;
    for (knot, there) in ONLINE {
        if day < knot {
            let (way, gone) = (days(before, knot).max(1), days(before, day).max(0));
            let risen = i64::from(there - share) * gone / way;
            return share + i32::try_from(risen).unwrap_or_default();
        }
        (before, share) = (knot, there);
    }
    share
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_rises_without_a_jump() {
        assert_eq!(online_on(date(2020, 1, 1)), 40);
        assert_eq!(online_on(date(2025, 11, 1)), 180);
        assert_eq!(online_on(date(2026, 8, 1)), 390);
        assert_eq!(online_on(date(2040, 1, 1)), 640);
    }
}
