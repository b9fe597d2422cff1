// What is written for other programs and other people: traces, pages, programs, documents.
//
// An `Export` prints the program that runs here, in the language of an `ExportTarget`, one a file in
// `Targets`. `Plan` cuts the schedule into routines and makes every name, once, from signs that no
// language can take for something else. NumPy and LaTeX print an equation's term; C, C++ and Swift
// print its instructions as loops (`Loops`), which ops describe themselves. A program carries what was
// fed and what came out, and checks itself.
//
// `Traces` are values of every timestep, as JSON lines or arrays; `HTML` is a page with all of a walk,
// whose scripts make no text of numbers and ask the network for nothing (`PageBudget` says how much
// goes in). The scripts and styles are in `HTML/Page`, one purpose a file.
//
// Left out: exports of shapes that stay open. A program is for one input shape, as here.
