//! The fuzz targets on a stable toolchain: seeds and everything that was ever found, bent in a few thousand ways that are
//! the same on every machine. `FUZZ_ROUNDS` makes it as long as one likes.

#![expect(clippy::expect_used, clippy::panic, reason = "a fuzz target says what is wrong by failing")]

#[path = "../fuzz/targets.rs"]
mod targets;

use std::path::Path;

/// Numbers that are the same everywhere (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.roll() % end.max(1) as u64).unwrap_or(0)
    }
}

/// What parsers stumble over.
const SCRAPS: &[&[u8]] = &[
    b"\0",
    b"\x1b[2J",
    b"\xff",
    b"\xe4\xb8",
    b"\xc2\x9b",
    b"\r\n",
    b"\r",
    b"\n\n",
    b"\t",
    b"\"\"\"",
    b"'''",
    b"[[",
    b"]]",
    b"[",
    b"=",
    b"+++\n",
    b"## ",
    b"\\u202e",
    b"\\U000E0041",
    b"\\u0000",
    b"9999999999999999999999",
    b"-1",
    b"1e400",
    b"nan",
    b"<<<<<<< a\n",
    b"=======\n",
    b">>>>>>> b\n",
    b"#",
    b"{",
    b"}",
    b"\x0c",
    "\u{202e}".as_bytes(),
    "\u{200d}".as_bytes(),
    "\u{feff}".as_bytes(),
    "\u{e0041}".as_bytes(),
    "\u{3000}".as_bytes(),
    "“".as_bytes(),
    "晋城经开区".as_bytes(),
    "３.5亿元".as_bytes(),
    "👩‍👩‍👧".as_bytes(),
    "e\u{301}\u{301}".as_bytes(),
    "\u{2028}".as_bytes(),
    "<C-".as_bytes(),
    "[mark.".as_bytes(),
    "(".as_bytes(),
    "/".as_bytes(),
    b"2026-13-45T99:99:99+99:99",
    b"span = [9, 1]\n",
    b"schema = 2\n",
];

/// Bends an input: cuts, doubles, swaps, puts in, takes from another.
fn bend(seed: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut data = seed.to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.below(data.len() + 1);
        let end = (at + dice.below(24)).min(data.len());
        match dice.below(7) {
            0 => drop(data.drain(at..end)),
            1 => {
                let piece = data.get(at..end).unwrap_or(&[]).to_vec();
                data.splice(at..at, piece);
            }
            2 => data.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << (dice.below(8))),
            3 => data.truncate(at),
            4 => {
                let from = dice.below(other.len());
                let piece = other.get(from..(from + dice.below(200)).min(other.len())).unwrap_or(&[]);
                data.splice(at..at, piece.iter().copied());
            }
            _ => {
                let scrap = SCRAPS.get(dice.below(SCRAPS.len())).copied().unwrap_or(b"");
                data.splice(at..at, scrap.iter().copied());
            }
        }
    }
    data
}

/// The seeds of a target and what was found with it, by name.
fn inputs(target: &str) -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in [format!("fuzz/seeds/{target}"), format!("fuzz/found/{target}")] {
        for file in std::fs::read_dir(root.join(folder)).into_iter().flatten().flatten() {
            found.push((file.path().display().to_string(), std::fs::read(file.path()).expect("seed")));
        }
    }
    found.sort();
    assert!(!found.is_empty(), "{target} has no seed");
    found
}

#[expect(clippy::disallowed_methods, reason = "a test's own dial")]
fn rounds() -> usize {
    std::env::var("FUZZ_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(400)
}

fn run(name: &str) {
    let (_, target) = targets::ALL.into_iter().find(|(n, _)| *n == name).expect("target");
    let seeds = inputs(name);
    let mut dice = Dice(name.bytes().map(u64::from).sum());
    let tried = |label: &str, data: &[u8]| {
        if let Err(panic) = std::panic::catch_unwind(|| target(data)) {
            let file = std::env::temp_dir().join(format!("pizhu-fuzz-{name}"));
            let mut note = tempfile::NamedTempFile::new_in(std::env::temp_dir()).expect("temp file");
            std::io::Write::write_all(&mut note, data).expect("written");
            let _ = note.persist(&file);
            let why = panic.downcast_ref::<String>().cloned().unwrap_or_default();
            panic!("{name} fails on {label}, kept in {}: {why}", file.display());
        }
    };
    for (label, data) in &seeds {
        tried(label, data);
    }
    for round in 0..rounds() {
        let (label, seed) = &seeds[dice.below(seeds.len())];
        let (_, other) = &seeds[dice.below(seeds.len())];
        tried(&format!("{label}, bent in round {round}"), &bend(seed, other, &mut dice));
    }
}

macro_rules! targets {
    ($($name:ident)*) => { $( #[test] fn $name() { run(stringify!($name)); } )* };
}

targets! { store_load doctor merge clean decode front_matter keymap codebook query anchor page web foreign rules advice }
