import Checks
import Debugging
import Equations
import Expressions
import Models
import Tensors
import Terminal

/// `check z_f == z[8:16]`: whether what a person worked out is what the model computed.
struct CheckCommand: Command {
  let names = ["check"]
  let group = CommandGroup.looking
  let reach = Reach.looks
  let summary = "compare two expressions with a tolerance, or make sure that something is true"
  let usage = [
    "check EXPR == EXPR [atol=A] [rtol=R]", "check CONDITION", "check grads [N|all]",
  ]
  let example = [
    "open lstm", "feed random(seed=1)", "until lstm@1.f", "check f == sigmoid(z[8:16])",
    "check max(f) < 1 and min(f) > 0",
  ]
  let details = """
    Of ==, numbers agree when they differ by no more than \(Tolerance.usual(of: "right")), as float32 sums in \
    another order do; in half precision by what its roundings allow; or by what rounding explains, as \
    both sides show in float64. atol and rtol replace this. Shapes must be equal, unless one side is a single number. Other comparisons are exact. In a \
    script what does not hold ends it with code 1. grads compares the gradients of the target with \
    what the loss does when a weight is moved a little to both sides, in float64: \(GradientChecking.usual) numbers of \
    every weight, N, or all; the worst come first.
    """
  let completion = Completion.Kind.value

  func run(_ arguments: String, _ console: Console) throws {
    let (word, rest) = arguments.firstWord
    if word == "grads", !Scope(console.debugger).isName(word), !rest.contains("=") {
      return try GradientChecking(console: console).run(rest)
    }
    let (text, given) = try CheckCommand.tolerances(arguments)
    guard !text.isEmpty else {
      throw CommandError("check needs a comparison", hint: "check f == sigmoid(z[8:16])")
    }
    if ArrayFormats.suffixes.contains(where: { text.hasSuffix(".\($0)") }) {
      throw CommandError(
        "check compares expressions, not files",
        hint: "diverge \(text.visible) compares with the arrays of a file, expect with an output; "
          + "kerastep check in a shell with all of its samples")
    }
    for claim in try console.expression(text).conjuncts {
      let sides = claim.sides
      if let sides, sides.sign == "==" {
        try compare(sides, given, console)
      } else {
        try demand(claim, sides, console)
      }
    }
  }

  // MARK: Tolerances

  private struct Given {
    var absolute: Double?
    var relative: Double?
  }

  /// The expression, and the tolerances that stand behind it.
  private static func tolerances(_ arguments: String) throws -> (text: String, given: Given) {
    var text = arguments
    var given = Given()
    while let word = text.split(whereSeparator: \.isWhitespace).last {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, ["atol", "rtol"].contains(parts[0]), !parts[1].hasSuffix(")") else {
        break
      }
      guard let number = Double(parts[1]), number >= 0 else {
        throw CommandError(
          "\(word) is no tolerance", hint: "a number from 0: check x == y atol=1e-6")
      }
      if parts[0] == "atol" { given.absolute = number } else { given.relative = number }
      text = String(text[..<word.startIndex]).trimmed
    }
    return (text, given)
  }

  // MARK: Equality

  private func compare(
    _ sides: Expression.Sides, _ given: Given, _ console: Console
  ) throws {
    let left = try console.debugger.evaluate(sides.left)
    let right = try console.debugger.evaluate(sides.right)
    var tolerance = Tolerance(for: [left.dtype, right.dtype])
    tolerance.absolute = given.absolute ?? tolerance.absolute
    tolerance.relative = given.relative ?? tolerance.relative
    let names = (sides.left.short, sides.right.short)
    let shape = left.shape == .scalar ? right.shape : left.shape
    let isGiven = given.absolute != nil || given.relative != nil
    let difference = Difference(left.filling(shape), from: right.filling(shape), tolerance) {
      isGiven ? nil : CheckCommand.precise(sides, shape, console)
    }
    guard let difference else {
      throw Failure(
        "shapes differ: \(names.0) is \(left.shape), \(names.1) is \(right.shape)")
    }
    let largest = "largest difference \(NumberFormat.brief(difference.absolute))"
    guard let first = difference.first else {
      let count = difference.count == 1 ? "" : " in all \(difference.count) numbers"
      let rounding =
        difference.rounded?.precise.map {
          ", rounding (float64 gives \(NumberFormat.exact($0, left.dtype)))"
        } ?? ""
      return console.output.lines(
        console.prose("agrees\(count): \(largest)\(rounding)", .good))
    }
    let found = NumberFormat.exact(first.found, left.dtype)
    let expected = NumberFormat.exact(first.expected, right.dtype)
    let other = sides.right.isNumber ? "not \(expected)" : "\(names.1) is \(expected)"
    let count = difference.count == 1 ? "" : " in \(difference.misses) of \(difference.count)"
    throw Failure(
      """
      differs\(count): \(largest)
      first\(CheckCommand.place(first.index)): \(names.0) is \(found), \(other)
      allowed is \(tolerance.text(of: "right"))
      """)
  }

  /// Both sides in float64, at the same place of the same walk; nil where there is no such walk.
  private static func precise(
    _ sides: Expression.Sides, _ shape: Shape, _ console: Console
  ) -> (found: Tensor, reference: Tensor)? {
    guard let machine = console.session?.machine, let twin = try? console.session?.preciseTwin(),
      twin.program.tickCount == machine.program.tickCount,
      twin.program.equations.count == machine.program.equations.count,
      (try? twin.go(to: .tick(machine.position.tick))) != nil
    else { return nil }
    var scope = Scope(console.debugger)
    scope.twin = twin
    guard let left = try? sides.left.evaluate(in: scope, limit: console.debugger.elementLimit),
      let right = try? sides.right.evaluate(in: scope, limit: console.debugger.elementLimit)
    else { return nil }
    return (left.filling(shape), right.filling(shape))
  }

  /// ` at [2, 0]`; nothing for a single number.
  private static func place(_ index: [Int]) -> String {
    index.isEmpty ? "" : " at [\(index.map(String.init).joined(separator: ", "))]"
  }

  // MARK: Conditions

  private func demand(
    _ claim: Expression, _ sides: Expression.Sides?, _ console: Console
  ) throws {
    let truth = try console.debugger.evaluate(claim)
    let text = claim.text.visible
    guard truth.dtype == .bool else {
      throw CommandError(
        "\(text) is \(truth.shape) \(truth.dtype.rawValue), not true or false",
        hint: "check x == y, check max(x) < 1")
    }
    let wrong = truth.elements.count { $0 == 0 }
    guard let place = truth.elements.firstIndex(of: 0) else {
      let count = truth.count == 1 ? "" : " in all \(truth.count) places"
      return console.output.lines(console.prose("holds\(count): \(text)", .good))
    }
    var message = "\(text) is False"
    if truth.count > 1 { message += " in \(wrong) of \(truth.count)" }
    if let sides {
      let index = CheckCommand.place(truth.shape.index(of: place))
      let numbers = try [sides.left, sides.right].filter { !$0.isNumber }.compactMap { side in
        try number(of: side, at: place, truth.shape, console)
      }
      message += "\nfirst\(index): \(numbers.joined(separator: ", "))"
    }
    throw Failure(message)
  }

  /// `x is 0.5`: what a side has in the place of a comparison; nil where its shape is another.
  private func number(
    of side: Expression, at place: Int, _ shape: Shape, _ console: Console
  ) throws -> String? {
    let tensor = try console.debugger.evaluate(side).filling(shape)
    guard tensor.shape == shape else { return nil }
    return "\(side.short) is \(NumberFormat.exact(tensor.elements[place], tensor.dtype))"
  }
}

extension Expression {
  /// The text, cut in its middle where it is long.
  fileprivate var short: String {
    (text.count > 30 ? "\(text.prefix(16))…\(text.suffix(10))" : text).visible
  }
}

extension Tensor {
  /// A single number in every place of a shape; any other array as it is.
  fileprivate func filling(_ shape: Shape) -> Tensor {
    guard self.shape == .scalar, let number = elements.first else { return self }
    return Tensor(shape, dtype, repeating: number)
  }
}
