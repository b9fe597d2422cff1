// The words that equations are written in.
//
// A `Term` is an expression over values, as data: what stands to the right of an equation's sign. A
// `Value` has a `Name` and a type; an `Op` is a primitive operation, one a file in `Ops`. A term has
// a type or says what does not fit, a text in several alphabets (`Formula`), and parts that can be
// found and changed (`Term+Rewriting`).
//
// **An op is all that is known of it**: the result's type, a kernel, which elements of its operands
// an element of the result comes from (`Derivation`), how it is written on a slide, in NumPy, LaTeX
// and loops (`Code`), and how it is typed (`Calls`). What is printed in `Formula.Style.typed` parses
// back to the same term, and both sides of that stand in the op's own file. Nothing outside asks
// which op it is where the op can be asked instead.
//
// An op speaks of one sample. The batch axis is added by its kernel, from the `Signature`: how the
// operands lie in memory, and how many rows there are. `Evaluation` runs that kernel on arrays at
// hand, for what is typed at a prompt.
//
// Nothing here knows of lists of equations, of memory that outlives a call, or of text as input.
