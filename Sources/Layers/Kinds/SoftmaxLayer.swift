import Containers
import Equations
import Tensors
import Terms

/// `a = softmax(x)` along an axis, or over several together; masked entries get no share.
///
/// With None, or with axis 0 among them, it goes over all samples that are fed together (`SoftmaxOverSamples`). What a mask
/// does is said by `MaskedSoftmax`.
struct SoftmaxLayer: Layer {
  static let classNames = ["Softmax"]
  /// Nil for all, the batch too.
  let axes: [Int]?
  let version: KerasVersion

  init(_ config: Config) throws {
    let isNone = config.json["axis"]?.isNull == true && config.value("axis") == nil
    axes = isNone ? nil : try config.ints("axis", default: [-1])
    guard axes?.isEmpty != true else {
      throw config.error("axis", "a whole number, a list of some, or null")
    }
    version = config.version
  }

  var callArguments: [String] { ["inputs", "mask"] }
  var looksAtBatch: String? { axes?.contains(0) ?? true ? SoftmaxOverSamples.reason : nil }

  func lower(_ call: Call, to eq: Equations) throws -> [Signal] {
    let x = try call.input(eq).term
    guard let given = call.effectiveMask else { return [Signal(try eq("a", try softmax(x, eq)))] }
    let mask = try MaskedSoftmax(given, version, eq)
    let pushed = try eq("x_masked", try mask.pushed(x), "masked entries are pushed far down")
    var a = try eq("a", try softmax(pushed, eq))
    if let kept = try mask.kept(a) {
      a = try eq("a_masked", kept, "masked entries get no share")
    }
    return [Signal(a, mask: given)]
  }

  private func softmax(_ x: Term, _ eq: Equations) throws -> Term {
    let rank = x.shape.rank
    guard let axes else {
      return try SoftmaxOverSamples(axes: Array(0..<rank)).softmax(x, eq)
    }
    // Axis 0 of Keras is the batch.
    let places = try axes.filter { $0 != 0 }.map { try eq.sampleAxis($0, of: rank) }
    guard Set(places).count == places.count, axes.count(where: { $0 == 0 }) < 2 else {
      throw eq.obstacle("softmax over axes \(axes), which are not different", Advice.gap)
    }
    if axes.contains(0) { return try SoftmaxOverSamples(axes: places).softmax(x, eq) }
    if places.count == 1, let axis = places.first {
      return x(Softmax(axis: axis == rank - 1 ? -1 : axis))
    }
    let highest = try eq("m", x(Reduce(.max, axes: places, keepsAxes: true)))
    let sum = (x - highest)(Exp())(Reduce(.sum, axes: places, keepsAxes: true))
    let s = try eq("s", highest + sum(Log()), "the logarithm of the sum of all exponentials")
    return (x - s)(Exp())
  }
}
