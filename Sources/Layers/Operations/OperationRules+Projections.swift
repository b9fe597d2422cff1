import Equations
import Tensors
import Terms

/// Images that are turned, moved and seen from aside.
extension OperationRules {
  static let projections = [
    OperationRule("AffineTransform") { call in
      let x = try call.projected()
      guard let given = call.argument(["transform"], at: 1) else { throw call.misuse("by nothing") }
      guard let edges = ProjectedEdges(rawValue: try call.word("fill_mode") ?? "constant") else {
        throw call.misuse("with another fill_mode than constant, nearest, reflect or wrap")
      }
      let t: Term
      if case .tensor(let signal) = given {
        t = signal.term(Cast(.float32))
      } else {
        let array = call.array(given, beside: .float32)
        let one = array?.shape.rank == 2 && array?.shape[0] == 1 ? array?.row(0) : array
        guard let one else { throw call.misuse("by \(given.text) is not supported") }
        t = call.eq.constant(
          "t", Tensor(one.shape, .float32, one.elements.map { Double(Float($0)) }))
      }
      guard t.shape == [8] else { throw call.misuse("by \(t.shape) numbers in place of 8") }
      return try call.projection(edges).term(x, t, call.eq)
    }
    .being(.turnsChannels),
    OperationRule("PerspectiveTransform") { call in
      let x = try call.projected()
      let (start, end) = try (call.corners("start_points", 1), call.corners("end_points", 2))
      guard let numbers = Homography.numbers(from: start, to: end) else {
        throw call.misuse("of corners three of which lie on a line")
      }
      let t = call.eq.constant("t", Tensor([8], .float32, numbers.map(Double.init)))
      return try call.projection(.constant).term(x, t, call.eq)
    }
    .being(.turnsChannels),
  ]
}

extension OperationCall {
  /// The image of a sample.
  fileprivate func projected() throws -> Term {
    let x = try operands(["images"])[0]
    guard x.shape.rank == 3, dtype(of: x) != .bool, x.shape.count < 1 << 22 else {
      throw misuse("of \(x.shape) is not supported")
    }
    return x
  }

  fileprivate func projection(_ edges: ProjectedEdges) throws -> Projection {
    let word = try word("interpolation") ?? "bilinear"
    guard ["bilinear", "nearest"].contains(word) else {
      throw misuse("with interpolation=\(word) is not supported")
    }
    let filling = try number("fill_value") ?? 0
    return Projection(isNearest: word == "nearest", edges: edges, filling: filling)
  }

  /// Four corners, as they stand in the file.
  fileprivate func corners(_ name: String, _ place: Int) throws -> [Float] {
    guard let given = argument([name], at: place) else { throw misuse("without \(name)") }
    guard let array = array(given, beside: .float32), [[4, 2], [1, 4, 2]].contains(array.shape)
    else {
      throw misuse("with \(given.text) as \(name), which are not four corners of all images")
    }
    return array.elements.map { Float($0) }
  }
}
