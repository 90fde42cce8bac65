//! The command line.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Citizen e-service portal of a province.
#[derive(Parser)]
#[command(version, about, max_term_width = 100)]
pub struct Cli {
    /// What all commands take.
    #[command(flatten)]
    pub common: Common,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command. Each can also stand in the configuration file, or in the environment.
#[derive(Args)]
pub struct Common {
    /// Configuration file; `portal.toml` in this folder is read where it exists.
    #[arg(long, global = true, env = "PORTAL_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// `sqlite:FILE` or `postgres://…` [default: sqlite:portal.db in the data directory]
    #[arg(long, global = true, env = "DATABASE_URL", value_name = "URL", hide_env_values = true)]
    pub database: Option<String>,
    /// Where attachments and secrets lie [default: data]
    #[arg(long, global = true, env = "PORTAL_DATA_DIR", value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// How the log looks
    #[arg(long, global = true, env = "PORTAL_LOG_FORMAT", value_enum, default_value = "text")]
    pub log_format: LogFormat,
}

/// How the log looks.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// The commands.
#[derive(Subcommand)]
pub enum Command {
    /// Serves the portal.
    Serve(Serve),
    /// Brings the database's schema up to date and stops.
    Migrate,
    /// Prints a portal.toml with every setting, each explained and with its default.
    Settings,
    /// Takes over procedures, administrative units or days of the calendar from a file.
    #[command(subcommand)]
    Import(Import),
    /// Recounts everything from the dossiers' logs; exits with 1 on any difference.
    Verify(Verify),
    /// Accounts of the portal's own.
    #[command(subcommand)]
    Account(Account),
    /// Serves the simulated outside world: payment gateway, identity provider, messages.
    Sandbox(Sandbox),
    /// Loads the demo data: agencies, services, policies, accounts, a year of dossiers.
    Demo(Demo),
}

/// Options of `demo`.
#[derive(Args)]
pub struct Demo {
    /// Leave out the year of made-up dossiers
    #[arg(long)]
    pub without_year: bool,
}

/// Options of `serve`.
#[derive(Args)]
pub struct Serve {
    /// Where to listen [default: 127.0.0.1:3000]
    #[arg(long, env = "PORTAL_LISTEN", value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// The address under which people reach the portal [default: http://LISTEN]
    #[arg(long, env = "PORTAL_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// Take the simulated outside world at this address for payment, identity and messages
    #[arg(long, env = "PORTAL_SANDBOX_URL", value_name = "URL")]
    pub sandbox_url: Option<String>,
    /// A reverse proxy stands before the portal: the last address in its X-Forwarded-For is the visitor's
    #[arg(long, env = "PORTAL_BEHIND_PROXY")]
    pub behind_proxy: bool,
}

/// Options of `verify`.
#[derive(Args)]
pub struct Verify {
    /// First counts the figures anew from the logs. The logs, and what dossiers say, are never changed
    #[arg(long)]
    pub repair: bool,
}

/// What can be imported.
#[derive(Subcommand)]
pub enum Import {
    /// Procedures of the national portal, one JSON object a line.
    Procedures {
        /// `.jsonl` or `.jsonl.gz`
        file: PathBuf,
        /// Exit with 1 where a row was refused
        #[arg(long)]
        strict: bool,
        /// Write what there is to say of each line into this file
        #[arg(long, value_name = "FILE")]
        report: Option<PathBuf>,
    },
    /// Days off, make-up days and closures (CSV with day, kind, name, legal_source, provisional, scope): all or none.
    Calendar {
        /// `.csv`
        file: PathBuf,
    },
    /// Administrative units (CSV): units of today, of before 2025, or the map between them; told by the header.
    Units {
        /// `.csv`
        file: PathBuf,
    },
}

/// What can be done with accounts.
#[derive(Subcommand)]
pub enum Account {
    /// Adds an account; the password is read from the first line of standard input.
    Add {
        /// What the person signs in with
        #[arg(long)]
        login: String,
        /// The person's full name
        #[arg(long)]
        name: String,
        /// officer, admin or helper; without it, a citizen
        #[arg(long)]
        role: Option<backend::actor::RoleKind>,
        /// The agency that the role is bound to
        #[arg(long)]
        agency: Option<String>,
        /// Of an officer: leads the agency, and is shown what is escalated
        #[arg(long)]
        head: bool,
        /// The person's phone number; a helper's is never taken for a resident's
        #[arg(long)]
        phone: Option<String>,
        /// Of a helper: the team's name
        #[arg(long)]
        team: Option<String>,
        /// Of a helper: the number of the decision that appoints them
        #[arg(long)]
        decision: Option<String>,
        /// Of a helper: the last day of the appointment (2027-12-31)
        #[arg(long, value_name = "DATE")]
        until: Option<jiff::civil::Date>,
    },
}

/// Options of `sandbox`.
#[derive(Args)]
pub struct Sandbox {
    /// Where to listen
    #[arg(long, env = "PORTAL_SANDBOX_LISTEN", default_value = "127.0.0.1:3001", value_name = "ADDR")]
    pub listen: SocketAddr,
    /// The portal that it plays the outside world for
    #[arg(long, env = "PORTAL_PUBLIC_URL", default_value = "http://127.0.0.1:3000", value_name = "URL")]
    pub portal: String,
}
