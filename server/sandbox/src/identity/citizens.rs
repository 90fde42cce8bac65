//! Six people who do not exist. Their numbers begin with 099, a prefix that no province has, and
//! follow the rules otherwise: the fourth digit tells gender and century, the next two the year.

use sha2::{Digest, Sha256};

/// A person as the provider knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citizen {
    pub number: String,
    pub name: String,
    /// `YYYY-MM-DD`.
    pub birthdate: String,
    /// `male` or `female`.
    pub gender: String,
    /// E.164.
    pub phone: String,
    /// Level of the electronic identity account, 1 or 2.
    pub level: u8,
}

impl Citizen {
    /// The unchanging key under which clients know them; does not show the number.
    pub fn subject(&self) -> String {
        let digest = Sha256::digest(format!("mo-phong:{}", self.number));
        hex::encode(&digest[..16])
    }
}

/// The demo's people: working age, young, old, a Xơ Đăng and a Hrê name, and one of level 1.
pub fn demo() -> [Citizen; 6] {
    [
        ("099185000001", "Nguyễn Thị Mẫu", "1985-03-08", "female", "+84900000001", 2),
        ("099078000002", "Trần Văn Thử", "1978-09-02", "male", "+84900000002", 2),
        ("099201000003", "Lê Minh Họa", "2001-05-19", "male", "+84900000003", 2),
        ("099158000004", "Phạm Thị Ví Dụ", "1958-11-20", "female", "+84900000004", 2),
        ("099090000005", "A Thử", "1990-01-15", "male", "+84900000005", 2),
        ("099196000006", "Đinh Thị Mẫu Mực", "1996-07-27", "female", "+84900000006", 1),
    ]
    .map(|(number, name, birthdate, gender, phone, level)| Citizen {
        number: number.to_owned(),
        name: name.to_owned(),
        birthdate: birthdate.to_owned(),
        gender: gender.to_owned(),
        phone: phone.to_owned(),
        level,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_fake_and_agree_with_birth_and_gender() {
        for citizen in demo() {
            assert_eq!(citizen.number.len(), 12);
            assert!(citizen.number.starts_with("099"));
            assert_eq!(&citizen.number[4..6], &citizen.birthdate[2..4]);
            let century = if citizen.birthdate.starts_with("20") { 2 } else { 0 };
            let gender = u8::from(citizen.gender == "female");
            assert_eq!(&citizen.number[3..4], (century + gender).to_string());
        }
    }
}
