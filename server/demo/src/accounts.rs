//! Made-up people for a portal to be tried: citizens, officers, helpers, an administrator. Their password stands here and on
//! the sign-in page, so they belong in a portal with demo data alone.

mod store;

use jiff::{
    ToSpan as _,
    civil::{Date, date},
};

use backend::{
    Portal,
    account::{NewAccount, NewAppointment, add_account, store::by_login},
    actor::{Person, Role, RoleKind},
    error::AppError,
    helper::add_helper,
};

/// The password of every demo account.
pub const DEMO_PASSWORD: &str = "quang-ngai-2026";

/// Login, full name, birth date, gender, personal number (prefix 099 belongs to no province), phone.
type Citizen = (&'static str, &'static str, Date, &'static str, &'static str, &'static str);

const CITIZENS: [Citizen; 2] = [
    ("congdan1", "Nguyễn Thị Trình", date(1990, 2, 5), "female", "099190000011", "+84900000011"),
    ("congdan2", "Trần Văn Diễn", date(1984, 10, 19), "male", "099084000012", "+84900000012"),
];

/// The desks of the provincial centre: it takes in, and hands over, for the departments.
const CENTRE: &[&str] = &["trung-tam-pvhcc-tinh", "so-tu-phap", "so-noi-vu", "so-giao-duc-va-dao-tao", "so-tai-chinh"];

/// Login, full name, agencies of the demo catalogue: the provincial centre, communes on the coast, in the mountains,
/// on the island, and in what was Kon Tum.
const OFFICERS: [(&str, &str, &[&str]); 7] = [
    ("canbo.tinh", "Lê Thị Một Cửa", CENTRE),
    ("canbo.camthanh", "Phạm Văn Tiếp", &["ubnd-phuong-cam-thanh"]),
    ("canbo.ducpho", "Võ Thị Nhận", &["ubnd-phuong-duc-pho"]),
    ("canbo.sontinh", "Bùi Văn Giải", &["ubnd-xa-son-tinh"]),
    ("canbo.lyson", "Dương Thị Quyết", &["ubnd-dac-khu-ly-son"]),
    ("canbo.kontum", "A Thử Việc", &["ubnd-phuong-kon-tum"]),
    ("canbo.mangden", "Y Minh Họa", &["ubnd-xa-mang-den"]),
];

/// Login, full name, phone, agency of the demo catalogue, team, whether the appointment has ended.
type HelperRow = (&'static str, &'static str, &'static str, &'static str, &'static str, bool);

const HELPERS: [HelperRow; 3] = [
    (
        "hotro.camthanh",
        "Nguyễn Thị Đồng Hành",
        "+84900000021",
        "ubnd-phuong-cam-thanh",
        "Tổ công nghệ số cộng đồng tổ dân phố 3",
        false,
    ),
    (
        "hotro.kontum",
        "A Hướng Dẫn",
        "+84900000022",
        "ubnd-phuong-kon-tum",
        "Tổ công nghệ số cộng đồng tổ dân phố 1",
        false,
    ),
    ("hotro.hethan", "Lê Văn Hết Hạn", "+84900000023", "ubnd-xa-son-tinh", "Tổ công nghệ số cộng đồng thôn Một", true),
];

/// An agency's head: login, full name, agency of the demo catalogue.
const HEAD: (&str, &str, &str) = ("lanhdao.camthanh", "Bùi Thị Lãnh Đạo", "ubnd-phuong-cam-thanh");

/// Login and full name.
const ADMINISTRATOR: (&str, &str) = ("quantri", "Đỗ Thị Quản Trị");

/// Makes the demo accounts that are missing; those that exist stay as they are.
///
/// # Errors
/// The database fails.
pub async fn load_accounts(portal: &Portal) -> Result<(), AppError> {
    for (login, name, born, gender, number, phone) in CITIZENS {
        let person = Person {
            full_name: name.to_owned(),
            personal_number: Some(number.to_owned()),
            birth_date: Some(born),
            gender: Some(gender.to_owned()),
            phone: Some(phone.to_owned()),
            ..Person::default()
        };
        add_missing(portal, login, person, Vec::new()).await?;
    }
    for (login, name, agencies) in OFFICERS {
        let roles =
            agencies.iter().map(|agency_id| Role { kind: RoleKind::Officer, agency_id: (*agency_id).to_owned() });
        add_missing(portal, login, named(name), roles.collect()).await?;
    }
    let (login, name, agency_id) = HEAD;
    let roles = [RoleKind::Officer, RoleKind::Head].map(|kind| Role { kind, agency_id: agency_id.to_owned() });
    add_missing(portal, login, named(name), roles.to_vec()).await?;
    let role = Role { kind: RoleKind::Admin, agency_id: String::new() };
    let (login, name) = ADMINISTRATOR;
    add_missing(portal, login, named(name), vec![role]).await?;
    for helper in HELPERS {
        add_missing_helper(portal, helper).await?;
    }
    Ok(())
}

/// Appointed for a year, or until yesterday.
async fn add_missing_helper(portal: &Portal, row: HelperRow) -> Result<(), AppError> {
    let (login, name, phone, agency_id, team, ended) = row;
    let mut tx = portal.db.read().await?;
    let agency = backend::catalogue::store::agency(&mut tx, agency_id).await?;
    tx.commit().await?;
    // The commune comes with the demo's catalogue.
    if agency.is_none() || is_known(portal, login).await? {
        return Ok(());
    }
    let today = portal.clock.today();
    let until = if ended { today.yesterday() } else { today.checked_add(1.year()) };
    let appointment = NewAppointment {
        agency_id,
        team,
        decision: "01/QĐ-UBND",
        from: today.checked_sub(6.months()).unwrap_or(today),
        until: until.ok(),
    };
    let person = Person { phone: Some(phone.to_owned()), ..named(name) };
    let new = NewAccount { login, password: DEMO_PASSWORD, person, roles: Vec::new(), demo: true };
    add_helper(portal, new, appointment).await.map(|_id| ())
}

async fn is_known(portal: &Portal, login: &str) -> Result<bool, AppError> {
    let mut tx = portal.db.read().await?;
    let known = by_login(&mut tx, login).await?.is_some();
    tx.commit().await?;
    Ok(known)
}

fn named(name: &str) -> Person {
    Person { full_name: name.to_owned(), ..Person::default() }
}

async fn add_missing(portal: &Portal, login: &str, person: Person, roles: Vec<Role>) -> Result<(), AppError> {
    if is_known(portal, login).await? {
        return Ok(());
    }
    let new = NewAccount { login, password: DEMO_PASSWORD, person, roles, demo: true };
    add_account(portal, new).await.map(|_id| ())
}

/// A demo account, as the sign-in page offers it.
pub struct DemoAccount {
    /// What to sign in with; the password is [`DEMO_PASSWORD`].
    pub login: String,
    /// Full name.
    pub name: String,
    /// What they are here; `None` for a citizen.
    pub role: Option<RoleKind>,
    /// The agency that they work at.
    pub agency: Option<String>,
}

/// The demo accounts of this portal; none where it holds no demo data.
///
/// # Errors
/// The database fails.
pub async fn demo_accounts(portal: &Portal) -> Result<Vec<DemoAccount>, AppError> {
    let mut tx = portal.db.read().await?;
    let mut rows = store::demo_accounts(&mut tx).await?;
    tx.commit().await?;
    // Who works at several desks is named with the first.
    rows.dedup_by(|row, first| row.0 == first.0);
    rows.into_iter()
        .map(|(login, person, role, agency)| {
            let person: Person = serde_json::from_str(&person)?;
            Ok(DemoAccount {
                login,
                name: person.full_name,
                role: role.map(|role| role.parse()).transpose().map_err(AppError::Internal)?,
                agency,
            })
        })
        .collect()
}
