// Arrays of numbers with a shape, and the numbers as text.
//
// A `Tensor` is a shape, a format and its elements as Double, which holds a number of every format
// exactly. It is what passes between files, expressions and the screen; what is computed with stands
// in a program's memory as float or double (`MachineNumbers`, `Pointers`) and becomes a tensor where
// somebody looks. `StoredNumbers` are those of a file, read where they lie.
//
// `ArrayText` is the one place where a number becomes text, by a `NumberFormat`; columns stand under
// each other because one width is chosen for all of them. `MatrixProduct` multiplies: several rows by
// BLAS, one row by a loop of ours that adds in one order at any address. `SizeLimit` says how many
// elements an array may have, before anybody asks for its memory.
//
// Left out: views and strides. A slice is a copy; what may be large is not sliced here.
