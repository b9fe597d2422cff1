import Containers
import Terminal
import Views

/// `plot lstm.f`: numbers as a picture.
struct PlotCommand: Command {
  let names = ["plot"]
  let group = CommandGroup.looking
  let reach = Reach.changes
  let summary = "draw numbers: a vector as bars, a matrix or a value over time as a heatmap"
  let usage = [
    "plot EXPRESSION", "plot LAYER", "plot EXPRESSION over t", "plot EXPRESSION over step",
    "plot hist EXPRESSION",
    "plot line EXPRESSION",
    "plot -a EXPRESSION", "plot",
  ]
  let example = [
    "open lstm", "feed [[0, 1], [2, 3], [4, 5]]", "until lstm@2.C", "plot f", "plot lstm.f",
    "plot C[5] over t", "plot hist W",
  ]
  let details = """
    A recurrent layer (plot lstm) is drawn as all its gates and states beside each other, attention \
    weights (plot heads.alpha) head by head with the tokens at the edges, their words where they are \
    known (set words), pictures \
    (plot conv.a) channel by channel. \
    A value over time (lstm.f) has its units down and the timesteps across; a matrix stands as it \
    is printed. over t evaluates what is typed in one timestep after the other: a number gives a \
    line, a vector a heatmap; over step does so at the end of one step of training after the other, \
    and so is plot loss drawn there. hist (or -h) counts how many numbers lie where, line (or -l) draws a \
    vector as a line. The further from 0 a number is, the stronger is its cell: blue below 0 and orange \
    above it where there are both, else from 0 on, or from the smallest where all are nearly as large; a gate is drawn from the least to the largest that its function can give (σ 0 to 1, \
    tanh -1 to 1), in the colour that it has in its equations; without colour letters stand for them, and a legend says which. What is too \
    large for the screen is drawn as means of neighbours, and the last line says so; -a draws \
    every row, through the pager. A picture follows the window as long as the prompt stands below \
    it; plot alone draws the last one anew, after a step was made.
    """
  let completion = Completion.Kind.value

  func run(_ arguments: String, _ console: Console) throws {
    let asked = arguments.isEmpty ? console.lastPlot : arguments
    guard let asked, case let request = try PlotRequest(asked), !request.text.isEmpty else {
      let value = ExampleWords(console).value
      throw CommandError("plot needs a value", hint: "plot \(value), plot hist \(value)")
    }
    let picture = Picture(console: console, request: request)
    let lines = try picture.lines()
    // Of what was interrupted on its way there is no picture.
    try Interruption.check()
    console.lastPlot = asked
    console.output.page(lines, pages: console.isInteractive)
    guard lines.count < console.presentation.height else { return }
    console.shownPicture = StandingPicture(text: console.output.joined(lines)) { [weak console] in
      guard let console else { return nil }
      let lines = try? Picture(console: console, request: request).lines()
      return lines.map(console.output.joined)
    }
  }
}
