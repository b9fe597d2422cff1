import Equations
import Tensors
import Terms

/// One timestep of a loop as tables by unit: what came in, the states before, what each equation
/// wrote.
///
/// It follows from the loop's equations alone. Vectors of one width which a layer call writes are the
/// rows of one table, in the order of the list, below the states that the timestep began with. What
/// equations only read parts of, as the blocks of four gates, has its parts in the other rows and is
/// left out. A timestep that is not over yet has rows without numbers.
package struct Card {
  /// `lstm`, `td@1/lstm`: the layer whose loop it is, with the timesteps of the loops around it.
  package let place: String
  /// Which timestep, counted from 0 in the order in which they are processed, and how many there are.
  package let timestep, length: Int
  /// The ticks of its first and last equation, and how many the whole walk has.
  package let ticks: ClosedRange<Int>
  package let tickCount: Int
  /// Whether its mask says no: states are carried over, and nothing else of it is used.
  package let isMasked: Bool
  /// The rows that it reads of the sequences outside: x. A mask of one truth value is `isMasked`.
  package let inputs: [Input]
  package internal(set) var tables: [Table]
  /// What its equations write that is no vector: single numbers, matrices, pictures.
  package let others: [Row]

  /// All rows, in the order in which they are shown.
  package var rows: [Row] { inputs.map(\.row) + others + tables.flatMap(\.rows) }

  /// A row of a sequence.
  package struct Input {
    package let row: Row
    /// Which row of the sequence it is, where the loop goes backwards; nil forwards.
    package let reversed: Int?
  }

  /// A value of the timestep.
  package struct Row {
    package let value: Value
    /// `lstm@1.f`: where it is, as it can be typed.
    package let place: String
    /// What its equation computes: `forget gate: how much is kept`; empty of what is brought in.
    package let note: String
    /// What it is to the timestep.
    package let part: Part
    /// The equation that writes it; nil of what is brought in.
    package let equation: Int?
    /// The tick from which on it is there.
    package let tick: Int
    /// Its numbers; nil where they are not computed yet.
    package let tensor: Tensor?
  }

  /// `C[5]`: a unit that shall be seen, and the values that its name may mean.
  package struct Unit {
    let values: Set<Int>
    let unit: Int

    /// Nil where a text is no element of a value, computed or not.
    init?(_ text: String, in machine: Machine, _ frame: StackFrame) {
      guard let word = try? EntryWord(text, isName: { machine.isName($0, in: frame) }),
        let unit = word.index.last, unit >= 0,
        let meaning = try? machine.meaning(of: word.word, in: frame)
      else { return nil }
      (values, self.unit) = (Set(meaning.values.map(\.id)), unit)
    }
  }

  package enum Part: Sendable {
    /// A row of what is fed to the loop.
    case input
    /// A state as the timestep before left it.
    case before
    /// What is computed on the way.
    case way
    /// What the timestep leaves: a state for the next one, or what is collected over time.
    case left
  }
}

extension Debugger {
  /// The timestep that one stands in, seen from the frame that is selected; nil outside loops, and
  /// where no equation of the loop writes a vector.
  package func card() throws -> Card? {
    let (session, machine) = try requireMachine()
    guard let frame = selectedFrame, let scan = frame.scans.last else { return nil }
    let loop = machine.program.loop(along: scan, in: frame.frame)
    let shown = displays.all.compactMap { Card.Unit($0.text, in: machine, frame) }
    let card = try Card(
      of: machine.program.scans[loop], at: frame.steps, in: machine, sample: session.sample,
      displayed: shown)
    return card.tables.isEmpty ? nil : card
  }
}
