import Equations
import Tensors
import Terms

/// What is known of the shapes of a model's tensors, those of one sample: nil in the place of a length that is open.
struct TensorShapes {
  /// An output of a call of a layer.
  struct Output: Sendable {
    let dims: [Int?]
    let dtype: DType
  }

  private var outputs: [String: [Output]] = [:]
  private var inputs: [String: [Int?]] = [:]

  /// Two programs for different lengths of what is open: what differs between them is open too.
  init(_ model: Model) {
    for input in model.ownInputs { inputs[input.name] = input.shape }
    guard let small = TensorShapes.program(model, 5), let large = TensorShapes.program(model, 7)
    else { return }
    let others = Dictionary(large.frames.map { ($0.path, $0) }) { first, _ in first }
    for frame in small.frames {
      guard let other = others[frame.path], outputs[frame.path] == nil else { continue }
      outputs[frame.path] = zip(frame.outputs, other.outputs).map { one, two in
        Output(
          dims: zip(one.shape.dims, two.shape.dims).map { $0 == $1 ? $0 : nil }, dtype: one.dtype)
      }
    }
  }

  private static func program(_ model: Model, _ length: Int) -> Program? {
    model.inputShapes(open: length).flatMap { try? model.program(for: $0) }
  }

  /// The shape of one of the model's inputs.
  func input(_ name: String) -> [Int?]? { inputs[name] }

  /// An output of a call; `path` has its layer, and `#2` where it is its second call.
  func output(_ path: String, _ tensor: Int) -> Output? {
    guard let list = outputs[path], list.indices.contains(tensor) else { return nil }
    return list[tensor]
  }
}
