//! Writes the list of place names that `import::places` reads, from the register of divisions (GB/T 2260).
//!
//! A register of every revision would cost the program megabytes and start-up time; its names alone are 30 KB.

#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a build that cannot write its list has nothing else to do"
)]

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::{env, fs};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let mut names = BTreeSet::new();
    for code in 110_000..660_000 {
        if let Some(division) = gb2260::Division::get(&code.to_string()) {
            names.insert(division.name);
        }
    }
    let list: Vec<&str> = names.into_iter().collect();
    let folder = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names the folder"));
    fs::write(folder.join("places.txt"), list.join("\n")).expect("the folder is there");
}
