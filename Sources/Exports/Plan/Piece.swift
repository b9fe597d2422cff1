import Equations
import Terms

/// What of a program's schedule a function writes.
enum Piece {
  /// Equations and whole loops.
  case items(Range<Int>)
  /// Some of an equation's instructions: where it sums over samples, what stands before the sum or behind it.
  case part(Part)

  /// A part of an equation that has a result of its own.
  struct Part {
    let equation: Int
    let instructions: [Int]
    /// What it gives: what one sample adds to the sum, or the equation's result.
    let result: Value
    /// How it is written: sums that are made before it are values of their own in it.
    let term: Term
    /// Whether its result is one sample's share of a sum over all.
    let isShare: Bool
  }

  /// What of the schedule it is about.
  func items(of program: Program) -> [Program.Item] {
    switch self {
    case .items(let items): Array(program.schedule[items])
    case .part(let part): [.equation(part.equation)]
    }
  }
}

extension Plan {
  /// What a function reads, each value once, by the name that it has there.
  static func reads(
    _ program: Program, _ pieces: [Piece]
  ) -> (values: [Value], weights: [Value]) {
    var reading = Reading(program)
    for piece in pieces { reading.read(piece) }
    return (reading.values, reading.weights)
  }

  /// What a function makes, inside its loops too.
  static func made(_ program: Program, _ pieces: [Piece]) -> [Int] {
    pieces.flatMap { piece -> [Int] in
      switch piece {
      case .items(let items): made(program, items)
      case .part(let part): part.instructions.map { program.instructions[$0].result }
      }
    }
  }

  private static func made(_ program: Program, _ items: Range<Int>) -> [Int] {
    program.schedule[items].flatMap { item -> [Int] in
      switch item {
      case .equation(let id):
        return program.equations[id].instructions.map { program.instructions[$0].result }
      case .enter(let id):
        return program.scans[id].sequences.map(\.inner) + program.scans[id].carries.map(\.previous)
      case .leave(let id):
        return program.scans[id].carries.map(\.final) + program.scans[id].stacks.map(\.outer)
      }
    }
  }
}

/// Gathers what pieces read.
private struct Reading {
  let program: Program
  private(set) var values: [Value] = []
  private(set) var weights: [Value] = []
  private var seen: Set<Int> = []

  init(_ program: Program) { self.program = program }

  mutating func read(_ piece: Piece) {
    switch piece {
    case .part(let part): read(part.term, part.instructions)
    case .items(let items):
      for item in program.schedule[items] {
        switch item {
        case .equation(let id):
          read(program.equations[id].term, program.equations[id].instructions)
        case .enter(let id):
          for sequence in program.scans[id].sequences { read(sequence.outer) }
          for carry in program.scans[id].carries { read(carry.initial) }
        case .leave(let id):
          for stack in program.scans[id].stacks { read(stack.inner) }
        }
      }
    }
  }

  private mutating func read(_ term: Term, _ instructions: [Int]) {
    for value in term.withoutCounts.values { read(value.id) }
    for instruction in instructions.map({ program.instructions[$0] })
    where !instruction.countsSamples {
      for operand in instruction.operands { read(operand) }
    }
  }

  private mutating func read(_ id: Int) {
    let value = program.values[id]
    guard program.numbers[id] == nil, seen.insert(id).inserted else { return }
    if value.role == .weight { weights.append(value) } else { values.append(value) }
  }
}

extension Instruction {
  /// Whether it only says how many samples there are, of whatever operand.
  var countsSamples: Bool { (op as? OverSamples)?.kind == .count }
}

extension Term {
  /// The term with a number wherever samples are counted: of what they are counted by nothing is read.
  var withoutCounts: Term {
    replacing { $0.countsSamples ? 1 : nil }
  }
}
