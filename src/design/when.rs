//! Relative times for people.

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// The year.
    pub year: i32,
    /// The month, from 0.
    pub month: usize,
    /// The day of the month, from 1.
    pub day: u32,
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// "just now", "20 s ago", "3 min ago", "2 h ago".
pub fn ago(seconds: f64) -> String {
    match seconds {
        ..5.0 => "just now".into(),
        ..60.0 => format!("{seconds:.0} s ago"),
        ..3600.0 => format!("{:.0} min ago", (seconds / 60.0).floor()),
        _ => format!("{:.0} h ago", (seconds / 3600.0).floor()),
    }
}

/// The relative time, or the day for earlier times: "yesterday", "12 Nov", "12 Nov 2025". `seconds` is the age.
pub fn words(seconds: f64, then: Day, now: Day) -> String {
    match seconds {
        ..3600.0 => ago(seconds),
        ..86_400.0 if then == now => ago(seconds),
        ..86_400.0 => "yesterday".into(),
        _ => {
            let month = MONTHS.get(then.month).copied().unwrap_or_default();
            let year = if then.year == now.year { String::new() } else { format!(" {}", then.year) };
            format!("{} {month}{year}", then.day)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn older_times_are_shown_less_precisely() {
        let now = Day { year: 2026, month: 10, day: 23 };
        let yesterday = Day { day: 22, ..now };
        for (seconds, then, said) in [
            (1.0, now, "just now"),
            (42.0, now, "42 s ago"),
            (200.0, now, "3 min ago"),
            (200.0, yesterday, "3 min ago"),
            (7300.0, now, "2 h ago"),
            (7300.0, yesterday, "yesterday"),
            (900_000.0, Day { day: 12, ..now }, "12 Nov"),
            (90_000_000.0, Day { year: 2024, month: 0, day: 2 }, "2 Jan 2024"),
        ] {
            assert_eq!(words(seconds, then, now), said);
        }
    }
}
