//! Made-up people. Their names are made of lists, so that the peoples of the province are there: Kinh, H'rê, Co, Ba Na,
//! Xơ Đăng. Whoever bears such a name is not meant.

use jiff::civil::{Date, date};

use super::chance::Chance;
use backend::actor::Person;

/// The peoples of a place, by how often one meets them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Peoples {
    /// The coast, the towns.
    Kinh,
    /// Ba Tơ.
    Hre,
    /// Trà Bồng.
    Co,
    /// The towns of the old Kon Tum.
    KinhAndBahnar,
    /// The mountains of the old Kon Tum.
    Xodang,
}

/// A people's name, as forms ask for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum People {
    Kinh,
    Hre,
    Co,
    Bahnar,
    Xodang,
}

impl People {
    const fn name(self) -> &'static str {
        match self {
            Self::Kinh => "Kinh",
            Self::Hre => "Hrê",
            Self::Co => "Co",
            Self::Bahnar => "Ba Na",
            Self::Xodang => "Xơ Đăng",
        }
    }
}

const SURNAMES: &[&str] = &[
    "Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần", "Lê", "Lê", "Phạm", "Phạm", "Võ", "Võ", "Bùi", "Đặng",
    "Huỳnh", "Phan", "Đỗ", "Ngô", "Dương", "Hồ", "Lý", "Trương", "Đoàn", "Tạ", "Cao", "Lương", "Mai", "Từ", "Tôn",
    "Kiều",
];
const MIDDLE_MALE: &[&str] =
    &["Văn", "Văn", "Văn", "Hữu", "Đức", "Minh", "Quốc", "Thanh", "Công", "Ngọc", "Tấn", "Xuân", "Quang", "Duy"];
const MIDDLE_FEMALE: &[&str] =
    &["Thị", "Thị", "Thị", "Thị Thu", "Thị Mỹ", "Thị Kim", "Thị Ngọc", "Ngọc", "Thanh", "Kim", "Bích", "Thùy"];
const GIVEN_MALE: &[&str] = &[
    "An", "Bình", "Chương", "Cường", "Danh", "Dũng", "Đạt", "Hải", "Hậu", "Hiếu", "Hòa", "Hùng", "Khải", "Khoa", "Lâm",
    "Long", "Lực", "Mẫn", "Nam", "Nghĩa", "Phong", "Phúc", "Quân", "Sang", "Sơn", "Tâm", "Thắng", "Thiện", "Tín",
    "Toàn", "Trí", "Trung", "Tuấn", "Tùng", "Việt", "Vinh",
];
const GIVEN_FEMALE: &[&str] = &[
    "Ánh",
    "Châu",
    "Chi",
    "Diễm",
    "Dung",
    "Duyên",
    "Giang",
    "Hà",
    "Hạnh",
    "Hằng",
    "Hiền",
    "Hoa",
    "Hồng",
    "Hương",
    "Lan",
    "Liên",
    "Loan",
    "Ly",
    "Mai",
    "Nga",
    "Ngân",
    "Nhung",
    "Nở",
    "Oanh",
    "Phượng",
    "Quyên",
    "Sương",
    "Thảo",
    "Thoa",
    "Thủy",
    "Trang",
    "Trâm",
    "Tuyết",
    "Vân",
    "Xuân",
    "Yến",
];
const HRE_SURNAMES: &[&str] = &["Phạm", "Phạm", "Đinh"];
const HRE_GIVEN: &[&str] = &[
    "Bách", "Đía", "Hới", "Kê", "Lía", "Minh", "Ngói", "Nhiếu", "Rin", "Sút", "Thía", "Trua", "Ven", "Xuất", "Ôn",
    "Reo",
];
const CO_GIVEN: &[&str] =
    &["Bên", "Dư", "Đề", "Khách", "Lên", "Nành", "Ngheo", "Phin", "Sáng", "Tiêu", "Trung", "Vương"];
const BAHNAR_GIVEN: &[&str] =
    &["Byin", "Chăm", "Đum", "Hlưk", "Hmrik", "Jar", "Kưih", "Lưm", "Ngưr", "Nhưm", "Pyưk", "Tik", "Wân", "Yuih"];
const XODANG_GIVEN: &[&str] = &[
    "Blưng", "Chiên", "Dơn", "Hiêng", "Hnem", "Kiêng", "Lơng", "Mbia", "Nheo", "Phương", "Tam", "Thoan", "Xeng", "Yong",
];

/// Where somebody lives, as far as it makes them.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// E.g. "xã Sơn Tịnh".
    pub(super) name: String,
    /// Who lives there.
    pub(super) peoples: Peoples,
}

/// Somebody with the people that they belong to.
#[derive(Clone, Debug)]
pub(super) struct Somebody {
    /// Who it is.
    pub(super) person: Person,
    /// Dân tộc.
    pub(super) people: &'static str,
}

/// An adult of a place.
pub(super) fn adult(place: &Place, chance: &mut Chance) -> Somebody {
    born(place, 1948, 2006, chance)
}

/// A child of a place, born in these years.
pub(super) fn child(place: &Place, first: i16, last: i16, chance: &mut Chance) -> Person {
    let mut person = born(place, first, last, chance).person;
    person.phone = None;
    person
}

fn born(place: &Place, first: i16, last: i16, chance: &mut Chance) -> Somebody {
    let people = people(place.peoples, chance);
    let female = chance.in_thousand(510);
    let years = u32::try_from(last - first).unwrap_or_default();
    let year = first + i16::try_from(chance.between(0, years)).unwrap_or_default();
    let birth = birthday(year, chance);
    let person = Person {
        full_name: full_name(people, female, chance),
        personal_number: Some(personal_number(birth, female, chance)),
        birth_date: Some(birth),
        gender: Some(if female { "female" } else { "male" }.to_owned()),
        phone: Some(phone(chance)),
        email: None,
        address: Some(address(place, chance)),
    };
    Somebody { person, people: people.name() }
}

fn people(peoples: Peoples, chance: &mut Chance) -> People {
    let (own, of_thousand) = match peoples {
        Peoples::Kinh => (People::Kinh, 1000),
        Peoples::Hre => (People::Hre, 780),
        Peoples::Co => (People::Co, 560),
        Peoples::KinhAndBahnar => (People::Bahnar, 240),
        Peoples::Xodang => (People::Xodang, 700),
    };
    if chance.in_thousand(of_thousand) { own } else { People::Kinh }
}

/// A full name of this people.
fn full_name(people: People, female: bool, chance: &mut Chance) -> String {
    let thi_or_van = if female { "Thị" } else { "Văn" };
    let y_or_a = if female { "Y" } else { "A" };
    match people {
        People::Kinh => {
            let (middle, given) = if female { (MIDDLE_FEMALE, GIVEN_FEMALE) } else { (MIDDLE_MALE, GIVEN_MALE) };
            let (surname, middle, given) = (chance.pick(SURNAMES), chance.pick(middle), chance.pick(given));
            format!("{surname} {middle} {given}")
        }
        People::Hre => {
            let surname = chance.pick(HRE_SURNAMES);
            format!("{surname} {thi_or_van} {}", chance.pick(HRE_GIVEN))
        }
        People::Co => format!("Hồ {thi_or_van} {}", chance.pick(CO_GIVEN)),
        People::Bahnar => format!("{y_or_a} {}", chance.pick(BAHNAR_GIVEN)),
        People::Xodang => format!("{y_or_a} {}", chance.pick(XODANG_GIVEN)),
    }
}

fn birthday(year: i16, chance: &mut Chance) -> Date {
    let (month, day) = (chance.between(1, 12), chance.between(1, 28));
    let small = |number: u32| i8::try_from(number).unwrap_or(1);
    Date::new(year, small(month), small(day)).unwrap_or(date(1980, 1, 1))
}

/// Prefix 099, then what fits birth and sex, then six digits (Nghị định 137/2015/NĐ-CP, Điều 13).
fn personal_number(birth: Date, female: bool, chance: &mut Chance) -> String {
    let century = (birth.year() / 100 - 19) * 2 + i16::from(female);
    let (year, last) = (birth.year() % 100, chance.between(100_000, 999_999));
    format!("099{century}{year:02}{last}")
}

/// Mobile prefix 071, which no network has.
pub(super) fn phone(chance: &mut Chance) -> String {
    format!("+84710{:06}", chance.below(1_000_000))
}

/// Hamlet or street group, commune, province.
pub(super) fn address(place: &Place, chance: &mut Chance) -> String {
    let (part, number) = (part_of(place), chance.between(1, 9));
    format!("{part} {number}, {}, tỉnh Quảng Ngãi", place.name)
}

/// What the parts of a commune are called.
pub(super) fn part_of(place: &Place) -> &'static str {
    if place.name.starts_with("phường") { "Tổ dân phố" } else { "Thôn" }
}

#[cfg(test)]
mod tests {
    use domain::identity::{NumberWarning, PersonName, PersonalNumber, Phone};

    use super::*;

    #[test]
    fn they_could_be_typed_into_the_forms_and_belong_to_no_province() {
        let mut chance = Chance::of(&["thử"]);
        for peoples in [Peoples::Kinh, Peoples::Hre, Peoples::Co, Peoples::KinhAndBahnar, Peoples::Xodang] {
            let place = Place { name: "xã Thử".into(), peoples };
            for _ in 0..200 {
                let person = adult(&place, &mut chance).person;
                PersonName::parse(&person.full_name).unwrap();
                Phone::parse(&person.phone.unwrap()).unwrap();
                let number = PersonalNumber::parse(&person.personal_number.unwrap()).unwrap();
                let sex = person.gender.unwrap().parse().unwrap();
                assert_eq!(number.warnings(person.birth_date, Some(sex)), [NumberWarning::UnknownPrefix]);
            }
        }
    }
}
