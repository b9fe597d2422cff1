// Walking through one prediction.
//
// A `Machine` runs a program on its memory. Its clock counts equations: at tick n, n of them have
// been executed, and equation n, the one just executed, is the current one. The memory keeps every
// value of every timestep, so going back only moves the `position`; the `frontier` is how far all
// is computed, and moving forwards below it computes nothing. What is visible is a function of the
// position alone: a value that is written after it counts as not computed, though the memory may
// hold it.
//
// `Writers` knows what writes each value and when; all of visibility follows from it. `Runs` knows
// where `next` and `finish` stop. `Place…` files read words like `lstm@3.f`; `Lookup` gives them
// numbers, `Location` makes them places to run to. An edit writes a value and lowers the frontier
// to the place that wrote it.
//
// `Stopping` holds what stops motions. A motion asks nobody on its way unless there are `Breakpoints`;
// then it goes from one execution of their equations to the next (`StopTicks`), and asks there.
// Breakpoints are kept as typed and bound to each program anew: words become equations, a condition
// on values beside its equation becomes a `BoundTerm`, which runs the same kernels on the same
// memory. Whether to stop at a tick depends on the tick alone, so that going back stops at the same
// ticks.
//
// Left out: checkpoints. A program whose values do not fit in memory is refused with the bytes it
// needs. They would let a longer sequence be stepped, at the price of running parts of it again
// when going back.
