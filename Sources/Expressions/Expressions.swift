// What a person types where a value is asked for.
//
// `Lexer` makes tokens of a text, `Parser` a tree of `Syntax`, `Interpreter` walks it and gives what
// it means. One text has two readings (`Meaning`): its numbers, computed at once by the ops' own
// kernels (`Evaluation`), and the term that a layer would write (`TermReading`). What the words stand
// for, others say: an `Environment` has numbers, a `TermScope` has values of equations.
//
// The functions and signs come from the ops (`AllOps`); those that are several ops are `Composed`, those
// that make arrays of nothing `Creation`. Expressions mean what NumPy means; where they do not, the
// comment says so. An `ExpressionError` knows its place in the text and what to do about it.
//
// A typed line may ask for anything: depth, length and every array are measured first.
//
// Left out: names that are bound inside an expression, and loops. `let` and `display` are commands.
