//! What a zone is called: its whole name, and the short one that its own news uses and a narrow screen shows.

use std::borrow::Cow;

/// What development zones are called for short, as their own news does.
const SHORT: [(&str, &str); 8] = [
    ("经济技术开发区", "经开区"),
    ("高新技术产业开发区", "高新区"),
    ("现代农业产业示范区", "示范区"),
    ("农业产业示范区", "示范区"),
    ("转型综合改革示范区", "综改区"),
    ("综合保税区", "综保区"),
    ("经济开发区", "经开区"),
    ("产业开发区", "开发区"),
];

/// A zone's short name, as it is shown where the whole one has no room; the whole one where it has no shorter.
pub fn short_zone(name: &str) -> Cow<'_, str> {
    let short = SHORT.iter().find_map(|(long, short)| Some(format!("{}{short}", name.strip_suffix(long)?)));
    short.filter(|short| short.chars().count() > 3).map_or(Cow::Borrowed(name), Cow::Owned)
}

/// The names a zone is shown by and found by: the whole one, then the short one where it is another.
pub fn zone_names(name: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let short = Some(short_zone(name)).filter(|short| matches!(short, Cow::Owned(_)));
    std::iter::once(Cow::Borrowed(name)).chain(short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_called_as_people_call_them() {
        for (name, short) in [
            ("介休经济技术开发区", "介休经开区"),
            ("长治高新技术产业开发区", "长治高新区"),
            ("临猗现代农业产业示范区", "临猗示范区"),
            ("入门", "入门"),
            ("经济技术开发区", "经济技术开发区"),
        ] {
            assert_eq!(short_zone(name), short);
            assert_eq!(zone_names(name).count(), if name == short { 1 } else { 2 });
        }
    }
}
