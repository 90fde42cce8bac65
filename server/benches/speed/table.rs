//! The results, as the README shows them.

use std::thread::available_parallelism;

use crate::{
    load::{Compared, Rate},
    processes::Portal,
};

/// What a ratio should be.
pub enum Aim {
    AtLeast(f64),
    None,
}

/// Rows, in the order in which they were measured.
#[derive(Default)]
pub struct Table {
    rows: Vec<[String; 6]>,
    generator: f64,
}

impl Table {
    pub fn row(&mut self, what: &str, measured: &str, against: &str, its: &str, ratio: &str, aim: &str) {
        self.rows.push([what, measured, against, its, ratio, aim].map(str::to_owned));
    }

    /// Two servers, or two pages of one.
    pub fn compared(&mut self, what: &str, against: &str, found: &Compared, aim: Aim) {
        let aim = match aim {
            Aim::AtLeast(least) => format!("≥ {least}"),
            Aim::None => String::new(),
        };
        let ratio = format!("{:.2} ({:.2} by processor time)", found.rate, found.cpu);
        self.row(what, &rate(found.measured), against, &rate(found.against), &ratio, &aim);
    }

    /// What has nothing to be measured against.
    pub fn told(&mut self, what: &str, measured: &str, aim: &str) {
        self.row(what, measured, "", "", "", aim);
    }

    /// How much of a processor the load generator took; the most is told.
    pub fn generator(&mut self, share: f64) {
        self.generator = self.generator.max(share);
    }

    /// Prints it, in Markdown.
    pub fn print(&self, portal: &Portal) {
        let services = match portal.imported {
            true => "the demo and 4,778 imported services",
            false => "the demo's services alone",
        };
        let cores = available_parallelism().map_or(1, usize::from);
        println!("| what | measured | against | its figure | ratio | aim |\n|---|---|---|---|---|---|");
        for row in &self.rows {
            println!("| {} |", row.join(" | "));
        }
        println!(
            "\n{cores} processors, {services}; medians of rounds in turn. Servers and load generator share the \
             processors; the generator took up to {:.1} of them, which draws ratios of requests towards 1, so that the \
             ratio of the servers' own processor time stands beside.",
            self.generator
        );
    }
}

fn rate(rate: Rate) -> String {
    format!("{:.0}/s, {:.0} µs", rate.per_second, rate.cpu)
}
