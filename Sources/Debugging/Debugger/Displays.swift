import Expressions
import Tensors

/// Expressions that are shown at every stop.
package struct Displays: Sendable {
  package struct Display: Sendable {
    package let number: Int
    package let text: String
    /// What it was when it was shown last.
    var last: Tensor?
  }

  /// What a display shows at a place.
  package struct Shown {
    package let number: Int
    package let text: String
    /// The value, or why it has none here.
    package let value: Result<Tensor, ExpressionError>
    /// What it was when it was shown last.
    package let before: Tensor?

    /// Whether it has changed since.
    package var isChanged: Bool {
      guard let before, case .success(let now) = value else { return false }
      return !before.isIdentical(to: now)
    }
  }

  package private(set) var all: [Display] = []
  private var lastNumber = 0

  package init() {}

  package mutating func add(_ text: String) -> Int {
    lastNumber += 1
    all.append(Display(number: lastNumber, text: text))
    return lastNumber
  }

  package mutating func remove(_ number: Int) { all.removeAll { $0.number == number } }

  package mutating func removeAll() { all = [] }

  /// Remembers what one shows now, and gives what it was.
  mutating func show(_ number: Int, _ tensor: Tensor) -> Tensor? {
    guard let place = all.firstIndex(where: { $0.number == number }) else { return nil }
    defer { all[place].last = tensor }
    return all[place].last
  }
}

extension Debugger {
  /// What is displayed where one stands; expressions of which a name means nothing here are left
  /// out, as they are of another layer.
  package func showDisplays() -> [Displays.Shown] {
    displays.all.compactMap { display in
      let scope = Scope(self)
      let isElsewhere = (try? Expression(display.text, names: scope))?.unknownName(in: scope) != nil
      return isElsewhere ? nil : show(display)
    }
  }

  /// What a display shows where one stands, remembered for the next time.
  package func show(_ display: Displays.Display) -> Displays.Shown {
    do {
      let tensor = try evaluate(try expression(display.text))
      return Displays.Shown(
        number: display.number, text: display.text, value: .success(tensor),
        before: displays.show(display.number, tensor))
    } catch let error {
      return Displays.Shown(
        number: display.number, text: display.text, value: .failure(error), before: nil)
    }
  }
}
