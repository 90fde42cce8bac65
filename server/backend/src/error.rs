//! What can go wrong, with two faces: a code whose words people read (in the locale files), and what the operator reads.

use std::fmt;

/// A field that cannot be taken as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name in its form.
    pub field: String,
    /// What is wrong: `error.field.<code>` in the locale files.
    pub code: &'static str,
    /// What the words need to know, such as a limit.
    pub values: Vec<(&'static str, String)>,
}

/// What is wrong with an answer: the code of a field error, with what its words need to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// `error.field.<code>` in the locale files.
    pub code: &'static str,
    /// Such as a limit.
    pub values: Vec<(&'static str, String)>,
}

impl Wrong {
    /// Wrong by a code whose words need one value.
    pub fn with(code: &'static str, name: &'static str, value: impl Into<String>) -> Self {
        Self { code, values: vec![(name, value.into())] }
    }
}

impl From<&'static str> for Wrong {
    fn from(code: &'static str) -> Self {
        Self { code, values: Vec::new() }
    }
}

/// The errors of one form, in the order of its fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldErrors(pub Vec<FieldError>);

impl FieldErrors {
    /// Adds what is wrong with a field; a code alone is enough where its words need no values.
    pub fn add(&mut self, field: impl Into<String>, wrong: impl Into<Wrong>) {
        let Wrong { code, values } = wrong.into();
        self.add_with(field, code, values);
    }

    /// Adds an error whose words need values.
    pub fn add_with(&mut self, field: impl Into<String>, code: &'static str, values: Vec<(&'static str, String)>) {
        self.0.push(FieldError { field: field.into(), code, values });
    }

    /// Nothing wrong so far?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `Ok` where nothing is wrong.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with all that was added.
    pub fn into_result(self) -> Result<(), AppError> {
        if self.is_empty() { Ok(()) } else { Err(AppError::Invalid(self)) }
    }
}

/// Every error of a use case.
#[derive(Debug)]
pub enum AppError {
    /// What was typed cannot be taken; nothing was written.
    Invalid(FieldErrors),
    /// There is none, or it is somebody else's: the two look the same from outside.
    NotFound,
    /// Nobody is signed in.
    SignInFirst,
    /// Signed in, but not for this.
    Forbidden,
    /// The thing has moved on: `conflict.<code>` in the locale files.
    Conflict(&'static str),
    /// A code that several services bear; their ids.
    Ambiguous(Vec<String>),
    /// More than we take.
    TooLarge,
    /// Of a type that we don't take here.
    WrongType,
    /// Too often; may try again after so many seconds.
    TooMany {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// A file that the store names does not lie whole in the data directory.
    FileLost {
        /// The attachment's id.
        id: String,
        /// What is there instead, for the operator.
        found: String,
    },
    /// Something outside does not answer: `unavailable.<code>` in the locale files.
    Unavailable(&'static str),
    /// The installation is wrong; for the operator at start.
    Setup(String),
    /// The database failed.
    Database(sqlx::Error),
    /// A file could not be read or written.
    File(std::io::Error),
    /// Anything else that should not happen; for the log alone.
    Internal(String),
}

impl AppError {
    /// One field, one error.
    pub fn field(field: impl Into<String>, wrong: impl Into<Wrong>) -> Self {
        let mut errors = FieldErrors::default();
        errors.add(field, wrong);
        Self::Invalid(errors)
    }

    /// Lost against another transaction; the same body may win when run again.
    pub fn is_lost_race(&self) -> bool {
        let Self::Database(sqlx::Error::Database(error)) = self else {
            return false;
        };
        // PostgreSQL: serialization failure, deadlock. SQLite: busy, busy snapshot.
        error.code().is_some_and(|code| matches!(code.as_ref(), "40001" | "40P01" | "5" | "517"))
    }

    /// A key that exists already: somebody did the same a moment ago.
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(error)) if error.is_unique_violation())
    }
}

impl fmt::Display for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(errors) => {
                // Field names and codes alone: what was typed stays out of the log.
                let list: Vec<_> = errors.0.iter().map(|e| format!("{}: {}", e.field, e.code)).collect();
                write!(f, "invalid input ({})", list.join(", "))
            }
            Self::NotFound => f.write_str("not found"),
            Self::SignInFirst => f.write_str("not signed in"),
            Self::Forbidden => f.write_str("forbidden"),
            Self::Conflict(code) => write!(f, "conflict: {code}"),
            Self::Ambiguous(ids) => write!(f, "ambiguous code: {}", ids.join(", ")),
            Self::TooLarge => f.write_str("too large"),
            Self::WrongType => f.write_str("wrong media type"),
            Self::TooMany { retry_after } => write!(f, "too many requests, wait {retry_after} s"),
            Self::FileLost { id, found } => write!(f, "attachment {id} is lost: {found} (`portal verify` lists all)"),
            Self::Unavailable(what) => write!(f, "unavailable: {what}"),
            Self::Setup(what) | Self::Internal(what) => f.write_str(what),
            Self::Database(error) => write!(f, "database: {error}"),
            Self::File(error) => write!(f, "file: {error}"),
        }
    }
}

impl std::error::Error for AppError {}

impl From<sqlx::Error> for AppError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::RowNotFound => Self::NotFound,
            sqlx::Error::PoolTimedOut => Self::Unavailable("database"),
            // PostgreSQL has no NUL in its texts: nothing is called by a name with one.
            sqlx::Error::Database(error) if error.code().is_some_and(|code| code == "22021") => Self::NotFound,
            sqlx::Error::Database(error) if error.code().is_some_and(|code| is_of_the_disk(&code)) => {
                tracing::error!(%error, "the database could not be written");
                Self::Unavailable("disk")
            }
            other => Self::Database(other),
        }
    }
}

/// Full, read-only or failing. SQLite's codes are numbers, of which the lowest byte tells the kind; PostgreSQL's have
/// five letters or digits.
fn is_of_the_disk(code: &str) -> bool {
    const SQLITE: [u32; 4] = [8, 10, 13, 14]; // READONLY, IOERR, FULL, CANTOPEN
    const POSTGRES: [&str; 3] = ["53100", "58030", "25006"]; // disk_full, io_error, read_only_sql_transaction
    if code.len() == 5 {
        POSTGRES.contains(&code)
    } else {
        code.parse::<u32>().is_ok_and(|number| SQLITE.contains(&(number & 0xff)))
    }
}

impl From<std::io::Error> for AppError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::Unavailable("disk"),
            _ => Self::File(error),
        }
    }
}

impl From<serde_json::Error> for AppError {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(format!("stored JSON: {error}"))
    }
}
