//! Work on many things on all cores, its results in the order of the things.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

/// How many things a worker takes at a time.
const BATCH: usize = 32;

/// Has everything worked on, a batch at a time; `sink` gets what was made on this thread, in order. Ends when all is done,
/// when `sink` breaks or when `is_over`.
pub(crate) fn in_batches<T: Sync, U: Send>(
    things: &[T],
    is_over: impl Fn() -> bool + Sync,
    work: impl Fn(&[T]) -> U + Sync,
    mut sink: impl FnMut(U) -> ControlFlow<()>,
) {
    let batches: Vec<&[T]> = things.chunks(BATCH).collect();
    if let [one] = batches.as_slice() {
        // Sooner done than a thread is made.
        if !is_over() {
            let _ = sink(work(one));
        }
        return;
    }
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel::<(usize, U)>();
    let stop = AtomicBool::new(false);
    let is_over = || is_over() || stop.load(Ordering::Relaxed);
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from).min(batches.len()) {
            let (sender, next, batches, work, is_over) = (sender.clone(), &next, &batches, &work, &is_over);
            scope.spawn(move || {
                while let Some((index, batch)) =
                    Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, batches.get(at)?)))
                {
                    if is_over() || sender.send((index, work(batch))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        in_order(&receiver, |made| {
            let flow = if is_over() { ControlFlow::Break(()) } else { sink(made) };
            stop.fetch_or(flow.is_break(), Ordering::Relaxed);
            flow
        });
    });
}

/// Hands results on in their order, holding back those that came early.
fn in_order<T>(receiver: &mpsc::Receiver<(usize, T)>, mut sink: impl FnMut(T) -> ControlFlow<()>) {
    let (mut waiting, mut wanted) = (BTreeMap::new(), 0);
    for (index, made) in receiver {
        waiting.insert(index, made);
        while let Some(made) = waiting.remove(&wanted) {
            wanted += 1;
            if sink(made).is_break() {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_and_end_when_nobody_wants_more() {
        let things: Vec<usize> = (0..1_000).collect();
        let mut all = Vec::new();
        in_batches(
            &things,
            || false,
            <[usize]>::to_vec,
            |batch| {
                all.extend(batch);
                if all.len() >= 640 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            },
        );
        assert_eq!(all, (0..640).collect::<Vec<_>>());
        in_batches(
            &things,
            || true,
            <[usize]>::to_vec,
            |batch| {
                all.extend(batch);
                ControlFlow::Continue(())
            },
        );
        assert_eq!(all.len(), 640);
    }
}
