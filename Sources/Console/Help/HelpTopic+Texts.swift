/// The topics, in words. What stands in two columns is not broken; what is typed in them works.
extension HelpTopic {
  static let keys = HelpTopic(
    "keys", "key", "editing", about: "what keys do at the prompt",
    text: [
      "  Enter          repeats the last motion, or list",
      "  Tab            completes a word, and lists what fits",
      "  → End          take what stands faint behind the cursor",
      "  Alt-F          takes a word of it (set hints off: none)",
      "  ↑ ↓            lines typed before; Ctrl-R searches them",
      "  Ctrl-A Ctrl-E  the beginning and the end of the line",
      "  Ctrl-W Ctrl-U  delete a word, the line",
      "  Ctrl-C         gives the line up, or stops what runs",
      "  Ctrl-Z         sends the program to the background: fg",
      "  Ctrl-D         leaves, in an empty line",
      "In long output Space goes on, b back, / searches and q leaves. ~/.editrc changes keys.",
    ])

  static let places = HelpTopic(
    "places", "place", "locations", "location", about: "words for layers, timesteps and values",
    text: [
      "  dense            a layer",
      "  lstm@2           its timestep 2, from 0; @-1 is the last",
      "  lstm@2.C         a value there",
      "  lstm.h           that value over all timesteps so far",
      "  encoder/dense    a layer inside a model",
      "  dense#2          the second call of a shared layer",
      "  12               a tick: after so many equations",
      "  f, W, h_prev     values of the layer where one stands",
      "  output, x        the model's output, its input here",
      "  'my layer'.z     a name with other signs, in quotes",
      "until, goto and break go to places; p, explain and plot show values. where says where one "
        + "stands, list what there is.",
    ])

  static let gates = HelpTopic(
    "gates", "gate", about: "the gates of LSTM and GRU, and their order",
    text: [
      "  LSTM   z = x·W + h_prev·U + b, in four blocks:",
      "         i  input gate       how much is written",
      "         f  forget gate      how much is kept",
      "         g  candidate        new content (Keras: c)",
      "         o  output gate      how much is shown",
      "  GRU    in three blocks:",
      "         z  update gate      how much of h is kept",
      "         r  reset gate       how much of h is looked at",
      "         g  candidate        the new h (Keras: h)",
      "The blocks stand in this order in W, U and b, each as wide as there are units: W[:, 0:8] is "
        + "the input gate's of LSTM(8). PyTorch's LSTM has the same order, its GRU has r before z.",
      "p i prints a gate whose letter is a command too.",
    ])

  static let lstm = HelpTopic(
    "lstm", about: "what a timestep of an LSTM computes, and how to walk it",
    text: [
      "  z = x·W + h₋₁·U + b        what comes in, and what was",
      "  i = σ(z[0:n])              input gate",
      "  f = σ(z[n:2n])             forget gate",
      "  g = tanh(z[2n:3n])         candidate",
      "  o = σ(z[3n:4n])            output gate",
      "  C = f ⊙ C₋₁ + i ⊙ g        cell state",
      "  h = o ⊙ tanh(C)            output",
      "open lstm; feed [[0, 1], [2, 3], [4, 5]]; then step goes over one equation, next to the end "
        + "of a timestep, finish out of the loop.",
      "explain C[5] takes a number apart, why C[5] says which timestep brought it in, plot lstm.f "
        + "draws a gate over time. lesson lstm-gates explains it all.",
    ])

  static let gru = HelpTopic(
    "gru", about: "what a timestep of a GRU computes, and the two kinds there are",
    text: [
      "  z = σ(…[0:n])              update gate",
      "  r = σ(…[n:2n])             reset gate",
      "  g = tanh(…[2n:3n])         candidate",
      "  h = z ⊙ h₋₁ + (1 − z) ⊙ g  output, which is the state",
      "With reset_after, as Keras 2 and 3 save it, r scales h₋₁·U + b of the candidate; without, as in "
        + "Keras 1 and in the first paper, r scales h₋₁ before the product. list shows which one a "
        + "model has.",
      "open gru; feed ones; step. lesson gru-reset-after explains both.",
    ])

  static let breakpoints = HelpTopic(
    "breakpoints", "breakpoint", "stopping", about: "stopping where it matters",
    text: [
      "  break lstm.C if C[0] > 1   at a place, if something is so",
      "  tbreak dense               once",
      "  watch h[0]                 where a value changes",
      "  catch nan                  where a NaN appears",
      "  dprintf lstm.C, \"%g\", C[0] prints in passing",
      "  display norm(h)            shown at every stop",
      "  commands 1                 lines done at its stops",
      "  info breakpoints           those there are; delete 1",
      "continue goes on to the next one, rev continue back to the one before.",
    ])

  static let initFile = HelpTopic(
    "init", "init file", "initfile", "startup", about: "what is done before the first prompt",
    text: [
      "Lines in $XDG_CONFIG_HOME/kerastep/init, or ~/.config/kerastep/init, are done before the "
        + "first prompt: settings, aliases, commands of your own (define).",
      "  set precision 6",
      "  alias gates info values",
      "What was typed is kept in ~/.local/state/kerastep/history. Nothing is run from the folder "
        + "where one is.",
    ])

  static let lines = HelpTopic(
    "lines", "scripts", "pasting", about: "several commands in a line, notes, scripts",
    text: [
      "  step; p h          two commands",
      "  step  # the first  a note",
      "  feed [[0, 1],      an open bracket goes on in the",
      "        [2, 3]]      next line",
      "A line that is pasted with its (kerastep) works. source FILE does the lines of a file, as "
        + "kerastep -x FILE does; the first that fails ends it.",
    ])
}
