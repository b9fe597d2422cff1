// Whether a model computes what Keras computed.
//
// A `Golden` file holds inputs and what Keras made of them. `Run` feeds the inputs to the model on
// the debugger's own machine, so what is compared is what is stepped. `Reference` looks up the
// values that the arrays are named for and gives a `Difference` for each; an `Agreement` is all of
// them with remarks, as data, as a table and as JSON.
//
// Names drift between versions of Keras, and a file may count the calls of a shared layer in
// another order: `NameMatching` and `CallOrder` settle that, only where names or shapes do not fit
// as they stand, and never without a remark.
//
// A `Diagnostician` says which known mistake gives numbers that somebody computed by hand. A
// `Mistake` is a change of the program's own equations (`Revision`), one a file in `Mistakes`; its
// file says how well known it is and whether it is tried in pairs (`MistakeName`). An `EquationRule`,
// one a file in `Mistakes/General`, holds for every equation: a diagnosis asks it when no mistake
// fits, a quiz (`EquationSlip`) when an answer is wrong. A `Trial` holds what was tried and how near
// it came, a `Yardstick` says what near is.
//
// Left out: comparing with a tolerance of its own for each layer. One that needs a wider tolerance
// than the others is one to look at. Only a deep convolutional model gets more room, everywhere.
