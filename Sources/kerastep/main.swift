// The program: what it does before anything else, then what its command line says, on a stack of its
// own. Each subcommand is a file here; what several of them take is in Options.
Program.begin()
DeepStack.run()
