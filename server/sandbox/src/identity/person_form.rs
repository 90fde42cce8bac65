//! The form in which one makes up a person, with what was typed and what is wrong with it.

use jiff::civil::Date;
use serde::Deserialize;

use super::citizens::Citizen;
use crate::html::e;

/// What was typed.
#[derive(Clone, Deserialize)]
#[serde(default)]
pub struct PersonForm {
    pub name: String,
    pub number: String,
    pub birthdate: String,
    pub gender: String,
    pub phone: String,
}

impl Default for PersonForm {
    fn default() -> Self {
        Self {
            name: String::new(),
            number: "099".to_owned(),
            birthdate: "1990-01-01".to_owned(),
            gender: "female".to_owned(),
            phone: "0900000009".to_owned(),
        }
    }
}

/// A sentence for each field that is wrong.
#[derive(Default)]
pub struct Problems {
    name: Option<&'static str>,
    number: Option<&'static str>,
    birthdate: Option<&'static str>,
    phone: Option<&'static str>,
}

impl PersonForm {
    /// The made-up person. Only numbers with the prefix 099 are taken, so that nobody types the
    /// number of somebody who lives.
    pub fn citizen(&self) -> Result<Citizen, Problems> {
        let name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        let number = self.number.replace([' ', '.'], "");
        let phone = self.phone.replace([' ', '.', '-'], "");
        let local = phone.strip_prefix('0').or(phone.strip_prefix("+84"));
        let local = local.filter(|d| d.len() == 9 && d.bytes().all(|b| b.is_ascii_digit()));
        let is_number = number.len() == 12 && number.bytes().all(|b| b.is_ascii_digit());
        let problems = Problems {
            name: (name.is_empty() || name.chars().count() > 100).then_some("Hãy nhập họ và tên, tối đa 100 ký tự."),
            number: (!is_number || !number.starts_with("099"))
                .then_some("Hãy nhập số giả gồm 12 chữ số, bắt đầu bằng 099."),
            birthdate: self.birthdate.parse::<Date>().is_err().then_some("Hãy nhập ngày sinh."),
            phone: local.is_none().then_some("Hãy nhập số điện thoại 10 chữ số, bắt đầu bằng 0."),
        };
        let (None, None, None, None, Some(local)) =
            (problems.name, problems.number, problems.birthdate, problems.phone, local)
        else {
            return Err(problems);
        };
        Ok(Citizen {
            number,
            name,
            birthdate: self.birthdate.clone(),
            gender: match self.gender.as_str() {
                "male" => "male",
                _ => "female",
            }
            .to_owned(),
            phone: format!("+84{local}"),
            level: 2,
        })
    }

    /// The fields as HTML.
    pub fn fields(&self, problems: &Problems) -> String {
        let field = |name: &str, label: &str, kind: &str, value: &str, hint: &str, problem: Option<&str>| {
            let (invalid, sentence) = match problem {
                Some(text) => (
                    format!(r#" aria-invalid="true" aria-describedby="{name}-loi {name}-y""#),
                    format!(r#"<span class="problem" id="{name}-loi">{}</span>"#, e(text)),
                ),
                None => (format!(r#" aria-describedby="{name}-y""#), String::new()),
            };
            format!(
                r#"<div class="field"><label for="{name}">{label}</label><small id="{name}-y">{hint}</small>{sentence}<input id="{name}" name="{name}" {kind} value="{}"{invalid}></div>"#,
                e(value)
            )
        };
        let selected = |gender: &str| {
            if self.gender == gender { " selected" } else { "" }
        };
        [
            field("name", "Họ và tên", r#"type="text" autocomplete="off""#, &self.name, "Tên giả, có dấu.", problems.name),
            field("number", "Số định danh", r#"type="text" inputmode="numeric" autocomplete="off""#, &self.number, "Số giả 12 chữ số, bắt đầu bằng 099. Đừng nhập số thật của ai.", problems.number),
            field("birthdate", "Ngày sinh", r#"type="date""#, &self.birthdate, "", problems.birthdate),
            format!(
                r#"<div class="field"><label for="gender">Giới tính</label><select id="gender" name="gender"><option value="female"{}>Nữ</option><option value="male"{}>Nam</option></select></div>"#,
                selected("female"),
                selected("male")
            ),
            field("phone", "Số điện thoại", r#"type="tel" autocomplete="off""#, &self.phone, "Tin nhắn tới số này hiện ở hộp tin nhắn mô phỏng.", problems.phone),
        ]
        .concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_that_nobody_has_are_taken() {
        let form = PersonForm {
            name: "  Hồ  Văn Giả ".to_owned(),
            number: "099 090 000 123".to_owned(),
            ..PersonForm::default()
        };
        let citizen = form.citizen().ok().unwrap();
        assert_eq!(citizen.name, "Hồ Văn Giả");
        assert_eq!(citizen.number, "099090000123");
        assert_eq!(citizen.phone, "+84900000009");
        for number in ["051090000123", "09909000012", "0990900001234", "09909000012x", ""] {
            let form = PersonForm { number: number.to_owned(), ..form.clone() };
            let problems = form.citizen().err().unwrap();
            assert!(problems.number.is_some() && problems.name.is_none(), "{number}");
            let shown = form.fields(&problems);
            assert!(shown.contains("aria-invalid") && shown.contains("Hồ  Văn Giả"));
        }
    }
}
