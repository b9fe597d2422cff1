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
      throw CommandError("nothing is computed yet", hint: "step executes the first equation")
    }
    let card = try debugger.card()
    if let card {
      if output.emitsJSON { return output.json("timestep", card.json) }
      output.lines(CardText(presentation, card).lines())
    } else {
      output.line(frameText(session.frameOffset, session, machine).marked(.place))
    }
    let told = Set(card?.rows.map(\.value.id) ?? [])
    for (word, label) in words(of: frame, machine) {
      do {
        let found = try machine.lookup(word, in: frame, sample: session.sample)
        if !told.contains(found.value.id) { fact("  \(label.visible)", found.tensor) }
      } catch is PlaceError {
        // What a card leaves out is read in parts by its rows.
        if card == nil { output.line("  \(label.visible) is not computed yet".marked(.dim)) }
      }
    }
  }

  /// What can be typed for the values of a frame, and how it is shown.
  private func words(
    of frame: StackFrame, _ machine: Machine
  ) -> [(word: String, label: String)] {
    if frame == .model { return machine.words(in: .model).map { ($0, $0) } }
    // What a loop hands on has the loop's name; inside it is known by its own.
    let names = machine.names(of: frame.frame).filter { !$0.ascii.contains(".") }
    guard names.isEmpty else { return names.map { ($0.ascii, $0.text(formulaStyle.alphabet)) } }
    // A model inside the model has no equations of its own; its layers have.
    let path = machine.text(frame) + "/"
    return machine.layers.filter { $0.hasPrefix(path) }.map { ($0, $0) }
  }
}
