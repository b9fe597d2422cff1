import Debugging
import Terminal
import Terms
import Views

/// What `info values` shows.
extension Console {
  /// The values of the layer call that one looks from; inside a loop the whole timestep as a card, and
  /// below it what stands in no row of that.
  func showValues() throws {
    let (session, machine) = try requireMachine()
    guard let frame = debugger.selectedFrame else {
      throw CommandError.nothingComputed(in: machine)
    }
    let card = try debugger.card()
    if let card {
      if output.emitsJSON { return output.json("timestep", card.json) }
      output.lines(CardText(presentation, card).lines())
    } else {
      output.line(frameText(session.frameOffset, session, machine).marked(.place))
    }
    let told = Set(card?.rows.map(\.value.id) ?? [])
    var later: [String] = []
    for name in machine.valueNames(in: frame) {
      let label = name.text(formulaStyle.alphabet).visible
      do {
        let found = try machine.lookup(name.ascii, in: frame, sample: session.sample)
        if !told.contains(found.value.id) { fact("  \(label)", found.tensor) }
      } catch is PlaceError {
        later.append(label)
      }
    }
    // What a card leaves out is read in parts by its rows.
    guard card == nil, !later.isEmpty else { return }
    let names = later.joined(separator: ", ")
    output.lines(names.wrapped(after: "  not computed yet: ", to: width).map { $0.marked(.dim) })
  }
}
