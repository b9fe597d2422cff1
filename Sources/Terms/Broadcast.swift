import Tensors

/// How the operands of an element-wise op are spread over its result.
struct Broadcast {
  /// One operand against the whole result.
  enum Spread: Equatable {
    /// An element for every element of the result.
    case full
    /// One number for all.
    case single
    /// A block that repeats: the operand is the trailing part of the result.
    case repeated(Int)
    /// Anything else: element strides along the result's axes, 0 where repeated.
    case strided([Int])
  }

  let signature: Signature
  let spreads: [Spread]

  init(_ signature: Signature) {
    self.signature = signature
    let result = signature.fullResultShape
    spreads = signature.operands.indices.map { index in
      let operand = signature.operands[index]
      let shape = signature.fullShape(index)
      if shape.count == result.count { return .full }
      if shape.count == 1 { return .single }
      if !operand.isBatched, result.dims.suffix(operand.shape.rank) == operand.shape.dims[...] {
        return .repeated(operand.shape.count)
      }
      return .strided(Broadcast.strides(of: operand, in: result))
    }
  }

  /// Element strides of an operand along the axes of the full result, rows first.
  private static func strides(of operand: Signature.Operand, in result: Shape) -> [Int] {
    var strides = [Int](repeating: 0, count: result.rank)
    let own = operand.shape.strides
    let offset = result.rank - operand.shape.rank
    for axis in operand.shape.dims.indices where operand.shape[axis] != 1 {
      strides[offset + axis] = own[axis]
    }
    strides[0] = operand.isBatched ? operand.shape.count : 0
    return strides
  }

  typealias BinaryLoop = (
    UnsafeRawPointer, Int, UnsafeRawPointer, Int, UnsafeMutableRawPointer, Int
  ) -> Void

  /// The kernel that runs a loop of two operands over the whole result.
  func kernel(_ loop: @escaping BinaryLoop) -> Kernel {
    let count = signature.count
    switch (spreads[0], spreads[1]) {
    case (.full, .full): return { loop($0[0], 1, $0[1], 1, $1, count) }
    case (.full, .single): return { loop($0[0], 1, $0[1], 0, $1, count) }
    case (.single, .full): return { loop($0[0], 0, $0[1], 1, $1, count) }
    case (.single, .single): return { loop($0[0], 0, $0[1], 0, $1, count) }
    case (.full, .repeated(let block)):
      let bytes = block * signature.scalar.byteSize
      return { operands, out in
        for row in 0..<count / block {
          loop(operands[0] + row * bytes, 1, operands[1], 1, out + row * bytes, block)
        }
      }
    default:
      let left = expansion(0)
      let right = expansion(1)
      return { loop(left($0[0]), 1, right($0[1]), 1, $1, count) }
    }
  }

  /// A function that spreads an operand out to an element for every element of the result.
  func expansion(_ index: Int) -> (UnsafeRawPointer) -> UnsafeRawPointer {
    let shape = signature.fullResultShape
    let strides: [Int]
    switch spreads[index] {
    case .full: return { $0 }
    case .strided(let own): strides = own
    case .single, .repeated:
      strides = Broadcast.strides(of: signature.operands[index], in: shape)
    }
    let scratch = Scratch(bytes: shape.count * signature.scalar.byteSize)
    let scalar = signature.scalar
    return { source in
      StridedCopy.run(source, shape.dims, strides, to: scratch.start, scalar)
      return UnsafeRawPointer(scratch.start)
    }
  }
}
