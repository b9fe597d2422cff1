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
// A `Debugger` is all of this put together for one person: the session, the breakpoints, what is
// displayed and what was kept. A front end holds one; it knows no commands and no screen. `Scope`
// says what words mean to that person, `Assignment` what `z[0:8] = 0` would change. What is chosen
// for the place where one stands (a frame, how far a listing has come) is kept with its `Standing`
// and means nothing at any other. A `Snapshot` is what a stop is, a `Listing` what is listed: lines,
// records and pages are made of these, and nothing of them is chosen a second time.
//
// `Stopping` holds what stops motions. A motion asks nobody on its way unless there are `Breakpoints`;
// then it goes from one execution of their equations to the next (`StopTicks`), and asks there.
// Breakpoints are kept as typed and bound to each program anew: words become equations, a condition
// on values beside its equation becomes a `BoundTerm`, which runs the same kernels on the same
// memory. Whether to stop at a tick depends on the tick alone, so that going back stops at the same
// ticks.
//
// Values that do not fit in memory are kept for a part of a loop's timesteps, and computed again from
// checkpoints where one looks (`Machine+Windows`). Left out: loops inside loops, and what is outside
// of loops; a program whose rest does not fit is refused with the bytes that it needs.
