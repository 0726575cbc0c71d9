//! Which slashes stand inside a URL or an e-mail address, where K4 gives way to UAX #14.

/// Answers for growing offsets of one text, remembering the last token looked at.
pub(super) struct Addresses<'t> {
    bytes: &'t [u8],
    /// The last token and whether it is an address.
    last: Option<(usize, usize, bool)>,
}

impl<'t> Addresses<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { bytes: text.as_bytes(), last: None }
    }

    /// Whether the byte at `offset` belongs to an address.
    pub(super) fn holds(&mut self, offset: usize) -> bool {
        if let Some((start, end, is_address)) = self.last
            && (start..end).contains(&offset)
        {
            return is_address;
        }
        let back = self.bytes.get(..offset).unwrap_or_default();
        let start = back.iter().rposition(|&byte| !is_address_byte(byte)).map_or(0, |at| at + 1);
        let ahead = self.bytes.get(offset..).unwrap_or_default();
        let end =
            ahead.iter().position(|&byte| !is_address_byte(byte)).map_or(self.bytes.len(), |at| offset + at);
        let is_address = is_address(self.bytes.get(start..end).unwrap_or_default());
        self.last = Some((start, end.max(offset + 1), is_address));
        is_address
    }
}

/// The characters that an address is made of (RFC 3986).
fn is_address_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte)
}

/// Whether a token is a URL (with a scheme, `www.`, or a domain and a path) or an e-mail address.
fn is_address(token: &[u8]) -> bool {
    let Ok(token) = std::str::from_utf8(token) else { return false };
    let token = token.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    if let Some((scheme, rest)) = token.split_once("://") {
        let named = scheme.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric());
        return named && !rest.is_empty();
    }
    let lower = token.to_ascii_lowercase();
    lower.starts_with("www.")
        || lower.starts_with("mailto:")
        || is_mail(token)
        || token.split_once('/').is_some_and(|(host, _)| is_domain(host))
}

fn is_mail(token: &str) -> bool {
    token.split_once('@').is_some_and(|(name, rest)| {
        let host = rest.split(['/', '?', ',', ';', ')']).next().unwrap_or(rest);
        !name.is_empty() && is_domain(host.trim_end_matches('.'))
    })
}

/// `label.label…` with a top level of two letters and more.
fn is_domain(host: &str) -> bool {
    let host = host.split(':').next().unwrap_or(host);
    let label =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    host.rsplit_once('.').is_some_and(|(rest, top)| {
        top.len() >= 2 && top.chars().all(|c| c.is_ascii_alphabetic()) && rest.split('.').all(label)
    })
}
