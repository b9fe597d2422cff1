import Debugging

/// Where a person looks on the full screen. What is looked at is the debugger's.
struct ScreenState {
  /// The pane that the arrows move in.
  enum Focus: CaseIterable { case numbers, explanation, equations }

  /// A place that was left by Enter, to come back to.
  struct Visit {
    let word: String
    let cursor: Entry?
  }

  /// Lines that are longer than the foot, read in the place of the panes.
  struct Reading {
    let title: String
    let lines: [String]
    var top = 0
  }

  var focus = Focus.numbers
  /// The number under the cursor.
  var cursor: Entry?
  /// Where the cursor is to be after the motion that was asked for.
  var wanted: Entry?
  /// Which number of the explanation is chosen, and which equation of the list.
  var operand = 0
  var equation: Int?
  var showsHistory = false
  var visits: [Visit] = []
  var numbersTop = 0
  var explanationTop = 0
  /// What was typed and shown last, in colours.
  var log: [String] = []
  var reading: Reading?
  var isTyping = false
  /// Whether Ctrl-X was pressed, and A is waited for.
  var isChord = false

  /// Of which run the cursor is, and where that stood when it was drawn last.
  private var run: ObjectIdentifier?
  private var position: Position?

  /// The lines that are kept of what was shown.
  private static let longestLog = 100

  mutating func note(_ lines: [String]) {
    log = (log + lines).suffix(ScreenState.longestLog)
  }

  /// Puts the cursor to where the walk stands, when that has moved since the last time.
  mutating func follow(
    _ machine: Machine, first: () -> Entry?, following: (Entry?) -> Entry?,
    contains: (Entry) -> Bool
  ) {
    if run != ObjectIdentifier(machine) {
      (run, position) = (ObjectIdentifier(machine), nil)
      (cursor, wanted, visits) = (nil, nil, [])
    }
    let hasMoved = position != machine.position
    position = machine.position
    if hasMoved {
      let wanted = wanted.flatMap { contains($0) ? $0 : nil }
      choose(wanted ?? following(cursor))
      equation = nil
    } else if !(cursor.map(contains) ?? false) {
      choose(first())
    }
  }

  /// Puts the cursor on a number; its explanation is read from the beginning.
  mutating func choose(_ entry: Entry?) {
    guard entry != cursor else { return }
    cursor = entry
    (operand, explanationTop) = (0, 0)
  }
}
