import Containers
import Engine
import Equations
import Tensors
import Terms
import Testing

/// Weights that lie in a file where numbers of their kind do not belong.
@Suite struct WeightPlacementTests {
  /// Numbers in memory, so many bytes after where they belong.
  struct Placed: WeightSource {
    let shape: Shape
    let bytes: Bytes

    init(_ shape: Shape, offset: Int) {
      self.shape = shape
      var all = [UInt8](repeating: 0, count: offset)
      for index in 0..<shape.count {
        let number = Float((index * 37 + shape.count) % 23) / 16 - 0.7
        withUnsafeBytes(of: number) { all += $0 }
      }
      bytes = Bytes(all).slice(offset, count: shape.count * 4) ?? Bytes([])
    }

    /// Bytes that nobody else holds: whoever keeps their address must keep them.
    func inPlace(_ scalar: Scalar, _ dtype: DType) -> Bytes? {
      let offset = Int(bitPattern: bytes.address) % 16
      return Bytes([UInt8](repeating: 0, count: offset) + bytes.array)
        .slice(offset, count: bytes.count)
    }
    func verify() {}
    func write(to target: UnsafeMutableRawPointer, _ scalar: Scalar) {
      bytes.withUnsafeBytes {
        if let start = $0.baseAddress { target.copyMemory(from: start, byteCount: $0.count) }
      }
    }
  }

  /// A table's row times a matrix, plus a bias, for samples that differ.
  private func outputs(offset: Int, samples: Int) throws -> [Tensor] {
    let eq = Equations()
    let input = eq.input("i", TensorType([], .float32))
    let weights: [String: any WeightSource] = [
      "E": Placed([4, 19], offset: offset), "W": Placed([19, 35], offset: offset),
      "b": Placed([35], offset: offset),
    ]
    let output = try eq.call("layer", kind: "L", title: "L", dtype: .float32, weights: weights) {
      let row = try eq("e", .apply(Gather(), [try eq.weight("E", as: "E", [4, 19]), input]))
      let z = try eq("z", row • (try eq.weight("W", as: "W", [19, 35])))
      return try eq("y", z + (try eq.weight("b", as: "b", [35])))
    }
    let program = eq.finish(outputs: [output])
    let engine = try Engine(program, samples: samples)
    for sample in 0..<samples {
      try engine.memory.write(
        Tensor(scalar: Double(sample)), to: program.inputs[0], sample: sample)
    }
    for equation in program.equations { try engine.run(equation: equation.id, at: SIMD4()) }
    let values = program.equations.map(\.result) + program.frames[0].weights
    return try values.flatMap { value in
      try (0..<samples).map { try engine.memory.read(value, sample: $0) }
    }
  }

  @Test("numbers are the same wherever the weights lie", arguments: [1, 3])
  func placement(samples: Int) throws {
    let expected = try outputs(offset: 0, samples: samples)
    #expect(expected.allSatisfy { $0.elements.contains { $0 != 0 } })
    for offset in 1..<4 {
      let found = try outputs(offset: offset, samples: samples)
      #expect(zip(found, expected).allSatisfy { $0.isIdentical(to: $1) })
    }
  }
}
