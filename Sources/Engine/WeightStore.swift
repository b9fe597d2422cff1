import Equations
import Tensors
import Terms

/// Where the weights of a program lie while it runs: in their file as a rule, in memory of their own where they were
/// replaced or are read often.
final class WeightStore {
  private let program: Program
  private let sources: [Int: any WeightSource]
  private var weights: [Int: WeightNumbers] = [:]
  private var replaced: Set<Int> = []
  /// Weights that are read where they lie in a file, by some instruction at least.
  private var inPlace: [Int: WeightNumbers] = [:]
  /// What stands for a weight that no file has: such a program is refused before it runs.
  private let nowhere: WeightNumbers

  init(_ program: Program, nowhere: Block) {
    self.program = program
    self.nowhere = WeightNumbers(nowhere)
    sources = Dictionary(
      program.weights.map { ($0.value, $0.source) }, uniquingKeysWith: { first, _ in first })
  }

  /// Where an instruction needs a weight to lie.
  enum Placement {
    /// At any address: in the file, as a rule.
    case anywhere
    /// Where numbers of its kind belong, which in three of four files they do not.
    case aligned
    /// In memory of its own: read again in every timestep, it is worth more than the copy costs.
    case copied
  }

  // MARK: Fetching

  /// The numbers of a weight, fetched from the file when they are first used.
  func numbers(of value: Int, _ placement: Placement) throws -> WeightNumbers {
    func fits(_ numbers: WeightNumbers) -> Bool {
      switch placement {
      case .anywhere: true
      case .aligned: Int(bitPattern: numbers.start) % program.scalar.byteSize == 0
      case .copied: numbers.isCopied
      }
    }
    if let known = weights[value], known.isCopied || fits(known) {
      try known.verify()
      return known
    }
    guard let source = sources[value] else { return nowhere }
    let dtype = program.values[value].dtype
    try source.verify()
    if placement != .copied, let bytes = source.inPlace(program.scalar, dtype),
      case let numbers = WeightNumbers(bytes, of: source), fits(numbers)
    {
      weights[value] = numbers
      inPlace[value] = numbers
      return numbers
    }
    let count = source.shape.count
    let copy = try block(count)
    try source.write(to: copy.start, program.scalar)
    MachineNumbers.round(copy.start, count, to: dtype, program.scalar)
    let numbers = WeightNumbers(copy)
    weights[value] = numbers
    return numbers
  }

  /// So many numbers of a weight as it is now, from one of them on.
  func load(_ elements: Range<Int>, of value: Int) throws -> [Double] {
    let numbers = try numbers(of: value, .anywhere)
    let loaded = withExtendedLifetime(numbers) {
      MachineNumbers.load(
        numbers.start + elements.lowerBound * program.scalar.byteSize, elements.count,
        program.scalar)
    }
    // The file may have been cut short while it was read.
    try numbers.verify()
    return loaded
  }

  /// The bytes of a weight as it is now.
  func bytes(of value: Int) throws -> [UInt8] {
    let numbers = try numbers(of: value, .aligned)
    return withExtendedLifetime(numbers) {
      [UInt8](UnsafeRawBufferPointer(start: numbers.start, count: byteCount(value)))
    }
  }

  /// Checks that the files in which weights are read are as they were opened. What was computed since the last time
  /// counts only if they are: where a file was cut short meanwhile, zeros were read.
  func verify() throws {
    for source in inPlace.values { try source.verify() }
  }

  // MARK: Replacing

  /// Replaces a weight's numbers for this run; the file stays as it is.
  func replace(_ value: Int, with elements: [Double]) throws {
    MachineNumbers.store(elements, to: try ownNumbers(value).0, program.scalar)
  }

  /// Gives a weight such bytes, at most as many as it has.
  ///
  /// Gives whether it lies elsewhere now, so that who reads it is to fetch it again.
  func replace(_ value: Int, with bytes: UnsafeRawBufferPointer) throws -> Bool {
    let (own, isNew) = try ownNumbers(value)
    let count = byteCount(value)
    UnsafeMutableRawBufferPointer(start: own, count: count).copyBytes(from: bytes.prefix(count))
    return isNew
  }

  /// The weights that were replaced, each with its numbers, which are shared from now on.
  var replacements: [Int: WeightNumbers] { weights.filter { replaced.contains($0.key) } }

  /// Reads weights where another memory of the same program has them; who reads these is to fetch them again.
  func share(_ numbers: [Int: WeightNumbers]) -> Set<Int> {
    let old = restore()
    weights.merge(numbers) { $1 }
    replaced = Set(numbers.keys)
    return old.union(replaced)
  }

  /// Forgets the replacements; who reads them is to fetch these weights again.
  func restore() -> Set<Int> {
    defer { replaced = [] }
    for value in replaced { weights[value] = nil }
    return replaced
  }

  private func byteCount(_ value: Int) -> Int {
    program.values[value].shape.count * program.scalar.byteSize
  }

  /// Memory beside the arena for so many numbers.
  private func block(_ count: Int) throws -> Block {
    let bytes = count * program.scalar.byteSize
    guard let block = Block(bytes: bytes) else {
      throw MemoryBudget.Exceeded(bytes: bytes, limit: MemoryBudget.standard.bytes)
    }
    return block
  }

  /// Where a weight's numbers of this run lie, other ones than the file's; and whether they lie there only now.
  private func ownNumbers(_ value: Int) throws -> (UnsafeMutableRawPointer, isNew: Bool) {
    if replaced.contains(value), let own = weights[value]?.own { return (own, false) }
    let block = try block(program.values[value].shape.count)
    weights[value] = WeightNumbers(block)
    replaced.insert(value)
    return (block.start, true)
  }
}
