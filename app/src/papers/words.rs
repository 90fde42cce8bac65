//! Dates and titles as documents write them (Nghị định 30/2020/NĐ-CP).

use domain::forms::{Form, FormSet};
use jiff::civil::{Date, DateTime};

use super::VI;
use crate::t;

/// `ngày 05 tháng 02 năm 2026`: days under ten and the first two months with a nought.
#[must_use]
pub fn date(day: Date) -> String {
    let month = if day.month() < 3 { format!("{:02}", day.month()) } else { day.month().to_string() };
    let number = format!("{:02}", day.day());
    t!(VI, "papers.date", day = number, month = month, year = day.year()).into_owned()
}

/// `08 giờ 30 phút, ngày 05 tháng 02 năm 2026`
#[must_use]
pub fn moment(at: DateTime) -> String {
    let hour = format!("{:02}", at.hour());
    let minute = format!("{:02}", at.minute());
    let day = date(at.date());
    t!(VI, "papers.moment", hour = hour, minute = minute, date = day).into_owned()
}

/// `Ngày 05 tháng 02 năm 2026`, as a paper is dated.
pub(super) fn dated(day: Date) -> String {
    let day = date(day);
    let mut letters = day.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A form's name in its set; empty where the set does not have it.
#[must_use]
pub fn title(form: Form, set: FormSet) -> String {
    set.title(form).unwrap_or_default().to_owned()
}

/// `Mẫu số 01 – Thông tư 03/2025/TT-VPCP`; none where the set has no such form.
pub(super) fn form_line(form: Form, set: FormSet) -> Option<String> {
    let number = format!("{:02}", set.number(form)?);
    Some(t!(VI, "papers.form", number = number, circular = set.circular()).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date as day, datetime};

    #[test]
    fn documents_write_small_days_and_months_with_a_nought() {
        assert_eq!(date(day(2026, 2, 5)), "ngày 05 tháng 02 năm 2026");
        assert_eq!(date(day(2026, 3, 9)), "ngày 09 tháng 3 năm 2026");
        assert_eq!(dated(day(2026, 11, 22)), "Ngày 22 tháng 11 năm 2026");
        let at = datetime(2026, 1, 5, 8, 5, 0, 0);
        assert_eq!(moment(at), "08 giờ 05 phút, ngày 05 tháng 01 năm 2026");
    }

    #[test]
    fn the_fourth_form_has_two_names() {
        assert!(title(Form::Apology, FormSet::Six).contains("hẹn lại ngày"));
        assert!(title(Form::Apology, FormSet::Seven).contains("gia hạn"));
        assert_eq!(form_line(Form::Stop, FormSet::Six), None);
        let line = form_line(Form::ControlSheet, FormSet::Seven).unwrap();
        assert_eq!(line, "Mẫu số 06 – Thông tư 03/2025/TT-VPCP");
    }
}
