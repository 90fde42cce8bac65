//! Which figures are asked for, as an address that can be kept and shared. The same question has one address.

use domain::metrics::{By, Listed, Measure};
use domain::mode::Level;
use jiff::civil::Date;

use crate::catalogue::query::encode;

/// A period that moves with the calendar: a kept address stays of use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preset {
    /// From the first of January to today.
    #[default]
    ThisYear,
    /// From the first of the month to today.
    ThisMonth,
    /// The whole month before.
    LastMonth,
    /// The whole quarter before.
    LastQuarter,
    /// This month and the eleven before.
    TwelveMonths,
}

impl Preset {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 5] =
        [Self::ThisYear, Self::ThisMonth, Self::LastMonth, Self::LastQuarter, Self::TwelveMonths];

    /// As in the address.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::ThisYear => "nam-nay",
            Self::ThisMonth => "thang-nay",
            Self::LastMonth => "thang-truoc",
            Self::LastQuarter => "quy-truoc",
            Self::TwelveMonths => "12-thang",
        }
    }

    /// From the address.
    #[must_use]
    pub fn of_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.slug() == slug)
    }

    /// Its first and its last day, both inclusive.
    #[must_use]
    pub fn days(self, today: Date) -> (Date, Date) {
        let before = |day: Date| day.yesterday().unwrap_or(day);
        match self {
            Self::ThisYear => (today.first_of_year(), today),
            Self::ThisMonth => (today.first_of_month(), today),
            Self::LastMonth => {
                let last = before(today.first_of_month());
                (last.first_of_month(), last)
            }
            Self::LastQuarter => {
                let last = before(first_of_quarter(today));
                (first_of_quarter(last), last)
            }
            Self::TwelveMonths => {
                let eleven = jiff::Span::new().months(11);
                let from = today.first_of_month().checked_sub(eleven);
                (from.unwrap_or(today), today)
            }
        }
    }
}

fn first_of_quarter(day: Date) -> Date {
    let first = (day.month() - 1) / 3 * 3 + 1;
    Date::new(day.year(), first, 1).unwrap_or(day)
}

/// The period that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// One that moves with the calendar.
    Preset(Preset),
    /// From a day to a day, both inclusive.
    Days(Date, Date),
}

impl Default for When {
    fn default() -> Self {
        Self::Preset(Preset::default())
    }
}

/// What the rows may be, in the order in which it is offered.
pub const ROWS: [By; 5] = [By::Agency, By::Level, By::Field, By::Service, By::Month];

/// What the rows are, as in the address.
#[must_use]
pub const fn slug(by: By) -> &'static str {
    match by {
        By::Province => "tinh",
        By::Level => "cap",
        By::Agency => "co-quan",
        By::Field => "linh-vuc",
        By::Service => "dich-vu",
        By::Month => "thang",
    }
}

/// What the rows are, from the address.
#[must_use]
pub fn of_slug(text: &str) -> Option<By> {
    ROWS.into_iter().find(|by| slug(*by) == text)
}

/// A question about figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdoptionQuery {
    /// The period.
    pub when: When,
    /// The share that is drawn by month and compared in the rows.
    pub measure: Measure,
    /// What the rows are; [`AdoptionQuery::rows`] where nothing is asked for.
    pub by: Option<By>,
    /// Only this level.
    pub level: Option<Level>,
    /// Only this agency, by its id.
    pub agency: Option<String>,
    /// Only this field, by its key.
    pub field: Option<String>,
    /// Only this service, by its id.
    pub service: Option<String>,
    /// Without dossiers that the demo made up.
    pub real: bool,
}

impl Default for AdoptionQuery {
    fn default() -> Self {
        Self {
            when: When::default(),
            measure: Measure::Online,
            by: None,
            level: None,
            agency: None,
            field: None,
            service: None,
            real: false,
        }
    }
}

impl AdoptionQuery {
    /// What the rows are: agencies; of one agency its services; of one service its months.
    #[must_use]
    pub const fn rows(&self) -> By {
        match (self.by, &self.agency, &self.service) {
            (Some(by), ..) => by,
            (None, _, Some(_)) => By::Month,
            (None, Some(_), None) => By::Service,
            (None, None, None) => By::Agency,
        }
    }

    /// The address of the figures, without its language.
    #[must_use]
    pub fn address(&self) -> String {
        self.at("/tinh-hinh", &[])
    }

    /// The address of the dossiers that a figure counts, without its language; the page begins after a row, or with the
    /// first. What the rows are and what is drawn stays in it, for the way back.
    #[must_use]
    pub fn dossiers(&self, listed: Listed, after: Option<&str>) -> String {
        let pairs = [("so", listed.as_str()), ("sau", after.unwrap_or_default())];
        self.at("/tinh-hinh/ho-so", &pairs)
    }

    /// The address of the same rows for programs, over the days that are shown: it means the same tomorrow.
    #[must_use]
    pub fn api(&self, from: Date, to: Date) -> String {
        self.rows_at("/api/v1/adoption", from, to)
    }

    /// The address of the same rows for spreadsheet programs, without its language.
    #[must_use]
    pub fn sheet(&self, from: Date, to: Date) -> String {
        self.rows_at("/tinh-hinh.csv", from, to)
    }

    fn rows_at(&self, path: &str, from: Date, to: Date) -> String {
        let by = self.rows().as_str();
        let mut address = format!("{path}?from={from}&to={to}&by={by}");
        let pairs = [
            ("level", self.level.map_or("", Level::as_str)),
            ("agency", self.agency.as_deref().unwrap_or_default()),
            ("field", self.field.as_deref().unwrap_or_default()),
            ("service", self.service.as_deref().unwrap_or_default()),
            ("data", if self.real { "real" } else { "" }),
        ];
        add(&mut address, &pairs);
        address
    }

    /// An address at `path` with the question, and more pairs after it; empty ones are left out.
    fn at(&self, path: &str, more: &[(&str, &str)]) -> String {
        let (preset, from, to) = match self.when {
            When::Preset(preset) if preset == Preset::default() => ("", None, None),
            When::Preset(preset) => (preset.slug(), None, None),
            When::Days(from, to) => ("", Some(from), Some(to)),
        };
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let (from, to) = (day(from), day(to));
        let measure = Some(self.measure).filter(|measure| *measure != Measure::Online);
        let pairs = [
            ("ky", preset),
            ("tu", &from),
            ("den", &to),
            ("chi-so", measure.map_or("", Measure::as_str)),
            ("theo", self.by.map_or("", slug)),
            ("cap", self.level.map_or("", Level::as_str)),
            ("co-quan", self.agency.as_deref().unwrap_or_default()),
            ("linh-vuc", self.field.as_deref().unwrap_or_default()),
            ("dich-vu", self.service.as_deref().unwrap_or_default()),
            ("so-lieu", if self.real { "that" } else { "" }),
        ];
        let mut address = path.to_owned();
        add(&mut address, &pairs);
        add(&mut address, more);
        address
    }
}

/// Adds pairs to an address; empty ones are left out.
fn add(address: &mut String, pairs: &[(&str, &str)]) {
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        address.push(if address.contains('?') { '&' } else { '?' });
        address.push_str(name);
        address.push('=');
        encode(value, address);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::metrics::Tally;
    use jiff::civil::date;

    #[test]
    fn presets_move_with_the_calendar() {
        let of = |preset: Preset, today| preset.days(today);
        let today = date(2026, 11, 22);
        assert_eq!(of(Preset::ThisYear, today), (date(2026, 1, 1), today));
        assert_eq!(of(Preset::ThisMonth, today), (date(2026, 11, 1), today));
        assert_eq!(of(Preset::LastMonth, today), (date(2026, 10, 1), date(2026, 10, 31)));
        assert_eq!(of(Preset::LastQuarter, today), (date(2026, 7, 1), date(2026, 9, 30)));
        assert_eq!(of(Preset::TwelveMonths, today), (date(2025, 12, 1), today));
        let new_year = date(2026, 1, 1);
        assert_eq!(of(Preset::LastMonth, new_year), (date(2025, 12, 1), date(2025, 12, 31)));
        assert_eq!(of(Preset::LastQuarter, new_year), (date(2025, 10, 1), date(2025, 12, 31)));
        assert_eq!(
            of(Preset::TwelveMonths, date(2028, 2, 29)).0,
            date(2027, 3, 1),
            "the end of a month is no month further"
        );
    }

    #[test]
    fn a_question_has_one_address() {
        assert_eq!(AdoptionQuery::default().address(), "/tinh-hinh");
        let query = AdoptionQuery {
            when: When::Days(date(2026, 1, 1), date(2026, 3, 31)),
            by: Some(By::Field),
            level: Some(Level::Commune),
            agency: Some("ubnd-xa-a".into()),
            field: Some("hộ tịch".into()),
            real: true,
            ..AdoptionQuery::default()
        };
        assert_eq!(
            query.address(),
            "/tinh-hinh?tu=2026-01-01&den=2026-03-31&theo=linh-vuc&cap=commune&co-quan=ubnd-xa-a\
             &linh-vuc=h%E1%BB%99+t%E1%BB%8Bch&so-lieu=that"
        );
        let last = AdoptionQuery { when: When::Preset(Preset::LastMonth), ..AdoptionQuery::default() };
        assert_eq!(last.dossiers(Listed::Tally(Tally::Online), None), "/tinh-hinh/ho-so?ky=thang-truoc&so=online");
        assert_eq!(
            last.dossiers(Listed::OverdueLaw, Some("2026-10-02.a1")),
            "/tinh-hinh/ho-so?ky=thang-truoc&so=overdue_law&sau=2026-10-02.a1"
        );
    }

    #[test]
    fn the_same_rows_elsewhere_are_of_the_days_that_are_shown() {
        let last = AdoptionQuery { when: When::Preset(Preset::LastMonth), ..AdoptionQuery::default() };
        let (from, to) = Preset::LastMonth.days(date(2027, 1, 1));
        assert_eq!(last.api(from, to), "/api/v1/adoption?from=2026-12-01&to=2026-12-31&by=agency");
        assert_eq!(last.sheet(from, to), "/tinh-hinh.csv?from=2026-12-01&to=2026-12-31&by=agency");
    }

    #[test]
    fn what_the_rows_are_follows_what_is_looked_at() {
        let mut query = AdoptionQuery::default();
        assert_eq!(query.rows(), By::Agency);
        query.agency = Some("a".into());
        assert_eq!(query.rows(), By::Service);
        query.service = Some("s".into());
        assert_eq!(query.rows(), By::Month);
        query.by = Some(By::Level);
        assert_eq!(query.rows(), By::Level);
    }
}
