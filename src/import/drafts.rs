//! One article's blocks → a draft: fields out, seams joined, merged subheads split, lost heads flagged.

use super::caption;
use super::doubts::{self, DoubtKind};
use super::grouping::Group;
use super::heads;
use super::opening;
use super::page::{Draft, DraftCaption, DraftParagraph, Evidence, Flag, Repair, Sources};
use super::roles::{self, Role};
use super::run::Run;
use super::seams;
use super::shape;
use super::shared::{Apart, Shared, Together};

/// A draft, the raw words of its zone line, and the seams that were left open.
pub(super) struct Built {
    pub(super) draft: Draft,
    pub(super) zone_lines: Vec<Run>,
    /// Paragraphs that may go on in the next.
    pub(super) apart: Vec<Apart>,
    /// Places within paragraphs at which another may begin.
    pub(super) together: Vec<Together>,
    /// How sure the article's start is.
    pub(super) start: f32,
}

/// A paragraph being made.
#[derive(Default)]
struct Para {
    run: Run,
    is_subhead: bool,
    /// Nothing joins it.
    is_row: bool,
    flags: Vec<Flag>,
    repairs: Vec<Repair>,
}

/// An article being made.
struct Builder<'a> {
    shared: &'a Shared<'a>,
    draft: Draft,
    paras: Vec<Para>,
    apart: Vec<Apart>,
    has_opening: bool,
}

/// Makes a draft of one article; its zone is still open.
pub(super) fn build(group: Group, shared: &Shared<'_>) -> Built {
    let mut builder =
        Builder { shared, draft: empty(), paras: Vec::new(), apart: Vec::new(), has_opening: false };
    let zone_lines: Vec<Run> = group.zones.into_iter().map(|block| block.run).collect();
    for run in &zone_lines {
        builder.draft.sources.zone.extend(run.spans());
    }
    for block in group.kickers {
        builder.kicker(&block.run);
    }
    for block in group.genres {
        builder.genre(&block.run);
    }
    builder.head(
        group.headings.into_iter().map(|block| block.run),
        group.decks.into_iter().map(|block| block.run),
    );
    for (role, block) in group.parts {
        builder.part(role, block.run);
    }
    builder.split_subheads();
    builder.flag_heads();
    let together = builder.together();
    let Builder { mut draft, paras, apart, .. } = builder;
    draft.paragraphs = paras.into_iter().map(Para::finish).collect();
    Built { draft, zone_lines, apart, together, start: group.confidence }
}

pub(super) fn empty() -> Draft {
    Draft {
        zone: String::new(),
        zone_evidence: Evidence::Previous,
        zone_confidence: 0.0,
        kicker: None,
        title: String::new(),
        deck: None,
        dateline: None,
        reporters: Vec::new(),
        authors: Vec::new(),
        genre: None,
        sources: Sources::default(),
        captions: Vec::new(),
        paragraphs: Vec::new(),
    }
}

impl Builder<'_> {
    fn head(&mut self, headings: impl Iterator<Item = Run>, decks: impl Iterator<Item = Run>) {
        let mut titles = Vec::new();
        for run in headings {
            titles.push(run.text());
            self.draft.sources.title.extend(run.spans());
        }
        self.draft.title = titles.join(" ");
        let mut lines = Vec::new();
        for run in decks {
            lines.push(run.text());
            self.draft.sources.deck.extend(run.spans());
        }
        self.draft.deck = (!lines.is_empty()).then(|| lines.join(" "));
    }

    fn part(&mut self, role: Role, run: Run) {
        match role {
            Role::Body => self.body(run),
            Role::People => self.people(&run),
            Role::Caption => self.caption(&run),
            Role::Row => self.paras.push(Para { run, is_row: true, ..Para::default() }),
            Role::Heading | Role::Kicker | Role::Genre | Role::Deck | Role::Zone | Role::Furniture => {
                self.paras.push(Para { run, is_subhead: true, ..Para::default() });
            }
        }
    }

    fn kicker(&mut self, run: &Run) {
        let words = run.chars().get(roles::kicker(run.chars()).unwrap_or(0)..).unwrap_or(&[]);
        let words: String = words.iter().collect();
        let known = self.draft.kicker.take().map_or(String::new(), |known| format!("{known} "));
        self.draft.kicker = Some(format!("{known}{}", words.trim()));
        self.draft.sources.kicker.extend(run.spans());
    }

    fn genre(&mut self, run: &Run) {
        let word = roles::genre(run.chars()).and_then(|(start, end)| run.chars().get(start..end));
        self.draft.genre = word.map(|word| word.iter().collect());
        self.draft.sources.genre.extend(run.spans());
    }

    fn caption(&mut self, run: &Run) {
        let parts = caption::parse_set_apart(run.chars()).or_else(|| caption::parse(run.chars()));
        let end = parts.as_ref().map_or(run.len(), |parts| parts.text_end);
        // A credit in a line of its own belongs to the caption above it.
        let open = self.draft.captions.last_mut().filter(|last| {
            end == 0 && last.credit.is_none() && last.after == self.paras.len() && !last.text.is_empty()
        });
        if let Some(open) = open {
            open.credit = parts.and_then(|parts| parts.credit);
            open.source.extend(run.spans());
            return;
        }
        self.draft.captions.push(DraftCaption {
            text: run.chars().get(..end).unwrap_or(&[]).iter().collect(),
            credit: parts.and_then(|parts| parts.credit),
            after: self.paras.len(),
            source: run.spans(),
        });
    }

    fn people(&mut self, run: &Run) {
        let Some(found) = opening::people_only(run.chars()) else { return };
        self.put_people(found.names, found.are_reporters, run);
    }

    fn put_people(&mut self, names: Vec<String>, are_reporters: bool, run: &Run) {
        let (list, spans) = if are_reporters {
            (&mut self.draft.reporters, &mut self.draft.sources.reporters)
        } else {
            (&mut self.draft.authors, &mut self.draft.sources.authors)
        };
        for name in names {
            if !list.contains(&name) {
                list.push(name);
            }
        }
        spans.extend(run.spans());
    }

    fn body(&mut self, mut run: Run) {
        // A 电头 begins a text, whatever stands before it.
        let begins = opening::dateline(run.chars()).is_some()
            || self.draft.reporters.is_empty() && opening::reporters(run.chars()).is_some();
        let is_late = begins && self.draft.dateline.is_none() && self.paras.len() <= 1;
        if !self.has_opening || is_late {
            self.opening(&mut run);
        }
        self.has_opening = true;
        self.closing(&mut run);
        run.trim();
        if run.is_empty() {
            return;
        }
        let Some(last) = self.paras.last_mut().filter(|para| !para.is_subhead && !para.is_row) else {
            self.paras.push(Para { run, ..Para::default() });
            return;
        };
        let key = doubts::seam_key(last.run.chars(), run.chars());
        let told = self.shared.told_of(&key);
        let found = seams::goes_on(last.run.chars(), run.chars()).filter(|_| !begins);
        let joined = told.map_or(found, |join| join.then_some(found.unwrap_or(1.0)));
        let Some(confidence) = joined else {
            let confidence = self.shared.parting(&last.run, &run).filter(|_| told.is_none());
            if let Some(confidence) = confidence {
                self.apart.push(Apart { open: self.paras.len() - 1, key, confidence });
            }
            self.paras.push(Para { run, ..Para::default() });
            return;
        };
        let at = (last.run.offset(last.run.len()), run.offset(0));
        let is_accepted = told == Some(true);
        last.repairs.push(Repair {
            flag: Flag::Joined,
            at,
            confidence: if is_accepted { 1.0 } else { confidence },
            is_accepted,
        });
        if !last.flags.contains(&Flag::Joined) {
            last.flags.push(Flag::Joined);
        }
        last.run.append(run);
    }

    /// Takes 电头 and 记者 off the head of the first block.
    fn opening(&mut self, run: &mut Run) {
        if let Some((start, end, next)) = opening::dateline(run.chars()) {
            let head = run.take_head(next);
            self.draft.dateline = Some(head.chars().get(start..end).unwrap_or(&[]).iter().collect());
            let mut source = head;
            source.trim();
            self.draft.sources.dateline = source.spans();
        }
        if let Some(found) = opening::reporters(run.chars()) {
            let mut head = run.take_head(found.end);
            head.trim();
            self.put_people(found.names, true, &head);
        }
        // （记者X）本报讯 and 记者X 本报讯 stand the other way round.
        if self.draft.dateline.is_none() && self.draft.reporters.is_empty() {
            return;
        }
        run.trim();
        if self.draft.dateline.is_none() && opening::dateline(run.chars()).is_some() {
            self.opening(run);
        }
    }

    /// Takes 作者 or 记者 off the end of a block.
    fn closing(&mut self, run: &mut Run) {
        let Some(found) = opening::closing(run.chars()) else { return };
        let mut tail = run.split_off(found.start);
        tail.trim();
        self.put_people(found.names, found.are_reporters, &tail);
    }

    fn split_subheads(&mut self) {
        let mut siblings: Vec<seams::Subhead> = self.paras.iter().filter_map(Para::opening_subhead).collect();
        let mut index = 0;
        while index < self.paras.len() {
            if let Some((at, is_accepted)) = self.split_place(index, &siblings) {
                self.split(index, at, is_accepted);
                siblings.extend(self.paras.get(index + 1).and_then(Para::opening_subhead));
            }
            index += 1;
        }
        if siblings.len() >= 2 {
            for para in self.paras.iter_mut().filter(|para| para.opening_subhead().is_some()) {
                para.flags.push(Flag::RunInSubhead);
            }
        }
    }

    /// Where a paragraph is to be split, unless a reader said no.
    fn split_place(&self, index: usize, siblings: &[seams::Subhead]) -> Option<(usize, bool)> {
        let para = self.paras.get(index).filter(|para| !para.is_subhead)?;
        if let Some(at) = self.shared.breaks.first(para.run.chars()) {
            return Some((at, true));
        }
        if let Some(at) = self.shared.told_apart(&para.run) {
            return Some((at, true));
        }
        let at = seams::merged_subhead(para.run.chars(), siblings)?;
        let sentence = sentence_at(para.run.chars(), at);
        let told = self.shared.verdict(DoubtKind::Split, &sentence);
        (told != Some(false)).then_some((at, told == Some(true)))
    }

    fn split(&mut self, index: usize, at: usize, is_accepted: bool) {
        let Some(para) = self.paras.get_mut(index) else { return };
        let mut run = para.run.split_off(at);
        para.run.trim();
        run.trim();
        let place = run.offset(0);
        let confidence = if is_accepted { 1.0 } else { 0.86 };
        let repair = Repair { flag: Flag::SplitAtSubhead, at: (place, place), confidence, is_accepted };
        // A seam that was joined behind the split belongs to the new paragraph.
        let (before, after): (Vec<Repair>, Vec<Repair>) =
            para.repairs.drain(..).partition(|known| known.at.0 <= place);
        para.repairs = before;
        let mut flags = vec![Flag::SplitAtSubhead];
        if after.iter().any(|known| known.flag == Flag::Joined) {
            flags.push(Flag::Joined);
        }
        let has_seam = para.repairs.iter().any(|known| known.flag == Flag::Joined);
        para.flags.retain(|flag| *flag != Flag::Joined || has_seam);
        let repairs = std::iter::once(repair).chain(after).collect();
        self.paras.insert(index + 1, Para { run, flags, repairs, ..Para::default() });
        for caption in self.draft.captions.iter_mut().filter(|caption| caption.after > index) {
            caption.after += 1;
        }
        for apart in self.apart.iter_mut().filter(|apart| apart.open >= index) {
            apart.open += 1;
        }
    }

    /// The places of which nobody said anything.
    fn together(&self) -> Vec<Together> {
        let text = self.paras.iter().enumerate().filter(|(_, para)| !para.is_subhead);
        text.flat_map(|(index, para)| self.shared.together(&para.run, index)).collect()
    }

    fn flag_heads(&mut self) {
        let mut earlier: Vec<char> = Vec::new();
        for index in 0..self.paras.len() {
            let is_open = index > 0
                && self
                    .paras
                    .get(index - 1)
                    .is_some_and(|before| before.is_subhead || shape::ends_sentence(before.run.chars()));
            let Some(para) = self.paras.get_mut(index) else { return };
            let chars = para.run.chars();
            let is_candidate = is_open && !para.is_subhead && !para.flags.contains(&Flag::SplitAtSubhead);
            let told = self.shared.verdict(DoubtKind::TruncatedStart, &head_key(chars));
            let score =
                if is_candidate { heads::missing_head(chars, &earlier, self.shared.habits) } else { 0.0 };
            let is_flagged = told.unwrap_or(score >= heads::FLAGGED);
            if is_candidate && is_flagged {
                let at = para.run.offset(0);
                let is_accepted = told == Some(true);
                let confidence = if is_accepted { 1.0 } else { score };
                para.repairs.push(Repair {
                    flag: Flag::TruncatedStart,
                    at: (at, at),
                    confidence,
                    is_accepted,
                });
                para.flags.insert(0, Flag::TruncatedStart);
            }
            if earlier.len() < 20_000 {
                earlier.extend_from_slice(para.run.chars());
            }
        }
    }
}

/// What a rule on a lost head is found by: the paragraph's first words.
pub(super) fn head_key(chars: &[char]) -> String {
    chars.iter().take(16).collect()
}

/// The sentence that begins at an index.
pub(super) fn sentence_at(chars: &[char], at: usize) -> String {
    let tail = chars.get(at..).unwrap_or(&[]);
    let end = tail.iter().position(|c| *c == '。').map_or(tail.len(), |stop| stop + 1);
    tail.iter().take(end).collect()
}

impl Para {
    fn opening_subhead(&self) -> Option<seams::Subhead> {
        if self.is_subhead { None } else { seams::opening_subhead(self.run.chars()) }
    }

    fn finish(self) -> DraftParagraph {
        let confidence = self.repairs.iter().map(|repair| repair.confidence).fold(1.0, f32::min);
        DraftParagraph {
            text: self.run.text(),
            is_subhead: self.is_subhead,
            flags: self.flags,
            confidence,
            source: self.run.spans(),
            repairs: self.repairs,
        }
    }
}
