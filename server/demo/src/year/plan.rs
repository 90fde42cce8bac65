//! Which dossiers come on a day, and how each will go: a function of the seed, the stage and the day alone.
//!
//! A day of an agency has [`SLOTS`] openings, each filled with the same small chance. So a day never changes when
//! others are added, and no dossier moves another.

use domain::{channel::Channel, mode::ActingMode, procedure::Filing};
use jiff::civil::{Date, DateTime, Weekday};

use super::{
    course::{Course, course},
    custom,
    setting::{Desk, Offered, Setting},
};
use crate::chance::Chance;
use backend::catalogue::Version;

/// Names the year; another word would give other dossiers.
const SEED: &str = "một năm hồ sơ minh họa";
/// How many dossiers an agency can get on a day.
const SLOTS: u32 = 40;

/// A dossier that will come.
#[derive(Clone, Debug)]
pub(super) struct Planned<'a> {
    /// Its submission: the same for ever, so that it is written once.
    pub(super) key: String,
    /// To whom.
    pub(super) desk: &'a Desk,
    /// For what.
    pub(super) version: &'a Version,
    /// When, local time.
    pub(super) at: DateTime,
    /// How.
    pub(super) channel: Channel,
    /// Who acts.
    pub(super) mode: ActingMode,
    /// Filed by a digital citizen (Nghị quyết 66.22/2026/NQ-CP).
    pub(super) digital: bool,
    /// How it will go.
    pub(super) course: Course,
    /// What is drawn for its people and words.
    pub(super) chance: Chance,
}

/// The dossiers of a day at an agency, by slot.
pub(super) fn plan<'a>(setting: &'a Setting, desk: &'a Desk, day: Date) -> Vec<Planned<'a>> {
    let open = |date: Date| setting.rules.calendar.is_working(date);
    let wanted: Vec<(&Offered, &Version, Filing, u32)> = desk
        .offers
        .iter()
        .filter(|offer| offer.holds(day))
        .filter_map(|offer| {
            let service = setting.services.get(&offer.service_id)?;
            let version = service.on(day)?;
            let weight = service.demand.weight * service.demand.season.on(day) / 100;
            Some((service, version, offer.filing, weight))
        })
        .collect();
    let weights: Vec<u32> = wanted.iter().map(|(.., weight)| *weight).collect();
    let usual: u32 = wanted.iter().map(|(one, ..)| one.demand.weight * 10).sum();
    let asked: u32 = weights.iter().sum();
    if usual == 0 || asked == 0 {
        return Vec::new();
    }
    // Of a thousand, how busy the day is.
    let busy = u64::from(weekday(day) * around_tet(setting, day)) * u64::from(asked) / u64::from(usual);
    let expected = u64::from(desk.custom.volume) * busy / 1_000_000;
    let expected = u32::try_from(expected).unwrap_or(u32::MAX);

    let mut of_day = Chance::of(&[SEED, &desk.agency.id, &day.to_string()]);
    let mut planned = Vec::new();
    for slot in 0..SLOTS {
        let mut chance = of_day.branch();
        if chance.below(SLOTS * 100) >= expected {
            continue;
        }
        let Some((service, version, filing, _)) = chance.weighed(&weights).map(|place| wanted[place]) else {
            continue;
        };
        let channel = channel(setting, desk, service, version, filing, day, &mut chance);
        // Nobody is at the counter; and on a day off only half of those who would file online do.
        if !open(day) && (channel != Channel::Online || !chance.in_thousand(500)) {
            continue;
        }
        let mode = mode(desk, version, channel, &mut chance);
        let digital = channel == Channel::Online && chance.in_thousand(digital_citizens(day));
        planned.push(Planned {
            key: format!("nam-minh-hoa-{}-{day}-{slot}", desk.agency.id),
            desk,
            version,
            at: moment(day, channel, mode, &mut chance),
            channel,
            mode,
            digital,
            course: course(desk, channel, mode, &mut chance),
            chance,
        });
    }
    planned
}

/// Mondays are full, Fridays are not. Of a thousand.
fn weekday(day: Date) -> u32 {
    match day.weekday() {
        Weekday::Monday => 1_180,
        Weekday::Tuesday => 1_080,
        Weekday::Friday => 900,
        _ => 1_000,
    }
}

/// Before Tết people have other things to do, and after it for a while. Of a thousand.
fn around_tet(setting: &Setting, day: Date) -> u32 {
    let is_tet = |days: i32| {
        let then = day.checked_add(jiff::Span::new().days(days)).ok();
        then.and_then(|then| setting.rules.calendar.listed(then))
            .is_some_and(|listed| listed.name.ends_with("Tết Âm lịch"))
    };
    if is_tet(0) {
        80
    } else if (1..=7).any(is_tet) {
        550
    } else if (1..=9).any(|days| is_tet(-days)) {
        700
    } else {
        1_000
    }
}

fn channel(
    setting: &Setting,
    desk: &Desk,
    service: &Offered,
    version: &Version,
    filing: Filing,
    day: Date,
    chance: &mut Chance,
) -> Channel {
    let limits = &version.procedure.terms.limits;
    let (draw, by_post) = (chance.below(1000), chance.in_thousand(25));
    let off_line = if by_post && limits.postal.is_some() { Channel::Postal } else { Channel::Counter };
    if filing != Filing::Here || limits.online.is_none() {
        return off_line;
    }
    let lift = desk.agency.territory.as_ref().map_or(0, |territory| setting.lift(territory, version, day));
    let share = custom::online_on(day) + desk.custom.lead + service.demand.lean + lift;
    if draw < u32::try_from(share.clamp(20, 960)).unwrap_or_default() { Channel::Online } else { off_line }
}

/// Who acts. The counter does not tell delegates apart.
fn mode(desk: &Desk, version: &Version, channel: Channel, chance: &mut Chance) -> ActingMode {
    let (draw, guided) = (chance.below(1000), 40 + desk.custom.assisted / 3);
    if channel != Channel::Online {
        return ActingMode::SelfFiled;
    }
    let assisted = desk.custom.assisted;
    let for_child = ["giam-ho", "khuyet-tat", "hoc-bong"].iter().any(|part| version.service_id.contains(part));
    let representative = if for_child { 500 } else { 12 };
    if draw < assisted {
        ActingMode::Assisted
    } else if draw < assisted + guided {
        ActingMode::Guided
    } else if draw < assisted + guided + 45 {
        ActingMode::Authorised
    } else if draw < assisted + guided + 45 + representative {
        ActingMode::Representative
    } else {
        ActingMode::SelfFiled
    }
}

/// How many of a thousand who file online are digital citizens; before the resolution nobody asks.
fn digital_citizens(day: Date) -> u32 {
    let start = jiff::civil::date(2026, 8, 15);
    if day < start {
        return 0;
    }
    let months = day.duration_since(start).as_hours() / 24 / 30;
    u32::try_from(300 + 60 * months).unwrap_or(600).min(600)
}

/// The hour: at the counter in the mornings most; at home in the evenings, too; with a helper while the house is open.
fn moment(day: Date, channel: Channel, mode: ActingMode, chance: &mut Chance) -> DateTime {
    const COUNTER: [u32; 24] = [0, 0, 0, 0, 0, 0, 0, 8, 12, 12, 9, 0, 0, 3, 8, 7, 3, 0, 0, 0, 0, 0, 0, 0];
    const ONLINE: [u32; 24] = [1, 0, 0, 0, 0, 1, 3, 8, 11, 11, 8, 4, 3, 5, 9, 9, 7, 4, 4, 6, 9, 8, 5, 2];
    let alone = channel == Channel::Online && mode != ActingMode::Assisted;
    let hours = if alone { ONLINE } else { COUNTER };
    let hour = chance.weighed(&hours).and_then(|hour| i8::try_from(hour).ok());
    let small = |number: u32| i8::try_from(number).unwrap_or_default();
    // From 13:30 on the counter is open again.
    let minute = match hour {
        Some(13) if !alone => chance.between(31, 59),
        _ => chance.below(60),
    };
    day.at(hour.unwrap_or(9), small(minute), small(chance.below(60)), 0)
}
