//! Durations as CloudFormation's policies write them: `PT15M`, `PT1H30M`, `PT900S`.
//!
//! Source: AWS pages "CreationPolicy" and "UpdatePolicy": "ISO8601 duration format, in the form: PT#H#M#S".

/// Longest time that CloudFormation waits for signals, in minutes. Source: AWS page "CreationPolicy".
pub const LONGEST: u32 = 12 * 60;
/// How long it waits if nothing is said, in minutes.
pub const DEFAULT: u32 = 5;

/// Seconds of a duration; `None` if the text is none. Numbers without unit, years and months are none.
pub fn seconds(text: &str) -> Option<u32> {
    let mut rest = text.trim().strip_prefix("PT")?;
    let (mut total, mut last) = (0u32, 3);
    while !rest.is_empty() {
        let length = rest.find(|c: char| !c.is_ascii_digit())?;
        let number: u32 = rest.get(..length)?.parse().ok()?;
        let (rank, unit) = match rest.get(length..)?.chars().next()? {
            'H' => (2, 3600),
            'M' => (1, 60),
            'S' => (0, 1),
            _ => return None,
        };
        if rank >= last {
            return None;
        }
        last = rank;
        total = total.checked_add(number.checked_mul(unit)?)?;
        rest = rest.get(length + 1..)?;
    }
    (last < 3).then_some(total)
}

/// Minutes of a duration of whole minutes.
pub fn minutes(text: &str) -> Option<u32> {
    seconds(text).filter(|seconds| seconds % 60 == 0).map(|seconds| seconds / 60)
}

/// The duration of some minutes: `PT15M`.
pub fn of_minutes(minutes: u32) -> String {
    format!("PT{minutes}M")
}

/// A duration in words: "15 minutes", "1 minute", "90 seconds".
pub fn in_words(seconds: u32) -> String {
    let (count, unit) = if seconds.is_multiple_of(60) { (seconds / 60, "minute") } else { (seconds, "second") };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_hours_minutes_and_seconds_in_this_order() {
        for (text, wanted) in [
            ("PT15M", Some(900)),
            ("PT1H30M", Some(5400)),
            ("PT1H", Some(3600)),
            ("PT45S", Some(45)),
            ("PT0S", Some(0)),
            ("PT1H0M30S", Some(3630)),
            ("PT", None),
            ("P1D", None),
            ("PT15", None),
            ("PT5M1H", None),
            ("15", None),
            ("", None),
            ("PT99999999999H", None),
            ("PT9999999H", None),
            ("PTéM", None),
        ] {
            assert_eq!(seconds(text), wanted, "{text}");
        }
        assert_eq!((minutes("PT1H30M"), minutes("PT30S"), of_minutes(90)), (Some(90), None, "PT90M".into()));
        assert_eq!(
            (in_words(60), in_words(900), in_words(90)),
            ("1 minute".into(), "15 minutes".into(), "90 seconds".into())
        );
    }
}
