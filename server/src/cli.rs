//! The command line.

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};

/// An e-service portal for a Vietnamese province
#[derive(Parser)]
#[command(version, about, max_term_width = 100)]
pub struct Cli {
    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
    /// The command to run.
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command. Each can also be set in the configuration file or in the environment.
#[derive(Args)]
pub struct Common {
    /// Configuration file [default: portal.toml in the working directory, if there is one]
    #[arg(long, global = true, env = "PORTAL_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Database: `sqlite:FILE` or `postgres://…` [default: portal.db in the data directory]
    #[arg(long, global = true, env = "DATABASE_URL", value_name = "URL", hide_env_values = true)]
    pub database: Option<String>,
    /// Directory of attachments and secrets [default: data]
    #[arg(long, global = true, env = "PORTAL_DATA_DIR", value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// Format of the log on standard error
    #[arg(long, global = true, env = "PORTAL_LOG_FORMAT", value_enum, default_value = "text")]
    pub log_format: LogFormat,
}

/// Format of the log.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line.
    Json,
}

/// The commands.
#[derive(Subcommand)]
pub enum Command {
    /// Serves the portal
    Serve(Serve),
    /// Brings the database schema up to date, as every other command also does first
    Migrate,
    /// Prints an example portal.toml with every setting and its default
    Settings,
    /// Imports procedures, administrative units or calendar days from a file; exits with 1 if a line was refused
    #[command(subcommand)]
    Import(Import),
    /// Checks figures, states and payments against the dossiers' logs, and every attachment; exits with 1 on any difference
    Verify(Verify),
    /// Lists, restores and adopts attachments
    #[command(subcommand)]
    Files(Files),
    /// Manages accounts
    #[command(subcommand)]
    Account(Account),
    /// Serves simulated outside systems: payment gateways, an identity provider, a message service
    Sandbox(Sandbox),
    /// Loads the demo data: agencies, services, policies, accounts and a year of dossiers
    Demo(Demo),
}

/// Options of `demo`.
#[derive(Args)]
pub struct Demo {
    /// Do not generate a year of dossiers
    #[arg(long)]
    pub without_year: bool,
}

/// Options of `serve`.
#[derive(Args)]
pub struct Serve {
    /// Address and port to listen on [default: 127.0.0.1:3000]
    #[arg(long, env = "PORTAL_LISTEN", value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// Public address of the portal; cookies are secure if it is https [default: http://LISTEN]
    #[arg(long, env = "PORTAL_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<String>,
    /// Address of a running `portal sandbox`, used for payment, identity and messages
    #[arg(long, env = "PORTAL_SANDBOX_URL", value_name = "URL")]
    pub sandbox_url: Option<String>,
    /// Trust the last address in X-Forwarded-For, which a reverse proxy has set
    #[arg(long, env = "PORTAL_BEHIND_PROXY")]
    pub behind_proxy: bool,
}

/// Options of `verify`.
#[derive(Args)]
pub struct Verify {
    /// Rebuild the figures from the logs first; the logs and the dossiers are never changed
    #[arg(long)]
    pub repair: bool,
}

/// What can be done with attachments.
#[derive(Subcommand)]
pub enum Files {
    /// Lists the quarantine: the day, the id, the size, and whether the database names the file
    Quarantine,
    /// Restores files from quarantine: those that the database names, or the given ones; exits with 1 if one is not there
    Restore {
        /// Ids, as `portal files quarantine` lists them
        #[arg(value_name = "ID")]
        ids: Vec<String>,
    },
    /// Declares that the data directory belongs to this database from now on, whatever it belonged to before
    Adopt,
}

/// Files that can be imported; see server/FORMATS.md.
#[derive(Subcommand)]
pub enum Import {
    /// Imports procedures of the national portal, one JSON object a line; a second run changes nothing
    Procedures {
        /// A .jsonl or .jsonl.gz file
        file: PathBuf,
        /// Write the findings of each line to this file
        #[arg(long, value_name = "FILE")]
        report: Option<PathBuf>,
    },
    /// Imports days off, make-up days and closures: all lines, or none if one is wrong
    Calendar {
        /// A .csv file in UTF-8 (commas, semicolons or tabs) with the columns day, kind, name, legal_source, provisional, scope
        file: PathBuf,
        /// Only say what would change; write nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Imports administrative units: of today, of before July 2025, or the map between them; all lines, or none if one is wrong
    Units {
        /// A .csv file in UTF-8 (commas, semicolons or tabs); its header tells which of the three it is
        file: PathBuf,
        /// Only say what would change; write nothing
        #[arg(long)]
        dry_run: bool,
    },
}

/// Commands about accounts.
#[derive(Subcommand)]
pub enum Account {
    /// Adds an account; reads the password from the first line of standard input
    Add {
        /// Name to sign in with
        #[arg(long)]
        login: String,
        /// Full name
        #[arg(long)]
        name: String,
        /// Role: officer, admin or helper [default: a citizen without a role]
        #[arg(long)]
        role: Option<backend::actor::RoleKind>,
        /// Agency of the officer or helper, by its id
        #[arg(long)]
        agency: Option<String>,
        /// The officer heads the agency and is shown escalated dossiers
        #[arg(long)]
        head: bool,
        /// Phone number; a helper's is never accepted as a resident's
        #[arg(long)]
        phone: Option<String>,
        /// Name of the helper's team
        #[arg(long)]
        team: Option<String>,
        /// Number of the decision that appoints the helper
        #[arg(long)]
        decision: Option<String>,
        /// Last day of the helper's appointment, such as 2027-12-31
        #[arg(long, value_name = "DATE")]
        until: Option<jiff::civil::Date>,
    },
}

/// Options of `sandbox`.
#[derive(Args)]
pub struct Sandbox {
    /// Address and port to listen on
    #[arg(long, env = "PORTAL_SANDBOX_LISTEN", default_value = "127.0.0.1:3001", value_name = "ADDR")]
    pub listen: SocketAddr,
    /// Public address of the portal that uses it
    #[arg(long, env = "PORTAL_PUBLIC_URL", default_value = "http://127.0.0.1:3000", value_name = "URL")]
    pub portal: String,
}
