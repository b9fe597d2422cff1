/// What was pressed, or done with the mouse.
package enum Key: Hashable, Sendable {
  case letter(Character)
  /// With Ctrl held: `control("l")`.
  case control(Character)
  case enter, backspace, tab, backTab, escape
  case up, down, left, right, home, end, pageUp, pageDown
  case mouse(Mouse)
  /// Text that was pasted, and not typed.
  case paste(String)
  /// A key that has no meaning here.
  case other
}

/// What was done with the mouse, and where: from 0, at the top left.
package struct Mouse: Hashable, Sendable {
  package enum Action: Hashable, Sendable { case press, release, wheelUp, wheelDown, other }

  package let action: Action
  package let row, column: Int

  package init(_ action: Action, row: Int, column: Int) {
    (self.action, self.row, self.column) = (action, row, column)
  }

  /// `<0;12;3` of `ESC [ < 0 ; 12 ; 3 M`, as SGR mouse reports have it; nil for what is none.
  init?(report: some StringProtocol, isRelease: Bool) {
    let numbers = report.dropFirst().split(separator: ";").map { Int($0) }
    guard report.first == "<", numbers.count == 3, let code = numbers[0], let column = numbers[1],
      let row = numbers[2], column > 0, row > 0
    else { return nil }
    // Bits 2…4 are Shift, Alt and Ctrl, bit 5 is a motion.
    let action: Action =
      switch code & ~0b1_1100 {
      case 0: isRelease ? .release : .press
      case 64: .wheelUp
      case 65: .wheelDown
      default: .other
      }
    self.init(action, row: row - 1, column: column - 1)
  }
}
