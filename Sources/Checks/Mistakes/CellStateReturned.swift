import Equations

/// C is handed to the next layer in place of h.
struct CellStateReturned: Mistake {
  func slips(in anatomy: Anatomy) -> [Slip] {
    anatomy.inRecurrent([.lstm: "L09"], "C returned in place of h") { chosen in
      let revision = Revision.start(in: chosen.loops) { call, _ in
        if call.states.count == 2 { call.output = 1 }
      }
      return (
        revision,
        Slip.Contrast(at: chosen.place, right: "the layer gives h", wrong: "the layer gives C")
      )
    }
  }
}
