//! Who is in a dossier: who asks, who sends, who works on it. An agency's people come again and again.

use domain::{channel::Channel, mode::ActingMode, procedure::Need};
use jiff::{Timestamp, civil::datetime};

use super::{plan::Planned, setting::Desk};
use crate::{
    chance::Chance,
    people::{self, Somebody},
};
use backend::{
    actor::Person,
    clock::instant,
    dossier::{Delivery, HandOver, Who},
};

/// How many people an agency knows.
const RESIDENTS: u32 = 420;
/// How many officers an agency has.
const OFFICERS: u32 = 3;
/// How many helpers a commune has.
const HELPERS: u32 = 4;

/// An account that the dossier names. Nobody can sign in with it.
#[derive(Clone, Debug)]
pub(super) struct Named {
    /// Its id.
    pub(super) id: String,
    /// Whose.
    pub(super) person: Person,
}

/// The people of a dossier.
#[derive(Clone, Debug)]
pub(super) struct Cast {
    /// Who asks.
    pub(super) applicant: Person,
    /// Dân tộc of whoever asks.
    pub(super) people: &'static str,
    /// Whom it is about, where that is a child.
    pub(super) subject: Option<Person>,
    /// Who files for the applicant: by authorisation, or a helper who types.
    pub(super) delegate: Option<Person>,
    /// The helper, and their team, who sat beside whoever filed.
    pub(super) guide: Option<(Who, String)>,
    /// How they stand to one another, where there are two.
    pub(super) relation: Option<&'static str>,
    /// The account that sent it.
    pub(super) filer_id: Option<String>,
    /// Who sent it, as the log has it.
    pub(super) sender: Who,
    /// Who works on it, as the log has it.
    pub(super) officer: Who,
    /// How the result goes out.
    pub(super) delivery: Delivery,
    /// What was handed in on paper.
    pub(super) received: Vec<String>,
    /// The accounts that the log names.
    pub(super) accounts: Vec<Named>,
    online: bool,
}

impl Cast {
    /// The people of a planned dossier.
    pub(super) fn of(planned: &Planned<'_>, chance: &mut Chance) -> Self {
        let desk = planned.desk;
        let online = planned.channel == Channel::Online;
        let (filer, somebody) = resident(desk, chance);
        let officer = colleague(desk, "cán bộ", OFFICERS, chance);
        let at_desk = Who::officer(&officer.id, &desk.agency.id);
        let mut cast = Self {
            applicant: somebody.person.clone(),
            people: somebody.people,
            subject: None,
            delegate: None,
            guide: None,
            relation: None,
            filer_id: None,
            sender: at_desk.clone(),
            officer: at_desk,
            delivery: delivery(&somebody.person, online, planned.mode, chance),
            received: Vec::new(),
            accounts: vec![officer],
            online,
        };
        if !online {
            cast.received = papers(planned);
            return cast;
        }
        if matches!(planned.mode, ActingMode::Assisted | ActingMode::Guided) {
            let (helper, team) = helper(desk, chance);
            let who = Who::helper(&helper.id, &desk.agency.id);
            if planned.mode == ActingMode::Assisted {
                cast.delegate =
                    Some(Person { full_name: format!("{} ({team})", helper.person.full_name), ..Person::default() });
                cast.sender = who;
                cast.accounts.push(helper);
                return cast;
            }
            cast.guide = Some((who, team));
            cast.accounts.push(helper);
        }
        cast.sender = Who::applicant(&filer.id);
        cast.filer_id = Some(filer.id.clone());
        match planned.mode {
            ActingMode::Authorised => {
                cast.delegate = Some(somebody.person);
                let (_, principal) = resident(desk, chance);
                (cast.applicant, cast.people) = (principal.person, principal.people);
                cast.relation = Some("Người được ủy quyền");
            }
            ActingMode::Representative => {
                let last = planned.at.year() - 1;
                cast.subject = Some(people::child(&desk.place, last - 14, last, chance));
                let mother = cast.applicant.gender.as_deref() == Some("female");
                cast.relation = Some(if mother { "Mẹ" } else { "Cha" });
            }
            _ => {}
        }
        cast.accounts.push(filer);
        cast
    }

    /// Whether it came online.
    pub(super) const fn is_online(&self) -> bool {
        self.online
    }

    /// Whether the result is fetched here, by who filed.
    pub(super) fn fetches_online(&self) -> bool {
        self.delivery == Delivery::Online && self.filer_id.is_some()
    }

    /// Who takes the result, and how it goes out.
    pub(super) fn handed_over(&self) -> (String, HandOver) {
        let shipment = "MINH HOA".to_owned();
        match &self.delivery {
            Delivery::Post { recipient, .. } => (recipient.clone(), HandOver::Post { shipment }),
            _ => (self.applicant.full_name.clone(), HandOver::Counter),
        }
    }
}

/// An id that sorts by time, as all ids here do ([`backend::db::new_id`]).
pub(super) fn id(at: Timestamp, chance: &mut Chance) -> String {
    let millis = u64::try_from(at.as_millisecond()).unwrap_or_default();
    let builder = uuid::Builder::from_unix_timestamp_millis(millis, &chance.bytes());
    builder.into_uuid().simple().to_string()
}

/// Somebody whom the agency may have met before.
fn resident(desk: &Desk, chance: &mut Chance) -> (Named, Somebody) {
    let which = chance.below(RESIDENTS).to_string();
    let mut own = Chance::of(&["người dân", &desk.agency.id, &which]);
    let somebody = people::adult(&desk.place, &mut own);
    let account = Named { id: id(beginning(), &mut own), person: somebody.person.clone() };
    (account, somebody)
}

/// Somebody who works at the agency or helps there: a name and no more.
fn colleague(desk: &Desk, kind: &str, of: u32, chance: &mut Chance) -> Named {
    let which = chance.below(of).to_string();
    let mut own = Chance::of(&[kind, &desk.agency.id, &which]);
    let person = Person { full_name: people::adult(&desk.place, &mut own).person.full_name, ..Person::default() };
    Named { id: id(beginning(), &mut own), person }
}

/// Somebody of a team of the commune, and the team.
fn helper(desk: &Desk, chance: &mut Chance) -> (Named, String) {
    let helper = colleague(desk, "tổ công nghệ số", HELPERS, chance);
    let part = people::part_of(&desk.place).to_lowercase();
    let number = chance.between(1, 9);
    let team = format!("Tổ công nghệ số cộng đồng {part} {number}");
    (helper, team)
}

/// When the made-up accounts were made.
pub(super) fn beginning() -> Timestamp {
    instant(datetime(2022, 1, 1, 0, 0, 0, 0))
}

fn delivery(person: &Person, online: bool, mode: ActingMode, chance: &mut Chance) -> Delivery {
    let draw = chance.below(100);
    let post = if online { 82 } else { 91 };
    if draw >= post
        && let (Some(phone), Some(address)) = (&person.phone, &person.address)
    {
        return Delivery::Post { recipient: person.full_name.clone(), phone: phone.clone(), address: address.clone() };
    }
    if online && mode != ActingMode::Assisted && draw < 62 { Delivery::Online } else { Delivery::Counter }
}

/// At the counter everything that must be there is there.
fn papers(planned: &Planned<'_>) -> Vec<String> {
    let documents = planned.version.procedure.attachable();
    documents.filter(|document| document.need == Need::Required).map(|document| document.key.clone()).collect()
}
