import Equations
import Tensors
import Terminal

/// Expressions that are shown at every stop.
struct Displays {
  struct Display {
    let number: Int
    let text: String
    /// What it was when it was shown last.
    var last: Tensor?
  }

  private(set) var all: [Display] = []
  private var lastNumber = 0

  mutating func add(_ text: String) -> Int {
    lastNumber += 1
    all.append(Display(number: lastNumber, text: text))
    return lastNumber
  }

  mutating func remove(_ number: Int) { all.removeAll { $0.number == number } }

  mutating func removeAll() { all = [] }

  /// Remembers what one shows now, and gives what it was.
  mutating func show(_ number: Int, _ tensor: Tensor) -> Tensor? {
    guard let place = all.firstIndex(where: { $0.number == number }) else { return nil }
    defer { all[place].last = tensor }
    return all[place].last
  }
}

extension Console {
  /// `* 1: C[3] = 0.5 (was 0.1)`: what is displayed here, what has changed marked; expressions of
  /// which a name means nothing here are left out, as they are of another layer.
  func displayLines() -> [String] {
    displays.all.compactMap { displayLine($0) }
  }

  func displayLine(_ display: Displays.Display, always: Bool = false) -> String? {
    let label = "\(display.number): \(display.text.visible)"
    do {
      let scope = ConsoleScope(self)
      let expression = try Expression(display.text, names: scope)
      if !always, expression.unknownName(in: scope) != nil { return nil }
      let tensor = try expression.evaluate(in: scope)
      let before = displays.show(display.number, tensor)
      let isChanged = before.map { !$0.isIdentical(to: tensor) } ?? false
      var line = "\(isChanged ? "*" : " ") \(label) = "
      line += displayed(tensor, room: width - line.columns)
      if isChanged, let before, before.shape.rank == 0 {
        line += " (was \(displayed(before, room: 20)))"
      }
      return isChanged ? line.marked(.strong) : line
    } catch let error {
      // That it is not computed yet is enough here; print says more.
      let reason = error.message.split(separator: ":").first ?? ""
      return "  \(label): \(reason)".marked(.dim)
    }
  }

  private func displayed(_ tensor: Tensor, room: Int) -> String {
    if tensor.shape.rank == 0 {
      return NumberFormat.exact(tensor.elements.first ?? .nan, tensor.dtype)
    }
    return arrayText.oneLine(tensor, width: max(room, 20))
  }
}
