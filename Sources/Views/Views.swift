// What a person reads: a stop, a listing, an explanation, a table, a picture.
//
// A view is a value made of what is to be shown (a machine, a tree, a tensor) and a `Presentation`:
// columns, letters, digits, what is cut. It gives lines, and asks neither a session's settings nor a
// terminal, so that a prompt, a page and another front end show the same with a presentation each.
// What finds the thing to be shown, and says when it is not there, is the front end's.
//
// Lines hold marks (`Style.Mark`), private letters that become colours or nothing where they are
// rendered; their room is counted in columns of a terminal. Names that come from a file are made
// visible here, where they enter a line, and once more at the way out.
//
// `Graph` draws layer calls as boxes and lines, `Plot` numbers as bars, lines and cells. `TracePage`
// gets its words from the views as well (RunPage.swift): what a page explains is what a prompt does.
//
// Left out: a tree of boxes that is laid out anew for every screen. Lines that know their width are
// enough for a terminal, and a page has a layout of its own.
