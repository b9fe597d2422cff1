// What tests share, whatever they test.
//
// Where a test goes: `Tests/XTests` holds the tests of the module X, a file for each thing that is
// tested; what needs a module above X is tested there. Models of the fixtures, goldens and the grid
// are in `ModelSupport`, for the tests of Models and everything above. Ways to damage a file or a
// line are in `Damage`, which the fuzzer uses too.
//
// `Repository` finds the checkout and lists folders, `Fixtures` the files that Keras saved, `Chance`
// draws numbers that are the same everywhere, `refusal` gives what was said when something was
// refused. `PseudoTerminal` and `Screen` are for programs at a terminal.
