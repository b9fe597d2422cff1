import Equations
import Tensors
import Terms

/// In which formats of 16 bits a value was rounded: itself, or anything that it is made of.
struct FormatsBehind {
  private static let halves: [DType] = [.float16, .bfloat16]
  /// By the value's id, a bit for each of them.
  private var bits: [UInt8]

  init(_ program: Program) {
    bits = program.values.map { value in
      FormatsBehind.halves.firstIndex(of: value.dtype).map { 1 << UInt8($0) } ?? 0
    }
    guard bits.contains(where: { $0 != 0 }) else { return }
    // A state comes back into the timestep that it was made in.
    while spread(in: program) {}
  }

  /// The formats behind a value, its own among them.
  subscript(value: Value) -> [DType] {
    FormatsBehind.halves.enumerated().filter { bits[value.id] & 1 << UInt8($0.offset) != 0 }
      .map(\.element) + [value.dtype]
  }

  /// Hands on what is known; gives whether something became known by it.
  private mutating func spread(in program: Program) -> Bool {
    let before = bits
    for (alias, source) in program.aliases { hand(source, to: alias) }
    for scan in program.scans {
      for sequence in scan.sequences { hand(sequence.outer, to: sequence.inner) }
      for carry in scan.carries {
        for source in [carry.initial, carry.next] {
          hand(source, to: carry.previous)
          hand(source, to: carry.final)
        }
      }
      for stack in scan.stacks { hand(stack.inner, to: stack.outer) }
    }
    for instruction in program.instructions {
      for operand in instruction.operands { hand(operand, to: instruction.result) }
    }
    return bits != before
  }

  private mutating func hand(_ source: Int, to target: Int) { bits[target] |= bits[source] }
}
