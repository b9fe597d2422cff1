import Tensors
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@testable import Debugging

/// One timestep after the other by loops over plain numbers, as Keras documents them.
@Suite struct ReferenceTests {
  @Test func lstm() throws {
    let machine = try Recipes.lstm.machine()
    let x = Recipes.lstm.samples(1)[0]
    var h = [Double](repeating: 0, count: 3)
    var C = h
    for t in 0..<4 {
      let z = affine(row(x, t), weight("lstm.kernel", 24), weight("lstm.bias", 12))
        .adding(product(h, weight("lstm.recurrent_kernel", 36), 12))
      let i = z[0..<3].map(sigmoid)
      let f = z[3..<6].map(sigmoid)
      let g = z[6..<9].map(tanh)
      let o = z[9..<12].map(sigmoid)
      C = (0..<3).map { f[$0] * C[$0] + i[$0] * g[$0] }
      h = (0..<3).map { o[$0] * tanh(C[$0]) }
      _ = try machine.move(.next)
      for (name, expected) in [
        ("z", z), ("i", i), ("f", f), ("g", g), ("o", o), ("C", C), ("h", h),
      ] {
        try check(machine, name, expected)
      }
    }
    _ = try machine.resume()
    let y = affine(h, weight("dense.kernel", 6), weight("dense.bias", 2)).map(tanh)
    try check(machine, "output", y)
  }

  @Test func maskedSimpleRNN() throws {
    let machine = try Recipes.maskedSimpleRNN.machine()
    let x = Recipes.maskedSimpleRNN.samples(1)[0]
    _ = try machine.move(.next)
    var h = [Double](repeating: 0, count: 3)
    for t in 0..<5 {
      _ = try machine.move(.next)
      if row(x, t).contains(where: { $0 != 0 }) {
        h = affine(row(x, t), weight("rnn.kernel", 6), weight("rnn.bias", 3))
          .adding(product(h, weight("rnn.recurrent_kernel", 9), 3)).map(tanh)
      }
      try check(machine, "h", h)
    }
  }

  @Test func gruResetBefore() throws {
    let machine = try Recipes.gruBefore.machine()
    let x = Recipes.gruBefore.samples(1)[0]
    let U = weight("gru.recurrent_kernel", 27)
    var h = [Double](repeating: 0, count: 3)
    for t in 0..<4 {
      let p = affine(row(x, t), weight("gru.kernel", 18), weight("gru.bias", 9))
      let q = product(h, U, 9)
      let z = (0..<3).map { sigmoid(p[$0] + q[$0]) }
      let r = (0..<3).map { sigmoid(p[$0 + 3] + q[$0 + 3]) }
      let s = product((0..<3).map { r[$0] * h[$0] }, U, 9)
      let g = (0..<3).map { tanh(p[$0 + 6] + s[$0 + 6]) }
      h = (0..<3).map { z[$0] * h[$0] + (1 - z[$0]) * g[$0] }
      _ = try machine.move(.next)
      try check(machine, "r", r)
      try check(machine, "h", h)
    }
  }

  @Test func gruResetAfterWithMaskAndState() throws {
    let machine = try Recipes.statefulMasked.machine()
    let x = Recipes.statefulMasked.samples(1)[0]
    let b = weight("gru.bias", 18)
    _ = try machine.move(.next)
    var h = [Double](repeating: 0, count: 3)
    var y = h
    for t in 0..<5 {
      let p = affine(row(x, t), weight("gru.kernel", 18), Array(b[0..<9]))
      let q = affine(h, weight("gru.recurrent_kernel", 27), Array(b[9..<18]))
      let z = (0..<3).map { sigmoid(p[$0] + q[$0]) }
      let r = (0..<3).map { sigmoid(p[$0 + 3] + q[$0 + 3]) }
      let g = (0..<3).map { tanh(p[$0 + 6] + r[$0] * q[$0 + 6]) }
      if row(x, t).contains(where: { $0 != 0 }) {
        h = (0..<3).map { z[$0] * h[$0] + (1 - z[$0]) * g[$0] }
        y = h
      }
      _ = try machine.move(.next)
      try check(machine, "g", g)
      try check(machine, "h", h)
      try check(machine, "y", y)
    }
  }

  // MARK: Plain numbers

  private func check(_ machine: Machine, _ word: String, _ expected: [Double]) throws {
    let found = try machine.lookup(word)
    #expect(distance([found.tensor.elements], [expected]) < 2e-6, "\(word) at \(found.place)")
  }

  private func weight(_ id: String, _ count: Int) -> [Double] { Chance.numbers(id, count, 0.6) }

  private func row(_ x: Tensor, _ index: Int) -> [Double] {
    Array(x.elements[index * x.shape.width..<(index + 1) * x.shape.width])
  }

  private func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

  private func product(_ x: [Double], _ W: [Double], _ columns: Int) -> [Double] {
    (0..<columns).map { column in
      x.indices.map { x[$0] * W[$0 * columns + column] }.reduce(0, +)
    }
  }

  private func affine(_ x: [Double], _ W: [Double], _ b: [Double]) -> [Double] {
    product(x, W, b.count).adding(b)
  }
}

extension [Double] {
  fileprivate func adding(_ other: [Double]) -> [Double] { zip(self, other).map { $0 + $1 } }
}
