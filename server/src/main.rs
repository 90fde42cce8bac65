//! `portal`: one binary for everything an installation needs. `portal --help` lists the commands.

mod account;
mod admin;
mod adoption;
mod api;
mod assets;
mod assist;
mod calendar;
mod catalogue;
mod cli;
mod commands;
mod desk;
mod filing;
mod happened;
mod memory;
mod notices;
mod pages;
mod papers;
mod payment;
mod policy;
mod router;
mod settings;
#[cfg(test)]
mod testing;
mod tracking;
mod versions;
mod web;
mod worker;

use clap::Parser as _;

fn main() -> std::process::ExitCode {
    memory::give_back_what_is_free();
    let cli = cli::Cli::parse();
    let outcome = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| backend::error::AppError::Setup(format!("no runtime: {error}")))
        .and_then(|runtime| runtime.block_on(commands::run(cli)));
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("portal: {error}");
            std::process::ExitCode::FAILURE
        }
    }
}
