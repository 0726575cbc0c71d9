//! Laying keymap files over each other: later ones win, sequence by sequence, and clashes are named.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::binding::{Binding, Entry, Layer, ParsedFile, Run};
use super::fold::FoldTable;
use super::key::{Key, Step, notation, parse_sequence};
use super::{DEFAULT, DEFAULT_FILE, Keymap, file};
use crate::messages::{Lang, keymap as say};
use crate::words::action::{Action, Context};
use crate::words::codebook::Codebook;
use crate::words::problem::Problem;

/// Where a binding stands: its context and its sequence, `<leader>` resolved.
type Spot = (Context, Vec<Step>);

/// What was read before: the files as last read well, and the layers that cannot be read now.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Last<'a> {
    pub(super) files: &'a [ParsedFile],
    pub(super) unreadable: &'a [Layer],
}

impl Last<'_> {
    fn said(&self, layer: Layer) -> Option<ParsedFile> {
        self.files.iter().find(|old| old.layer == layer).cloned()
    }
}

/// Reads the files and lays them over the built-in keys.
pub(super) fn lay(
    files: &[(Layer, &str, &str)],
    last: Last<'_>,
    codebook: &Codebook,
    lang: Lang,
) -> (Keymap, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut parsed = Vec::new();
    for (layer, name, text) in [(Layer::Embedded, DEFAULT_FILE, DEFAULT)].iter().chain(files) {
        let (read, found) = file::parse(*layer, name, text, lang);
        problems.extend(found);
        parsed.extend(read.or_else(|| last.said(*layer)));
    }
    parsed.extend(last.unreadable.iter().filter_map(|layer| last.said(*layer)));
    parsed.sort_by_key(|one| one.layer);
    let led = parsed.iter().rev().find_map(|one| Some((one.layer, one.leader_place.clone()?)));
    let keymap = settings(&parsed, lang);
    let mut laying = Laying { keymap, problems, written: HashMap::new(), led, waiting: Vec::new() };
    for one in &parsed {
        laying.lay_file(one);
    }
    laying.check_menus();
    laying.keymap.files = parsed;
    laying.problems.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
    laying.keymap.set_codebook(codebook);
    (laying.keymap, laying.problems)
}

/// Everything but the bindings.
fn settings(parsed: &[ParsedFile], lang: Lang) -> Keymap {
    let mut keymap = Keymap {
        lang,
        leader: Key::char(','),
        hint_delay_ms: 250,
        folds: FoldTable::default(),
        menus: BTreeMap::new(),
        bindings: BTreeMap::new(),
        unbound: BTreeSet::new(),
        files: Vec::new(),
        codebook: Codebook::default(),
    };
    for one in parsed {
        keymap.leader = one.leader.unwrap_or(keymap.leader);
        keymap.hint_delay_ms = one.hint_delay_ms.unwrap_or(keymap.hint_delay_ms);
        if let Some(on) = one.fold_fullwidth {
            keymap.folds.set_fullwidth(on);
        }
        for (from, to) in &one.folds {
            keymap.folds.set(from, *to);
        }
    }
    for (steps, title) in parsed.iter().flat_map(|one| &one.menus) {
        let steps = resolved(steps, keymap.leader);
        keymap.menus.insert(steps, title.clone());
    }
    keymap
}

/// The sequence with the leader's key for `<leader>`.
pub(super) fn resolved(steps: &[Step], leader: Key) -> Vec<Step> {
    steps.iter().map(|step| if *step == Step::Leader { Step::Key(leader) } else { *step }).collect()
}

struct Laying {
    keymap: Keymap,
    problems: Vec<Problem>,
    /// Where each binding in force was written, menu lines among them, and where the name in it.
    written: HashMap<Spot, (Problem, Option<Box<Problem>>)>,
    /// The layer that sets the leader, and where it does.
    led: Option<(Layer, Problem)>,
    /// Lines of earlier layers with `<leader>`: they clash with what the layer that sets it leaves bound.
    waiting: Vec<(Layer, Spot, Entry)>,
}

impl Laying {
    fn lay_file(&mut self, one: &ParsedFile) {
        let mut first: HashMap<Spot, &Entry> = HashMap::new();
        let mut binds = Vec::new();
        for entry in &one.entries {
            let spot = (entry.context, resolved(&entry.steps, self.keymap.leader));
            if let Some(earlier) = first.get(&spot) {
                let earlier = earlier.place.line;
                let message = say::bound_twice(self.keymap.lang, notation(&entry.steps), earlier);
                self.report(entry, "keymap.duplicate", message, say::keep_one(self.keymap.lang));
                continue;
            }
            first.insert(spot.clone(), entry);
            match entry.run {
                Run::Unbind => self.unbind(&spot),
                Run::Action(_) | Run::WithCharacter(_) | Run::Nop => binds.push((spot, entry)),
            }
        }
        let leads = self.led.as_ref().map_or(Layer::Embedded, |(layer, _)| *layer);
        if one.layer == leads {
            for (layer, spot, entry) in std::mem::take(&mut self.waiting) {
                self.lay_line(layer, spot, &entry);
            }
        }
        for (spot, entry) in binds {
            if one.layer < leads && entry.steps.contains(&Step::Leader) {
                self.waiting.push((one.layer, spot, entry.clone()));
            } else {
                self.lay_line(one.layer, spot, entry);
            }
        }
    }

    fn lay_line(&mut self, layer: Layer, spot: Spot, entry: &Entry) {
        if self.fits(&spot, entry) {
            self.bind(layer, spot, entry);
        }
    }

    /// Names what is wrong with a line; with one that another file's leader spoils, once, where the leader is set.
    fn report(&mut self, entry: &Entry, code: &'static str, message: String, hint: String) {
        let led = self.led.as_ref().map(|(_, place)| place);
        let place = led
            .filter(|place| place.file != entry.place.file && entry.steps.contains(&Step::Leader))
            .unwrap_or(&entry.place);
        let is_told = |told: &Problem| {
            (&told.file, told.line, told.code) == (&place.file, place.line, code) && *place != entry.place
        };
        if !self.problems.iter().any(is_told) {
            let problem = Problem { code, message, hint: Some(hint), ..place.clone() };
            self.problems.push(problem);
        }
    }

    /// Takes a sequence and everything below it away.
    fn unbind(&mut self, (context, steps): &Spot) {
        if let Some(bound) = self.keymap.bindings.get_mut(context) {
            bound.retain(|other, _| !other.starts_with(steps));
        }
        // The leader's own key is taken away to make room for what it leads to.
        let is_leader = *steps == [Step::Key(self.keymap.leader)];
        self.waiting
            .retain(|(_, (other, below), _)| is_leader || other != context || !below.starts_with(steps));
        // Where the codebook's tags will stand, nothing may stand yet.
        self.keymap.unbound.insert((*context, steps.clone()));
    }

    fn bind(&mut self, layer: Layer, spot: Spot, entry: &Entry) {
        let binding = Binding {
            run: entry.run.clone(),
            desc: entry.desc.clone(),
            when: entry.when,
            layer,
            place: (entry.place.file.clone(), entry.place.line),
        };
        self.written.insert(spot.clone(), (entry.place.clone(), entry.argument.clone()));
        self.keymap.bindings.entry(spot.0).or_default().insert(spot.1, binding);
    }

    /// Whether a binding can stand beside those laid before it.
    fn fits(&mut self, spot: &Spot, entry: &Entry) -> bool {
        let lang = self.keymap.lang;
        let folded = spot.1.iter().find_map(|step| match step {
            Step::Key(key) => {
                let typed = key.printable()?;
                let becomes = self.keymap.folds.fold(typed);
                (becomes != typed).then(|| (key.notation(), Key::char(becomes).notation()))
            }
            Step::Leader | Step::Any => None,
        });
        if let Some((from, to)) = folded {
            self.report(
                entry,
                "keymap.unreachable",
                say::folded_away(lang, from, &to),
                say::write_key(lang, &to),
            );
            return false;
        }
        let Some(other) = self.clashing(spot, &entry.run) else { return true };
        let place = self.written.get(&(spot.0, other.clone()));
        let place = place.map_or_else(String::new, |(place, _)| format!("{}:{}", place.file, place.line));
        let (longer, shorter) =
            if other.len() > spot.1.len() { (&other, &spot.1) } else { (&spot.1, &other) };
        let message = say::leaf_and_prefix(lang, notation(shorter), notation(longer), place);
        self.report(entry, "keymap.leaf-prefix", message, say::unbind_first(lang, notation(&other)));
        false
    }

    /// A sequence of the same context that is a beginning of this one, or that this one begins.
    fn clashing(&self, (context, steps): &Spot, run: &Run) -> Option<Vec<Step>> {
        let bound = self.keymap.bindings.get(context)?;
        let is_clash = |other: &Vec<Step>, binding: &Binding| {
            let (shorter, longer, leaf) =
                if other.len() < steps.len() { (other, steps, &binding.run) } else { (steps, other, run) };
            shorter.len() < longer.len() && longer.starts_with(shorter) && !is_menu_at(leaf, shorter)
        };
        bound.iter().find(|(other, binding)| is_clash(other, binding)).map(|(other, _)| other.clone())
    }

    /// Takes bindings to menus that do not exist away, and says so.
    fn check_menus(&mut self) {
        let mut wrong = Vec::new();
        for (context, bound) in &self.keymap.bindings {
            for (steps, binding) in bound {
                let Run::Action(Action::Menu(name)) = &binding.run else { continue };
                if name != "tags" && self.keymap.menu_prefix(name).is_none() {
                    wrong.push(((*context, steps.clone()), name.clone()));
                }
            }
        }
        for (spot, name) in wrong {
            let lang = self.keymap.lang;
            if let Some((key, named)) = self.written.get(&spot) {
                let place = named.as_deref().unwrap_or(key);
                self.problems.push(Problem {
                    code: "keymap.argument",
                    message: say::unknown_menu(lang, name),
                    hint: Some(say::name_a_menu(lang)),
                    ..place.clone()
                });
            }
            if let Some(bound) = self.keymap.bindings.get_mut(&spot.0) {
                bound.remove(&spot.1);
            }
        }
    }
}

/// Whether a binding opens the menu of its own sequence, so that longer sequences may stand below it.
fn is_menu_at(run: &Run, steps: &[Step]) -> bool {
    match run {
        Run::Action(Action::Menu(name)) => name == "tags" || *name == notation(steps),
        Run::Action(_) | Run::WithCharacter(_) | Run::Nop | Run::Unbind => false,
    }
}

impl Keymap {
    /// The keys that open the menu of this name: `tags`, or the sequence that other sequences begin with.
    pub fn menu_prefix(&self, name: &str) -> Option<Vec<Step>> {
        if name == "tags" {
            let is_tags = |run: &Run| matches!(run, Run::Action(Action::Menu(menu)) if menu == "tags");
            let spots = self.bindings.values().flatten();
            return spots.filter(|(_, binding)| is_tags(&binding.run)).map(|(steps, _)| steps.clone()).next();
        }
        let steps = resolved(&parse_sequence(name).ok()?, self.leader);
        let below = |other: &Vec<Step>| other.len() > steps.len() && other.starts_with(&steps);
        let opens = self.bindings.values().flatten().any(|(other, _)| below(other));
        let is_tags = self.bindings.values().filter_map(|bound| bound.get(&steps));
        let mut is_tags = is_tags.filter(|binding| is_menu_at(&binding.run, &steps));
        (opens || is_tags.next().is_some()).then_some(steps)
    }
}

impl Keymap {
    /// The menus there are, by the name `menu` takes, with their titles.
    pub fn menu_names(&self) -> Vec<(String, String)> {
        let mut names: Vec<(String, String)> = Vec::new();
        let tags = self.menu_prefix("tags");
        if let Some(prefix) = &tags {
            names.push(("tags".to_owned(), self.menu_title(prefix).unwrap_or("").to_owned()));
        }
        for (steps, _) in self.bindings.values().flatten() {
            let Some(prefix) = steps.get(..1).filter(|_| steps.len() > 1) else { continue };
            let name = notation(prefix);
            if tags.as_deref() != Some(prefix) && !names.iter().any(|(other, _)| *other == name) {
                names.push((name, self.menu_title(prefix).unwrap_or("").to_owned()));
            }
        }
        names
    }
}
