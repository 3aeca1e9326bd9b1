//! Milliseconds to read two templates and to work out the impact, and for the impact alone: medians, as a JSON list.
//! Run by `tests/bench/impact.mjs` with two files and the number of rounds.

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant;

use cf_init::document::Document;
use cf_init::impact::Impact;
use cf_init::template::evaluate::ParameterValues;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let [old, new, rounds] = words.as_slice() else {
        println!("Run it by node tests/bench/impact.mjs.");
        return ExitCode::SUCCESS;
    };
    let (Ok(old), Ok(new)) = (std::fs::read_to_string(old), std::fs::read_to_string(new)) else {
        eprintln!("{old} or {new} cannot be read.");
        return ExitCode::FAILURE;
    };
    let (mut all, mut alone) = (Vec::new(), Vec::new());
    for _ in 0..rounds.parse().unwrap_or(9) + 2 {
        let start = Instant::now();
        let (before, after) = (Document::parse(old.clone()), Document::parse(new.clone()));
        let between = Instant::now();
        black_box(Impact::between(&before, &after, &ParameterValues::new()));
        alone.push(between.elapsed().as_secs_f64() * 1000.0);
        all.push(start.elapsed().as_secs_f64() * 1000.0);
    }
    let median = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or_default()
    };
    println!("[{:.3}, {:.3}]", median(all), median(alone));
    ExitCode::SUCCESS
}
