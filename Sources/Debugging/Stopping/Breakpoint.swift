import Tensors

/// Something that stops a motion, as a person asked for it; what it means in a program is worked out
/// by `Bound`.
package struct Breakpoint: Sendable {
  package enum Kind: Sendable, Equatable {
    /// Equations, by a word for places.
    case place(String)
    /// An expression over one value: a stop where it changes, by more than `by` where that is given.
    case watch(String, by: Double?)
    /// Something that happens to numbers, save at some places; `limit`: beyond which norm of a gradient, for each 1 of
    /// that of the one it came from.
    case condition(Catch, except: String?, limit: Double? = nil)
    /// A line printed at places, without a stop.
    case print(String, PrintFormat, [String])
  }

  package let number: Int
  package let kind: Kind
  /// An expression that must be true.
  package var condition: String?
  /// Whether it goes with its first stop.
  package var isTemporary = false
  package var isEnabled = true
  /// How many times it has held.
  package var hits = 0
  /// How many times more it is passed over.
  package var ignored = 0
  /// Lines that are done at its stops.
  package var commands: [String] = []

  /// `lstm.f`, `C[3] > 0.1`, `nan except dense`: what it is about.
  package var subject: String {
    switch kind {
    case .place(let word), .print(let word, _, _): word
    case .watch(let text, let by):
      text + (by.map { " > \(NumberFormat.exact($0, .float64))" } ?? "")
    case .condition(let what, let except, let limit):
      what.rawValue + (limit.map { " \(NumberFormat.exact($0, .float64))" } ?? "")
        + (except.map { " except \($0)" } ?? "")
    }
  }
}

/// A breakpoint that held at a stop, and why.
package struct Hit: Sendable {
  package enum Cause: Sendable {
    case place
    /// What a watched expression was, nil where it was not there yet, and is.
    case change(old: Tensor?, new: Tensor)
    /// How many of the numbers are so.
    case numbers(count: Int, of: Int)
    /// The norm of a gradient, and that of the one it came from, which is at a place.
    case norm(Double, from: Double, at: String)
    /// The condition could not be decided.
    case undecided(any Error)
  }

  package let breakpoint: Breakpoint
  /// `lstm@3.f`.
  package let place: String
  package let cause: Cause
}
